"""Keys under which the surfaces of one entity meet."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diemtin.tag.keys import entity_key

VIETNAMESE = st.text(
    st.sampled_from(
        "qQuUoOaAeEyYgGiIhHnNjJ òóỏõọàáảãạèéẻẽẹỳýỷỹỵùúủũụ\u0300\u0301\u0309\u0302\u030c"
    )
)


@settings(deadline=None)
@given(st.text() | VIETNAMESE)
@example("J\u030c")
@example("oà\u0301")
@example("OÀ\u0323")
@example("İ")
@example("ΑΣ")
@example("hoà\u0301")
def test_the_key_of_a_key_is_the_key(surface: str) -> None:
    key = entity_key(surface)
    assert entity_key(key) == key
    assert unicodedata.is_normalized("NFC", key)
    assert key == " ".join(key.split())


@settings(deadline=None)
@given(st.text() | VIETNAMESE)
def test_canonically_equivalent_surfaces_have_one_key(surface: str) -> None:
    assert entity_key(unicodedata.normalize("NFD", surface)) == entity_key(surface)


@pytest.mark.parametrize(
    ("new_style", "old_style"),
    [
        ("hoà", "hòa"),
        ("hoá", "hóa"),
        ("hoả", "hỏa"),
        ("hoã", "hõa"),
        ("hoạ", "họa"),
        ("khoè", "khòe"),
        ("khoé", "khóe"),
        ("khoẻ", "khỏe"),
        ("khoẽ", "khõe"),
        ("khoẹ", "khọe"),
        ("thuỳ", "thùy"),
        ("thuý", "thúy"),
        ("thuỷ", "thủy"),
        ("thuỹ", "thũy"),
        ("thuỵ", "thụy"),
        ("UỶ BAN", "ủy ban"),
        ("Hoà  Bình", "HÒA BÌNH"),
        ("Thanh Hoá", "thanh\u00a0hóa"),
        ("Khoá-Hoà", "khóa-hòa"),
        ("“Thuỷ”", "“Thủy”"),
    ],
)
def test_both_styles_of_tone_marks_have_one_key(new_style: str, old_style: str) -> None:
    assert entity_key(new_style) == entity_key(old_style) == " ".join(old_style.lower().split())


@pytest.mark.parametrize(
    "word",
    ["quý", "quỳ", "quỷ", "quỹ", "quỵ", "quả", "quà", "quá", "quạ", "quẻ", "què", "quẹ", "gìa",
     "già", "hoàng", "hoài", "khoái", "ngoáy", "xoẹt", "khuỳnh", "huỳnh", "thuở", "hòa", "thủy",
     "tòa", "oải", "uyển", "họ", "của", "múa", "lúa"],
)  # fmt: skip
def test_a_word_without_two_styles_stays_as_it_is(word: str) -> None:
    assert entity_key(word) == word
    assert entity_key(word.upper()) == word


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hoa", "Hoà"), ("Hoà", "Hoá"), ("Thuý", "Thuỳ"), ("Đà", "Da"), ("Tân An", "Tân Ân")],
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert entity_key(one) != entity_key(other)
