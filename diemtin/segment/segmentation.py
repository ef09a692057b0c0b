"""articles → the table sentences."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from diemtin.ids import identifier
from diemtin.parallel import map_batches
from diemtin.progress import progress
from diemtin.segment.blocks import blocks
from diemtin.segment.splitters import SPLITTERS
from diemtin.tables.catalog import TABLES
from diemtin.tables.streaming import stream

if TYPE_CHECKING:  # it imports pandas, which a worker process can do without
    import pyarrow.dataset as ds

_SCHEMA = TABLES["sentences"].schema
_BATCH_ARTICLES = 500

DEFAULT_SPLITTER = "diemtin"


def segment(
    articles: "ds.Dataset", *, splitter: str = DEFAULT_SPLITTER, n_workers: int = 1
) -> pa.RecordBatchReader:
    """Split every article into blocks and sentences.

    Args:
        articles: Rows of the table articles, whose order the sentences keep.
        splitter: A name in `diemtin.segment.splitters.SPLITTERS`.
        n_workers: Processes to share the work; the result does not depend on it.
    """
    n_articles = articles.count_rows()
    batches = progress(
        stream(articles, _BATCH_ARTICLES, ["article_id", "landing_date", "title", "text"]),
        "sentences",
        n_articles if n_articles > _BATCH_ARTICLES else 0,
        size=len,
    )
    work = partial(segment_batch, splitter=splitter)
    return pa.RecordBatchReader.from_batches(
        _SCHEMA, map_batches(work, batches, n_workers=n_workers)
    )


def segment_batch(articles: pa.RecordBatch, splitter: str = DEFAULT_SPLITTER) -> pa.RecordBatch:
    """A batch of articles as a batch of sentences."""
    split = SPLITTERS[splitter]
    rows = [row for article in articles.to_pylist() for row in _sentences(article, split)]
    columns = zip(*rows, strict=True) if rows else ([] for _ in _SCHEMA)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, _SCHEMA, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=_SCHEMA)


def _sentences(article: dict[str, Any], split: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of one article, in the order of the schema's columns."""
    text, article_id = article["text"], article["article_id"]
    found = blocks(text, article["title"])
    block_index = 0
    for index, (start, end) in enumerate(split(text)):
        while found[block_index].end < end:
            block_index += 1
        yield (
            identifier(article_id, start, end),
            article_id,
            article["landing_date"],
            index,
            block_index,
            found[block_index].block_type,
            start,
            end,
            text[start:end],
        )
