"""The tables of the encodings before Unicode: all 134 letters of Vietnamese, there and back."""

import pytest

from diemtin.ingest.legacy_charsets import (
    LETTERS,
    TCVN3,
    VNI,
    VOWELS,
    from_tcvn3,
    from_viscii,
    from_vni,
    from_windows_1252_bytes,
    from_windows_1258,
    windows_1252_bytes,
)
from tests.diemtin.ingest.legacy import shown_1258, shown_tcvn3, shown_viscii, shown_vni

# Twelve vowels with six tones, and đ, less the plain letters of ASCII.
SMALL = [letter for letter in LETTERS if not letter.isascii()]
ALL = [*SMALL, *map(str.upper, SMALL)]
WITH_CAPITAL_IN_TCVN3 = set("ĂÂĐÊÔƠƯ")


def test_vietnamese_has_a_hundred_and_thirty_four_letters_beyond_ascii() -> None:
    assert len(LETTERS) == 12 * 6 + 1
    assert all(len(forms) == 6 for forms in VOWELS.values())
    assert len(set(ALL)) == 134


@pytest.mark.parametrize("letter", ALL)
def test_a_letter_of_windows_1258_is_read(letter: str) -> None:
    assert from_windows_1258(shown_1258(letter)) == letter


@pytest.mark.parametrize("letter", ALL)
def test_a_letter_of_vni_is_read(letter: str) -> None:
    shown = shown_vni(letter)
    assert shown != letter or letter in "ìíÌÍ"  # these two are where Windows-1252 has them
    assert from_vni(shown) == letter


@pytest.mark.parametrize("letter", [*SMALL, *sorted(WITH_CAPITAL_IN_TCVN3)])
def test_a_letter_of_tcvn3_is_read(letter: str) -> None:
    assert from_tcvn3(shown_tcvn3(letter)) == letter


@pytest.mark.parametrize("letter", ALL)
def test_a_letter_of_viscii_is_read(letter: str) -> None:
    assert len(shown_viscii(letter)) == 1
    assert from_viscii(shown_viscii(letter)) == letter


def test_tcvn3_has_no_capitals_with_tone_marks() -> None:
    assert {letter for letter in TCVN3.values() if letter.isupper()} == WITH_CAPITAL_IN_TCVN3
    assert len(TCVN3) == len(set(TCVN3.values())) == 67 + 7


def test_a_capitals_mark_may_be_small_in_vni() -> None:
    assert from_vni("Aùnh AÙnh aùnh") == "Ánh Ánh ánh"
    assert set(VNI.values()) == set(ALL)


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("Hµ NéI", "HÀ NỘI"),
        ("§µ N½NG, Hµ NéI", "ĐÀ NẴNG, HÀ NỘI"),
        ("NéI dung héi nghÞ", "NỘI dung hội nghị"),
        ("Hµ Néi", "Hà Nội"),
        ("hµ néi", "hà nội"),
        ("© 2024 T« Thµnh", "© 2024 Tô Thành"),
    ],
)
def test_letters_of_capital_fonts_are_capitals_among_capitals(shown: str, meant: str) -> None:
    assert from_tcvn3(shown) == meant


def test_every_byte_is_shown_by_windows_1252_and_comes_back() -> None:
    every = bytes(range(256))
    assert windows_1252_bytes(from_windows_1252_bytes(every)) == every
    assert from_windows_1252_bytes(b"\x93\x94\x81") == "“”\x81"
