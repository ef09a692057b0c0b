"""The flat table, counted by hand. All names are invented."""

from typing import Any

from hand_made import Article, checked, opened, write_day

from diemtin.corpus import Corpus
from diemtin.summarize import article_overview

DAY = "2025-06-28"
COUNTS = ("n_sentences", "n_mentions", "n_persons", "n_organisations", "n_places")
TOPS = ("top_person", "top_organisation", "top_place")


def table(corpus: Corpus) -> dict[str, dict[str, Any]]:
    datasets = opened(corpus, "articles", "sentences", "mentions", "story_clusters")
    rows = checked("article_overview", article_overview(*datasets))
    return {row["article_id"]: row for row in rows}


def row(corpus: Corpus, *sentences: str) -> dict[str, Any]:
    write_day(corpus, DAY, [Article("a1", sentences)])
    return table(corpus)["a1"]


def test_sentences_mentions_and_distinct_entities_are_counted(corpus: Corpus) -> None:
    found = row(corpus, "PER:Vân LOC:Huế", "PER:VÂN PER:Lý", "", "ORG:Hội_Trà")
    assert [found[name] for name in COUNTS] == [4, 5, 2, 1, 1]


def test_an_article_without_mentions_has_zeros_and_no_top_entities(corpus: Corpus) -> None:
    found = row(corpus, "", "")
    assert [found[name] for name in COUNTS] == [2, 0, 0, 0, 0]
    assert [found[name] for name in TOPS] == [None, None, None]


def test_the_top_entities_are_those_named_most_often(corpus: Corpus) -> None:
    found = row(
        corpus, "PER:Lý LOC:Huế ORG:Hội_Trà", "PER:Vân LOC:Xa", "PER:Vân LOC:Xa LOC:Huế LOC:Xa"
    )
    assert [found[name] for name in TOPS] == ["Vân", "Hội Trà", "Xa"]


def test_of_entities_named_equally_often_the_first_named_is_the_top_one(corpus: Corpus) -> None:
    assert row(corpus, "PER:Vân PER:Lý", "PER:Lý PER:Vân")["top_person"] == "Vân"


def test_a_top_entity_is_shown_as_at_its_first_mention(corpus: Corpus) -> None:
    assert row(corpus, "LOC:HOÀ_BÌNH", "LOC:Hòa_Bình LOC:Hòa_Bình")["top_place"] == "HOÀ BÌNH"


def test_furniture_lines_are_sentences_but_their_mentions_do_not_count(corpus: Corpus) -> None:
    found = row(corpus, "PER:Vân", "furniture|PER:Lý PER:Lý LOC:Huế")
    assert [found[name] for name in COUNTS] == [2, 1, 1, 0, 0]
    assert found["top_person"] == "Vân"


def test_copies_are_there_marked_with_the_first_and_with_their_own_counts(corpus: Corpus) -> None:
    write_day(corpus, DAY, [Article("b1", ["PER:Vân"], key="k")])
    write_day(
        corpus,
        "2025-06-29",
        [
            Article("a1", ["PER:Vân", ""], "bao-b", key="k"),
            Article("a2", ["LOC:Huế"]),
            Article("a3", ["PER:Vân"], key="k"),
        ],
    )
    found = table(corpus)
    assert {one: (row["is_duplicate"], row["duplicate_of"]) for one, row in found.items()} == {
        "b1": (False, None),
        "a1": (True, "b1"),
        "a2": (False, None),
        "a3": (True, "b1"),
    }
    assert [found["a1"][name] for name in COUNTS] == [2, 1, 1, 0, 0]
    assert {one: (row["story_id"], row["is_first_of_story"]) for one, row in found.items()} == {
        "b1": ("b1", True),
        "a1": ("b1", False),
        "a2": ("a2", True),
        "a3": ("b1", False),
    }


def test_versions_are_there_and_the_current_is_the_one_that_is_counted(corpus: Corpus) -> None:
    write_day(corpus, DAY, [Article("b1", url_key="u"), Article("b2")])
    write_day(corpus, "2025-06-29", [Article("a1", url_key="u", key="k")])
    write_day(corpus, "2025-06-30", [Article("a2", url_key="u", key="k")])
    found = {one: row["is_counted"] for one, row in table(corpus).items()}
    assert found == {"b1": False, "b2": True, "a1": True, "a2": False}


def test_an_earlier_day_that_is_built_later_takes_over_as_the_first(corpus: Corpus) -> None:
    write_day(corpus, "2025-06-29", [Article("a1", key="k")])
    assert table(corpus)["a1"]["is_duplicate"] is False
    write_day(corpus, DAY, [Article("b1", key="k")])
    assert table(corpus)["a1"]["duplicate_of"] == "b1"


def test_rows_come_in_the_order_of_day_and_path(corpus: Corpus) -> None:
    write_day(corpus, "2025-06-29", [Article("a1", source="bao-a")])
    write_day(corpus, DAY, [Article("a2", source="bao-c"), Article("a3", source="bao-b")])
    assert list(table(corpus)) == ["a3", "a2", "a1"]


def test_the_columns_of_an_article_are_those_of_the_table_articles(corpus: Corpus) -> None:
    write_day(corpus, DAY, [Article("a1", source="bao-c")])
    found = table(corpus)["a1"]
    [article] = opened(corpus, "articles")[0].to_table().to_pylist()
    for name in ("landing_date", "source", "title", "url", "author", "language", "n_chars", "path"):
        assert found[name] == article[name]


def test_a_corpus_without_days_gives_an_empty_table(corpus: Corpus) -> None:
    assert table(corpus) == {}
