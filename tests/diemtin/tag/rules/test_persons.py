"""Names of persons, all of them invented."""

import pytest

from tests.diemtin.tag.small_registry import by_rule, decided


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Thủ tướng Lê Văn Thử thăm Vinh.", "Lê Văn Thử"),
        ("Theo nạn nhân Lê Thị Thử, xe chạy nhanh.", "Lê Thị Thử"),
        ("Theo ông Hùng, mưa to.", "Hùng"),
        ("Theo ông Ivan Orlov, mưa to.", "Ivan Orlov"),
        ("Theo ông Kevin de Bruyne, mưa to.", "Kevin de Bruyne"),
        ("Gặp ông Lê Văn Thử Nghệ An.", "Lê Văn Thử"),
        ("Bác sĩ Hùng Thái Lan về.", "Hùng"),
        ("Ca sĩ Sao Khuê hát.", "Sao Khuê"),
        ("Theo ông Lê Văn H., mưa to.", "Lê Văn H."),
    ],
)
def test_titled_person_finds_the_name_right_behind_a_title(text: str, surface: str) -> None:
    assert by_rule(text, "titled_person") == [(surface, "PER")]


@pytest.mark.parametrize(
    "text",
    [
        "Giám đốc Suối Nguồn từ chức.",
        "Thủ tướng Thái Lan từ chức.",
        "Theo ca sĩ Mây Trắng, mưa to.",
        "Theo ông UBND, mưa to.",
        "Theo ông, Hùng về rồi.",
        "Theo ông  Hùng về rồi.",
        "Theo ông thử nói.",
    ],
)
def test_titled_person_leaves_what_is_known_as_something_else_or_stands_apart(text: str) -> None:
    assert by_rule(text, "titled_person") == []


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Lê Văn Thử về quê.", ["Lê Văn Thử"]),
        ("Cao Văn Thử về quê.", ["Cao Văn Thử"]),
        ("Theo Lê Minh, mưa to.", ["Lê Minh"]),
        ("Theo Lê Văn Thử Nghệ An mưa to.", ["Lê Văn Thử"]),
        ("Theo Lê Thị Thử và Lò Văn H., mưa to.", ["Lê Thị Thử", "Lò Văn H."]),
        ("LÊ VĂN THỬ TRỞ VỀ LÀNG", ["LÊ VĂN THỬ"]),
    ],
)
def test_vietnamese_person_finds_a_surname_and_what_follows(text: str, surfaces: list[str]) -> None:
    assert by_rule(text, "vietnamese_person") == [(surface, "PER") for surface in surfaces]


@pytest.mark.parametrize(
    "text",
    ["Cao điểm mưa kéo dài.", "Theo lê văn thử, mưa to.", "Theo Lê, mưa to."],
)
def test_vietnamese_person_leaves_ordinary_words_and_surnames_alone(text: str) -> None:
    assert by_rule(text, "vietnamese_person") == []


def test_vietnamese_person_says_thing_behind_a_word_for_one() -> None:
    assert decided("Nghe ca khúc Lê Minh Vân nhé.") == [("Lê Minh Vân", "", "thing")]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Bị can là N.V.A. ở Hà Nội.", ["N.V.A."]),
        ("Bị can là N.V.A, 30 tuổi.", ["N.V.A"]),
        ("Bị can là A., 30 tuổi.", []),
        ("Anh ở TP.HCM.", []),
    ],
)
def test_initials_need_two_stops(text: str, surfaces: list[str]) -> None:
    assert by_rule(text, "initials") == [(surface, "PER") for surface in surfaces]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Sáng nay Anna Smith nói.", "Anna Smith"),
        ("Sáng nay Kevin de Bruyne ghi bàn.", "Kevin de Bruyne"),
        ("Sáng nay Ivan Orlov Nghệ An.", "Ivan Orlov"),
        ("Sáng nay Edda Fjord nói.", "Edda Fjord"),
    ],
)
def test_foreign_person_finds_words_that_are_not_vietnamese(text: str, surface: str) -> None:
    assert by_rule(text, "foreign_person") == [(surface, "PER")]


@pytest.mark.parametrize(
    ("text", "surface", "kind", "rule"),
    [
        ("Sáng nay Orlov nói.", "Orlov", "PER", "foreign_name"),
        ("Sáng nay Fjord nói.", "Fjord", "", "unknown_name"),
        ("Sáng nay Anna Smith FC thắng.", "Anna Smith FC", "ORG", "foreign_body"),
        ("Xem bộ phim Anna Smith nhé.", "Anna Smith", "", "thing"),
        ("Hãng chọn Kappa Motors.", "Kappa Motors", "ORG", "known_name"),
    ],
)
def test_foreign_person_tells_single_names_bodies_and_things(
    text: str, surface: str, kind: str, rule: str
) -> None:
    assert decided(text)[0] == (surface, kind, rule)
