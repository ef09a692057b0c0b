"""Reading tables a batch at a time, in bounded memory."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:  # it imports pandas, which a worker process can do without
    import pyarrow.dataset as ds


def stream(
    dataset: "ds.Dataset", batch_rows: int, columns: Sequence[str] | None = None
) -> Iterator[pa.RecordBatch]:
    """The rows of a dataset, in order, in batches of at most `batch_rows`.

    `Dataset.to_batches` reads files and row groups ahead, 85 MB where this takes 18 (pyarrow
    26.0.1, 194,080 sentences, 2026-11).

    Args:
        dataset: One of Parquet files, as `TableStore.open` returns, or one in memory.
        batch_rows: Rows a batch.
        columns: The columns that are needed; default all. They come in the order of the table.
    """
    if not hasattr(dataset, "files"):
        names = [name for name in dataset.schema.names if columns is None or name in columns]
        yield from dataset.to_batches(columns=names, batch_size=batch_rows)
        return
    for path in dataset.files:
        with dataset.filesystem.open_input_file(path) as source:
            parquet = pq.ParquetFile(source, pre_buffer=False)
            yield from parquet.iter_batches(batch_rows, columns=columns, use_threads=False)
