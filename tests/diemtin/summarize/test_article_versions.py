"""Versions of articles over several nights. All texts are about invented events."""

from typing import Any

import pytest
from nights import build, land, put, versions

from diemtin.corpus import Corpus
from diemtin.tables.catalog import TABLES

URL = "https://bao.example/cau-khe-son-12.html"
PARAGRAPHS = [
    "Cầu treo bản Khe Sơn bị nước cuốn mất nhịp giữa vào rạng sáng, hơn bốn mươi hộ dân bị cô lập.",
    "Chủ tịch xã Lường Văn Thử cho biết gạo và nước uống được chuyển sang bằng dây cáp tạm.",
    "Công binh của quân khu sẽ bắc cầu phao ngay khi mực nước xuống dưới mức báo động hai.",
]
TEXT = "\n".join(PARAGRAPHS)
SHOWN = ("version", "landing_date", "is_current", "is_title_changed")


def record(text: str = TEXT, title: str = "Cầu Khe Sơn gãy nhịp", url: str = URL) -> dict[str, str]:
    return {"text": text, "title": title, "url": url}


def shown(corpus: Corpus) -> list[tuple[Any, ...]]:
    return [
        tuple(str(row[name]) if name == "landing_date" else row[name] for name in SHOWN)
        for row in versions(corpus)
    ]


def test_an_article_is_its_own_first_version(corpus: Corpus) -> None:
    land(corpus, "2025-06-28 08:00", record())
    build(corpus)
    assert shown(corpus) == [(1, "2025-06-28", True, False)]
    [row] = versions(corpus)
    assert row["url_key"] == "bao.example/cau-khe-son-12.html"
    assert [row["similarity"], row["added_share"], row["removed_share"]] == [None, None, None]


def test_a_changed_text_is_the_next_version_and_the_current_one(corpus: Corpus) -> None:
    land(corpus, "2025-06-28 08:00", record())
    land(corpus, "2025-06-29 08:00", record(f"{TEXT}\nĐến trưa, cầu phao đã bắc xong."))
    build(corpus)
    assert shown(corpus) == [(1, "2025-06-28", False, False), (2, "2025-06-29", True, False)]
    _, row = versions(corpus)
    assert row["removed_share"] == 0
    assert 0 < row["added_share"] < 0.3
    assert row["similarity"] == pytest.approx(1 - row["added_share"])


def test_what_was_cut_shows_as_removed(corpus: Corpus) -> None:
    land(corpus, "2025-06-28 08:00", record())
    land(corpus, "2025-06-28 20:00", record("\n".join(PARAGRAPHS[:2])))
    build(corpus)
    _, row = versions(corpus)
    assert (row["version"], row["added_share"]) == (2, 0)
    assert 0.2 < row["removed_share"] < 0.6


def test_another_headline_alone_is_a_version(corpus: Corpus) -> None:
    land(corpus, "2025-06-28 08:00", record())
    land(corpus, "2025-06-29 08:00", record(title="Bốn mươi hộ dân bị cô lập"))
    build(corpus)
    assert shown(corpus) == [(1, "2025-06-28", False, False), (2, "2025-06-29", True, True)]
    assert versions(corpus)[1]["similarity"] == 1


def test_the_same_text_again_is_no_version(corpus: Corpus) -> None:
    land(corpus, "2025-06-28 08:00", record())
    land(corpus, "2025-06-29 08:00", {**record(), "author": "An"})
    build(corpus)
    assert shown(corpus) == [(1, "2025-06-28", True, False)]


def test_a_text_that_comes_back_after_another_is_a_version_again(corpus: Corpus) -> None:
    for day, text in (("28", TEXT), ("29", "Tin đã được gỡ xuống để kiểm tra lại."), ("30", TEXT)):
        land(corpus, f"2025-06-{day} 08:00", {**record(text), "author": day})
    build(corpus)
    assert [row[:3] for row in shown(corpus)] == [
        (1, "2025-06-28", False),
        (2, "2025-06-29", False),
        (3, "2025-06-30", True),
    ]


@pytest.mark.parametrize(
    "url",
    [
        "http://www.bao.example/cau-khe-son-12.html",
        "https://bao.example/cau-khe-son-12.html/",
        "https://bao.example/cau-khe-son-12.html?utm_source=zalo&gidzl=x1#binh-luan",
    ],
)
def test_another_writing_of_the_address_is_the_same_article(corpus: Corpus, url: str) -> None:
    land(corpus, "2025-06-28 08:00", record())
    land(corpus, "2025-06-29 08:00", record(PARAGRAPHS[0], url=url), source="bao-b")
    build(corpus)
    assert [row[0] for row in shown(corpus)] == [1, 2]


def test_a_version_put_into_an_older_day_comes_before_the_later_days(corpus: Corpus) -> None:
    land(corpus, "2025-06-28 08:00", record())
    land(corpus, "2025-06-30 08:00", record(PARAGRAPHS[0]))
    build(corpus)
    put(corpus, "2025-06-29", record("\n".join(PARAGRAPHS[:2])))
    build(corpus, ["2025-06-29"])
    assert [row[:3] for row in shown(corpus)] == [
        (1, "2025-06-28", False),
        (2, "2025-06-29", False),
        (3, "2025-06-30", True),
    ]


def test_what_was_put_into_a_day_by_hand_is_the_last_of_the_day(corpus: Corpus) -> None:
    land(corpus, "2025-06-28 08:00", record())
    put(corpus, "2025-06-28", record(PARAGRAPHS[0]))
    build(corpus)
    assert [(row["version"], row["landed_at"] is None) for row in versions(corpus)] == [
        (1, False),
        (2, True),
    ]


def test_in_one_file_the_later_line_is_the_later_version(corpus: Corpus) -> None:
    land(corpus, "2025-06-28 08:00", record(PARAGRAPHS[0]), record(TEXT), record(PARAGRAPHS[1]))
    build(corpus)
    ids = [row["article_id"] for row in versions(corpus)]
    articles = corpus.store.open(TABLES["articles"]).to_table().to_pylist()
    assert [row["record"] for one in ids for row in articles if row["article_id"] == one] == [
        1,
        2,
        3,
    ]


def test_articles_without_an_address_have_no_versions(corpus: Corpus) -> None:
    land(corpus, "2025-06-28 08:00", {"text": TEXT}, record(url="https://bao.example/"))
    build(corpus)
    assert versions(corpus) == []


def test_the_order_in_which_days_were_built_does_not_matter(corpus: Corpus) -> None:
    days = ["2025-06-28", "2025-06-29", "2025-06-30"]
    for day, text in zip(days, [PARAGRAPHS[0], TEXT, PARAGRAPHS[1]], strict=True):
        land(corpus, f"{day} 08:00", record(text))
    build(corpus, days)
    forwards = versions(corpus)
    build(corpus, reversed(days))
    assert versions(corpus) == forwards
    assert len(forwards) == 3


def test_a_corpus_without_days_gives_an_empty_table(corpus: Corpus) -> None:
    assert versions(corpus) == []
