"""Sources by day, counted by hand."""

from typing import Any

from hand_made import Article, checked, opened, write_day

from diemtin.corpus import Corpus
from diemtin.summarize import daily_sources

COUNTS = ("n_seen", "n_new", "n_duplicates", "n_rejected", "is_processed")


def table(corpus: Corpus) -> dict[tuple[str, str], tuple[Any, ...]]:
    return {
        (str(row["landing_date"])[5:], row["source"]): tuple(row[name] for name in COUNTS)
        for row in rows(corpus)
    }


def rows(corpus: Corpus) -> list[dict[str, Any]]:
    datasets = opened(corpus, "articles", "rejects", "story_clusters")
    return checked("daily_sources", daily_sources(*datasets))


def test_seen_is_new_and_duplicates_and_rejected(corpus: Corpus) -> None:
    write_day(
        corpus,
        "2025-06-28",
        [
            Article("a1", source="bao-a"),
            Article("a2", source="bao-a", key="k"),
            Article("a3", source="bao-a", key="k"),
            Article("a4", source="bao-b", key="k"),
        ],
        rejected=["bao-a", "bao-c", "bao-c"],
    )
    assert table(corpus) == {
        ("06-28", "bao-a"): (4, 2, 1, 1, True),
        ("06-28", "bao-b"): (1, 0, 1, 0, True),
        ("06-28", "bao-c"): (2, 0, 0, 2, True),
    }


def test_a_story_is_that_of_the_source_that_had_it_first(corpus: Corpus) -> None:
    write_day(corpus, "2025-06-28", [Article("z9", source="bao-a", key="k")])
    write_day(
        corpus,
        "2025-06-29",
        [Article("a1", source="bao-b", key="k"), Article("a2", source="bao-b")],
    )
    assert {
        (str(row["landing_date"])[5:], row["source"]): row["n_stories"] for row in rows(corpus)
    } == {
        ("06-28", "bao-a"): 1,
        ("06-28", "bao-b"): 0,
        ("06-29", "bao-a"): 0,
        ("06-29", "bao-b"): 1,
    }


def test_a_copy_of_an_earlier_day_is_a_duplicate(corpus: Corpus) -> None:
    write_day(corpus, "2025-06-28", [Article("z9", source="bao-a", key="k")])
    write_day(corpus, "2025-06-29", [Article("a1", source="bao-a", key="k")])
    assert table(corpus) == {
        ("06-28", "bao-a"): (1, 1, 0, 0, True),
        ("06-29", "bao-a"): (1, 0, 1, 0, True),
    }


def test_every_source_has_every_day_with_zeros(corpus: Corpus) -> None:
    write_day(corpus, "2025-06-28", [Article("a1", source="bao-a")])
    write_day(corpus, "2025-06-29")
    write_day(corpus, "2025-06-30", rejected=["bao-b"])
    nothing = (0, 0, 0, 0, True)
    assert table(corpus) == {
        ("06-28", "bao-a"): (1, 1, 0, 0, True),
        ("06-28", "bao-b"): nothing,
        ("06-29", "bao-a"): nothing,
        ("06-29", "bao-b"): nothing,
        ("06-30", "bao-a"): nothing,
        ("06-30", "bao-b"): (1, 0, 0, 1, True),
    }


def test_a_day_in_the_middle_that_was_not_built_is_not_processed(corpus: Corpus) -> None:
    write_day(corpus, "2025-06-30", [Article("a2", source="bao-a")])
    write_day(corpus, "2025-06-28", [Article("a1", source="bao-a")])
    assert table(corpus) == {
        ("06-28", "bao-a"): (1, 1, 0, 0, True),
        ("06-29", "bao-a"): (0, 0, 0, 0, False),
        ("06-30", "bao-a"): (1, 1, 0, 0, True),
    }


def test_days_outside_the_first_and_the_last_built_are_not_there(corpus: Corpus) -> None:
    write_day(corpus, "2025-06-30", [Article("a1")])
    assert list(table(corpus)) == [("06-30", "bao-a")]


def test_days_on_which_nothing_ever_came_from_anybody_give_no_rows(corpus: Corpus) -> None:
    write_day(corpus, "2025-06-28")
    write_day(corpus, "2025-06-30")
    assert table(corpus) == {}


def test_a_corpus_without_days_gives_an_empty_table(corpus: Corpus) -> None:
    assert table(corpus) == {}


def test_the_order_in_which_days_were_built_does_not_matter(corpus: Corpus) -> None:
    days = {
        "2025-06-28": [Article("b1", key="k"), Article("b2")],
        "2025-06-30": [Article("a1", key="k", source="bao-b")],
    }
    for day in days:
        write_day(corpus, day, days[day])
    forwards = table(corpus)
    for day in days:
        for name in ("articles", "mentions", "sentences", "rejects"):
            (corpus.tables / name / f"{day}.parquet").unlink()
    for day in reversed(days):
        write_day(corpus, day, days[day])
    assert table(corpus) == forwards
