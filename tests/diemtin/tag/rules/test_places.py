"""Places that a head noun announces. Most places are invented."""

import pytest

from tests.diemtin.tag.small_registry import by_rule


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Anh ở tỉnh Nghệ An và quận 1.", ["tỉnh Nghệ An", "quận 1"]),
        ("Anh ở xã Tân An, huyện Mường Khói.", ["xã Tân An", "huyện Mường Khói"]),
        ("Anh ở phường 5 từ lâu.", ["phường 5"]),
        ("Anh ở quận VII từ lâu.", ["quận VII"]),
        ("Xã Tân An có điện.", ["Xã Tân An"]),
        ("Xe theo quốc lộ 7 tới sân bay Đồng Mây.", ["quốc lộ 7", "sân bay Đồng Mây"]),
        ("Anh ở đường Lê Văn Thử.", ["đường Lê Văn Thử"]),
        ("Nước sông Hồng dâng.", ["sông Hồng"]),
        ("Lũ ở miền Trung lớn.", ["miền Trung"]),
        ("Chợ Suối Reo đóng cửa.", ["Chợ Suối Reo"]),
        ("Dân châu Âu lo.", ["châu Âu"]),
        ("XÃ TÂN AN MẤT ĐIỆN SÁNG NAY", ["XÃ TÂN AN"]),
    ],
)
def test_a_place_is_its_head_with_the_name_or_number_behind(text: str, surfaces: list[str]) -> None:
    assert by_rule(text, "headed_place") == [(surface, "LOC") for surface in surfaces]


@pytest.mark.parametrize(
    "text",
    [
        "Anh mua con đường.",
        "Anh đến xã từ sớm.",
        "Anh về tỉnh 5 lần.",
        "Dân sông nước vui.",
        "Anh ở tỉnh, Nghệ An nói.",
        "Anh là nhân viên Suối Reo.",
        "Anh ở tỉnh  Nghệ An.",
        "QUẬN SUỐI REO MẤT ĐIỆN",
    ],
)
def test_a_head_without_a_name_and_a_part_of_a_word_are_no_place(text: str) -> None:
    assert by_rule(text, "headed_place") == []


def test_the_next_place_of_an_address_does_not_belong_to_the_name() -> None:
    assert by_rule("Anh ở xã Suối Reo tỉnh Nghệ An.", "headed_place") == [
        ("xã Suối Reo", "LOC"),
        ("tỉnh Nghệ An", "LOC"),
    ]


def test_a_number_behind_the_name_belongs_to_it_where_the_head_takes_numbers() -> None:
    assert by_rule("Anh ở phường Suối Reo 2.", "headed_place") == [("phường Suối Reo 2", "LOC")]
    assert by_rule("Anh ở huyện Suối Reo 2.", "headed_place") == [("huyện Suối Reo", "LOC")]
