"""Pairs of entities and their association, calculated by hand. All names are invented."""

from math import log
from typing import Any

import pytest
from hand_made import Article, checked, opened, write_day

from diemtin.corpus import Corpus
from diemtin.summarize import entity_pairs

DAY = "2025-06-28"


def table(corpus: Corpus, **options: Any) -> dict[tuple[str, str], dict[str, Any]]:
    datasets = opened(corpus, "articles", "sentences", "mentions", "story_clusters")
    rows = checked("entity_pairs", entity_pairs(*datasets, **options))
    return {(row["entity_a"], row["entity_b"]): row for row in rows}


def test_articles_and_sentences_are_counted_for_both_and_for_each(corpus: Corpus) -> None:
    write_day(
        corpus,
        DAY,
        [
            Article("a1", ["PER:Vân LOC:Huế", "PER:Vân LOC:Huế PER:Vân", "PER:Vân"]),
            Article("a2", ["PER:Vân", "LOC:Huế"]),
            Article("a3", ["PER:Vân", "", ""]),
            Article("a4", ["furniture|PER:Vân LOC:Huế"]),
        ],
    )
    [row] = table(corpus).values()
    assert {name: value for name, value in row.items() if name.startswith("n_")} == {
        "n_articles": 2,
        "n_stories": 2,
        "n_articles_a": 2,
        "n_articles_b": 3,
        "n_corpus_articles": 4,
        "n_sentences": 2,
        "n_sentences_a": 3,
        "n_sentences_b": 5,
        "n_corpus_sentences": 8,
    }
    # p(a, b) = 2/4, p(a) = 2/4, p(b) = 3/4
    assert row["npmi_article"] == pytest.approx(log((1 / 2) / (1 / 2 * 3 / 4)) / -log(1 / 2))
    # p(a, b) = 2/8, p(a) = 3/8, p(b) = 5/8
    assert row["npmi_sentence"] == pytest.approx(log((1 / 4) / (3 / 8 * 5 / 8)) / -log(1 / 4))


def articles(vân: str, huế: str) -> list[Article]:
    """One article a character; `x` where the name occurs in it, each in a sentence of its own."""
    return [
        Article(f"a{n}", ["PER:Vân"] * (first == "x") + ["LOC:Huế"] * (second == "x") + ["LOC:Xa"])
        for n, (first, second) in enumerate(zip(vân, huế, strict=True))
    ]


@pytest.mark.parametrize(
    ("vân", "huế", "npmi"),
    [
        ("xxxx", "xxxx", 1.0),
        ("x...", "x...", 1.0),
        ("xx..", "xx..", 1.0),
        ("xx..", "x.x.", 0.0),
        ("xxxx", "x...", 0.0),
        ("xxx.", "xx..", log(4 / 3) / log(2)),
        ("xxx.", "..xx", -log(3 / 2) / log(4)),
        ("xxxxxxx.", "......xx", -log(14 / 8) / log(8)),
    ],
)
def test_association_in_articles(corpus: Corpus, vân: str, huế: str, npmi: float) -> None:
    write_day(corpus, DAY, articles(vân, huế))
    row = table(corpus)["Huế", "Vân"]
    assert row["npmi_article"] == pytest.approx(npmi)


def test_association_lies_between_minus_one_and_one_to_the_last_digit(corpus: Corpus) -> None:
    total = 30
    write_day(
        corpus,
        DAY,
        [
            Article(f"a{n:02}", [" ".join(f"PER:A{i} LOC:B{i}" for i in range(n + 1))])
            for n in range(total)
        ],
    )
    rows = table(corpus)
    assert len(rows) == 2 * total * (2 * total - 1) // 2
    for i in range(total):
        assert rows[f"B{i}", f"A{i}"]["npmi_article"] == pytest.approx(1.0)
    for row in rows.values():
        assert -1 <= row["npmi_article"] <= 1
        assert -1 <= row["npmi_sentence"] <= 1


def test_entities_that_share_an_article_but_no_sentence_have_minus_one_in_sentences(
    corpus: Corpus,
) -> None:
    write_day(corpus, DAY, [Article("a1", ["PER:Vân", "LOC:Huế"]), Article("a2", ["LOC:Xa"])])
    row = table(corpus)["Huế", "Vân"]
    assert (row["n_sentences"], row["npmi_sentence"]) == (0, -1.0)
    assert row["npmi_article"] == pytest.approx(1.0)


