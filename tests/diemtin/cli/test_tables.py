"""`diemtin tables`, `export` and `rejects` over tables made by hand. All news are invented."""

import csv
import datetime
import io
import json

import pyarrow as pa
import pytest

from diemtin.corpus import Corpus
from diemtin.tables.catalog import TABLES
from diemtin.tables.columns import COLUMNS
from tests.diemtin.cli.conftest import Run

DAYS = [datetime.date(2025, 6, day) for day in (27, 28, 30)]


def reject(day: datetime.date, reason: str, source: str) -> dict[str, object]:
    return {
        "document_id": f"{day}-{reason}-{source}",
        "landing_date": day,
        "source": source,
        "path": f"{source}/{reason}.txt",
        "record": 0,
        "format": "txt",
        "reason": reason,
        "detail": "chi tiết, có dấu phẩy",
        "excerpt": "dòng một\ndòng \x1b[31mhai",
        "landed_at": datetime.datetime(2025, 6, 27, 5, tzinfo=datetime.UTC),
    }


@pytest.fixture
def built(data: Corpus) -> Corpus:
    """Three days of rejects and of raw documents without rows."""
    for day in DAYS:
        rows = [reject(day, "empty", "a"), reject(day, "undecodable", "a")]
        if day == DAYS[0]:
            rows = [reject(day, "empty", "a"), reject(day, "empty", "b")]
        batch = pa.RecordBatch.from_pylist(rows, schema=TABLES["rejects"].schema)
        data.store.write(TABLES["rejects"], day, [batch])
        data.store.write(TABLES["raw_documents"], day, [])
    return data


def rows(shown: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(shown)))


# tables


def test_every_table_is_listed_with_its_rows_and_days(run: Run, built: Corpus) -> None:
    lines = run("tables").stdout.splitlines()
    assert lines[0] == f"Tables in {built.data_dir / 'tables'}"
    listed = {line.split()[0]: line for line in lines[3:] if line}
    assert set(TABLES) <= set(listed)
    assert " 6 " in listed["rejects"]
    assert "2025-06-27 … 2025-06-30, 3 days" in listed["rejects"]
    assert "not yet" in listed["mentions"]


def test_one_table_is_told_with_its_columns_and_first_rows(run: Run, built: Corpus) -> None:
    shown = run("tables", "rejects", "--rows", "2").stdout
    assert "Rows: 6 " in shown
    assert "Days: 2025-06-27 … 2025-06-28, 2025-06-30\n" in shown
    assert f"Files: {built.data_dir / 'tables/rejects'}\n" in shown
    assert COLUMNS["excerpt"].english in shown
    assert shown.count("\nRow ") == 2
    assert "dòng một ⏎ dòng \\x1b[31mhai" in shown


def test_descriptions_come_in_vietnamese(run: Run, built: Corpus) -> None:
    assert "Lý do từ chối" in run("tables", "rejects", "--vietnamese").stdout
    assert TABLES["mentions"].vietnamese in run("tables", "--vietnamese").stdout


def test_a_table_that_is_not_built_is_described_all_the_same(run: Run) -> None:
    result = run("tables", "daily_entities")
    assert result.exit_code == 0
    assert "Not built yet." in result.stdout
    assert "article_share" in result.stdout


def test_a_tables_json_has_its_columns_and_rows(run: Run, built: Corpus) -> None:
    told = json.loads(run("tables", "rejects", "--rows", "1", "--json").stdout)
    assert (told["n_rows"], told["days"]) == (6, [str(day) for day in DAYS])
    assert [column["name"] for column in told["columns"]] == list(TABLES["rejects"].column_names)
    assert [row["landing_date"] for row in told["first_rows"]] == ["2025-06-27"]
    assert len(json.loads(run("tables", "--json").stdout)) == len(TABLES)


def test_a_table_that_does_not_exist_is_an_error_that_names_those_that_do(run: Run) -> None:
    result = run("tables", "mention")
    assert result.exit_code == 1
    assert "There is no table 'mention'. The tables are: raw_documents, " in result.stderr


@pytest.mark.parametrize("args", [["tables"], ["rejects"], ["export", "rejects"]])
def test_a_damaged_file_is_an_error_that_names_the_table(
    run: Run, built: Corpus, args: list[str]
) -> None:
    (built.data_dir / "tables/rejects/2025-06-28.parquet").write_bytes(b"PAR1 and no more")
    result = run(*args)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: rejects: a file cannot be read as Parquet")


