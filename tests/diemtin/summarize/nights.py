"""Nights of records that land and are read as the stages do it, up to the signatures."""

import datetime
import json
from collections.abc import Iterable
from typing import Any

from hand_made import checked

from diemtin.copies.signatures import article_signatures
from diemtin.corpus import Corpus
from diemtin.ingest.articles import extract
from diemtin.ingest.raw_documents import raw_documents
from diemtin.landing.inbox import sweep
from diemtin.summarize import article_versions, story_clusters
from diemtin.tables.catalog import TABLES


def land(corpus: Corpus, at: str, *records: dict[str, str], source: str = "bao-a") -> None:
    """Drop records into the inbox and sweep it.

    Args:
        corpus: Where.
        at: The instant, e.g. `2025-06-28 08:00`, in Vietnam time.
        *records: Lines of a JSONL file.
        source: Folder of the inbox.
    """
    folder = corpus.inbox / source
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    (folder / f"{at.replace(':', '-')}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    sweep(corpus.inbox, corpus.landing, now=datetime.datetime.fromisoformat(f"{at}+07:00"))


def put(corpus: Corpus, day: str, record: dict[str, str], source: str = "bao-a") -> None:
    """Put a record into the folder of a day that is over, past the inbox."""
    folder = corpus.landing / day / source
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "muộn.jsonl").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def build(corpus: Corpus, days: Iterable[str] = ()) -> None:
    """Build the daily tables up to the signatures, by default of all days that landed."""
    store = corpus.store
    landed = sorted(path.name for path in corpus.landing.iterdir() if path.is_dir())
    for day in map(datetime.date.fromisoformat, days or landed):
        store.write(TABLES["raw_documents"], day, raw_documents(corpus.landing, day))
        extraction = extract(store.open(TABLES["raw_documents"], [day]))
        store.write(TABLES["articles"], day, extraction.articles)
        store.write(TABLES["rejects"], day, extraction.rejects())
        articles = store.open(TABLES["articles"], [day])
        store.write(TABLES["article_signatures"], day, article_signatures(articles))


def stories(corpus: Corpus) -> list[dict[str, Any]]:
    """The rows of story_clusters, with the titles of the article and of its story's first."""
    articles = corpus.store.open(TABLES["articles"])
    signatures = corpus.store.open(TABLES["article_signatures"])
    rows = checked("story_clusters", story_clusters(articles, signatures))
    titles = {row["article_id"]: row["title"] for row in articles.to_table().to_pylist()}
    for row in rows:
        row["title"], row["story"] = titles[row["article_id"]], titles[row["story_id"]]
    return rows


def versions(corpus: Corpus) -> list[dict[str, Any]]:
    """The rows of article_versions."""
    return checked("article_versions", article_versions(corpus.store.open(TABLES["articles"])))
