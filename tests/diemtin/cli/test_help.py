"""Help, version, and what is told when a command is not understood."""

import subprocess
import sys
from pathlib import Path

import pytest

from diemtin import __version__
from diemtin.cli.manual import manual
from diemtin.corpus import Corpus
from tests.diemtin.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[3]

HEAVY = {"pandas", "pyarrow", "numpy", "underthesea", "trafilatura", "httpx", "fsspec", "rich"}
LOADED = """
import sys
from diemtin.cli.main import main
sys.argv = ["diemtin", *sys.argv[1:]]
try:
    main()
finally:
    print("LOADED", *{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
"""


@pytest.mark.parametrize("args", [["--help"], ["tag", "--help"]])
def test_help_loads_nothing_heavy(args: list[str]) -> None:
    process = subprocess.run(
        [sys.executable, "-c", LOADED, *args], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not HEAVY & set(process.stderr.split("LOADED")[-1].split())


def test_the_manual_is_what_the_code_says() -> None:
    assert (ROOT / "docs/cli.md").read_text(encoding="utf-8") == manual()


def test_the_help_of_every_command_has_examples_and_its_exit_codes_are_told(run: Run) -> None:
    commands = ["land", "tag", "tables", "export", "rejects", "sources check"]
    for command in commands:
        shown = run(*command.split(), "--help")
        assert shown.exit_code == 0
        assert f"diemtin {command}" in shown.stdout.partition("Examples:")[2]
    assert "exit code" in " ".join(run("--help").stdout.split())


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").stdout == f"diemtin {__version__}\n"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["lend"], "lend"),
        (["land", "--nwo"], "--nwo"),
        (["tag", "--min-confidence", "2", "a.txt"], "--min-confidence"),
        (["tag", "--tagger", "nobody", "a.txt"], "diemtin, underthesea"),
        (["tag", "--format", "xls", "a.txt"], "xls"),
        (["rejects", "--since", "1/7/2025"], "YYYY-MM-DD"),
        (["export"], "TABLE"),
    ],
)
def test_what_is_not_understood_is_told_with_exit_code_2(
    run: Run, args: list[str], told: str
) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""


def test_a_folder_of_data_that_is_not_there_is_told(run: Run, data: Corpus) -> None:
    missing = data.data_dir / "mất"
    result = run("tables", "--data", missing)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {missing}: there is no such folder.")


def test_the_folder_named_after_the_command_counts(run: Run, data: Corpus, tmp_path: Path) -> None:
    other = tmp_path / "khác"
    (other / "inbox").mkdir(parents=True)
    (other / "inbox/a.txt").write_text("Tin.", encoding="utf-8")
    assert "1 files landed" in run("land", "--data", other).stdout
    assert not data.landing.exists()


def test_the_folder_of_the_environment_counts_where_none_is_named(
    data: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    from typer.testing import CliRunner

    from diemtin.cli.main import app

    monkeypatch.setenv("DIEMTIN_DATA", str(data.data_dir))
    assert str(data.data_dir / "tables") in CliRunner().invoke(app, ["tables"]).stdout
