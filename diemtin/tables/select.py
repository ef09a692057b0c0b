"""The rows of published tables between two days."""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pyarrow as pa
import pyarrow.dataset as ds

from diemtin.errors import TableError
from diemtin.tables.catalog import Table
from diemtin.tables.store import TableStore

Day = datetime.date

_BATCH_ROWS = 1_000


def select(
    store: TableStore, table: Table, *, since: Day | None = None, until: Day | None = None
) -> ds.Dataset:
    """A published table, or the landing dates of it from `since` to `until` (both included).

    Raises:
        TableError: The table has no landing date to choose by.
        MissingTableError: The table has not been built yet.
    """
    first, last = since or Day.min, until or Day.max
    if table.is_daily:
        built = store.require_days(table)
        return store.open(table, [day for day in built if first <= day <= last])
    dataset = store.open(table)
    if since is None and until is None:
        return dataset
    if "landing_date" not in table.column_names:
        raise TableError(
            f"{table.name} counts the whole corpus: it cannot be read by since and until."
        )
    days = ds.field("landing_date")
    return dataset.filter((days >= first) & (days <= last))


def batches(
    store: TableStore,
    table: Table,
    *,
    columns: Sequence[str] | None = None,
    since: Day | None = None,
    until: Day | None = None,
) -> Iterator[pa.RecordBatch]:
    """What `select` gives, a batch at a time; at least one.

    Args:
        store: The published tables.
        table: The declaration.
        columns: Which columns, in which order; default all.
        since: As in `select`.
        until: As in `select`.

    Raises:
        TableError: As `select`, or the table has no such column.
        MissingTableError: The table has not been built yet.
    """
    names = list(table.column_names) if columns is None else list(columns)
    unknown = [name for name in names if name not in table.column_names]
    if unknown:
        raise TableError(
            f"{table.name} has no column {', '.join(map(repr, unknown))}. Its columns are: "
            f"{', '.join(table.column_names)}."
        )
    dataset = select(store, table, since=since, until=until)
    schema = pa.schema([table.schema.field(name) for name in names])
    yield pa.RecordBatch.from_pylist([], schema=schema)
    with damage_told(table):
        yield from dataset.to_batches(
            columns=names, batch_size=_BATCH_ROWS, batch_readahead=1, fragment_readahead=1
        )


@contextmanager
def damage_told(table: Table) -> Iterator[None]:
    """Have a damaged file told as what it is.

    Raises:
        TableError: A file of the table is no Parquet file.
    """
    try:
        yield
    except pa.ArrowInvalid as error:
        raise TableError(
            f"{table.name}: a file cannot be read as Parquet ({error}). Build it again."
        ) from error
