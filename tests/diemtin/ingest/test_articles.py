"""From received items to articles and rejects. All articles are invented."""

import datetime
import json
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from diemtin.ingest.articles import extract, extract_batch
from diemtin.ingest.formats import READERS
from diemtin.ingest.raw_documents import document
from diemtin.ingest.reasons import Reason
from diemtin.ingest.stated import Stated
from diemtin.tables.catalog import TABLES
from diemtin.tables.validate import conform
from tests.diemtin.ingest.legacy import shown_tcvn3, windows_1258

DAY = datetime.date(2025, 6, 30)
LANDED = datetime.datetime(2025, 6, 30, 1, 15, tzinfo=datetime.UTC)
LONG = "Vụ dưa trên bãi sông Nậm Thi được mùa, cả bản ra đồng từ lúc trời còn mờ sương. " * 2


def item(content: bytes | str | None, name: str = "a.txt", **fields: Any) -> dict[str, Any]:
    if isinstance(content, str):
        content = content.encode()
    common = {"path": f"bao-nuoc/{name}", "landing_date": DAY, "landed_at": LANDED}
    return document(content=content, **{**common, **fields})


def record(**fields: Any) -> dict[str, Any]:
    return item(json.dumps(fields), "a.jsonl", record=1)


def run(*items: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    schema = TABLES["raw_documents"].schema
    articles, rejects = extract_batch(pa.RecordBatch.from_pylist(list(items), schema=schema))
    return articles.to_pylist(), rejects.to_pylist()


def article(one: dict[str, Any]) -> dict[str, Any]:
    articles, rejects = run(one)
    assert rejects == []
    return articles[0]


# Every item becomes one row


def test_each_item_is_in_articles_or_in_rejects_in_the_order_received() -> None:
    items = [item(content, f"{n}.txt") for n, content in enumerate(["Một.", "", "Hai.", b"\xff"])]
    articles, rejects = run(*items)
    assert [row["path"] for row in articles] == ["bao-nuoc/0.txt", "bao-nuoc/2.txt"]
    assert [row["path"] for row in rejects] == ["bao-nuoc/1.txt", "bao-nuoc/3.txt"]


def test_an_article_keeps_the_identity_and_provenance_of_its_item() -> None:
    one = item("Tin ngắn.")
    row = article(one)
    assert row["article_id"] == one["document_id"]
    for name in ("landing_date", "landed_at", "path", "record", "source"):
        assert row[name] == one[name]


def test_the_rows_keep_the_declarations() -> None:
    schema = TABLES["raw_documents"].schema
    batch = pa.RecordBatch.from_pylist([item("Tin."), item("", "b.txt")], schema=schema)
    articles, rejects = extract_batch(batch)
    conform(TABLES["articles"], articles, "test")
    conform(TABLES["rejects"], rejects, "test")


@pytest.mark.parametrize(
    ("refused", "reason"),
    [
        (item(""), "empty"),
        (item(" \n\t"), "empty"),
        (item("\u200b\u00a0\n"), "empty"),
        (item(b"\xef\xbb\xbf"), "empty"),
        (item(b"\xd0\xf2"), "undecodable"),
        (item("{", "a.jsonl"), "malformed_record"),
        (record(title="Chỉ có tít"), "malformed_record"),
        (record(text=""), "empty"),
        (record(text="\ud83d"), "empty"),
        (item("<html></html>", "a.html"), "no_text"),
        (item("  ", "a.html"), "empty"),
        (item(None, "a.docx", n_bytes=7, problem=Reason.UNSUPPORTED_FORMAT), "unsupported_format"),
        (item(None, n_bytes=7, problem=Reason.TOO_LARGE), "too_large"),
        (item(None, problem=Reason.UNREADABLE), "unreadable"),
    ],
)
def test_an_item_that_gives_no_article_is_refused_with_a_reason(
    refused: dict[str, Any], reason: str
) -> None:
    articles, [row] = run(refused)
    assert articles == []
    assert row["reason"] == reason
    assert row["detail"]
    for name in ("document_id", "landing_date", "source", "path", "record", "format", "landed_at"):
        assert row[name] == refused[name]


@pytest.mark.parametrize(
    ("content", "excerpt"),
    [
        (b"Tin h\xe1ng", "Tin h\\xe1ng"),
        (b"\xff" * 300, "\\xff" * 50),
        ("ờ".encode() * 300 + b"\xff", "ờ" * 200),
        ("😀".encode() * 300 + b"\xff", "😀" * 200),
        (b"\xff\x00\x07", "\\xff\\x00\\x07"),
        ("Một.\r\n\tHai\u200b.\x1b[0m".encode() + b"\xff", "Một.\\r\\n\\tHai\\u200b.\\x1b[0m\\xff"),
        (b"", None),
        (b" \n", None),
    ],
)
def test_the_excerpt_shows_the_beginning_of_what_was_refused(
    content: bytes, excerpt: str | None
) -> None:
    _, [row] = run(item(content))
    assert row["excerpt"] == excerpt


# Lone surrogates, which JSON can spell and Parquet cannot hold


@pytest.mark.parametrize("field", ["text", "title", "url", "author", "source", "published_at"])
def test_a_lone_surrogate_in_a_record_is_left_out(field: str) -> None:
    row = article(record(**{"text": "Tin ngắn.", field: "Tin \ud83d ngắn."}))
    column = {"published_at": "published_raw"}.get(field, field)
    assert "\ud83d" not in row[column]
    assert row[column].startswith("Tin ")


@pytest.mark.parametrize("field", ["headline", "author", "url", "datePublished"])
def test_a_lone_surrogate_in_json_ld_is_left_out(field: str) -> None:
    described = {"@type": "NewsArticle", field: "Bài \ud83d"}
    page = (
        f'<html><head><script type="application/ld+json">{json.dumps(described)}</script></head>'
        f"<body><article><p>{LONG}</p></article></body></html>"
    )
    row = article(item(page, "a.html"))
    assert "Bài" in [
        (row[name] or "").strip() for name in ("title", "author", "url", "published_raw")
    ]


# Headline


def test_a_known_headline_is_the_first_line_of_the_text() -> None:
    row = article(record(title="Được mùa dưa", text="Cả bản ra đồng."))
    assert row["title"] == "Được mùa dưa"
    assert row["text"] == "Được mùa dưa\nCả bản ra đồng."
    assert row["text"][row["content_start"] :] == "Cả bản ra đồng."


@pytest.mark.parametrize("first", ["Được mùa dưa", "ĐƯỢC MÙA DƯA", "Được  mùa\u00a0dưa"])
def test_a_headline_that_the_text_begins_with_is_not_repeated(first: str) -> None:
    row = article(record(title="Được mùa dưa", text=f"{first}\n\nCả bản ra đồng."))
    assert row["title"] == "Được mùa dưa"
    assert row["text"].count("\n") == 2
    assert row["text"][row["content_start"] :] == "Cả bản ra đồng."


def test_a_text_that_is_nothing_but_its_headline_is_its_own_content() -> None:
    row = article(record(title="Được mùa dưa", text="Được mùa dưa"))
    assert (row["text"], row["content_start"]) == ("Được mùa dưa", 0)


def test_the_headline_of_a_text_file_is_found_in_its_first_line() -> None:
    row = article(item(f"Được mùa dưa trên bãi sông Nậm Thi\n\n{LONG}\n"))
    assert row["title"] == "Được mùa dưa trên bãi sông Nậm Thi"
    assert row["text"][row["content_start"] :] == LONG.strip()


@pytest.mark.parametrize("text", ["Một dòng duy nhất không có gì sau nó", LONG + "\n" + LONG])
def test_a_text_file_without_a_headline_has_no_title(text: str) -> None:
    row = article(item(text))
    assert (row["title"], row["content_start"]) == (None, 0)


def test_a_headline_over_several_lines_becomes_one() -> None:
    row = article(record(title=" Được\nmùa  dưa\u200b", text="Cả bản ra đồng."))
    assert row["title"] == "Được mùa dưa"
    assert row["text"].startswith("Được mùa dưa\n")


def test_a_blank_headline_is_none() -> None:
    assert article(record(title=" \u200b", text="Cả bản ra đồng."))["title"] is None


# Text and its repairs


def test_the_text_is_canonical_and_its_length_is_told() -> None:
    row = article(item("\ufeff  Hu\u0065\u0302\u0301\u00a0xưa.\r\nMưa\x00 to. "))
    assert row["text"] == "Huế xưa.\nMưa to."
    assert row["n_chars"] == 16


def test_every_repair_of_text_and_headline_is_counted() -> None:
    row = article(record(title="Tít\u00a0mới\u200b", text="\tHu\u0065\u0302\u0301\r\nMưa\x00 to."))
    counts = {name.removeprefix("n_repairs_"): n for name, n in row.items() if "repairs" in name}
    assert counts == {
        "nfc": 1, "line_end": 1, "zero_width": 1, "space": 1, "control": 1, "edge": 1,
        "encoding": 0, "entity": 0, "d_stroke": 0,
    }  # fmt: skip


def test_repairs_of_a_headline_that_the_text_has_already_are_counted_once() -> None:
    row = article(record(title="Tít\u00a0mới", text="Tít\u00a0mới\nCả bản ra đồng."))
    assert row["n_repairs_space"] == 1


def test_faults_of_encoding_are_repaired_and_counted() -> None:
    row = article(item(f"Ðà Lạt v&agrave;o mùa. {LONG}"))
    assert row["text"] == f"Đà Lạt vào mùa. {LONG}".strip()
    assert (row["n_repairs_d_stroke"], row["n_repairs_entity"]) == (1, 1)
    assert (row["encoding"], row["encoding_confidence"]) == ("utf-8", 1.0)


def test_a_legacy_encoding_is_told_with_its_confidence() -> None:
    row = article(item(windows_1258(LONG)))
    assert row["text"] == LONG.strip()
    assert row["encoding"] == "windows-1258"
    assert 0.9 < row["encoding_confidence"] < 1


def test_a_text_that_was_saved_in_the_wrong_encoding_is_told_from_a_good_one() -> None:
    row = article(record(title=shown_tcvn3("Vụ dưa"), text=shown_tcvn3(LONG)))
    assert row["text"] == f"Vụ dưa\n{LONG.strip()}"
    assert row["encoding"] == "utf-8+tcvn3"
    assert row["n_repairs_encoding"] > 40


def test_characters_that_were_lost_before_are_counted() -> None:
    assert article(item(f"B\ufffdn N\ufffd Lừa. {LONG}"))["n_replacement_chars"] == 2


def test_one_key_folds_case_blanks_and_tone_mark_style_and_the_other_does_not() -> None:
    old, new = (
        article(item(text, f"{n}.txt"))
        for n, text in enumerate([f"Hòa Bình  thủy lợi. {LONG}", f"hoà bình thuỷ lợi. {LONG}"])
    )
    assert old["content_key"] != new["content_key"]
    assert old["text_key"] == new["text_key"]


@pytest.mark.parametrize(
    "text",
    [
        "The farmers of the valley started their harvest early for fear of heavy rain. " * 4,
        "Les habitants de la vallée ont commencé la récolte avant les grandes pluies. " * 4,
        "The visit of Nguyễn Văn Sành to the farmers of the upper valley was short, said the "
        "officials, who had waited for it since the spring. " * 3,
    ],
    ids=["english", "french", "english with vietnamese names"],
)
def test_an_article_in_another_language_is_refused(text: str) -> None:
    _, rejects = run(item(text))
    assert [row["reason"] for row in rejects] == ["not_vietnamese"]
    assert rejects[0]["excerpt"] == text[:200].strip()


@pytest.mark.parametrize(
    "text",
    [
        "The farmers of the valley started their harvest early.",
        "Nguoi dan ban Na Lua ra dong gat lua som vi so mua lon keo dai, ca ban deu vui mung. " * 4,
        "The farmers of the valley started early. " * 6 + LONG,
        "123 456 789 " * 40,
    ],
    ids=["short", "without marks", "in two languages", "figures"],
)
def test_an_article_that_may_be_vietnamese_is_kept(text: str) -> None:
    assert article(item(text))["text"] == text.strip()


def test_the_language_is_that_of_the_text() -> None:
    english = "The farmers of the valley started their harvest early for fear of heavy rain."
    assert article(item(LONG))["language"] == "vi"
    assert article(item(english))["language"] == "en"
    assert article(item("123 456"))["language"] == "und"


# Source and dates


def test_the_source_that_a_record_states_goes_before_the_folder() -> None:
    assert article(record(text="Tin.", source=" Báo\nNước "))["source"] == "Báo Nước"
    assert article(record(text="Tin.", source=" "))["source"] == "bao-nuoc"


def test_a_date_of_publication_has_its_source_and_wording() -> None:
    row = article(record(text="Tin.", published_at="29/6/2025 08:15"))
    assert row["published_at"] == datetime.datetime(2025, 6, 29, 1, 15, tzinfo=datetime.UTC)
    assert row["published_date"] == datetime.date(2025, 6, 29)
    assert (row["published_date_source"], row["published_raw"]) == ("record", "29/6/2025 08:15")


@pytest.mark.parametrize(
    ("stated", "problem"),
    [
        ("31/02/2025", "impossible"),
        ("2025-13-01", "impossible"),
        ("06/27/2025", "impossible"),
        ("01/01/1990", "too_early"),
        ("0001-01-01T00:00:00", "impossible"),
        ("hôm qua", "unreadable"),
        ("2/7/2025", "in_future"),
        ("2099-01-01T00:00:00Z", "in_future"),
    ],
)
def test_a_date_that_cannot_be_true_is_null_with_its_problem(stated: str, problem: str) -> None:
    row = article(record(text="Tin.", published_at=stated))
    assert (row["published_at"], row["published_date"]) == (None, None)
    assert (row["published_date_problem"], row["published_raw"]) == (problem, stated)


@pytest.mark.parametrize("stated", ["29/6/2025", "1/7/2025", None])
def test_a_date_that_is_used_or_not_stated_has_no_problem(stated: str | None) -> None:
    row = article(record(text="Tin.", published_at=stated))
    assert row["published_date_problem"] is None
    assert (row["published_date"] is None) == (stated is None)


def test_a_date_is_never_filled_from_the_landing_date() -> None:
    row = article(record(text="Tin."))
    assert row["published_at"] is row["published_date"] is row["published_date_source"] is None


@pytest.mark.parametrize(
    ("stated", "is_kept"),
    [("2025-06-30", True), ("2025-07-01", True), ("2025-07-02", False), ("2099-01-01", False)],
)
def test_a_date_more_than_a_day_after_landing_is_kept_only_as_written(
    stated: str, is_kept: bool
) -> None:
    row = article(record(text="Tin.", published_at=stated))
    assert (row["published_date"] is not None) == is_kept
    assert (row["published_date_source"] is not None) == is_kept
    assert row["published_raw"] == stated


# Copies


def key(one: dict[str, Any]) -> str:
    return str(article(one)["content_key"])


def test_the_same_text_under_other_headlines_is_a_copy() -> None:
    assert key(record(title="Một", text=LONG)) == key(record(title="Hai", text=LONG))
    assert key(record(title="Một", text=LONG)) == key(record(text=LONG))


def test_the_same_text_in_another_form_is_a_copy() -> None:
    decomposed = LONG.replace("ù", "u\u0300").replace(" ", "\u00a0", 1) + "\r\n"
    assert key(item(decomposed)) == key(record(text=LONG))


def test_another_text_is_no_copy() -> None:
    assert key(record(title="Một", text=LONG)) != key(record(title="Một", text=LONG + "Hết."))


def test_a_short_text_is_a_copy_only_under_the_same_headline() -> None:
    short = "Đang cập nhật."
    assert key(record(title="Một", text=short)) != key(record(title="Hai", text=short))
    assert key(record(title="Một", text=short)) == key(record(title="Một", text=short))


@pytest.mark.parametrize(("length", "is_copy"), [(79, False), (80, True)])
def test_a_text_is_short_below_eighty_characters(length: int, is_copy: bool) -> None:
    text = LONG[: length - 1].strip().ljust(length - 1, "a") + "."
    assert len(text) == length
    same = key(record(title="Một", text=text)) == key(record(title="Hai", text=text))
    assert same == is_copy


# The stream


def dataset(n: int) -> ds.Dataset:
    items = [item("" if n % 5 == 0 else f"Tin số {n}.", f"{n:03}.txt") for n in range(n)]
    return ds.dataset(pa.Table.from_pylist(items, schema=TABLES["raw_documents"].schema))


@pytest.mark.parametrize("n_workers", [1, 2])
def test_a_stream_of_many_batches_gives_every_item_in_order(n_workers: int) -> None:
    extraction = extract(dataset(150), n_workers=n_workers)
    articles = extraction.articles.read_all()
    rejects = extraction.rejects().read_all()
    assert articles["path"].to_pylist() == [f"bao-nuoc/{n:03}.txt" for n in range(150) if n % 5]
    assert rejects["path"].to_pylist() == [f"bao-nuoc/{n:03}.txt" for n in range(0, 150, 5)]


def test_no_items_give_empty_tables() -> None:
    extraction = extract(dataset(0))
    assert extraction.articles.read_all().schema == TABLES["articles"].schema
    assert extraction.rejects().read_all().schema == TABLES["rejects"].schema


def test_rejects_cannot_be_asked_for_before_the_articles_have_been_read() -> None:
    extraction = extract(dataset(150))
    with pytest.raises(RuntimeError, match="to its end before"):
        extraction.rejects()
    extraction.articles.read_next_batch()
    with pytest.raises(RuntimeError, match="to its end before"):
        extraction.rejects()


def test_a_reader_that_breaks_refuses_the_item_with_what_happened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(content: bytes, stated: Stated) -> None:
        raise RecursionError("too deep")

    monkeypatch.setitem(READERS, "html", broken)
    rows = [item("<p>Trang sâu</p>", "a.html"), item("Tin lành.", "b.txt")]
    articles, rejects = extract_batch(
        pa.RecordBatch.from_pylist(rows, schema=TABLES["raw_documents"].schema)
    )
    assert articles.column("path").to_pylist() == ["bao-nuoc/b.txt"]
    (reject,) = rejects.to_pylist()
    assert reject["reason"] == "unreadable"
    assert "RecursionError: too deep" in reject["detail"]
