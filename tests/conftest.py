"""Fixtures that every test may use."""

import datetime
import logging
import os
from pathlib import Path

import pytest
from upath import UPath

from diemtin.calendar import VIETNAM
from diemtin.corpus import Corpus

# Before any test module imports the assets, which read the settings: no test reads or writes the
# checkout's own data, nor depends on what its user has set.
for name in ("DAGSTER_HOME", "DIEMTIN_DATA", "DIEMTIN_FIRST_DAY"):
    os.environ.pop(name, None)
os.environ["DAGSTER_DISABLE_TELEMETRY"] = "yes"


@pytest.fixture(autouse=True)
def _loggers_enabled() -> None:
    """What a new Dagster instance, by way of alembic's `fileConfig`, switches off."""
    for name in list(logging.root.manager.loggerDict):
        if name.split(".")[0] == "diemtin":
            logging.getLogger(name).disabled = False


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """An empty corpus whose clock stands at noon of 5 July 2025 in Vietnam."""
    noon = datetime.datetime(2025, 7, 5, 12, tzinfo=VIETNAM)
    return Corpus(data_dir=tmp_path, tables=UPath(tmp_path / "tables"), now=lambda: noon)
