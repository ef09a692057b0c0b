"""Text files."""

import pytest

from diemtin.ingest.plain_text import read_text
from diemtin.ingest.reasons import Reason, Refused
from diemtin.ingest.stated import Stated
from tests.diemtin.ingest.legacy import windows_1258


@pytest.mark.parametrize("text", ["", "Tin sớm.\r\n\tĐò đầy.", "\x00", "😀 ð"])
def test_the_whole_file_is_the_text(text: str) -> None:
    extracted = read_text(text.encode())
    assert extracted.text == text
    assert (extracted.title, extracted.source, extracted.published) == (None, None, None)


def test_html_that_was_cut_out_of_its_page_is_read_as_its_paragraphs() -> None:
    fragment = "\ufeff<p>Tin <b>sớm</b>.</p>\n<p>Đò đầy.</p>\n"
    assert read_text(fragment.encode()).text == "Tin sớm.\nĐò đầy."
    with pytest.raises(Refused) as refused:
        read_text(b"<p></p><p><img src='a.jpg'></p>")
    assert refused.value.reason is Reason.NO_TEXT


@pytest.mark.parametrize("text", ["<p> là thẻ mở một đoạn", "a < b và b > c", "<Tên> viết sau"])
def test_a_text_that_only_has_a_mark_of_html_stays_as_it_is(text: str) -> None:
    assert read_text(text.encode()).text == text


def test_one_byte_order_mark_is_removed() -> None:
    assert read_text(b"\xef\xbb\xbfTin.").text == "Tin."
    assert read_text(b"\xef\xbb\xbf\xef\xbb\xbfTin.").text == "\ufeffTin."


def test_the_encoding_and_its_confidence_are_told() -> None:
    extracted = read_text(windows_1258("Đò đầy, phà chưa chạy lại, cả xã đi vòng."))
    assert extracted.text == "Đò đầy, phà chưa chạy lại, cả xã đi vòng."
    assert extracted.encoding == "windows-1258"
    assert 0.8 < extracted.encoding_confidence < 1


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("Đò".encode()[:-1], "byte 0xc3 at 2"),
        (b"Tin \xed\xa0\xbd", "byte 0xed at 4"),
        (b"Tin \xc0\x80", "byte 0xc0 at 4"),
    ],
    ids=["cut off", "surrogate", "overlong"],
)
def test_bytes_in_no_encoding_are_refused_with_their_place(content: bytes, where: str) -> None:
    with pytest.raises(Refused) as refused:
        read_text(content)
    assert refused.value.reason is Reason.UNDECODABLE
    assert where in refused.value.detail


def test_a_declared_charset_is_believed_where_nothing_else_tells() -> None:
    content = "Ærø §4 ¥9 ±2".encode("latin-1")
    with pytest.raises(Refused):
        read_text(content)
    extracted = read_text(content, Stated(charset="iso-8859-1"))
    assert (extracted.text, extracted.encoding) == ("Ærø §4 ¥9 ±2", "iso8859-1")
