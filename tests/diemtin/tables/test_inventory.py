"""Which tables there are."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from upath import UPath

from diemtin.calendar import days_between
from diemtin.tables.catalog import TABLES
from diemtin.tables.inventory import inventory, runs_of
from diemtin.tables.store import TableStore

DAY = datetime.date(2025, 7, 1)


def test_days_without_a_gap_are_one_run() -> None:
    days = [DAY, DAY + datetime.timedelta(1), DAY + datetime.timedelta(3)]
    assert runs_of(days) == [(days[0], days[1]), (days[2], days[2])]
    assert runs_of([]) == []


@given(st.sets(st.dates(DAY, DAY + datetime.timedelta(60))))
def test_the_runs_hold_the_days_and_no_others(days: set[datetime.date]) -> None:
    runs = runs_of(sorted(days))
    assert [day for first, last in runs for day in days_between(first, last)] == sorted(days)


@pytest.mark.parametrize("address", ["{}/tables", "memory:/{}/tables"])
def test_what_is_built_is_told_from_what_is_not(tmp_path: Path, address: str) -> None:
    store = TableStore(UPath(address.format(tmp_path)))
    written = store.write(TABLES["rejects"], DAY, [])
    held = {one.table.name: one for one in inventory(store)}
    assert list(held) == list(TABLES)
    rejects, mentions = held["rejects"], held["mentions"]
    assert (rejects.days, rejects.n_rows, rejects.n_bytes) == ([DAY], 0, written.n_bytes)
    assert (mentions.days, mentions.n_rows, mentions.n_bytes) == ([], None, 0)


def test_days_before_the_first_do_not_count(tmp_path: Path) -> None:
    TableStore(tmp_path).write(TABLES["rejects"], DAY, [])
    later = TableStore(tmp_path, first_day=DAY + datetime.timedelta(1))
    (held,) = inventory(later, [TABLES["rejects"]])
    assert (held.days, held.n_rows) == ([], None)
