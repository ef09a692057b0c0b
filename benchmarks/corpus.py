"""A corpus of any size out of the sample: its articles again, each copy a little other."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

from diemtin.corpus import Corpus
from diemtin.ingest.articles import extract
from diemtin.ingest.raw_documents import raw_documents
from diemtin.landing.sample import land_sample, sample_days
from diemtin.settings import sample_dir
from diemtin.tables.catalog import TABLES

# One unit of the corpus; a newspaper prints about as many articles a day.
UNIT_ARTICLES = 400


def sample_articles(folder: Path) -> list[dict[str, str]]:
    """`{title, text}` of every article of the sample, landed below `folder`."""
    corpus = Corpus(data_dir=folder, tables=folder / "tables")
    land_sample(corpus, sample_dir())
    found = []
    for day in sample_days():
        corpus.store.write(TABLES["raw_documents"], day, raw_documents(corpus.landing, day))
        documents = corpus.store.open(TABLES["raw_documents"], [day])
        for row in extract(documents).articles.read_all().to_pylist():
            found.append({"title": row["title"] or "", "text": row["text"][row["content_start"] :]})
    return found


def varied(articles: list[dict[str, str]], n_articles: int) -> Iterator[dict[str, str]]:
    """`n_articles` articles, each with its paragraphs in another order and other figures."""
    dice = random.Random(20250701)
    for number in range(n_articles):
        article = articles[number % len(articles)]
        paragraphs = article["text"].split("\n")
        dice.shuffle(paragraphs)
        text = "".join(
            str(dice.randrange(10)) if character.isdigit() else character
            for character in "\n".join(paragraphs)
        )
        yield {"title": article["title"], "text": text, "url": f"https://bao.example/{number}"}


def write_jsonl(path: Path, articles: Iterator[dict[str, str]]) -> None:
    """One article a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8") as stream:
        for article in articles:
            stream.write(json.dumps(article, ensure_ascii=False) + "\n")