def test_entities_that_are_in_every_sentence_together_have_one(corpus: Corpus) -> None:
    write_day(corpus, DAY, [Article("a1", ["PER:Vân LOC:Huế", "PER:Vân LOC:Huế"])])
    row = table(corpus)["Huế", "Vân"]
    assert (row["npmi_article"], row["npmi_sentence"]) == (1.0, 1.0)


def test_entities_that_share_no_article_are_no_pair(corpus: Corpus) -> None:
    write_day(corpus, DAY, [Article("a1", ["PER:Vân"]), Article("a2", ["LOC:Huế"])])
    assert table(corpus) == {}


def test_an_entity_is_no_pair_with_itself(corpus: Corpus) -> None:
    write_day(corpus, DAY, [Article("a1", ["PER:Vân PER:Vân PER:VÂN"])])
    assert table(corpus) == {}


def test_the_first_of_a_pair_sorts_before_the_second_by_type_and_key(corpus: Corpus) -> None:
    write_day(corpus, DAY, [Article("a1", ["PER:An ORG:Ba LOC:Cả PER:Ái"])])
    assert list(table(corpus)) == [
        ("Cả", "Ba"),
        ("Cả", "An"),
        ("Cả", "Ái"),
        ("Ba", "An"),
        ("Ba", "Ái"),
        ("An", "Ái"),
    ]


def test_one_name_of_two_types_can_be_a_pair(corpus: Corpus) -> None:
    write_day(corpus, DAY, [Article("a1", ["PER:Hồng LOC:Hồng"])])
    [row] = table(corpus).values()
    assert (row["entity_type_a"], row["entity_type_b"]) == ("LOC", "PER")


def test_copies_are_articles_of_one_story(corpus: Corpus) -> None:
    write_day(corpus, DAY, [Article("b1", ["PER:Vân LOC:Huế"], key="k")])
    write_day(corpus, "2025-06-29", [Article("a1", ["PER:Vân LOC:Huế"], key="k")])
    [row] = table(corpus).values()
    assert (row["n_articles"], row["n_stories"], row["n_corpus_articles"]) == (2, 1, 2)
    assert (row["n_sentences"], row["n_corpus_sentences"]) == (2, 2)


def test_of_versions_only_the_current_counts(corpus: Corpus) -> None:
    write_day(corpus, DAY, [Article("b1", ["PER:Vân LOC:Huế"], url_key="u")])
    write_day(corpus, "2025-06-29", [Article("a1", ["PER:Vân LOC:Xa"], url_key="u")])
    assert list(table(corpus)) == [("Xa", "Vân")]


def test_furniture_lines_make_no_pairs(corpus: Corpus) -> None:
    write_day(corpus, DAY, [Article("a1", ["PER:Vân", "furniture|LOC:Huế"])])
    assert table(corpus) == {}


@pytest.mark.parametrize(("min_articles", "n_pairs"), [(1, 3), (2, 1), (3, 0)])
def test_pairs_in_too_few_articles_are_left_out(
    corpus: Corpus, min_articles: int, n_pairs: int
) -> None:
    write_day(
        corpus,
        DAY,
        [Article("a1", ["PER:Vân LOC:Huế"]), Article("a2", ["PER:Vân LOC:Huế ORG:Hội_Trà"])],
    )
    assert len(table(corpus, min_articles=min_articles)) == n_pairs


def test_a_corpus_without_days_gives_an_empty_table(corpus: Corpus) -> None:
    assert table(corpus) == {}


def test_the_order_in_which_days_were_built_does_not_matter(corpus: Corpus) -> None:
    days = {
        "2025-06-28": [Article("b1", ["PER:Vân LOC:Huế"], key="k")],
        "2025-06-29": [Article("a1", ["PER:Vân ORG:Hội_Trà"], key="k"), Article("a2", ["LOC:Huế"])],
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
    assert list(forwards) == [("Huế", "Vân"), ("Hội Trà", "Vân")]
