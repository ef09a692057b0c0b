"""In which capacities persons appear, counted by hand. All names are invented."""

import datetime
from typing import Any

import pyarrow as pa
from hand_made import Article, checked, filled, opened, write_day

from diemtin.corpus import Corpus
from diemtin.summarize.person_roles import person_roles
from diemtin.tables.catalog import TABLES
from diemtin.tag.keys import entity_key

DAY, NEXT_DAY = "2025-06-28", "2025-06-29"


def write_roles(corpus: Corpus, day: str, *lines: str) -> None:
    """`a1 Vân|giám đốc|Sở Mưa`: article, person, title and body; `a1!` in a furniture line."""
    date = datetime.date.fromisoformat(day)
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(lines):
        article, _, stated = line.partition(" ")
        person, title, body = stated.split("|")
        row = {
            "role_id": f"{day}-{number}",
            "sentence_id": f"{article.strip('!')}-0",
            "article_id": article.strip("!"),
            "landing_date": date,
            "block_type": "furniture" if article.endswith("!") else "body",
            "person": person,
            "person_start": 100 * number + 50,
            "person_name": person,
            "person_key": entity_key(person),
            "title": title,
            "title_start": 100 * number,
            "title_key": entity_key(title),
            "title_kind": "office",
        }
        if body:
            row |= {"body": body, "body_name": body, "body_key": entity_key(body)}
        rows.append(filled(TABLES["roles"], row))
    batch = pa.RecordBatch.from_pylist(rows, TABLES["roles"].schema)
    corpus.store.write(TABLES["roles"], date, [batch])


def table(corpus: Corpus) -> dict[tuple[str, str, str | None], dict[str, Any]]:
    rows = checked(
        "person_roles", person_roles(*opened(corpus, "articles", "roles", "story_clusters"))
    )
    return {(row["person"], row["title"], row["body"]): row for row in rows}


def test_roles_articles_sources_and_days_are_counted(corpus: Corpus) -> None:
    write_day(corpus, DAY, [Article("a1"), Article("a2", source="bao-b")])
    write_day(corpus, NEXT_DAY, [Article("a3")])
    write_roles(
        corpus,
        DAY,
        "a1 Vân|giám đốc|Sở Mưa",
        "a1 Vân|giám đốc|Sở Mưa",
        "a2 Vân|giám đốc|Sở Mưa",
        "a2 Vân|giám đốc|",
        "a2! Vân|giám đốc|Sở Mưa",
    )
    write_roles(corpus, NEXT_DAY, "a3 Vân|giám đốc|Sở Mưa")
    found = table(corpus)
    assert set(found) == {("Vân", "giám đốc", "Sở Mưa"), ("Vân", "giám đốc", None)}
    row = found["Vân", "giám đốc", "Sở Mưa"]
    assert (row["n_roles"], row["n_articles"], row["n_sources"]) == (4, 3, 2)
    assert str(row["first_landing_date"]) == DAY
    assert str(row["last_landing_date"]) == NEXT_DAY


def test_ways_of_writing_meet_under_the_most_frequent(corpus: Corpus) -> None:
    write_day(corpus, DAY, [Article("a1")])
    write_roles(
        corpus, DAY, "a1 VÂN|Giám đốc|SỞ MƯA", "a1 Vân|giám đốc|Sở Mưa", "a1 Vân|giám đốc|Sở Mưa"
    )
    [(key, row)] = table(corpus).items()
    assert key == ("Vân", "giám đốc", "Sở Mưa")
    assert row["n_roles"] == 3


def test_copies_of_one_text_count_as_articles(corpus: Corpus) -> None:
    write_day(corpus, DAY, [Article("a1", key="k"), Article("a2", source="bao-b", key="k")])
    write_roles(corpus, DAY, "a1 Vân|thợ rèn|", "a2 Vân|thợ rèn|")
    [row] = table(corpus).values()
    assert (row["n_roles"], row["n_articles"], row["n_sources"]) == (2, 2, 2)
