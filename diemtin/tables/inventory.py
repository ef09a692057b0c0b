"""Which tables there are on disk: the days that are built, how many rows, where."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from diemtin.tables.catalog import TABLES, Table
from diemtin.tables.select import damage_told, select
from diemtin.tables.store import TableStore

Day = datetime.date


@dataclass(frozen=True)
class Holding:
    """A declared table as it is on disk.

    Attributes:
        table: Its declaration.
        where: The file, or the folder of a daily table.
        days: The days that are built; empty for a table over the whole corpus.
        n_rows: Rows on disk; null where nothing is built.
        n_bytes: Size of its files.
    """

    table: Table
    where: str
    days: list[Day]
    n_rows: int | None
    n_bytes: int


def inventory(store: TableStore, tables: Iterable[Table] | None = None) -> Iterator[Holding]:
    """Look at tables, by default at all that are declared, in their order.

    Raises:
        TableError: A file is no Parquet file.
    """
    for table in TABLES.values() if tables is None else tables:
        days = store.days(table) if table.is_daily else []
        paths = [store.path(table, day) for day in days] if table.is_daily else [store.path(table)]
        built = [path for path in paths if path.exists()]
        n_rows = _count_rows(store, table) if built else None
        n_bytes = sum(path.stat().st_size for path in built)
        where = store.base / table.name if table.is_daily else store.path(table)
        yield Holding(table, str(where), days, n_rows, n_bytes)


def first_rows(store: TableStore, held: Holding, n_rows: int) -> list[dict[str, Any]]:
    """The first rows of a table, without the bytes of documents; none where nothing is built."""
    if held.n_rows is None:
        return []
    names = [column.name for column in held.table.columns if column.type != pa.binary()]
    with damage_told(held.table):
        head = select(store, held.table).head(n_rows, columns=names)
    rows: list[dict[str, Any]] = head.to_pylist()
    return rows


def _count_rows(store: TableStore, table: Table) -> int:
    with damage_told(table):
        return int(select(store, table).count_rows())


def runs_of(days: Iterable[Day]) -> list[tuple[Day, Day]]:
    """Days in order as `(first, last)` of each run without a gap."""
    runs: list[tuple[Day, Day]] = []
    for day in days:
        if runs and (day - runs[-1][1]).days == 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs
