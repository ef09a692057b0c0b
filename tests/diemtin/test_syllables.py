"""Vietnamese spelling."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diemtin.syllables import folded, is_well_formed, one_style

TONES = "\u0300\u0301\u0303\u0309\u0323"
ONSETS = [
    "", "b", "ch", "d", "đ", "g", "h", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "r", "s",
    "t", "th", "tr", "v", "x",
]  # fmt: skip


def marked(onset: str, rhyme: str, at: int, tone: str) -> str:
    return unicodedata.normalize("NFC", onset + rhyme[: at + 1] + tone + rhyme[at + 1 :])


@given(
    st.sampled_from(ONSETS),
    st.sampled_from(["oa", "oe", "uy"]),
    st.sampled_from(TONES),
    st.sampled_from([str.lower, str.upper, str.capitalize]),
)
def test_both_styles_of_an_open_rhyme_meet(onset, rhyme, tone, case) -> None:  # type: ignore[no-untyped-def]
    old, new = (case(marked(onset, rhyme, at, tone)) for at in (0, 1))
    assert old != new
    assert one_style(new) == one_style(old) == old
    assert folded(new) == folded(old)
    assert is_well_formed(old) and is_well_formed(new)


@pytest.mark.parametrize(
    "word",
    ["quả", "quá", "quà", "quý", "quỳ", "QUÝ", "quẻ", "qué", "giá", "già", "gìa", "hoàn", "hoàng",
     "toán", "khoẻn", "thuyền", "huỳnh", "khuỷu", "ngoẻo", "ngoài", "xoáy", "uyển", "của", "cuả",
     "mùi", "muì", "kỳ", "kì"],
)  # fmt: skip
def test_a_word_of_one_style_stays_as_it_is(word: str) -> None:
    assert one_style(word) == word


@pytest.mark.parametrize(
    "word",
    ["tiếng", "Việt", "nghiêng", "khuỷu", "quyển", "quốc", "gì", "giếng", "giêng", "già", "ở", "ý",
     "ĐƯỜNG", "hoà", "hòa", "thuý", "ngoằn", "oang", "xoong", "trong", "nghe\u0301t"],
)  # fmt: skip
def test_vietnamese_words_are_well_formed(word: str) -> None:
    assert is_well_formed(word)


@pytest.mark.parametrize(
    "word",
    ["", "b", "ViÖt", "Vieät", "Viêòt", "các\u0300", "cac", "bàp", "strong", "café", "élève",
     "għ", "tiou", "a\u0301\u0300", "Ðà", "déjà", "über", "123"],
)  # fmt: skip
def test_other_words_are_not(word: str) -> None:
    assert not is_well_formed(word)
