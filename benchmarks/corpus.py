"""A corpus of any size out of the sample: its paragraphs, in articles as long as real ones."""

import json
import random
import re
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
# 466 articles of the Vietnamese press have 653 syllables on average, 26 a sentence (2024); those of
# the sample are shorter, so three make one, and two sentences in three are joined to the next.
_MIXED = 3
_JOINED = 2 / 3
_STOP = re.compile(r"(?<=[^\W\d_A-Z]{2})\. (\w)")


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
    """`n_articles` articles, each of other paragraphs, with other figures."""
    dice = random.Random(20250701)
    for number in range(n_articles):
        mixed = [articles[number % len(articles)], *dice.choices(articles, k=_MIXED - 1)]
        paragraphs = [line for article in mixed for line in article["text"].split("\n")]
        dice.shuffle(paragraphs)
        text = _STOP.sub(lambda stop: _joined(stop, dice), "\n".join(paragraphs))
        text = re.sub("[0-9]", lambda _: str(dice.randrange(10)), text)
        yield {"title": mixed[0]["title"], "text": text, "url": f"https://bao.example/{number}"}


def _joined(stop: re.Match[str], dice: random.Random) -> str:
    return f", {stop[1].lower()}" if dice.random() < _JOINED else stop[0]


def write_jsonl(path: Path, articles: Iterator[dict[str, str]]) -> None:
    """One article a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8") as stream:
        for article in articles:
            stream.write(json.dumps(article, ensure_ascii=False) + "\n")
