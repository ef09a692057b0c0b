"""Names that the registry knows, strong and weak ones. Persons are invented."""

import pytest

from tests.diemtin.tag.small_registry import by_rule, decided


@pytest.mark.parametrize(
    ("text", "surface", "kind"),
    [
        ("Ông rời Hà Nội.", "Hà Nội", "LOC"),
        ("Hanoi đẹp.", "Hanoi", "LOC"),
        ("Thanh Hoá mưa to.", "Thanh Hoá", "LOC"),
        ("THANH HOÁ MƯA TO SÁNG NAY", "THANH HOÁ", "LOC"),
        ("Liên Hợp Quốc lên tiếng.", "Liên Hợp Quốc", "ORG"),
        ("LHQ lên tiếng.", "LHQ", "ORG"),
        ("Sáng nay Sao Khuê hát.", "Sao Khuê", "PER"),
        ("Ông nói: Nghệ An mưa to.", "Nghệ An", "LOC"),
    ],
)
def test_known_name_finds_what_stands_for_one_thing_only(
    text: str, surface: str, kind: str
) -> None:
    assert by_rule(text, "known_name") == [(surface, kind)]


@pytest.mark.parametrize(
    "text",
    ["Theo ông Nghệ Anh, mưa to.", "Anh hà nội.", "Cô Sao Khuêa hát."],
)
def test_known_name_leaves_parts_of_longer_names_and_other_spellings(text: str) -> None:
    assert by_rule(text, "known_name") == []


@pytest.mark.parametrize(
    ("text", "surface"),
    [("Cô nói tiếng Nga rất giỏi.", "Nga"), ("Anh gặp một người Việt Nam.", "Việt Nam")],
)
def test_a_country_behind_a_word_for_people_or_language_is_no_place(
    text: str, surface: str
) -> None:
    assert decided(text) == [(surface, "", "nationality")]


@pytest.mark.parametrize(
    ("text", "surface"), [("Anh sống ở Mường Khói.", "Mường Khói"), ("Tàu đến Mỹ sớm.", "Mỹ")]
)
def test_a_weak_name_is_a_place_behind_a_word_of_place(text: str, surface: str) -> None:
    assert by_rule(text, "weak_name_with_cue") == [(surface, "LOC")]


def test_a_weak_name_of_a_country_or_district_is_a_place_inside_a_sentence() -> None:
    assert by_rule("Theo ý Nga, giá tăng.", "weak_name") == [("Nga", "LOC")]
    assert by_rule("Nga cười.", "weak_name") == []
    assert by_rule("Theo ý Tân An, giá tăng.", "weak_name") == []


@pytest.mark.parametrize("text", ["Mỹ Tâm hát.", "Theo ý Mỹ Tâm, giá tăng."])
def test_a_syllable_of_a_longer_name_is_no_country(text: str) -> None:
    assert by_rule(text, "weak_name", "weak_name_with_cue", "known_name") == []


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Đội vào World Cup sớm.", "World Cup"),
        ("Đội vào World Cup 2026 sớm.", "World Cup 2026"),
        ("Điện thoại Zeta 15 bán chạy.", "Zeta 15"),
        ("Bài Mây Trắng được hát lại.", "Mây Trắng"),
    ],
)
def test_not_a_name_holds_back_what_looks_like_one(text: str, surface: str) -> None:
    assert by_rule(text, "not_a_name") == [(surface, "")]


@pytest.mark.parametrize("text", ["Ông thấy mây trắng.", "Chiếc zeta ấy cũ."])
def test_not_a_name_needs_the_capitals(text: str) -> None:
    assert decided(text) == []
