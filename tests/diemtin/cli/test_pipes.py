"""The command as a process: pipes, terminals, locales, errors. All files are invented."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from diemtin.corpus import Corpus
from diemtin.tables.catalog import TABLES
from tests.diemtin.cli.test_tables import DAYS, reject

ROOT = Path(__file__).resolve().parents[3]


def command(data: Corpus, *args: str) -> list[str]:
    return [sys.executable, "-m", "diemtin", "--data", str(data.data_dir), *args]


def environment(**changes: str) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"} | changes


def drop(data: Corpus, n_files: int) -> None:
    for number in range(n_files):
        (data.inbox / f"tin {number:03}.txt").write_text(f"Tin {number}.", encoding="utf-8")


def write_rejects(data: Corpus, n_rows: int = 1) -> None:
    rows = [reject(DAYS[0], "empty", f"báo-{number:05}") for number in range(n_rows)]
    batch = pa.RecordBatch.from_pylist(rows, schema=TABLES["rejects"].schema)
    data.store.write(TABLES["rejects"], DAYS[0], [batch])


@pytest.mark.parametrize("locale", ["C", "en_US.ISO-8859-1"])
def test_utf8_is_written_under_any_locale(data: Corpus, locale: str) -> None:
    write_rejects(data)
    env = environment(LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    args = command(data, "export", "rejects", "--columns", "source,detail")
    process = subprocess.run(args, env=env, capture_output=True, check=True)
    assert process.stdout.decode("utf-8").endswith('báo-00000,"chi tiết, có dấu phẩy"\n')


def test_a_reader_that_goes_away_is_no_error_worth_a_word(data: Corpus) -> None:
    write_rejects(data, 20_000)
    with subprocess.Popen(
        command(data, "export", "rejects"),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().startswith(b"document_id,")
        process.stdout.close()
        assert process.stderr.read() == b""


def test_bars_go_to_standard_error_and_a_pipe_stays_clean(data: Corpus) -> None:
    drop(data, 30)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command(data, "land", "--json"), env=environment(), stdout=subprocess.PIPE, stderr=theirs
    ) as process:
        os.close(theirs)
        assert process.stdout
        told = json.loads(process.stdout.read())
        shown = b""
        while part := _read(ours):
            shown += part
    os.close(ours)
    assert len(told["landed"]) == 30
    assert b"30/30" in shown


def test_in_a_terminal_a_table_is_no_wider_than_it(data: Corpus) -> None:
    write_rejects(data)
    ours, theirs = pty.openpty()
    columns = "landing_date,source,reason,detail,path,format"
    args = command(data, "export", "rejects", "--format", "table", "--columns", columns)
    with subprocess.Popen(args, env=environment(COLUMNS="60"), stdout=theirs) as process:
        os.close(theirs)
        shown = b""
        while part := _read(ours):
            shown += part
        assert process.wait() == 0
    os.close(ours)
    assert b"\x1b[1m" in shown
    lines = shown.decode("utf-8").replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines()
    assert max(map(len, lines)) <= 60
    assert "báo-00000" in shown.decode("utf-8")


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:  # what Linux says when the other end of a terminal is closed
        return b""


@pytest.mark.parametrize("debug", [False, True])
def test_an_error_is_one_line_and_a_traceback_where_it_is_asked_for(
    data: Corpus, debug: bool
) -> None:
    args = command(data, *(["--debug"] if debug else []), "tables", "mention")
    process = subprocess.run(args, env=environment(), capture_output=True, text=True, check=False)
    assert (process.returncode, process.stdout) == (1, "")
    assert "There is no table 'mention'" in process.stderr
    assert ("Traceback" in process.stderr) == debug
    assert debug or process.stderr.count("\n") == 1


def test_a_failure_of_the_disk_is_one_line_that_names_the_file(data: Corpus) -> None:
    (data.data_dir / "landing").write_text("no folder", encoding="utf-8")
    drop(data, 1)
    args = command(data, "land")
    process = subprocess.run(args, env=environment(), capture_output=True, text=True, check=False)
    assert process.returncode == 1
    assert process.stderr.startswith(f"Error: {data.landing}")
    assert process.stderr.count("\n") == 1


def test_what_nobody_foresaw_is_one_line_too(data: Corpus) -> None:
    script = (
        "import diemtin.tables.inventory as i; i.inventory = lambda *_: 1 / 0\n"
        "from diemtin.cli.main import main; main()"
    )
    args = [sys.executable, "-c", script, "--data", str(data.data_dir), "tables"]
    process = subprocess.run(args, env=environment(), capture_output=True, text=True, check=False)
    assert process.returncode == 1
    assert process.stderr.startswith("Error: ZeroDivisionError: division by zero. ")
    assert process.stderr.count("\n") == 1


def test_two_that_land_at_once_land_everything_once(data: Corpus) -> None:
    drop(data, 60)
    args = command(data, "land", "--json")
    running = [subprocess.Popen(args, env=environment(), stdout=subprocess.PIPE) for _ in range(2)]
    told = [json.loads(process.communicate()[0]) for process in running]
    assert [process.returncode for process in running] == [0, 0]
    landed = sorted(path for one in told for path in one["landed"])
    assert landed == [f"inbox/tin {number:03}.txt" for number in range(60)]
    assert not list(data.inbox.iterdir())
