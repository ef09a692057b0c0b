"""A small hand-made corpus: days of articles, written to the store as the stages would."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds

from diemtin.copies.signatures import article_signatures
from diemtin.corpus import Corpus
from diemtin.summarize import story_clusters
from diemtin.tables.catalog import TABLES, Table
from diemtin.tables.validate import conform, key_problems, order_problems
from diemtin.tag.keys import entity_key


@dataclass(frozen=True)
class Article:
    """An article as a list of sentences, each the names in it: `PER:Vân LOC:Mường_Khói`.

    A sentence that begins with `furniture|` is a furniture line. Articles with the same `key` are
    copies of one text, those with the same `url_key` versions of one article.
    """

    article_id: str
    sentences: Sequence[str] = ()
    source: str = "bao-a"
    key: str | None = None
    url_key: str | None = None


def write_day(
    corpus: Corpus, day: str, articles: Sequence[Article] = (), rejected: Sequence[str] = ()
) -> None:
    """Write the four daily tables of a day; `rejected` are the sources of refused items."""
    date = datetime.date.fromisoformat(day)
    articles = sorted(articles, key=lambda one: f"{one.source}/{one.article_id}")
    rows: dict[str, list[dict[str, Any]]] = {
        "articles": [_article(date, one) for one in articles],
        "sentences": [],
        "mentions": [],
        "rejects": [
            {"document_id": f"{day}-{n}", "landing_date": date, "source": source, "path": f"{n:03}"}
            for n, source in enumerate(rejected)
        ],
    }
    for one in articles:
        for number, line in enumerate(one.sentences):
            block_type, _, names = line.rpartition("|")
            sentence = {
                "sentence_id": f"{one.article_id}-{number}",
                "article_id": one.article_id,
                "landing_date": date,
                "block_type": block_type or "body",
                "start": 100 * number,
                "end": 100 * number + 99,
            }
            rows["sentences"].append({**sentence, "sentence_index": number, "block_index": number})
            for place, name in enumerate(names.split()):
                entity_type, _, surface = name.partition(":")
                surface = surface.replace("_", " ")
                mention = {
                    "mention_id": f"{one.article_id}-{number}-{place}",
                    "start": 100 * number + place,
                    "surface": surface,
                    "entity_type": entity_type,
                    "entity_key": entity_key(surface),
                    "full_form": surface,
                }
                rows["mentions"].append({**sentence, **mention})
    for name, found in rows.items():
        table = TABLES[name]
        batch = pa.RecordBatch.from_pylist([filled(table, row) for row in found], table.schema)
        corpus.store.write(table, date, [batch])


def _article(date: datetime.date, one: Article) -> dict[str, Any]:
    return {
        "article_id": one.article_id,
        "landing_date": date,
        "source": one.source,
        "content_key": one.key or one.article_id,
        "text_key": one.key or one.article_id,
        "url_key": one.url_key,
        "path": f"{one.source}/{one.article_id}",
        "n_chars": 100,
    }


def filled(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """The row with a value of the right type for every column that is not null."""
    empty = {pa.string(): "", pa.int32(): 0, pa.float64(): 0.5}
    return {
        field.name: row.get(field.name, None if field.nullable else empty.get(field.type))
        for field in table.schema
    }


def opened(corpus: Corpus, *names: str) -> list[ds.Dataset]:
    """The daily tables of these names over all days, and story_clusters as made from them."""
    return [
        _stories(corpus) if name == "story_clusters" else corpus.store.open(TABLES[name])
        for name in names
    ]


def _stories(corpus: Corpus) -> ds.Dataset:
    articles = corpus.store.open(TABLES["articles"])
    signatures = ds.dataset(article_signatures(articles).read_all())
    return ds.dataset(story_clusters(articles, signatures).read_all())


def checked(name: str, reader: pa.RecordBatchReader) -> list[dict[str, Any]]:
    """The rows of a summary, after a look at its schema, keys and order."""
    table = reader.read_all()
    assert table.schema == TABLES[name].schema
    for batch in table.to_batches():
        conform(TABLES[name], batch, "test")
    assert not key_problems(TABLES[name], table)
    assert not order_problems(TABLES[name], table)
    return list(table.to_pylist())
