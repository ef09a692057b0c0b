"""Identifiers."""

import hashlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diemtin.ids import ID_LENGTH, identifier

DIFFERENT = [(), ("",), ("", ""), ("ab", "c"), ("a", "bc"), ("abc",), ("c", "ab"), (1, 23), (12, 3)]
PARTS = st.one_of(st.none(), st.integers(), st.text())


@given(st.lists(PARTS))
def test_an_identifier_is_twenty_hex_digits_whatever_the_parts(
    parts: list[str | int | None],
) -> None:
    made = identifier(*parts)
    assert len(made) == ID_LENGTH == 20
    assert set(made) <= set("0123456789abcdef")
    assert identifier(*parts) == made


def test_an_identifier_is_sha256_over_the_parts_each_ended_by_a_nul() -> None:
    expected = hashlib.sha256("2025-06-30\x00báo/tin.txt\x007\x00".encode()).hexdigest()[:20]
    assert identifier("2025-06-30", "báo/tin.txt", 7) == expected


def test_a_part_that_is_null_counts_as_empty_text() -> None:
    assert identifier(None, "a") == identifier("", "a")


@pytest.mark.parametrize(
    ("one", "other"),
    list(itertools.combinations(DIFFERENT, 2)),
)
def test_other_parts_give_another_identifier(
    one: tuple[str | int, ...], other: tuple[str | int, ...]
) -> None:
    assert identifier(*one) != identifier(*other)


def test_lone_surrogates_can_be_part_of_an_identifier() -> None:
    assert identifier("\ud83d") != identifier("\ud83e")
