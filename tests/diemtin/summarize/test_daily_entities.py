"""Entities by day, counted by hand. All names are invented."""

import datetime
import itertools
from typing import Any

import pytest
from hand_made import Article, checked, opened, write_day

from diemtin.corpus import Corpus
from diemtin.summarize import daily_entities

COUNTS = ("n_mentions", "n_articles", "n_sources", "n_day_articles", "article_share")


def table(corpus: Corpus) -> list[dict[str, Any]]:
    datasets = opened(corpus, "articles", "mentions", "story_clusters")
    return checked("daily_entities", daily_entities(*datasets))


def counts(corpus: Corpus) -> dict[tuple[str, str, str], tuple[Any, ...]]:
    return {
        (str(row["landing_date"]), row["entity_type"], row["entity"]): tuple(
            row[name] for name in COUNTS
        )
        for row in table(corpus)
    }


def stories(corpus: Corpus) -> dict[tuple[str, str], int]:
    return {(str(row["landing_date"]), row["entity"]): row["n_stories"] for row in table(corpus)}


def sums(corpus: Corpus) -> dict[str, tuple[int, int]]:
    """Articles and stories of each entity over all days."""
    found: dict[str, tuple[int, int]] = {}
    for row in table(corpus):
        n_articles, n_stories = found.get(row["entity"], (0, 0))
        found[row["entity"]] = (n_articles + row["n_articles"], n_stories + row["n_stories"])
    return found


def test_mentions_articles_sources_and_share_are_counted_by_day(corpus: Corpus) -> None:
    write_day(
        corpus,
        "2025-06-28",
        [
            Article("a1", ["PER:Vân LOC:Huế PER:Vân", "PER:Vân"], "bao-a"),
            Article("a2", ["PER:Vân"], "bao-a"),
            Article("a3", ["PER:Vân ORG:Hội_Trà"], "bao-b"),
            Article("a4", [], "bao-c"),
        ],
    )
    write_day(corpus, "2025-06-29", [Article("a5", ["LOC:Huế"])])
    assert counts(corpus) == {
        ("2025-06-28", "PER", "Vân"): (5, 3, 2, 4, 0.75),
        ("2025-06-28", "LOC", "Huế"): (1, 1, 1, 4, 0.25),
        ("2025-06-28", "ORG", "Hội Trà"): (1, 1, 1, 4, 0.25),
        ("2025-06-29", "LOC", "Huế"): (1, 1, 1, 1, 1.0),
    }


def test_mentions_in_furniture_lines_do_not_count(corpus: Corpus) -> None:
    write_day(corpus, "2025-06-28", [Article("a1", ["PER:Vân", "furniture|PER:Vân ORG:Hội_Trà"])])
    assert counts(corpus) == {("2025-06-28", "PER", "Vân"): (1, 1, 1, 1, 1.0)}


@pytest.mark.parametrize("block_type", ["heading", "lead", "caption", "byline", "list_item"])
def test_mentions_in_every_other_line_count(corpus: Corpus, block_type: str) -> None:
    write_day(corpus, "2025-06-28", [Article("a1", [f"{block_type}|PER:Vân"])])
    assert counts(corpus) == {("2025-06-28", "PER", "Vân"): (1, 1, 1, 1, 1.0)}


def test_copies_over_days_are_articles_of_their_day_and_one_story_of_the_first(
    corpus: Corpus,
) -> None:
    write_day(corpus, "2025-06-28", [Article("z9", ["PER:Vân"], key="k")])
    write_day(
        corpus,
        "2025-06-29",
        [Article("a1", ["PER:Vân"], "bao-b", key="k"), Article("a2", ["LOC:Huế"])],
    )
    assert counts(corpus) == {
        ("2025-06-28", "PER", "Vân"): (1, 1, 1, 1, 1.0),
        ("2025-06-29", "PER", "Vân"): (1, 1, 1, 2, 0.5),
        ("2025-06-29", "LOC", "Huế"): (1, 1, 1, 2, 0.5),
    }
    assert stories(corpus) == {
        ("2025-06-28", "Vân"): 1,
        ("2025-06-29", "Vân"): 0,
        ("2025-06-29", "Huế"): 1,
    }


def test_a_story_counts_where_the_entity_is_first_named_in_it(corpus: Corpus) -> None:
    write_day(corpus, "2025-06-28", [Article("a1", ["PER:Nhất"], key="k")])
    write_day(corpus, "2025-06-29", [Article("a2", ["PER:Nhất PER:Nhì"], key="k")])
    assert stories(corpus) == {
        ("2025-06-28", "Nhất"): 1,
        ("2025-06-29", "Nhất"): 0,
        ("2025-06-29", "Nhì"): 1,
    }


