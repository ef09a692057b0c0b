"""Invariants on real news, where it lies beside the checkout; it is never part of the project."""

import datetime
import shutil
from itertools import islice
from pathlib import Path

import pytest

from diemtin.copies.signatures import article_signatures
from diemtin.corpus import Corpus
from diemtin.ingest.articles import extract
from diemtin.ingest.raw_documents import raw_documents
from diemtin.landing.inbox import sweep
from diemtin.segment.segmentation import segment
from diemtin.summarize import story_clusters
from diemtin.tables.catalog import TABLES
from diemtin.tables.verify import checks_of
from diemtin.tag.tagging import tag

REAL = Path(__file__).resolve().parents[2] / "shared" / "real"

pytestmark = pytest.mark.skipif(not REAL.exists(), reason="no real articles beside the checkout")


def build(corpus: Corpus, *files: Path) -> None:
    """Land the files and build the tables up to the sentences."""
    corpus.inbox.mkdir(parents=True)
    for file in files:
        shutil.copy(file, corpus.inbox)
    sweep(corpus.inbox, corpus.landing, now=corpus.now())
    store, day = corpus.store, corpus.today
    store.write(TABLES["raw_documents"], day, raw_documents(corpus.landing, day))
    extraction = extract(store.open(TABLES["raw_documents"]))
    store.write(TABLES["articles"], day, extraction.articles)
    store.write(TABLES["rejects"], day, extraction.rejects())
    store.write(TABLES["sentences"], day, segment(store.open(TABLES["articles"])))


def failed(corpus: Corpus, name: str, day: datetime.date | None) -> dict[str, list[str]]:
    table = TABLES[name]
    found = {check.name: check.problems(corpus.store, table, day) for check in checks_of(table)}
    return {name: problems for name, problems in found.items() if problems}


def test_every_check_passes_on_real_articles(corpus: Corpus) -> None:
    build(corpus, REAL / "seed-article.txt", *sorted((REAL / "news-2024").iterdir()))
    for name in ("raw_documents", "articles", "rejects", "sentences"):
        assert failed(corpus, name, corpus.today) == {}
    rejects = corpus.store.open(TABLES["rejects"]).to_table()
    # Nine items are in English: eight of a newspaper's English edition and a post.
    assert set(rejects["reason"].to_pylist()) == {"not_vietnamese"}
    assert rejects.num_rows == 9
    assert corpus.store.open(TABLES["articles"]).count_rows() > 400


def test_copies_among_real_articles_are_found_and_topics_are_not_taken_for_stories(
    corpus: Corpus,
) -> None:
    build(corpus, *sorted((REAL / "news-2024").iterdir()))
    store = corpus.store
    articles = store.open(TABLES["articles"])
    store.write(TABLES["article_signatures"], corpus.today, article_signatures(articles))
    signatures = store.open(TABLES["article_signatures"])
    store.write(TABLES["story_clusters"], None, story_clusters(articles, signatures))
    assert failed(corpus, "article_signatures", corpus.today) == {}
    assert failed(corpus, "story_clusters", None) == {}
    roles = store.open(TABLES["story_clusters"]).to_table()["role"].to_pylist()
    assert 320 <= roles.count("first") <= 380
    assert roles.count("copy") >= 60


def test_every_mention_of_a_real_article_is_exact(corpus: Corpus) -> None:
    few = islice(sorted((REAL / "news-2024").iterdir()), 5)
    build(corpus, REAL / "seed-article.txt", *few)
    store = corpus.store
    store.write(TABLES["mentions"], corpus.today, tag(store.open(TABLES["sentences"])))
    assert failed(corpus, "mentions", corpus.today) == {}
    assert "Việt Nam" in store.open(TABLES["mentions"]).to_table()["surface"].to_pylist()
