"""Which field holds what. All articles are invented."""

import html
import json
from pathlib import Path
from typing import Any

import pytest
from made_files import STORY, rows_of

from diemtin.ingest.column_map import ColumnMap


def read(
    tmp_path: Path, record: dict[str, Any], columns: ColumnMap | None = None
) -> dict[str, Any]:
    """The article, or the reject, that a record becomes."""
    maps = {"s": columns} if columns else {}
    articles, rejects = rows_of(tmp_path, {"s/a.jsonl": json.dumps(record)}, maps)
    [row] = articles or rejects
    return row


@pytest.mark.parametrize(
    "name",
    ["text", "Text", "content", "body", "noi_dung", "Nội dung", "nội dung", "NoiDung", "NOI-DUNG",
     "articleBody", "full_text", "content_html", "toàn văn", "no\u0302\u0323i dung"],
)  # fmt: skip
def test_a_text_is_found_by_its_name(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, {"id": 7, name: STORY})["text"] == STORY


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("title", "headline"), ("title", "Tiêu đề"), ("title", "tieu_de"), ("title", "Tít"),
        ("url", "link"), ("url", "Đường dẫn"), ("url", "duong_dan"), ("source", "nguồn"),
        ("source", "publisher"), ("author", "tác giả"), ("author", "byline"),
        ("published_raw", "ngày đăng"), ("published_raw", "pubDate"), ("published_raw", "date"),
        ("published_raw", "publishedAt"),
    ],
)  # fmt: skip
def test_the_other_fields_are_found_by_their_names(tmp_path: Path, column: str, name: str) -> None:
    assert read(tmp_path, {"text": STORY, name: "Chợ"})[column] == "Chợ"


def test_the_name_that_the_tables_use_goes_before_others(tmp_path: Path) -> None:
    record = {"content": "Không.", "body": "Không.", "text": STORY, "Text": "Không."}
    assert read(tmp_path, record)["text"] == STORY


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_field_that_is_empty_gives_way_to_the_next(tmp_path: Path, nothing: object) -> None:
    assert read(tmp_path, {"text": nothing, "content": STORY})["text"] == STORY


@pytest.mark.parametrize("name", ["a", "summary", "mô tả", "textile", "data"])
def test_a_record_without_a_text_is_malformed_and_its_fields_are_told(
    tmp_path: Path, name: str
) -> None:
    row = read(tmp_path, {name: STORY, "n": 1})
    assert row["reason"] == "malformed_record"
    assert f"it has '{name}', 'n'" in row["detail"]


# As stated for a source


def test_a_stated_name_goes_before_what_would_be_guessed(tmp_path: Path) -> None:
    columns = ColumnMap(text="bản gốc", title="tên")
    record = {"text": "Không.", "bản gốc": STORY, "title": "Không", "tên": "Chợ sớm"}
    assert read(tmp_path, record, columns)["text"] == f"Chợ sớm\n{STORY}"


def test_what_is_not_stated_is_guessed(tmp_path: Path) -> None:
    row = read(tmp_path, {"bản gốc": STORY, "link": "u"}, ColumnMap(text="bản gốc"))
    assert row["url"] == "u"


def test_a_path_leads_into_objects(tmp_path: Path) -> None:
    columns = ColumnMap(text="a.b.c", author="a.người")
    row = read(tmp_path, {"a": {"b": {"c": STORY}, "người": ["Lò Mẩy", "Vi Kha"]}}, columns)
    assert (row["text"], row["author"]) == (STORY, "Lò Mẩy, Vi Kha")


def test_a_name_with_a_dot_goes_before_a_path(tmp_path: Path) -> None:
    assert read(tmp_path, {"a.b": STORY, "a": {"b": "Không."}}, ColumnMap(text="a.b"))["text"] == (
        STORY
    )


@pytest.mark.parametrize("record", [{}, {"a": 1}, {"a": None}, {"a": []}, {"text": STORY}])
def test_a_stated_text_that_is_not_there_is_malformed(
    tmp_path: Path, record: dict[str, Any]
) -> None:
    row = read(tmp_path, record, ColumnMap(text="a.b"))
    assert row["reason"] == "malformed_record"
    assert "'a.b'" in row["detail"]


def test_another_stated_field_that_is_not_there_is_null(tmp_path: Path) -> None:
    row = read(tmp_path, {"text": STORY, "url": "u"}, ColumnMap(url="a.b"))
    assert row["url"] is None


def test_a_map_is_that_of_its_source_alone(tmp_path: Path) -> None:
    maps = {"a": ColumnMap(text="x")}
    line = json.dumps({"x": "Một.", "text": "Hai."})
    articles, _ = rows_of(tmp_path, {"a/1.jsonl": line, "b/1.jsonl": line}, maps)
    assert [row["text"] for row in articles] == ["Một.", "Hai."]


# HTML in a field


def test_html_in_a_field_is_read_as_its_paragraphs(tmp_path: Path) -> None:
    content = f"<p>{STORY}</p>\n<p>Hết &amp; về.<br/>Mai&nbsp;họp.</p><script>x()</script>"
    row = read(tmp_path, {"content": content})
    assert row["text"] == f"{STORY}\nHết & về.\nMai họp."


def test_html_in_a_field_whose_marks_are_escaped_is_read_as_well(tmp_path: Path) -> None:
    row = read(tmp_path, {"content": html.escape(f"<p>{STORY}</p><p>Mai&nbsp;họp.</p>")})
    assert row["text"] == f"{STORY}\nMai họp."


def test_a_page_in_a_field_is_read_as_a_page(tmp_path: Path) -> None:
    html = (
        "<!DOCTYPE html><html><head><title>Chợ sớm</title></head><body><nav>Trang chủ</nav>"
        f"<article><h1>Chợ sớm</h1><p>{STORY}</p><p>{STORY * 3}</p></article></body></html>"
    )
    assert STORY in read(tmp_path, {"html": html})["text"]


@pytest.mark.parametrize(
    "text",
    ["a < b và b > c", "Thẻ <p> mở một đoạn.", "<3 chợ phiên <3", "<tin> không phải thẻ </tin>"],
)
def test_a_text_that_only_speaks_of_tags_stays_as_it_is(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, {"text": text})["text"] == text


@pytest.mark.parametrize("html", ["<p></p>", "<div><img src='a.jpg'></div>"])
def test_html_without_text_has_no_text(tmp_path: Path, html: str) -> None:
    assert read(tmp_path, {"content": html})["reason"] == "no_text"


def test_html_of_a_hundred_thousand_levels_is_read_or_refused(tmp_path: Path) -> None:
    row = read(tmp_path, {"content": "<div>" * 100_000 + STORY + "</div>"})
    assert row.get("text", STORY).endswith(STORY) or row["reason"]
