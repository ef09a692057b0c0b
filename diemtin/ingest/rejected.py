"""What was refused, from the table rejects: how often for which reason, and the rows."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.dataset as ds

from diemtin.errors import DiemTinError
from diemtin.ingest.reasons import Reason
from diemtin.tables.catalog import TABLES
from diemtin.tables.select import damage_told, select
from diemtin.tables.store import TableStore


@dataclass(frozen=True)
class Rejected:
    """Rows of the table rejects.

    Attributes:
        rows: In the order of the days, within a day in that of the table.
        counts: `reason`, `source` and `n_items`, the most frequent first.
    """

    rows: pa.Table
    counts: pa.Table


def rejected(
    store: TableStore,
    *,
    reasons: Collection[str] = (),
    sources: Collection[str] = (),
    since: datetime.date | None = None,
    until: datetime.date | None = None,
) -> Rejected:
    """What was refused on the days from `since` to `until` (both included).

    Args:
        store: The published tables.
        reasons: Only these; default all.
        sources: Only these; default all.
        since: First day; default the first that is built.
        until: Last day; default the last that is built.

    Raises:
        DiemTinError: A reason is none of the closed list.
        MissingTableError: The table has not been built for any day.
    """
    unknown = sorted(set(reasons) - set(Reason))
    if unknown:
        raise DiemTinError(
            f"There is no reason {', '.join(map(repr, unknown))}. The reasons are: "
            f"{', '.join(Reason)}."
        )
    wanted = ds.scalar(True)
    if reasons:
        wanted &= ds.field("reason").isin(list(reasons))
    if sources:
        wanted &= ds.field("source").isin(list(sources))
    table = TABLES["rejects"]
    dataset = select(store, table, since=since, until=until)
    with damage_told(table):
        rows = dataset.to_table(filter=wanted)
    counts = rows.group_by(["reason", "source"]).aggregate([([], "count_all")])
    order = [("count_all", "descending"), ("reason", "ascending"), ("source", "ascending")]
    return Rejected(rows, counts.sort_by(order).rename_columns(["reason", "source", "n_items"]))
