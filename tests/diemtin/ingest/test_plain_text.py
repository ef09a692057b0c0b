"""Text files."""

import pytest

from diemtin.ingest.plain_text import decode_utf8, read_text
from diemtin.ingest.reasons import Reason, Refused


@pytest.mark.parametrize("text", ["", "Tin sớm.\r\n\tĐò đầy.", "\x00", "😀 ð"])
def test_the_whole_file_is_the_text(text: str) -> None:
    extracted = read_text(text.encode())
    assert extracted.text == text
    assert (extracted.title, extracted.source, extracted.published) == (None, None, None)


def test_one_byte_order_mark_is_removed() -> None:
    assert read_text(b"\xef\xbb\xbfTin.").text == "Tin."
    assert decode_utf8(b"\xef\xbb\xbf\xef\xbb\xbfTin.") == "\ufeffTin."


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("Đò đầy.".encode("cp1258", "replace"), "byte 0xd0 at 0"),
        ("Tin".encode("utf-16"), "byte 0xff at 0"),
        ("Đò".encode()[:-1], "byte 0xc3 at 2"),
        (b"Tin \xed\xa0\xbd", "byte 0xed at 4"),
        (b"Tin \xc0\x80", "byte 0xc0 at 4"),
    ],
    ids=["windows-1258", "utf-16", "cut off", "surrogate", "overlong"],
)
def test_bytes_that_are_no_utf8_are_refused_with_their_place(content: bytes, where: str) -> None:
    with pytest.raises(Refused) as refused:
        read_text(content)
    assert refused.value.reason is Reason.UNDECODABLE
    assert where in refused.value.detail
