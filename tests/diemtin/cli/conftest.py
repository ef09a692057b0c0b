"""Fixtures of the command line: a folder of data, and the command run over it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from diemtin.cli.main import app
from diemtin.corpus import Corpus

Run = Callable[..., Result]


@pytest.fixture
def data(tmp_path: Path) -> Corpus:
    """An empty corpus that goes by the real clock, as commands do."""
    (tmp_path / "data/inbox").mkdir(parents=True)
    return Corpus.at(tmp_path / "data")


@pytest.fixture
def run(data: Corpus) -> Run:
    """Run `diemtin --data … ARGS` on a standard input."""

    def command(*args: str | Path, stdin: bytes | str = "") -> Result:
        stated = ["--data", str(data.data_dir), *map(str, args)]
        return CliRunner().invoke(app, stated, input=stdin, catch_exceptions=False)

    return command
