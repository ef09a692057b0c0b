"""The way in from a notebook. All people, places and events are invented."""

import datetime
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from upath import UPath

import diemtin
from diemtin.errors import DiemTinError, MissingTableError, TableError
from diemtin.tables.catalog import TABLES
from diemtin.tables.store import TableStore

NEWS = """Được mùa dưa trên bãi sông Nậm Thi

Sáng 27/6, bà Lường Thị Xuyến ở tỉnh Điện Biên bắt đầu vụ dưa. “Năm nay được giá”, bà nói.
Ảnh: Cầm Vĩnh
Xem thêm: Chợ phiên Mường Khói họp lại
"""


def assert_evidence_is_exact(frames: dict[str, pd.DataFrame]) -> None:
    texts = dict(zip(frames["articles"]["article_id"], frames["articles"]["text"], strict=True))
    for name in ("sentences", "mentions"):
        for row in frames[name].itertuples():
            assert 0 <= row.start < row.end
            assert texts[row.article_id][row.start : row.end] == row.surface


def assert_sentences_hold_the_text(frames: dict[str, pd.DataFrame]) -> None:
    """Every character but white space, in order, once; mentions lie inside their sentences."""
    sentences = frames["sentences"]
    for article in frames["articles"].itertuples():
        own = sentences[sentences["article_id"] == article.article_id]
        held = "".join("".join(surface.split()) for surface in own["surface"])
        assert held == "".join(article.text.split())
    spans = {row.sentence_id: (row.start, row.end) for row in sentences.itertuples()}
    for row in frames["mentions"].itertuples():
        start, end = spans[row.sentence_id]
        assert start <= row.start < row.end <= end


PIECES = st.sampled_from(
    [*NEWS.splitlines(), "Ông Orlov thăm Hà Nội.", "\n", "\r\n", " ", "\u00a0", "\u200b", "\u2028",
     "“", "”", ".", "...", "TP.HCM", "PGS.TS.", "09/2017/NĐ-CP", "https://vidu.example/a.b?c=(d)",
     "😀👍🏽", "e\u0301", "hoà", "ð", "莫言", "- ", "1. ", "\ud83d", "\x00", "\x85", "\u0301"]
)  # fmt: skip


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=60) | st.lists(PIECES, max_size=8).map("".join))
@example(NEWS)
@example("\u0301a \u0301")
@example("a\u2028\u2029b\x1cc\x85d")
@example("Ông Orlov\ud83d thăm Hà Nội.")
@example("👨\u200d👩\u200d👧 ở Huế")
def test_offsets_are_exact_on_any_text(text: str) -> None:
    frames = diemtin.analyse(text)
    assert len(frames["articles"]) + len(frames["rejects"]) == 1
    assert_evidence_is_exact(frames)
    assert_sentences_hold_the_text(frames)


@pytest.mark.parametrize("splitter", ["diemtin", "underthesea"])
def test_offsets_are_exact_with_each_splitter(splitter: str) -> None:
    frames = diemtin.analyse([NEWS, NEWS.replace("\n", "\r\n")], splitter=splitter)
    assert len(frames["sentences"]) >= 8
    assert_evidence_is_exact(frames)


def test_one_text_gives_its_article_sentences_and_mentions() -> None:
    frames = diemtin.analyse("Ông Orlov thăm Hà Nội.")
    assert frames["articles"]["text"].tolist() == ["Ông Orlov thăm Hà Nội."]
    assert frames["sentences"]["surface"].tolist() == ["Ông Orlov thăm Hà Nội."]
    found = frames["mentions"]
    assert list(zip(found["surface"], found["entity_type"], found["start"], strict=True)) == [
        ("Orlov", "PER", 4),
        ("Hà Nội", "LOC", 15),
    ]


@pytest.mark.parametrize("text", [NEWS, "", [], [NEWS, "", NEWS]])
def test_the_frames_have_the_columns_of_the_tables(text: str | list[str]) -> None:
    frames = diemtin.analyse(text)
    assert list(frames) == ["articles", "rejects", "sentences", "mentions", "roles"]
    for name, frame in frames.items():
        assert tuple(frame.columns) == TABLES[name].column_names


def test_texts_of_a_list_are_told_by_their_position() -> None:
    frames = diemtin.analyse(["Một.", "Hai.", " \u200b", "Ba."])
    articles = frames["articles"]
    assert list(zip(articles["record"], articles["text"], strict=True)) == [
        (0, "Một."),
        (1, "Hai."),
        (3, "Ba."),
    ]
    rejects = frames["rejects"]
    assert list(zip(rejects["record"], rejects["reason"], strict=True)) == [(2, "empty")]


def test_equal_texts_of_a_list_are_articles_of_their_own() -> None:
    frames = diemtin.analyse(["Ông Orlov cười.", "Ông Orlov cười."])
    assert frames["articles"]["article_id"].nunique() == 2
    assert frames["articles"]["content_key"].nunique() == 1
    assert frames["mentions"]["mention_id"].nunique() == 2


def test_a_tuple_of_texts_is_as_a_list() -> None:
    pd.testing.assert_frame_equal(
        diemtin.analyse(("Một.", "Hai."))["articles"], diemtin.analyse(["Một.", "Hai."])["articles"]
    )


def test_landing_dates_and_times_are_null() -> None:
    articles = diemtin.analyse("Tin.")["articles"]
    assert articles[["landing_date", "landed_at", "published_at"]].isna().all(axis=None)


def test_the_same_text_gives_the_same_frames() -> None:
    first, second = diemtin.analyse(NEWS), diemtin.analyse(NEWS)
    for name in first:
        pd.testing.assert_frame_equal(first[name], second[name])