# export


def test_a_table_is_written_as_csv_whole(run: Run, built: Corpus) -> None:
    found = rows(run("export", "rejects").stdout)
    assert len(found) == 6
    assert found[0]["landing_date"] == "2025-06-27"
    assert found[0]["landed_at"] == "2025-06-27T05:00:00+00:00"
    assert found[0]["excerpt"] == "dòng một\ndòng \x1b[31mhai"


def test_columns_and_days_can_be_chosen(run: Run, built: Corpus) -> None:
    args = ("--columns", "reason, landing_date", "--since", "2025-06-28", "--until", "2025-06-29")
    assert run("export", "rejects", *args).stdout == (
        "reason,landing_date\nempty,2025-06-28\nundecodable,2025-06-28\n"
    )


def test_days_without_rows_give_the_head_alone(run: Run, built: Corpus) -> None:
    assert run("export", "rejects", "--columns", "path", "--since", "2025-07-01").stdout == "path\n"


def test_bytes_are_written_in_base_64(run: Run, data: Corpus) -> None:
    table = TABLES["raw_documents"]
    row = dict.fromkeys(table.nullable) | {
        "document_id": "1",
        "landing_date": DAYS[0],
        "source": "a",
        "path": "a/1.txt",
        "record": 0,
        "format": "txt",
        "content": b"\xff\x00",
        "n_bytes": 2,
    }
    batch = pa.RecordBatch.from_pylist([row], schema=table.schema)
    data.store.write(table, DAYS[0], [batch])
    args = ("export", "raw_documents", "--columns", "content", "--format", "jsonl")
    assert json.loads(run(*args).stdout) == {"content": "/wA="}


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["rejects", "--columns", "reason,rason"], "rejects has no column 'rason'"),
        (["mentions"], "mentions: no day has been built"),
        (["mention"], "There is no table 'mention'"),
    ],
)
def test_what_cannot_be_exported_is_an_error(
    run: Run, built: Corpus, args: list[str], told: str
) -> None:
    result = run("export", *args)
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr


# rejects


def test_rejects_are_counted_by_reason_and_source_then_listed(run: Run, built: Corpus) -> None:
    shown = run("rejects").stdout
    counted, _, listed = shown.partition("\n2025-06-27  ")
    assert counted.splitlines()[0] == "6 items refused."
    assert [line.split() for line in counted.splitlines()[3:] if line] == [
        ["empty", "a", "3"],
        ["undecodable", "a", "2"],
        ["empty", "b", "1"],
    ]
    assert listed.startswith("a/empty.txt\n  empty: chi tiết, có dấu phẩy\n  dòng một ⏎ dòng \\x1b")


@pytest.mark.parametrize(
    ("args", "n_rows"),
    [
        (["--reason", "undecodable"], 2),
        (["--reason", "undecodable", "--reason", "empty"], 6),
        (["--source", "b"], 1),
        (["--source", "b", "--reason", "undecodable"], 0),
        (["--since", "2025-06-28"], 4),
        (["--until", "2025-06-28"], 4),
        (["--since", "2025-06-29", "--until", "2025-06-29"], 0),
    ],
)
def test_rejects_can_be_narrowed_down(
    run: Run, built: Corpus, args: list[str], n_rows: int
) -> None:
    assert len(json.loads(run("rejects", "--format", "json", *args).stdout)) == n_rows
    assert run("rejects", *args).stdout.startswith(f"{n_rows} item")


def test_the_counts_alone_can_be_had(run: Run, built: Corpus) -> None:
    assert run("rejects", "--counts", "--format", "csv").stdout == (
        "reason,source,n_items\nempty,a,3\nundecodable,a,2\nempty,b,1\n"
    )
    assert "a/empty.txt" not in run("rejects", "--counts").stdout


def test_a_reason_that_does_not_exist_is_an_error_that_names_those_that_do(
    run: Run, built: Corpus
) -> None:
    result = run("rejects", "--reason", "emty")
    assert result.exit_code == 1
    assert "There is no reason 'emty'. The reasons are: empty, " in result.stderr


def test_rejects_that_were_never_built_are_an_error(run: Run) -> None:
    result = run("rejects")
    assert result.exit_code == 1
    assert "rejects: no day has been built" in result.stderr
