"""Whether rows keep their table's declaration; each rule says what it found."""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from diemtin.errors import TableError
from diemtin.tables.catalog import Table


def conform(table: Table, batch: pa.RecordBatch, where: str) -> pa.RecordBatch:
    """The batch with exactly the declared schema.

    Args:
        table: The declaration.
        batch: Rows with the declared columns in any order.
        where: What to call the rows in an error, usually the path that is being written.

    Raises:
        TableError: A column is missing, unknown, of another type, or null where it may not be.
    """
    names = set(batch.schema.names)
    missing = [name for name in table.column_names if name not in names]
    unknown = sorted(names - set(table.column_names))
    if missing or unknown:
        raise TableError(
            f"{table.name} ({where}): missing columns {missing}, undeclared columns {unknown}. "
            "Declare them in diemtin/tables/ or mend the stage that makes this table."
        )
    arrays = []
    for field in table.schema:
        array = batch.column(field.name)
        if array.type != field.type:
            raise TableError(
                f"{table.name}.{field.name} ({where}): type {array.type}, declared {field.type}. "
                "Mend the stage that makes this table."
            )
        if array.null_count and not field.nullable:
            raise TableError(
                f"{table.name}.{field.name} ({where}): {array.null_count} null(s) in a column that "
                "may not be null. Mend the stage that makes this table."
            )
        arrays.append(array)
    return pa.RecordBatch.from_arrays(arrays, schema=table.schema)


def key_columns(table: Table) -> list[str]:
    """The columns that `key_problems` and `order_problems` need, without repeats."""
    follows = [table.follows_key] if table.follows else []
    return list(dict.fromkeys([*table.primary_key, *follows, *table.sort_by]))


def key_problems(table: Table, rows: pa.Table) -> list[str]:
    """What is wrong with the primary key over `rows`; empty if nothing is."""
    if len(table.primary_key) == 1:  # much the cheaper way, and most keys are of one column
        (name,) = table.primary_key
        if pc.count_distinct(rows[name], mode="all").as_py() == rows.num_rows:
            return []
    groups = rows.group_by(list(table.primary_key)).aggregate([([], "count_all")])
    repeated = groups.filter(pc.greater(groups["count_all"], 1))
    if not repeated.num_rows:
        return []
    example = {name: repeated[name][0].as_py() for name in table.primary_key}
    return [f"{repeated.num_rows} primary key(s) occur more than once, for example {example}"]


def order_problems(table: Table, rows: pa.Table, first_row: int = 0) -> list[str]:
    """What is wrong with the order of `rows`, numbered from `first_row`; empty if nothing is."""
    sort_by = list(table.sort_by)
    if table.follows:
        # A dictionary numbers values by first appearance, so rows of one article that lie apart
        # show as a code that falls.
        codes = rows[table.follows_key].combine_chunks().dictionary_encode()
        indices = (
            codes.indices if isinstance(codes, pa.DictionaryArray) else pa.array([], pa.int32())
        )
        rows = rows.append_column("__group", pa.chunked_array([indices]))
        sort_by = ["__group", *sort_by]
    positions = pc.sort_indices(rows, sort_keys=[(name, "ascending") for name in sort_by])
    wrong = pc.not_equal(positions, pa.array(np.arange(rows.num_rows, dtype=np.uint64)))
    if not pc.any(wrong).as_py():
        return []
    return [_out_of_order(table, first_row + pc.index(wrong, True).as_py())]


def _out_of_order(table: Table, row: int) -> str:
    told = [f"{table.follows_key} as in {table.follows}"] if table.follows else []
    order = ", ".join([*told, *table.sort_by])
    return f"rows are not in the order of {order} from row {row} on"


class WrittenKeys:
    """Watches keys and order of rows that stream by; keeps eight bytes a row, and their groups."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._n_rows = 0
        self._last: list[pa.Table] = []
        self._groups: set[object] = set()
        self._hashes = [np.zeros(0, np.int64)]
        # What is wrong with the order of the rows so far; empty if nothing is.
        self.order_problems: list[str] = []

    def add(self, rows: pa.Table) -> None:
        """Look at the next rows."""
        keys = rows.select(key_columns(self._table))
        columns = [keys[name].to_pylist() for name in self._table.primary_key]
        values = columns[0] if len(columns) == 1 else zip(*columns, strict=True)
        self._hashes.append(np.fromiter(map(hash, values), np.int64, rows.num_rows))
        if not self.order_problems:
            self.order_problems = self._order_problems(keys)
        self._last = [keys.slice(rows.num_rows - 1)]
        self._n_rows += rows.num_rows

    def may_repeat(self) -> bool:
        """Whether a primary key may have come twice; if it has, the answer is yes."""
        hashes = np.sort(np.concatenate(self._hashes))
        return bool((hashes[1:] == hashes[:-1]).any())

    def _order_problems(self, keys: pa.Table) -> list[str]:
        first_row = self._n_rows - len(self._last)
        found = order_problems(self._table, pa.concat_tables([*self._last, keys]), first_row)
        if found or not self._table.follows:
            return found
        groups = keys[self._table.follows_key].unique().to_pylist()
        if self._last and groups[0] == self._last[0][self._table.follows_key][0].as_py():
            groups = groups[1:]
        for group in groups:
            if group in self._groups:
                row = pc.index(keys[self._table.follows_key], group).as_py()
                return [_out_of_order(self._table, self._n_rows + row)]
        self._groups.update(groups)
        return []


def evidence_problems(texts: dict[str, str], rows: Iterable[pa.RecordBatch]) -> list[str]:
    """Rows whose `surface` is not `text[start:end]` of their article; at most ten are described.

    Args:
        texts: Canonical text by article_id.
        rows: Batches with article_id, start, end, surface.
    """
    found = []
    for batch in rows:
        for row in batch.select(["article_id", "start", "end", "surface"]).to_pylist():
            text = texts.get(row["article_id"])
            if text is None or text[row["start"] : row["end"]] != row["surface"]:
                found.append(f"article {row['article_id']} [{row['start']}:{row['end']}]")
                if len(found) == 10:
                    return found
    return found
