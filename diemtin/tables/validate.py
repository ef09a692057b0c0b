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


def order_problems(table: Table, rows: pa.Table) -> list[str]:
    """What is wrong with the order of `rows`; empty if nothing is."""
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
    first = pc.index(wrong, True).as_py()
    told = [f"{table.follows_key} as in {table.follows}"] if table.follows else []
    order = ", ".join([*told, *table.sort_by])
    return [f"rows are not in the order of {order} from row {first} on"]


def problems(table: Table, rows: pa.Table) -> list[str]:
    """All that is wrong with the keys and the order of a whole table or partition."""
    return [*key_problems(table, rows), *order_problems(table, rows)]


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
