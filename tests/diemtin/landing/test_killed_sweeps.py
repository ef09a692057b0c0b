"""Sweeps in processes of their own: killed at every step, or two at a time. Files are invented."""

import contextlib
import datetime
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from diemtin.calendar import VIETNAM
from diemtin.landing import manifest
from diemtin.landing.inbox import landed_files, sweep, waiting

NOW = datetime.datetime(2025, 6, 30, 8, 15, tzinfo=VIETNAM)
DAY = "2025-06-30"
CONTENTS = {
    "a/một.txt": b"Tin mot.",
    "a/hai.txt": b"Tin hai." * 5_000,
    "b/một.txt": b"Tin mot.",
    "ba.txt": b"Tin ba.",
}

# Every function by which a sweep changes what is on disk, or has it there; the process ends, as by
# `kill -9` or a loss of power, right before or right after the given call of any of them. Each
# sweep is a process of its own, forked from one that has imported all of it.
PROGRAM = f"""
import builtins, os, signal, sys, datetime
from pathlib import Path
from diemtin.calendar import VIETNAM
from diemtin.landing.inbox import sweep

n_calls = 0

def killed_at(owner, name, number, when):
    real = getattr(owner, name)
    def call(*arguments, **options):
        global n_calls
        n_calls += 1
        mine = n_calls
        if mine == number and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        try:
            return real(*arguments, **options)
        finally:
            if mine == number:
                os.kill(os.getpid(), signal.SIGKILL)
    setattr(owner, name, call)

def killed_sweep(inbox, landing, number, when):
    for owner, name in (
        (os, "rename"), (os, "unlink"), (os, "mkdir"), (os, "fsync"), (os, "open"),
        (builtins, "open"), (os, "truncate"),
    ):
        killed_at(owner, name, int(number), when)
    sweep(Path(inbox), Path(landing), now=datetime.datetime.fromisoformat({NOW.isoformat()!r}))
    print(n_calls, end=" ", flush=True)

for line in sys.stdin:
    if child := os.fork():
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    else:
        code = 1
        try:
            killed_sweep(*line.rstrip("\\n").split("\\t"))
            code = 0
        finally:
            os._exit(code)
"""


@dataclass
class Sweeper:
    """A process that forks sweeps, one after the other."""

    process: subprocess.Popen[str]

    def begin(self, inbox: Path, landing: Path, number: int = 0, when: str = "") -> None:
        """Begin a sweep that is killed at a call, or, with number 0, is not killed."""
        assert self.process.stdin
        print(inbox, landing, number, when, sep="\t", file=self.process.stdin, flush=True)

    def end(self) -> list[int]:
        """The number of calls, unless it was killed, and the exit code."""
        assert self.process.stdout
        return [int(part) for part in self.process.stdout.readline().split()]

    def sweep(self, inbox: Path, landing: Path, number: int = 0, when: str = "") -> list[int]:
        self.begin(inbox, landing, number, when)
        return self.end()


@pytest.fixture(scope="module")
def sweepers() -> Iterator[list[Sweeper]]:
    with contextlib.ExitStack() as stack:
        command = [sys.executable, "-c", PROGRAM]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        # Leaving a process closes its standard input, which ends it, and waits for it.
        yield [Sweeper(stack.enter_context(subprocess.Popen(command, **pipes))) for _ in range(3)]


def fill(inbox: Path) -> Path:
    for path, content in CONTENTS.items():
        file = inbox / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return inbox


def check_landed(inbox: Path, landing: Path) -> None:
    """Each content has landed once, is recorded once, and nothing waits or lies about."""
    files = landed_files(landing / DAY)
    assert sorted(file.read_bytes() for file in files) == sorted(set(CONTENTS.values()))
    recorded = [entry.path for entry in manifest.read(landing / DAY)]
    assert sorted(recorded) == [file.relative_to(landing / DAY).as_posix() for file in files]
    assert waiting(inbox) == []
    assert not list(landing.rglob(".landing-*"))


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_sweep_that_is_really_killed_loses_nothing_and_lands_nothing_twice(
    tmp_path: Path, sweepers: list[Sweeper], when: str
) -> None:
    n_calls, code = sweepers[0].sweep(fill(tmp_path / "inbox"), tmp_path / "landing")
    assert code == 0
    check_landed(tmp_path / "inbox", tmp_path / "landing")
    # Some of the steps, spread over all of them.
    for number in range(1, n_calls + 1, max(1, n_calls // 12)):
        inbox, landing = tmp_path / f"inbox-{number}", tmp_path / f"landing-{number}"
        assert sweepers[0].sweep(fill(inbox), landing, number, when) == [-9]
        visible = {file.read_bytes() for file in landed_files(landing / DAY)}
        assert visible <= set(CONTENTS.values()), f"half a file after kill {number}"
        assert sweepers[0].sweep(inbox, landing)[-1] == 0
        check_landed(inbox, landing)


def test_sweeps_at_the_same_time_land_each_file_once(
    tmp_path: Path, sweepers: list[Sweeper]
) -> None:
    inbox, landing = tmp_path / "inbox", tmp_path / "landing"
    for number in range(40):
        file = inbox / f"s/{number}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"Tin {number}.")
    for sweeper in sweepers:
        sweeper.begin(inbox, landing)
    assert [sweeper.end()[-1] for sweeper in sweepers] == [0, 0, 0]
    files = landed_files(landing / DAY)
    assert sorted(file.read_text() for file in files) == sorted(f"Tin {n}." for n in range(40))
    assert len(manifest.read(landing / DAY)) == 40
    assert sweep(inbox, landing, now=NOW).landed == []
