"""`python -m pipelines`, in processes of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from diemtin.tables.catalog import TABLES

ROOT = Path(__file__).resolve().parents[2]


def test_the_command_that_make_run_calls_builds_and_shows_everything(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(ROOT / ".dagster" / "dagster.yaml", home)
    ran = subprocess.run(
        [sys.executable, "-m", "pipelines", "sample"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"DIEMTIN_DATA": str(tmp_path), "DAGSTER_HOME": str(home)},
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    for name in TABLES:
        assert name in ran.stdout
    assert "Next:" in ran.stdout
    assert not ran.stderr.strip()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--since", "yesterday"], "YYYY-MM-DD"),
        (["--since", "2025-07-05", "--until", "2025-07-01"], "--since not after --until"),
        (["--since", "1999-01-01"], "DIEMTIN_FIRST_DAY"),
    ],
)
def test_backfill_refuses_days_that_cannot_be_and_says_why(
    tmp_path: Path, arguments: list[str], message: str
) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "pipelines", "backfill", *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"DIEMTIN_DATA": str(tmp_path), "TERMINAL_WIDTH": "200"},
    )
    assert ran.returncode == 2
    assert message in " ".join(ran.stderr.split())


def test_without_a_dagster_home_the_command_says_what_to_set(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "DAGSTER_HOME"}
    ran = subprocess.run(
        [sys.executable, "-m", "pipelines", "backfill", "--since", "2025-07-01"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment | {"DIEMTIN_DATA": str(tmp_path)},
    )
    assert ran.returncode == 1
    assert "DAGSTER_HOME is not set" in ran.stderr
    assert "Traceback" not in ran.stderr
