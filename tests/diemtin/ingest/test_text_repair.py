"""Faults of a text that its wording tells. All persons and events are invented."""

import pytest

from diemtin.ingest.extracted import Extracted
from diemtin.ingest.text_repair import repaired
from tests.diemtin.ingest.legacy import SHOWN

TEXT = "Sáng nay, người dân bản Nà Lừa ra đồng gặt lúa sớm vì sợ mưa lớn kéo dài."


def text_of(text: str) -> str:
    return repaired(Extracted(text=text)).text


# Wrong decoding


@pytest.mark.parametrize("name", SHOWN)
def test_headline_author_and_text_are_judged_and_decoded_together(name: str) -> None:
    show = SHOWN[name]
    item = Extracted(text=show(TEXT), title=show("Lúa sớm"), author=show("Bế Mạc"))
    result = repaired(item)
    assert (result.text, result.title, result.author) == (TEXT, "Lúa sớm", "Bế Mạc")
    assert result.encoding == f"utf-8+{name}"
    assert 0.8 < result.encoding_confidence < 1
    assert result.repairs.encoding > 20


def test_a_good_item_comes_back_as_it_is() -> None:
    item = Extracted(text=TEXT, title="Lúa sớm", author="Bế Mạc", source="Báo Suối & Nguồn")
    assert repaired(item) == item


# Character references


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Ti&#7871;ng Vi&#7879;t", "Tiếng Việt"),
        ("Ti&#x1EBF;ng Vi&#x1ec7;t", "Tiếng Việt"),
        ("v&agrave; &Ocirc;ng", "và Ông"),
        ("v&amp;agrave; Vi&amp;amp;#7879;t", "và Việt"),
        ("&ldquo;M&ugrave;a&rdquo;&hellip;&nbsp;v&#224;ng", "“Mùa”…\xa0vàng"),
        ("R&amp;D &quot;mới&quot;", 'R&D "mới"'),
        ("&#150; gạch", "– gạch"),
    ],
)
def test_references_left_in_vietnamese_are_resolved(written: str, meant: str) -> None:
    result = repaired(Extracted(text=f"{written}. {TEXT}"))
    assert result.text == f"{meant}. {TEXT}"
    assert result.repairs.entity == written.count("&")


def test_references_alone_make_a_text_vietnamese() -> None:
    written = "".join(c if c.isascii() else f"&#{ord(c)};" for c in TEXT)
    assert text_of(written) == TEXT


@pytest.mark.parametrize(
    "text",
    [
        "if (a &amp;&amp; b) { return &amp;c; } // the caf&eacute; of a & b",
        "Le caf&eacute; est ferm&eacute;.",
        f"{TEXT} Viết &lt;b&gt; và &amp; trong HTML.",
        f"{TEXT} AT&T, R & D; &không; &#0; &#xD800; &#99999999;",
    ],
)
def test_references_that_are_meant_stay(text: str) -> None:
    assert text_of(text) == text


def test_letters_are_resolved_beside_markup_that_is_meant() -> None:
    assert text_of(f"{TEXT} Th&#7867; &lt;b&gt;") == f"{TEXT} Thẻ &lt;b&gt;"


# Ð and others for Đ


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Ðà Nẵng", "Đà Nẵng"),
        ("ÐẠI HỘI ÐẢNG", "ĐẠI HỘI ĐẢNG"),
        ("ðến ɖây", "đến đây"),
        ("Ɖông Hà", "Đông Hà"),
        ("HÐND và Nghị định 15/NÐ-CP", "HĐND và Nghị định 15/NĐ-CP"),
        ("Ða\u0300 La\u0323t", "Đa\u0300 La\u0323t"),
    ],
)
def test_lookalikes_of_d_with_a_stroke_become_it(written: str, meant: str) -> None:
    result = repaired(Extracted(text=f"{written}. {TEXT}"))
    assert result.text == f"{meant}. {TEXT}"
    assert result.repairs.d_stroke == sum(written.count(c) for c in "ÐðƉɖ")


@pytest.mark.parametrize(
    "text",
    [
        "Sigurður og Guðrún sögðu að það væri rétt; ÞAÐ VAR MEÐ ÞEIM.",
        f"{TEXT} Cùng đi có ông Sigurður Guðmundsson.",
        "ð",
        "Ða",
    ],
)
def test_icelandic_letters_stay(text: str) -> None:
    assert text_of(text) == text
