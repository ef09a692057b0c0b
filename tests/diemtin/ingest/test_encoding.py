"""From bytes to text. All persons and events are invented."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diemtin.ingest.encoding import decode
from diemtin.ingest.legacy_charsets import windows_1252_bytes
from diemtin.ingest.reasons import Reason, Refused
from tests.diemtin.ingest.legacy import shown_tcvn3, shown_viscii, shown_vni, windows_1258

TEXT = (
    "Sáng nay, người dân bản Nà Lừa ra đồng gặt lúa sớm vì sợ mưa lớn kéo dài.\r\n"
    "Ông Bế Văn Mạc nói: “Chưa năm nào được như thế này” – và cười."
)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le"),
        (codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), "utf-32-be"),
    ],
)
def test_a_mark_or_valid_utf8_is_certain(content: bytes, encoding: str) -> None:
    assert decode(content) == (TEXT, encoding, 1.0)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (windows_1258(TEXT), "windows-1258"),
        (windows_1252_bytes(shown_tcvn3(TEXT)), "tcvn3"),
        (windows_1252_bytes(shown_vni(TEXT)), "vni-windows"),
    ],
)
def test_what_has_no_mark_is_told_by_its_words(content: bytes, encoding: str) -> None:
    text, found, confidence = decode(content)
    assert (text, found) == (TEXT, encoding)
    assert 0.85 < confidence < 1


def test_viscii_which_has_letters_for_typographic_marks_is_told_by_its_words() -> None:
    plain = TEXT.translate(str.maketrans("“”–", '""-'))
    text, found, confidence = decode(windows_1252_bytes(shown_viscii(plain)))
    assert (text, found) == (plain, "viscii")
    assert 0.85 < confidence < 1


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "windows-1252", "nonsense"])
def test_a_wrong_declaration_does_not_matter(declared: str | None) -> None:
    assert decode(windows_1258(TEXT), declared).text == TEXT
    assert decode(TEXT.encode(), declared).text == TEXT


def test_a_declaration_is_believed_where_nothing_else_tells() -> None:
    text = "Le garçon a été reçu très tôt à l'école."
    assert decode(text.encode("cp1252"), "windows-1252") == (text, "windows-1252", 0.5)
    assert decode("今日は雨です".encode("shift_jis"), "Shift_JIS").text == "今日は雨です"


def test_typography_alone_is_that_of_windows() -> None:
    content = "Nguoi dan noi: “Mua lon” – roi ve…".encode("cp1252")
    assert decode(content) == ("Nguoi dan noi: “Mua lon” – roi ve…", "windows-1252", 0.9)


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (TEXT.encode()[:-1] + b"\xe1", "byte 0xe1 at"),
        (b"Tin \xed\xa0\xbd", "byte 0xed at 4"),
        (b"Tin \xc0\x80", "byte 0xc0 at 4"),
        (TEXT.encode().replace("ư".encode(), b"\xc6", 1), "byte 0xc6 at"),
        ("Le garçon a été reçu très tôt.".encode("latin-1"), "byte 0xe7 at 6"),
        (b"\xff\xfea", "byte 0x61 at 2"),
        (b"\xfe\xff\xd8\x00", "byte 0xd8 at 2"),
        (windows_1258(TEXT) + b"\x9e", "by its words, but byte 0x9e at"),
        (windows_1252_bytes(shown_vni(TEXT)) + b"\x81", "by its words, but byte 0x81 at"),
        (bytes(range(128, 256)) * 20, "byte 0x80 at 0"),
    ],
    ids=["cut off", "surrogate", "overlong", "damaged", "french", "odd utf-16", "broken utf-16",
         "undefined", "undefined in a font", "binary"],
)  # fmt: skip
def test_bytes_in_no_known_encoding_are_refused_with_their_place(
    content: bytes, where: str
) -> None:
    with pytest.raises(Refused) as refused:
        decode(content)
    assert refused.value.reason is Reason.UNDECODABLE
    assert where in refused.value.detail


def test_the_detail_shows_what_stands_around_the_byte() -> None:
    with pytest.raises(Refused) as refused:
        decode(b"Tin trong ng\xc3y, sang nay")
    assert r"ng\\xc3y, sang" in refused.value.detail


def test_a_few_zero_bytes_do_not_make_utf16() -> None:
    content = TEXT.replace(",", "\0").encode()
    assert decode(content).encoding == "utf-8"


@settings(deadline=None)
@given(st.binary() | st.text().map(lambda text: text.encode("utf-16-le", "surrogatepass")))
def test_any_bytes_are_decoded_or_refused(content: bytes) -> None:
    try:
        decoded = decode(content)
    except Refused as refused:
        assert refused.reason is Reason.UNDECODABLE
    else:
        assert 0 < decoded.confidence <= 1


@settings(deadline=None)
@given(st.text())
def test_utf8_is_always_read_as_it_was_written(text: str) -> None:
    if "\0" not in text and not text.startswith("\ufeff"):
        assert decode(text.encode()) == (text, "utf-8", 1.0)
