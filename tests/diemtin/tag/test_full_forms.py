"""What short forms stand for in their article. All names are invented."""

import pytest

from diemtin.tag.full_forms import Named, full_forms


def forms(*mentions: str) -> list[str]:
    """`PER:Hùng`; a `(` before a name: it stands in brackets right behind the one before."""
    named = []
    for mention in mentions:
        entity_type, _, surface = mention.partition(":")
        named.append(Named(surface.removeprefix("("), entity_type, surface.startswith("(")))
    return full_forms(named)


@pytest.mark.parametrize(
    ("mentions", "expected"),
    [
        (["PER:Lê Mạnh Mẫu", "PER:Mẫu"], "Lê Mạnh Mẫu"),
        (["PER:Lê Mạnh Mẫu", "PER:Mạnh Mẫu"], "Lê Mạnh Mẫu"),
        (["PER:Orlov Petrik", "PER:Orlov"], "Orlov Petrik"),
        (["PER:Lê Mạnh Mẫu", "PER:Trần Mẫu", "PER:Mẫu"], "Trần Mẫu"),
        (["PER:Lê Mạnh Mẫu", "PER:Mạnh"], "Mạnh"),
        (["LOC:Lê Mẫu", "PER:Mẫu"], "Mẫu"),
        (["PER:Mẫu Lê", "PER:Lê Mẫu", "PER:Mẫu"], "Lê Mẫu"),
        (["PER:LÊ MẠNH MẪU", "PER:Mẫu"], "LÊ MẠNH MẪU"),
        (["PER:Lê Mạnh Mẫu", "PER:Mạnh Mẫu", "PER:Mẫu"], "Lê Mạnh Mẫu"),
    ],
)
def test_a_part_of_a_persons_name_stands_for_the_last_fuller_one(
    mentions: list[str], expected: str
) -> None:
    assert forms(*mentions)[-1] == expected


def test_a_part_before_the_full_name_stands_for_the_next_one() -> None:
    assert forms("PER:Mẫu", "PER:Lê Văn Mẫu", "PER:Đỗ Mẫu")[0] == "Lê Văn Mẫu"


@pytest.mark.parametrize(
    ("mentions", "expected"),
    [
        (["ORG:Tập đoàn Điện Sóng", "ORG:(ĐSX", "ORG:ĐSX"], "Tập đoàn Điện Sóng"),
        (["ORG:Bộ Đo lường và Sóng", "ORG:(ĐL&S", "ORG:Bộ ĐL&S"], "Bộ Đo lường và Sóng"),
        (["ORG:Tập đoàn Điện Sóng", "ORG:ĐSX"], "ĐSX"),
        (["LOC:Tập đoàn Điện Sóng", "ORG:(ĐSX"], "ĐSX"),
        (["ORG:ĐSX", "ORG:(Tập đoàn Điện Sóng"], "Tập đoàn Điện Sóng"),
        (["ORG:Sở Y tế Mường Lèng", "ORG:Sở Y tế"], "Sở Y tế Mường Lèng"),
        (["ORG:Sở Y tế Pa Khuôi", "ORG:Sở Y tế Mường Lèng", "ORG:Sở Y tế"], "Sở Y tế"),
        (["ORG:Sở Y tế Mường Lèng", "ORG:Sở"], "Sở"),
        (["ORG:Sở Y tế Mường Lèng", "LOC:Sở Y tế"], "Sở Y tế"),
    ],
)
def test_a_short_form_of_a_body_stands_for_the_one_it_was_defined_by(
    mentions: list[str], expected: str
) -> None:
    assert forms(*mentions)[-1] == expected


def test_an_abbreviation_stands_for_its_body_before_its_definition_too() -> None:
    assert forms("ORG:ĐSX", "ORG:Tập đoàn Điện Sóng", "ORG:(ĐSX")[0] == "Tập đoàn Điện Sóng"


def test_places_and_an_empty_article_stay_as_they_are() -> None:
    assert forms("LOC:huyện Mường Lèng", "LOC:Mường Lèng")[-1] == "Mường Lèng"
    assert full_forms([]) == []
