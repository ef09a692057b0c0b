"""Which articles are found to tell the same text, and who had it first."""

import random
from typing import Any

import pytest
from nights import build, land, put, stories

from diemtin.corpus import Corpus


def told(corpus: Corpus) -> dict[str, str]:
    """The headline of every article's story."""
    return {row["title"]: row["story"] for row in stories(corpus)}


def row(corpus: Corpus, title: str) -> dict[str, Any]:
    [found] = [row for row in stories(corpus) if row["title"] == title]
    return found


def half(text: str) -> str:
    words = text.split(" ")
    return " ".join(words[: len(words) // 2])


def test_an_article_without_a_copy_is_a_story_of_its_own(corpus: Corpus, texts: list[str]) -> None:
    land(corpus, "2025-06-28 08:00", *({"title": str(n), "text": texts[n]} for n in range(20)))
    build(corpus)
    assert told(corpus) == {str(n): str(n) for n in range(20)}
    for found in stories(corpus):
        assert (found["role"], found["n_articles"], found["n_sources"]) == ("first", 1, 1)
        assert (found["containment_in_first"], found["containment_of_first"]) == (1, 1)
        assert (found["similarity"], found["delay"]) == (1, None)


def test_a_short_text_has_only_the_very_same_text_as_its_copy(corpus: Corpus) -> None:
    note = "Đường dây nóng của chuyên mục tiếp tục nhận tin của bạn đọc trong giờ hành chính"
    records = [note, note, f"{note} hôm nay", "Đang cập nhật."]
    land(corpus, "2025-06-28 08:00", *({"text": one} for one in records))
    build(corpus)
    assert sorted(found["n_articles"] for found in stories(corpus)) == [1, 1, 2, 2]


@pytest.mark.parametrize(
    ("change", "role"),
    [
        (lambda text: text, "copy"),
        (lambda text: half(text), "part"),
        (lambda text: "\n".join(reversed(text.split("\n"))), "copy"),
        (lambda text: text.replace("òa", "oà").replace("ủy", "uỷ").replace("óa", "oá"), "copy"),
    ],
)
def test_copies_are_found_with_their_role(
    corpus: Corpus, texts: list[str], change: Any, role: str
) -> None:
    land(corpus, "2025-06-28 08:00", {"title": "Một", "text": texts[0]})
    land(corpus, "2025-06-29 08:00", {"title": "Hai", "text": change(texts[0])}, source="bao-b")
    build(corpus)
    assert told(corpus) == {"Một": "Một", "Hai": "Một"}
    assert row(corpus, "Hai")["role"] == role


def test_an_agency_text_is_found_inside_a_long_article(corpus: Corpus, texts: list[str]) -> None:
    agency = half(texts[0])
    whole = "\n".join([*texts[1:3], agency, *texts[3:5]])
    land(corpus, "2025-06-28 08:00", {"title": "Tin hãng", "text": agency}, source="hang-tin")
    land(corpus, "2025-06-28 09:00", {"title": "Bài dài", "text": whole})
    build(corpus)
    found = row(corpus, "Bài dài")
    assert (found["story"], found["role"]) == ("Tin hãng", "whole")
    assert found["containment_of_first"] > 0.95
    assert found["containment_in_first"] < 0.2


def test_a_round_up_does_not_make_one_story_of_what_it_holds(
    corpus: Corpus, texts: list[str]
) -> None:
    briefs = {f"Tin {n}": texts[n] for n in range(5)}
    land(corpus, "2025-06-28 08:00", {"title": "Điểm tin", "text": "\n".join(briefs.values())})
    land(
        corpus,
        "2025-06-28 09:00",
        *({"title": title, "text": text} for title, text in briefs.items()),
    )
    build(corpus)
    found = told(corpus)
    assert len(set(found.values())) == 5
    assert sum(story == "Điểm tin" for story in found.values()) == 2


def test_a_chain_of_overlapping_texts_does_not_become_one_story(
    corpus: Corpus, texts: list[str]
) -> None:
    halves = [half(text) for text in texts[:7]]
    for n in range(6):
        record = {"title": str(n), "text": f"{halves[n]}\n{halves[n + 1]}"}
        land(corpus, f"2025-06-28 0{n}:00", record)
    build(corpus)
    assert told(corpus) == {"0": "0", "1": "0", "2": "2", "3": "2", "4": "4", "5": "4"}


@pytest.mark.parametrize("n_headlines", [4, 8])
def test_the_standing_lines_of_a_newspaper_make_no_copies(
    corpus: Corpus, texts: list[str], n_headlines: int
) -> None:
    standing = " ".join(texts[0].split()[:60])
    for n in range(n_headlines):
        news = " ".join(texts[n + 1].split()[: 100 if n_headlines < 6 else 50])
        land(corpus, f"2025-06-28 0{n}:00", {"title": f"Tin {n}", "text": f"{news}\n{standing}"})
    build(corpus)
    assert len(set(told(corpus).values())) == n_headlines


# Who had it first


def landed(corpus: Corpus, *records: tuple[str, str, str | None], text: str) -> None:
    """One text under the name of its source, at an instant of landing, as published at another."""
    for source, at, published in records:
        record = {"title": source, "text": text}
        if published:
            record["published_at"] = published
        land(corpus, at, record, source=source)
    build(corpus)


def seen(corpus: Corpus) -> dict[str, tuple[str, str, int | None]]:
    return {
        found["source"]: (found["story"], found["seen_by"], found["delay"])
        for found in stories(corpus)
    }


def test_the_earlier_published_had_it_first_whenever_it_landed(
    corpus: Corpus, texts: list[str]
) -> None:
    landed(
        corpus,
        ("bao-a", "2025-06-28 20:00", "2025-06-28 09:30"),
        ("bao-b", "2025-06-29 07:00", "2025-06-28 08:00"),
        text=texts[0],
    )
    assert seen(corpus) == {
        "bao-a": ("bao-b", "published_at", 90),
        "bao-b": ("bao-b", "published_at", None),
    }


def test_without_a_time_of_publication_the_landing_tells(corpus: Corpus, texts: list[str]) -> None:
    landed(
        corpus,
        ("bao-b", "2025-06-28 20:00", None),
        ("bao-a", "2025-06-28 22:15", None),
        text=texts[0],
    )
    assert seen(corpus) == {
        "bao-a": ("bao-b", "landed_at", 135),
        "bao-b": ("bao-b", "landed_at", None),
    }


def test_a_delay_between_unlike_instants_is_not_known(corpus: Corpus, texts: list[str]) -> None:
    landed(
        corpus,
        ("bao-a", "2025-06-28 20:00", None),
        ("bao-b", "2025-06-29 07:00", "2025-06-28 08:00"),
        text=texts[0],
    )
    assert seen(corpus) == {
        "bao-a": ("bao-b", "landed_at", None),
        "bao-b": ("bao-b", "published_at", None),
    }


def test_a_publication_after_the_landing_does_not_count(corpus: Corpus, texts: list[str]) -> None:
    landed(
        corpus,
        ("bao-a", "2025-06-28 20:00", "2025-06-29 06:00"),
        ("bao-b", "2025-06-28 21:00", None),
        text=texts[0],
    )
    assert seen(corpus) == {
        "bao-a": ("bao-a", "landed_at", None),
        "bao-b": ("bao-a", "landed_at", 60),
    }


def test_a_day_of_publication_counts_from_its_end(corpus: Corpus, texts: list[str]) -> None:
    landed(
        corpus,
        ("bao-a", "2025-06-30 20:00", "2025-06-28"),
        ("bao-b", "2025-06-29 07:00", None),
        ("bao-c", "2025-06-28 22:00", "2025-06-28"),
        text=texts[0],
    )
    assert seen(corpus) == {
        "bao-a": ("bao-c", "published_date", None),
        "bao-b": ("bao-c", "landed_at", 540),
        "bao-c": ("bao-c", "landed_at", None),
    }


def test_what_was_put_into_a_day_by_hand_was_there_at_its_end(
    corpus: Corpus, texts: list[str]
) -> None:
    land(corpus, "2025-06-29 00:30", {"title": "a", "text": texts[0]})
    put(corpus, "2025-06-28", {"title": "b", "text": half(texts[0])}, source="bao-b")
    build(corpus)
    assert seen(corpus) == {
        "bao-a": ("b", "landed_at", None),
        "bao-b": ("b", "landing_date", None),
    }


def test_of_articles_seen_at_once_the_first_by_id_is_first(
    corpus: Corpus, texts: list[str]
) -> None:
    land(corpus, "2025-06-28 08:00", *({"title": f"{n}", "text": texts[0]} for n in range(5)))
    build(corpus)
    found = stories(corpus)
    assert {one["story_id"] for one in found} == {min(one["article_id"] for one in found)}
    assert {one["delay"] for one in found} == {None, 0}


# The whole


def test_the_order_in_which_days_were_built_does_not_matter(
    corpus: Corpus, texts: list[str]
) -> None:
    days = ["2025-06-27", "2025-06-28", "2025-06-29", "2025-06-30"]
    dice = random.Random(1)
    for n, day in enumerate(days):
        land(
            corpus,
            f"{day} 08:00",
            *(
                {"title": f"{n} {m}", "text": half(texts[m]) if n % 2 else texts[m]}
                for m in range(9)
            ),
            source=f"bao-{n}",
        )
    build(corpus, days)
    forwards = stories(corpus)
    dice.shuffle(days)
    build(corpus, reversed(days))
    assert stories(corpus) == forwards
    assert len({one["story_id"] for one in forwards}) == 9


def test_a_late_article_of_an_earlier_day_takes_over_as_the_first(
    corpus: Corpus, texts: list[str]
) -> None:
    land(corpus, "2025-06-29 08:00", {"title": "Hai", "text": texts[0]})
    build(corpus)
    assert told(corpus) == {"Hai": "Hai"}
    put(corpus, "2025-06-28", {"title": "Một", "text": texts[0]})
    build(corpus, ["2025-06-28"])
    assert told(corpus) == {"Một": "Một", "Hai": "Một"}


def test_a_corpus_without_days_gives_an_empty_table(corpus: Corpus) -> None:
    assert stories(corpus) == []
