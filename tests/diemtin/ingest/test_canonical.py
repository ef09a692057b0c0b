"""Canonical text and what was repaired."""

import re
import sys
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diemtin.ingest.canonical import Repairs, canonical, canonical_line, encodable

# Visible signs of other scripts that are of category Cf all the same: number signs of Arabic,
# Syriac and Kaithi, and the joiners that lay out hieroglyphs.
VISIBLE_FORMATS = {
    *range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD,
    *range(0x13430, 0x13440),
}  # fmt: skip


def is_forbidden(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cc":
        return character not in "\n\t"
    if category == "Zs":
        return character != " "
    if category == "Cf":
        return ord(character) not in VISIBLE_FORMATS
    return category in ("Cs", "Zl", "Zp")


FORBIDDEN = [chr(code) for code in range(sys.maxunicode + 1) if is_forbidden(chr(code))]
ANY_CHARACTER = st.characters(exclude_categories=[]) | st.sampled_from(FORBIDDEN)
ANY_TEXT = st.text(
    st.one_of(ANY_CHARACTER, st.sampled_from("aAoOuUêđ ăâôơư\n\r\t\u0301\u0300\u0309\u0323\u0302"))
)


@settings(deadline=None)
@given(ANY_TEXT)
@example("\ud83d\ude00")
@example("e\u200b\u0301")
@example("\r\u200b\n")
@example("\u00a0\u0301a")
@example("\u1100\u200d\u1161")
def test_canonical_text_is_canonical_whatever_came_in(text: str) -> None:
    result, _ = canonical(text)
    assert not [character for character in result if is_forbidden(character)]
    assert unicodedata.is_normalized("NFC", result)
    assert result == result.strip()
    assert canonical(result) == (result, Repairs())
    result.encode()


@settings(deadline=None)
@given(ANY_TEXT)
def test_a_text_that_comes_out_as_it_went_in_has_no_repairs_and_another_has_some(
    text: str,
) -> None:
    result, repairs = canonical(text)
    assert (repairs == Repairs()) == (result == text)


def test_no_forbidden_character_survives_inside_a_word() -> None:
    kept = [f"U+{ord(c):04X}" for c in FORBIDDEN if c in canonical(f"a{c}b")[0]]
    assert kept == []


@pytest.mark.parametrize(
    ("text", "result", "repairs"),
    [
        ("Bản Nà Lừa", "Bản Nà Lừa", Repairs()),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd", Repairs(line_end=3)),
        ("a\x85b\x0bc\x0cd\x1ce", "ab\nc\nde", Repairs(line_end=2, control=2)),
        ("Sông\u200b Đà\ufeff", "Sông Đà", Repairs(zero_width=2)),
        ("phóng\u00adsự", "phóngsự", Repairs(zero_width=1)),
        ("10\u00a0giờ\u202f15", "10 giờ 15", Repairs(space=2)),
        ("a\x00b\x07c\x7fd", "abcd", Repairs(control=3)),
        ("Tin \ud83d nóng", "Tin  nóng", Repairs(control=1)),
        ("  Tin.\n\t", "Tin.", Repairs(edge=4)),
        ("a\tb\nc", "a\tb\nc", Repairs()),
        ("Hu\u0065\u0302\u0301", "Huế", Repairs(nfc=1)),
        ("Va\u0302n Ha\u0300", "Vân Hà", Repairs(nfc=2)),
        ("5 ㎡ ½ e\u0301", "5 ㎡ ½ é", Repairs(nfc=1)),
        ("", "", Repairs()),
        ("\u200b \u00a0\r\n", "", Repairs(line_end=1, zero_width=1, space=1, edge=3)),
    ],
)
def test_each_kind_of_repair_is_made_and_counted(text: str, result: str, repairs: Repairs) -> None:
    assert canonical(text) == (result, repairs)


@pytest.mark.parametrize("text", ["Hoà Bình", "Hòa Bình", "thuỷ", "Kỳ/Kì", "ð", "“…”", "㎡ ½"])
def test_spelling_and_tone_mark_style_stay_as_written(text: str) -> None:
    assert canonical(text)[0] == text


def test_repairs_add_up_field_by_field() -> None:
    one, ten = Repairs(1, 2, 3, 4, 5, 6, 7, 8, 9), Repairs(10, 20, 30, 40, 50, 60, 70, 80, 90)
    assert one + ten == Repairs(11, 22, 33, 44, 55, 66, 77, 88, 99)


@pytest.mark.parametrize(
    ("line", "result"),
    [
        (None, None),
        ("", None),
        (" \u200b\n", None),
        ("Cầu mới\n  thông xe\u00a0sớm ", "Cầu mới thông xe sớm"),
    ],
)
def test_a_canonical_line_is_one_line_or_null(line: str | None, result: str | None) -> None:
    assert canonical_line(line)[0] == result


@settings(deadline=None)
@given(ANY_TEXT)
def test_a_canonical_line_has_no_white_space_but_single_blanks(text: str) -> None:
    line, _ = canonical_line(text)
    assert line is None or re.fullmatch(r"\S+( \S+)*", line)
    assert canonical_line(line) == (line, Repairs())


@pytest.mark.parametrize(
    ("text", "result"),
    [(None, None), ("", None), ("\ud83d", None), (" a\u00a0\ud83db ", " a\u00a0b "), ("😀", "😀")],
)
def test_an_encodable_text_is_as_written_but_for_lone_surrogates(
    text: str | None, result: str | None
) -> None:
    assert encodable(text) == result