@pytest.mark.parametrize("option", ["splitter", "tagger"])
def test_an_unknown_splitter_or_tagger_is_an_error(option: str) -> None:
    with pytest.raises(KeyError, match="nobody"):
        diemtin.analyse("Tin.", **{option: "nobody"})


# Published tables


DAYS = ["2025-06-27", "2025-06-28", "2025-06-30"]


def sentence(day: str) -> dict[str, object]:
    return {
        "sentence_id": f"s-{day}",
        "article_id": f"a-{day}",
        "landing_date": datetime.date.fromisoformat(day),
        "sentence_index": 0,
        "block_index": 0,
        "block_type": "body",
        "start": 0,
        "end": 4,
        "surface": "Tin.",
    }


def entity(day: str) -> dict[str, object]:
    return {
        "landing_date": datetime.date.fromisoformat(day),
        "entity_type": "PER",
        "entity_key": "vân",
        "entity": "Vân",
        "n_mentions": 1,
        "n_articles": 1,
        "n_stories": 1,
        "n_sources": 1,
        "n_day_articles": 1,
        "article_share": 1.0,
    }


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TableStore:
    monkeypatch.setenv("DIEMTIN_DATA", str(tmp_path))
    return TableStore(UPath(tmp_path / "tables"))


def write(store: TableStore, name: str, day: str | None, rows: list[dict[str, object]]) -> None:
    table = TABLES[name]
    date = datetime.date.fromisoformat(day) if day else None
    store.write(table, date, [pa.RecordBatch.from_pylist(rows, schema=table.schema)])


@pytest.fixture
def published(store: TableStore) -> TableStore:
    for day in reversed(DAYS):
        write(store, "sentences", day, [sentence(day)])
    write(store, "daily_entities", None, [entity(day) for day in DAYS])
    return store


def days(frame: pd.DataFrame) -> list[str]:
    return [str(day) for day in frame["landing_date"]]


def as_given(stated: Iterable[str | None]) -> list[str | datetime.date | None]:
    return [datetime.date.fromisoformat(day) if day else None for day in stated]


@pytest.mark.parametrize("table", ["sentences", "daily_entities"])
@pytest.mark.parametrize("as_dates", [False, True])
@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, DAYS),
        ("2025-06-28", None, DAYS[1:]),
        (None, "2025-06-28", DAYS[:2]),
        ("2025-06-28", "2025-06-28", DAYS[1:2]),
        ("2025-06-29", "2025-07-05", DAYS[2:]),
        ("2025-06-29", "2025-06-29", []),
        ("2025-06-30", "2025-06-27", []),
    ],
)
def test_the_days_of_a_table_can_be_chosen(
    published: TableStore,
    table: str,
    as_dates: bool,
    since: str | None,
    until: str | None,
    expected: list[str],
) -> None:
    first, last = as_given([since, until]) if as_dates else (since, until)
    frame = diemtin.read(table, since=first, until=last)
    assert days(frame) == expected
    assert tuple(frame.columns) == TABLES[table].column_names


def test_an_unknown_table_is_an_error_that_names_the_tables(store: TableStore) -> None:
    with pytest.raises(TableError, match="mentions"):
        diemtin.read("mention")


@pytest.mark.parametrize("table", ["sentences", "daily_entities"])
def test_a_table_that_was_not_built_is_an_error(store: TableStore, table: str) -> None:
    with pytest.raises(MissingTableError, match=table):
        diemtin.read(table)


def test_a_table_over_the_whole_corpus_cannot_be_read_by_day(store: TableStore) -> None:
    write(store, "entity_pairs", None, [])
    assert diemtin.read("entity_pairs").empty
    with pytest.raises(TableError, match="whole corpus"):
        diemtin.read("entity_pairs", since="2025-06-27")


def test_what_was_read_is_what_pandas_reads_without_diemtin(published: TableStore) -> None:
    pd.testing.assert_frame_equal(
        diemtin.read("sentences"), pd.read_parquet(str(published.base / "sentences"))
    )


# Files


def test_files_are_read_by_their_format_and_told_by_their_path(tmp_path: Path) -> None:
    (tmp_path / "kho").mkdir()
    (tmp_path / "kho/a.jsonl").write_text(
        '{"text": "Ông Orlov thăm Huế."}\n{"title": "Không có bài"}\n', encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text(NEWS, encoding="utf-8")
    frames = diemtin.analyse_files(tmp_path / "b.txt", str(tmp_path / "kho"))
    articles, rejects = frames["articles"], frames["rejects"]
    assert list(zip(articles["path"], articles["record"], strict=True)) == [
        (str(tmp_path / "b.txt"), 0),
        (str(tmp_path / "kho/a.jsonl"), 1),
    ]
    assert list(zip(rejects["record"], rejects["reason"], strict=True)) == [(2, "malformed_record")]
    assert_evidence_is_exact(frames)
    for name, frame in frames.items():
        assert tuple(frame.columns) == TABLES[name].column_names


def test_a_file_gives_what_its_text_gives(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(NEWS, encoding="utf-8")
    from_file, from_text = diemtin.analyse_files(file), diemtin.analyse(NEWS)
    for name in ("sentences", "mentions", "roles"):
        shared = [column for column in from_file[name] if not column.endswith("_id")]
        pd.testing.assert_frame_equal(from_file[name][shared], from_text[name][shared])


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DiemTinError, match="no such file"):
        diemtin.analyse_files(tmp_path / "mất.txt")
