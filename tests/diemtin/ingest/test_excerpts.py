"""The beginning of what was refused. All texts are invented."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diemtin.ingest.excerpts import excerpt_of


@pytest.mark.parametrize(
    ("content", "excerpt"),
    [
        ("Chợ sớm.".encode(), "Chợ sớm."),
        ("\ufeffChợ".encode(), "Chợ"),
        ("\ufeffChợ".encode("utf-16-le"), "Chợ"),
        (b"a\x00b\x7fc\xc2\x85", "a\\x00b\\x7fc\\x85"),
        ("a\u202eb\u200bc\u2028d".encode(), "a\\u202eb\\u200bc\\u2028d"),
        ("ợ".encode() * 400, "ợ" * 200),
        (b"\n" * 400, None),
        (b"a" + b"\n" * 150 + b"b", "a" + "\\n" * 99 + "\\"),
        ("ợ".encode()[:2], None),
        (b"", None),
    ],
)
def test_an_excerpt_is_one_line_that_can_be_shown_anywhere(
    content: bytes, excerpt: str | None
) -> None:
    assert excerpt_of(content) == excerpt


@given(st.binary() | st.text().map(str.encode))
def test_of_any_bytes_an_excerpt_has_no_control_character(content: bytes) -> None:
    excerpt = excerpt_of(content) or ""
    assert len(excerpt) <= 200
    assert not {unicodedata.category(character) for character in excerpt} & {"Cc", "Cs"}
