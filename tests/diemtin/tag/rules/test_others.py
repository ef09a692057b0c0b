"""Names that nothing announces and the registry does not know. All are invented."""

import pytest

from tests.diemtin.tag.small_registry import by_rule, decided


@pytest.mark.parametrize(
    ("text", "surface", "kind", "rule"),
    [
        ("Đề án Mới (TKM) ra đời.", "TKM", "ORG", "abbreviation_in_brackets"),
        ("Theo TKM, giá tăng.", "TKM", "ORG", "abbreviation"),
        ("TKM cho biết giá tăng.", "TKM", "ORG", "abbreviation"),
        ("Anh mua TKM rồi.", "TKM", "", "abbreviation"),
        ("Anh mua điện thoại TKM rồi.", "TKM", "", "abbreviation"),
        ("Anh gọi BB52 rồi.", "BB52", "", "abbreviation"),
        ("Anh gọi TKMTKMTKM rồi.", "TKMTKMTKM", "", "abbreviation"),
    ],
)
def test_an_abbreviation_is_a_body_in_brackets_or_where_it_acts(
    text: str, surface: str, kind: str, rule: str
) -> None:
    assert (surface, kind, rule) in decided(text)


def test_roman_numbers_are_no_abbreviations() -> None:
    assert by_rule("Theo XIV, giá tăng.", "abbreviation") == []


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Anh vừa đến Xương Rồng sớm.", "Xương Rồng"),
        ("Anh sống ở Xương Rồng.", "Xương Rồng"),
    ],
)
def test_a_name_behind_a_word_of_place_is_a_place(text: str, surface: str) -> None:
    assert by_rule(text, "place_by_cue") == [(surface, "LOC")]


@pytest.mark.parametrize(
    "text", ["Anh đến Xương Rồng đã khóc.", "Xương Rồng đẹp.", "Anh đến TKM sớm."]
)
def test_what_acts_or_stands_first_or_is_an_abbreviation_is_no_place_by_cue(text: str) -> None:
    assert by_rule(text, "place_by_cue") == []


@pytest.mark.parametrize(
    ("text", "surface", "kind", "rule"),
    [
        ("Sáng nay Hùng Vân cho biết giá tăng.", "Hùng Vân", "PER", "unknown_name_that_acts"),
        ("Sáng nay Xương Rồng cho biết giá tăng.", "Xương Rồng", "PER", "unknown_name_that_acts"),
        ("Sáng nay Rồng cho biết giá tăng.", "Rồng", "", "unknown_name"),
        ("Sáng nay Hùng ngủ.", "Hùng", "PER", "unknown_name"),
        ("Anh xem phim Xương Rồng rồi.", "Xương Rồng", "", "thing"),
        ("Sáng nay Xương Rồng FC thắng.", "Xương Rồng FC", "ORG", "foreign_body"),
        ("Sáng nay Rồng X7 chạy.", "Rồng X7", "", "unknown_name"),
    ],
)
def test_other_capitalised_words_are_a_person_if_anything(
    text: str, surface: str, kind: str, rule: str
) -> None:
    assert (surface, kind, rule) in decided(text)


@pytest.mark.parametrize(
    "text", ["Hàng trăm xe chờ.", "Rồng bay.", "Trời", "HÀNG TRĂM XE CHỜ PHÀ", "xe chờ.", "", "?!"]
)
def test_the_first_word_of_a_sentence_is_no_name_for_its_capital(text: str) -> None:
    assert decided(text) == []
