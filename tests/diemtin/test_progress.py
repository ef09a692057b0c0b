"""Progress bars."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from diemtin.progress import progress

ROOT = Path(__file__).resolve().parents[2]

NESTED = """
from diemtin.progress import progress
for day in progress(["Monday", "Tuesday"], "Days", 2, name=str):
    for batch in progress([30, 40], "Batches", 70, size=int):
        pass
print("ended")
"""


def test_the_items_pass_unchanged() -> None:
    assert list(progress(iter("abc"), "Letters", 3)) == ["a", "b", "c"]


def test_nothing_is_shown_where_standard_error_is_no_terminal(
    capfd: pytest.CaptureFixture[str],
) -> None:
    list(progress(range(10), "Numbers", 10))
    assert capfd.readouterr() == ("", "")


def test_a_loop_that_is_broken_off_leaves_room_for_the_next() -> None:
    for _ in progress(range(10), "Numbers", 10):
        break
    with pytest.raises(ZeroDivisionError):
        [1 // number for number in progress(range(10), "Numbers", 10)]
    assert list(progress(range(10), "Numbers", 10)) == list(range(10))


def test_in_a_terminal_a_loop_inside_another_has_a_bar_of_its_own() -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", NESTED],
        stderr=theirs,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "120"},
    ) as process:
        assert process.stdout
        assert process.stdout.read() == "ended\n"
    os.close(theirs)
    shown = os.read(ours, 1_000_000).decode()
    os.close(ours)
    assert all(part in shown for part in ("Days", "2/2", "Batches", "/70"))