@pytest.mark.parametrize("day", ["2025-06-27", "2025-06-28", "2025-06-29"])
def test_a_verbatim_copy_adds_articles_and_no_stories(corpus: Corpus, day: str) -> None:
    mine = [Article("m1", ["PER:Vân LOC:Huế"], key="k"), Article("m2", ["PER:Vân"])]
    days = {"2025-06-27": [], "2025-06-28": mine, "2025-06-29": [Article("m3", ["LOC:Huế"])]}
    for one, articles in days.items():
        write_day(corpus, one, articles)
    before = sums(corpus)
    write_day(corpus, day, [*days[day], Article("c1", ["PER:Vân LOC:Huế"], "bao-z", key="k")])
    after = sums(corpus)
    assert {entity: n_articles + 1 for entity, (n_articles, _) in before.items()} == {
        entity: n_articles for entity, (n_articles, _) in after.items()
    }
    assert {one: n[1] for one, n in before.items()} == {one: n[1] for one, n in after.items()}


def test_of_the_versions_of_an_article_the_current_counts_on_its_day(corpus: Corpus) -> None:
    write_day(corpus, "2025-06-28", [Article("z1", ["PER:Vân LOC:Huế"], url_key="u")])
    write_day(corpus, "2025-06-29", [Article("a1", ["PER:Vân"], url_key="u")])
    assert counts(corpus) == {("2025-06-29", "PER", "Vân"): (1, 1, 1, 1, 1.0)}


def test_an_article_that_arrives_again_unchanged_counts_once_on_its_first_day(
    corpus: Corpus,
) -> None:
    for day, article_id in (("2025-06-29", "a1"), ("2025-06-28", "z1"), ("2025-06-30", "b1")):
        write_day(corpus, day, [Article(article_id, ["PER:Vân"], key="k", url_key="u")])
    assert counts(corpus) == {("2025-06-28", "PER", "Vân"): (1, 1, 1, 1, 1.0)}


def test_surfaces_with_one_key_are_one_entity_named_by_the_most_frequent(corpus: Corpus) -> None:
    write_day(corpus, "2025-06-28", [Article("a1", ["LOC:HOÀ_BÌNH LOC:Hòa_Bình"])])
    write_day(corpus, "2025-06-29", [Article("a2", ["LOC:Hoà_Bình LOC:Hoà_Bình"])])
    assert [(row["entity_key"], row["entity"], row["n_mentions"]) for row in table(corpus)] == [
        ("hòa bình", "Hoà Bình", 2),
        ("hòa bình", "Hoà Bình", 2),
    ]


def test_of_equally_frequent_surfaces_the_first_in_code_points_names_the_entity(
    corpus: Corpus,
) -> None:
    write_day(corpus, "2025-06-28", [Article("a1", ["PER:vân PER:Vân PER:VÂN"])])
    assert [row["entity"] for row in table(corpus)] == ["VÂN"]


def test_one_name_of_two_types_is_two_entities(corpus: Corpus) -> None:
    write_day(corpus, "2025-06-28", [Article("a1", ["PER:Hồng LOC:Hồng"])])
    assert set(counts(corpus)) == {("2025-06-28", "LOC", "Hồng"), ("2025-06-28", "PER", "Hồng")}


def test_a_day_without_mentions_has_no_rows(corpus: Corpus) -> None:
    write_day(corpus, "2025-06-28", [Article("a1")])
    write_day(corpus, "2025-06-29")
    assert table(corpus) == []


def test_a_corpus_without_days_gives_an_empty_table(corpus: Corpus) -> None:
    assert table(corpus) == []


def test_the_order_in_which_days_were_built_does_not_matter(corpus: Corpus) -> None:
    days = {
        "2025-06-27": [Article("c1", ["PER:Vân LOC:Huế"], key="k")],
        "2025-06-28": [Article("b1", ["PER:VÂN"], "bao-b"), Article("b2", ["LOC:Huế"], key="k")],
        "2025-06-29": [Article("a1", ["PER:Vân"], key="k"), Article("a2", ["PER:VÂN"])],
    }
    found = []
    for order in itertools.permutations(days):
        for day in days:
            for name in ("articles", "mentions", "sentences", "rejects"):
                path = corpus.tables / name / f"{day}.parquet"
                path.unlink(missing_ok=True)
        for day in order:
            write_day(corpus, day, days[day])
        found.append(table(corpus))
    assert all(one == found[0] for one in found)
    assert found[0][0]["landing_date"] == datetime.date(2025, 6, 27)


def test_building_a_day_again_changes_nothing(corpus: Corpus) -> None:
    articles = [Article("a1", ["PER:Vân"], key="k"), Article("a2", ["PER:Vân"], key="k")]
    write_day(corpus, "2025-06-28", articles)
    before = table(corpus)
    write_day(corpus, "2025-06-28", articles)
    assert table(corpus) == before
