"""sentences and mentions → the table roles."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from diemtin.ids import identifier
from diemtin.parallel import map_batches
from diemtin.tables.catalog import TABLES
from diemtin.tables.streaming import stream
from diemtin.tag.keys import entity_key
from diemtin.tag.rules.batch import Batch
from diemtin.tag.rules.lexicon import lexicon_of
from diemtin.tag.rules.roles import Name, Role, roles
from diemtin.tag.tagging import DEFAULT_BATCH_SENTENCES, article_batches, n_leading

if TYPE_CHECKING:  # it imports pandas, which a worker process can do without
    import pyarrow.dataset as ds

_SCHEMA = TABLES["roles"].schema
_OF_MENTIONS = [
    "mention_id", "sentence_id", "start", "end", "surface", "entity_type", "entity_key",
    "full_form", "confidence",
]  # fmt: skip
_MENTION_ROWS = 10_000

_Row = dict[str, Any]


def find_roles(
    sentences: "ds.Dataset",
    mentions: "ds.Dataset",
    *,
    registry_dir: Path | None = None,
    n_workers: int = 1,
    batch_sentences: int = DEFAULT_BATCH_SENTENCES,
) -> pa.RecordBatchReader:
    """Find the titles that the sentences state next to persons.

    Args:
        sentences: Rows of the table sentences.
        mentions: Rows of the table mentions, in the same order of articles.
        registry_dir: The user's part of the registry.
        n_workers: Processes to share the work; the result does not depend on it.
        batch_sentences: Sentences that a worker is given at a time, in whole articles.
    """
    batches = article_batches(sentences, "roles", batch_sentences)
    pairs = _with_mentions(batches, stream(mentions, _MENTION_ROWS, _OF_MENTIONS))
    found = map_batches(partial(roles_of_batch, registry_dir), pairs, n_workers=n_workers)
    return pa.RecordBatchReader.from_batches(_SCHEMA, found)


def roles_of_batch(
    registry_dir: Path | None, batch: tuple[pa.RecordBatch, pa.Table]
) -> pa.RecordBatch:
    """A batch of sentences with their mentions as a batch of roles."""
    sentences, mentions = batch
    named: dict[str, list[_Row]] = defaultdict(list)
    for mention in mentions.to_pylist():
        named[mention["sentence_id"]].append(mention)
    persons = mentions.filter(pc.equal(mentions["entity_type"], "PER"))
    has_person = pc.is_in(sentences["sentence_id"], persons["sentence_id"].combine_chunks())
    rows = sentences.filter(has_person).to_pylist()
    cut = Batch([row["surface"] for row in rows], lexicon_of(registry_dir))
    found = [
        role
        for number, row in enumerate(rows)
        for role in _roles(cut, number, row, named[row["sentence_id"]])
    ]
    return pa.RecordBatch.from_pylist(found, schema=_SCHEMA)


def _roles(cut: Batch, number: int, sentence: _Row, mentions: list[_Row]) -> Iterator[_Row]:
    words = slice(*cut.firsts[number : number + 2].tolist())
    offset = sentence["start"]
    starts = (cut.starts[words] + offset).tolist()
    ends = (cut.ends[words] + offset).tolist()
    names, kept = [], []
    for mention in mentions:
        first, behind = bisect_right(ends, mention["start"]), bisect_left(starts, mention["end"])
        if first < behind:
            names.append(Name(first, behind, mention["entity_type"]))
            kept.append(mention)
    for role in roles(cut.lines[number], names):
        yield _row(sentence, role, starts[role.start], ends[role.end - 1], kept)


def _row(sentence: _Row, role: Role, start: int, end: int, mentions: list[_Row]) -> _Row:
    person = mentions[role.person]
    body = mentions[role.body] if role.body is not None else None
    offset = sentence["start"]
    title = sentence["surface"][start - offset : end - offset]
    row = {
        "role_id": identifier(person["mention_id"], start, end),
        "sentence_id": sentence["sentence_id"],
        "article_id": sentence["article_id"],
        "landing_date": sentence["landing_date"],
        "block_type": sentence["block_type"],
        "person": person["surface"],
        "person_start": person["start"],
        "person_end": person["end"],
        "person_mention_id": person["mention_id"],
        "person_name": person["full_form"],
        "person_key": person["entity_key"],
        "title": title,
        "title_start": start,
        "title_end": end,
        "title_key": entity_key(title),
        "title_kind": role.kind,
        "confidence": person["confidence"],
    }
    if body is not None:
        row |= {
            "body": body["surface"],
            "body_start": body["start"],
            "body_end": body["end"],
            "body_mention_id": body["mention_id"],
            "body_name": body["full_form"],
            "body_key": body["entity_key"],
            "confidence": min(person["confidence"], body["confidence"]),
        }
    return row


def _with_mentions(
    sentences: Iterable[pa.RecordBatch], mentions: Iterator[pa.RecordBatch]
) -> Iterator[tuple[pa.RecordBatch, pa.Table]]:
    """Each batch of sentences with its mentions, which come in the same order."""
    schema = TABLES["mentions"].schema
    empty = pa.table({name: pa.array([], schema.field(name).type) for name in _OF_MENTIONS})
    ahead = empty
    for batch in sentences:
        ids = batch.column("sentence_id")
        taken: list[pa.Table] = [empty]
        while True:
            n_here = n_leading(pc.is_in(ahead["sentence_id"], ids))
            taken.append(ahead.slice(0, n_here))
            if n_here < len(ahead):
                ahead = ahead.slice(n_here)
                break
            following = next(mentions, None)
            ahead = empty if following is None else pa.Table.from_batches([following])
            if following is None:
                break
        yield (
            batch,
            pa.concat_tables([table.select(_OF_MENTIONS).cast(empty.schema) for table in taken]),
        )
