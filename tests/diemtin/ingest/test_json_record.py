"""Records of JSONL files. All articles are invented."""

import datetime
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diemtin.ingest.json_record import read_json_record
from diemtin.ingest.reasons import Reason, Refused


def encoded(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode()


def test_all_fields_of_a_record_are_read() -> None:
    extracted = read_json_record(
        encoded(
            text="Chợ Đồn Sáo họp sớm.",
            title="Chợ sớm",
            url="https://vidu.example/cho-som",
            author="Lò Thị Mẩy",
            source="Báo Suối Vàng",
            published_at="2025-06-27T08:15:00+07:00",
        )
    )
    assert extracted.text == "Chợ Đồn Sáo họp sớm."
    assert extracted.title == "Chợ sớm"
    assert extracted.url == "https://vidu.example/cho-som"
    assert extracted.author == "Lò Thị Mẩy"
    assert extracted.source == "Báo Suối Vàng"
    assert extracted.published is not None
    assert extracted.published.date == datetime.date(2025, 6, 27)
    assert extracted.published_date_source == "record"
    assert extracted.published_raw == "2025-06-27T08:15:00+07:00"


def test_a_record_needs_only_a_text() -> None:
    extracted = read_json_record(encoded(text="Tin."))
    assert extracted.text == "Tin."
    assert extracted.title is extracted.url is extracted.author is extracted.source is None
    assert extracted.published is extracted.published_date_source is None
    assert extracted.published_raw is None


def test_unknown_fields_are_passed_over() -> None:
    assert read_json_record(encoded(text="Tin.", views=7, tags=["a"], meta={"b": 1})).text == "Tin."


@pytest.mark.parametrize("field", ["title", "url", "author", "source", "published_at"])
def test_a_null_field_is_as_one_that_is_not_there(field: str) -> None:
    assert read_json_record(encoded(text="Tin.", **{field: None})) == read_json_record(
        encoded(text="Tin.")
    )


def test_several_authors_become_one_line() -> None:
    extracted = read_json_record(encoded(text="Tin.", author=["Sùng Mí Na", "Vi Kha"]))
    assert extracted.author == "Sùng Mí Na, Vi Kha"


@pytest.mark.parametrize("stated", [1750986900, 1750986900.5, 1750986900000, "1750986900"])
def test_seconds_since_1970_are_a_date(stated: object) -> None:
    extracted = read_json_record(encoded(text="Tin.", published_at=stated))
    assert extracted.published is not None
    assert extracted.published.date == datetime.date(2025, 6, 27)


def test_what_wordpress_and_mongodb_put_around_a_value_is_taken_off() -> None:
    extracted = read_json_record(
        encoded(
            title={"rendered": "Chợ sớm"},
            content={"rendered": "<p>Tin.</p>", "protected": False},
            date={"$date": "2025-06-27T01:15:00Z"},
        )
    )
    assert (extracted.title, extracted.text) == ("Chợ sớm", "Tin.")
    assert extracted.published is not None
    assert extracted.published.date == datetime.date(2025, 6, 27)


def test_a_date_that_cannot_be_read_is_kept_as_written() -> None:
    extracted = read_json_record(encoded(text="Tin.", published_at="hôm kia"))
    assert (extracted.published, extracted.published_date_source) == (None, None)
    assert extracted.published_raw == "hôm kia"


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read_json_record(b"\xef\xbb\xbf" + encoded(text="Tin.")).text == "Tin."


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"Tin.",
        b'{"text": "a"} {"text": "b"}',
        b"[" * 100_000,
        b"1" * 5_000,
        b"[]",
        b'"text"',
        b"7",
        b"null",
        b"{}",
        b'{"text": null}',
        b'{"title": "a"}',
        b'{"text": 7}',
        b'{"text": ["a"]}',
        b'{"text": "a", "title": 7}',
        b'{"text": "a", "url": {}}',
        b'{"text": "a", "source": true}',
        b'{"text": "a", "author": [1]}',
        b'{"text": "a", "author": {"name": 1}}',
        b'{"text": "a", "published_at": true}',
        b'{"text": "a", "published_at": {}}',
        b'{"text": "a", "published_at": NaN}',
        b'{"text": "a", "published_at": Infinity}',
        b'{"text": "a", "published_at": -1e999}',
    ],
)
def test_a_malformed_record_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_json_record(content)
    assert refused.value.reason is Reason.MALFORMED_RECORD
    assert refused.value.detail


def test_a_field_of_a_wrong_type_is_named() -> None:
    with pytest.raises(Refused, match=r"'title' is a int"):
        read_json_record(encoded(text="a", title=7))


def test_a_record_that_is_no_utf8_is_refused_as_undecodable() -> None:
    with pytest.raises(Refused) as refused:
        read_json_record(b'{"text": "\xd0\xf2"}')
    assert refused.value.reason is Reason.UNDECODABLE


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=5
)
FIELDS = st.sampled_from(["text", "title", "url", "author", "source", "published_at", "khác"])


@settings(deadline=None)
@given(st.dictionaries(FIELDS, JSON))
def test_any_record_is_read_or_refused(record: dict[str, object]) -> None:
    try:
        extracted = read_json_record(json.dumps(record).encode())
    except Refused:
        return
    assert extracted.text == record["text"]
