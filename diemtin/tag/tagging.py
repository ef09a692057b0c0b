"""sentences → the table mentions."""

import logging
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from diemtin.ids import identifier
from diemtin.parallel import map_batches
from diemtin.progress import progress
from diemtin.registry.entries import registry_state
from diemtin.tables.catalog import TABLES
from diemtin.tables.streaming import stream
from diemtin.tag.keys import entity_key
from diemtin.tag.tagger import DEFAULT_TAGGER, TAGGERS, Sentence, Tagger

if TYPE_CHECKING:  # it imports pandas, which a worker process can do without
    import pyarrow.dataset as ds

log = logging.getLogger(__name__)

_SCHEMA = TABLES["mentions"].schema
OF_SENTENCES = ["sentence_id", "article_id", "landing_date", "block_type", "start", "surface"]

# Sentences a batch, rounded up to whole articles.
DEFAULT_BATCH_SENTENCES = 2_000


def tag(
    sentences: "ds.Dataset",
    *,
    tagger: str = DEFAULT_TAGGER,
    registry_dir: Path | None = None,
    n_workers: int = 1,
    batch_sentences: int = DEFAULT_BATCH_SENTENCES,
) -> pa.RecordBatchReader:
    """Find the entities of every sentence.

    Args:
        sentences: Rows of the table sentences, whose order the mentions keep.
        tagger: A name in `diemtin.tag.tagger.TAGGERS`.
        registry_dir: The user's part of the registry, for the taggers that read it.
        n_workers: Processes to share the work; the result does not depend on it.
        batch_sentences: Sentences that a worker is given at a time, in whole articles.
    """
    batches = article_batches(sentences, "mentions", batch_sentences)
    tagged = map_batches(
        partial(tag_batch, tagger=tagger, registry_dir=registry_dir), batches, n_workers=n_workers
    )
    return pa.RecordBatchReader.from_batches(_SCHEMA, _reported(tagged, sentences.count_rows()))


def tag_batch(
    sentences: pa.RecordBatch, tagger: str = DEFAULT_TAGGER, registry_dir: Path | None = None
) -> pa.RecordBatch:
    """A batch of sentences, in whole articles, as a batch of mentions."""
    texts = sentences.column("surface").to_pylist()
    ids, types = sentences.column("article_id").to_pylist(), sentences.column("block_type")
    mentions = _loaded(tagger, *registry_state(registry_dir)).tag(
        [Sentence(*row) for row in zip(ids, types.to_pylist(), texts, strict=True)]
    )
    rows = pa.array([mention.sentence for mention in mentions], pa.int32())
    offsets = sentences.column("start").take(rows).to_pylist()
    starts = [offset + m.start for offset, m in zip(offsets, mentions, strict=True)]
    ends = [offset + m.end for offset, m in zip(offsets, mentions, strict=True)]
    surfaces = [texts[m.sentence][m.start : m.end] for m in mentions]
    full_forms = [
        surface if mention.full_form is None else mention.full_form
        for surface, mention in zip(surfaces, mentions, strict=True)
    ]
    columns = {
        "mention_id": [
            identifier(ids[m.sentence], start, end, m.entity_type)
            for m, start, end in zip(mentions, starts, ends, strict=True)
        ],
        "start": starts,
        "end": ends,
        "surface": surfaces,
        "entity_type": [mention.entity_type for mention in mentions],
        "entity_key": [entity_key(full_form) for full_form in full_forms],
        "full_form": full_forms,
        "registry_id": [mention.registry_id for mention in mentions],
        "confidence": [mention.confidence for mention in mentions],
        "method": [mention.method for mention in mentions],
    }
    arrays = [
        pa.array(columns[field.name], field.type)
        if field.name in columns
        else sentences.column(field.name).take(rows)
        for field in _SCHEMA
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=_SCHEMA)


def article_batches(
    sentences: "ds.Dataset", name: str, batch_sentences: int
) -> Iterator[pa.RecordBatch]:
    """`OF_SENTENCES` of a dataset in whole articles, under a bar if there are several batches.

    Args:
        sentences: Rows of the table sentences.
        name: What the bar is called.
        batch_sentences: Sentences a batch, at least.
    """
    n_sentences = sentences.count_rows()
    return progress(
        whole_articles(stream(sentences, batch_sentences, OF_SENTENCES), batch_sentences),
        name,
        n_sentences if n_sentences > batch_sentences else 0,
        size=len,
    )


def whole_articles(batches: Iterable[pa.RecordBatch], n_rows: int) -> Iterator[pa.RecordBatch]:
    """The rows again in batches of at least `n_rows` that end where an article ends."""
    pending: list[pa.RecordBatch] = []
    n_pending = 0
    for batch in batches:
        while batch.num_rows:
            ids = batch.column("article_id")
            if pending:
                open_id = pending[-1].column("article_id")[-1]
                head = batch.slice(0, n_leading(pc.equal(ids, open_id)))
                pending.append(head)
                n_pending += head.num_rows
                batch = batch.slice(head.num_rows)
                if not batch.num_rows:
                    break
                if n_pending >= n_rows:
                    yield _joined(pending)
                    pending, n_pending = [], 0
            taken = batch.slice(0, max(1, n_rows - n_pending))
            pending.append(taken)
            n_pending += taken.num_rows
            batch = batch.slice(taken.num_rows)
    if pending:
        yield _joined(pending)


def n_leading(flags: "pa.Array | pa.ChunkedArray") -> int:
    """How many of the first values are true."""
    first_other = pc.index(flags, False).as_py()
    return len(flags) if first_other < 0 else int(first_other)


def _joined(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    return pa.Table.from_batches(batches).combine_chunks().to_batches()[0]


def _reported(tagged: Iterable[pa.RecordBatch], n_sentences: int) -> Iterator[pa.RecordBatch]:
    n_mentions = 0
    for number, batch in enumerate(tagged, 1):
        n_mentions += batch.num_rows
        log.info("Batch %d tagged: %d mentions so far.", number, n_mentions)
        yield batch
    log.info("%d mentions in %d sentences.", n_mentions, n_sentences)


@lru_cache(maxsize=2)
def _loaded(tagger: str, registry_dir: Path | None, _fingerprint: str) -> Tagger:
    """A tagger, kept until a file of the registry changes."""
    return TAGGERS[tagger](registry_dir)
