"""Bodies that a head noun announces. All bodies and persons are invented."""

import random

import pytest

from diemtin.registry.entries import BUILT_IN, read_entries
from diemtin.tag.rules.batch import Batch
from diemtin.tag.rules.lexicon import lexicon_of
from diemtin.tag.rules.scan import scan_batch
from tests.diemtin.tag.small_registry import FILES, by_rule, cut, decided


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Sở Y tế Nghệ An họp sáng nay.", "Sở Y tế Nghệ An"),
        ("Ông làm ở Sở Giáo dục và Đào tạo Nghệ An từ lâu.", "Sở Giáo dục và Đào tạo Nghệ An"),
        ("Bộ Văn hóa, Thể thao và Du lịch công bố.", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("Bộ Ngoại giao Thái Lan phản đối.", "Bộ Ngoại giao Thái Lan"),
        ("Bộ Ngoại giao của Thái Lan phản đối.", "Bộ Ngoại giao"),
        ("UBND tỉnh Nghệ An trả lời.", "UBND tỉnh Nghệ An"),
        ("Công an tỉnh Nghệ An vào cuộc.", "Công an tỉnh Nghệ An"),
        ("Tòa án nhân dân TP.HCM xử kín.", "Tòa án nhân dân TP.HCM"),
        ("Phòng Tư pháp UBND quận 1 trả lời.", "Phòng Tư pháp UBND quận 1"),
        ("Hội Phụ nữ xã Tân An họp.", "Hội Phụ nữ xã Tân An"),
        ("Học sinh Trường THPT Lê Văn Thử về quê.", "Trường THPT Lê Văn Thử"),
        ("Học sinh trường THPT Lê Văn Thử về quê.", "trường THPT Lê Văn Thử"),
        ("Trường Tiểu học Suối Reo khai giảng.", "Trường Tiểu học Suối Reo"),
        ("Bệnh viện 115 đông người.", "Bệnh viện 115"),
        ("Báo Mây Sớm đưa tin.", "Báo Mây Sớm"),
        ("Công ty Suối Nguồn lỗ.", "Công ty Suối Nguồn"),
        ("Công ty TNHH Một thành viên Suối Reo lỗ.", "Công ty TNHH Một thành viên Suối Reo"),
        ("Trung tâm Kiểm soát bệnh tật Nghệ An báo.", "Trung tâm Kiểm soát bệnh tật Nghệ An"),
        ("BỘ NGOẠI GIAO THÁI LAN PHẢN ĐỐI", "BỘ NGOẠI GIAO THÁI LAN"),
        ("SỞ Y TẾ NGHỆ AN TRẢ LỜI DÂN", "SỞ Y TẾ NGHỆ AN"),
    ],
)
def test_a_body_goes_from_its_head_to_the_end_of_its_name(text: str, surface: str) -> None:
    assert by_rule(text, "body") == [(surface, "ORG")]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Bộ Nội vụ và Bộ Y tế họp.", ["Bộ Nội vụ", "Bộ Y tế"]),
        ("Sở Nội vụ, Sở Y tế Nghệ An cùng họp.", ["Sở Nội vụ", "Sở Y tế Nghệ An"]),
        ("Công ty Suối Nguồn, Viện Đo lường họp.", ["Công ty Suối Nguồn", "Viện Đo lường"]),
    ],
)
def test_bodies_side_by_side_are_each_for_itself(text: str, surfaces: list[str]) -> None:
    assert by_rule(text, "body") == [(surface, "ORG") for surface in surfaces]


@pytest.mark.parametrize(
    "text",
    [
        "Các sở báo cáo.",
        "Bộ, ngành và địa phương họp.",
        "Ông đọc báo hằng ngày.",
        "Bộ đội về làng.",
        "Trường học đóng cửa.",
        "Hội nghị khai mạc.",
        "Bệnh viện đông người.",
        "Anh là nhân viên Suối Reo.",
        "HỘI NGHỊ BÀN VỀ GIÁ LÚA",
    ],
)
def test_a_bare_head_and_a_part_of_a_word_are_no_body(text: str) -> None:
    assert by_rule(text, "body", "body_of_level", "body_before_person") == []


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Sở Y tế họp sáng nay.", "Sở Y tế"),
        ("UBND tỉnh trả lời.", "UBND tỉnh"),
        ("Công an huyện vào cuộc.", "Công an huyện"),
        ("Công an đến nơi.", "Công an"),
        ("UBND thành phố trả lời.", "UBND thành phố"),
    ],
)
def test_a_body_of_a_level_without_its_place_is_left_to_the_article(
    text: str, surface: str
) -> None:
    assert by_rule(text, "body_of_level") == [(surface, "")]


@pytest.mark.parametrize(
    ("text", "body", "person"),
    [
        ("Giám đốc Sở Y tế Nghệ An Lê Văn Thử nói.", "Sở Y tế Nghệ An", "Lê Văn Thử"),
        (
            "Giám đốc Trung tâm Điều phối ghép mô Đỗ Văn Mẫu nói.",
            "Trung tâm Điều phối ghép mô",
            "Đỗ Văn Mẫu",
        ),
        (
            "Chủ tịch Hội Phụ nữ tỉnh Nghệ An Lê Thị Vân nói.",
            "Hội Phụ nữ tỉnh Nghệ An",
            "Lê Thị Vân",
        ),
    ],
)
def test_a_body_reaches_from_an_office_to_who_holds_it(text: str, body: str, person: str) -> None:
    assert by_rule(text, "body_before_person") == [(body, "ORG")]
    assert (person, "PER", "vietnamese_person") in decided(text)


@pytest.mark.parametrize(
    "text",
    [
        "Giám đốc Sở Tài chính, ông Đỗ Văn Mẫu, nói.",
        "Giám đốc Sở Tài chính của tỉnh Lê Văn Thử nói.",
        "Ca sĩ Hội Yêu nhạc Lê Văn Thử hát.",
        "Người của Sở Y tế Nghệ An Lê Văn Thử nói.",
    ],
)
def test_without_an_office_right_before_it_or_with_a_mark_between_it_does_not(text: str) -> None:
    assert by_rule(text, "body_before_person") == []


def test_a_person_named_behind_a_body_is_no_part_of_it() -> None:
    assert decided("Theo Sở Tài chính Đỗ Văn Mẫu, giá tăng.")[:2] == [
        ("Sở Tài chính", "ORG", "body"),
        ("Đỗ Văn Mẫu", "PER", "vietnamese_person"),
    ]


# Words that lead on from one another: heads, levels, places, offices, what joins them.
_HEADS = [
    *(row.partition("|")[0].partition("=")[0].partition("~")[0].strip()
      for file in ("org_heads", "local_bodies", "loc_heads", "titles") for row in FILES[file][1]),
    *("tỉnh", "Nghệ An", "Tân An", "và", "về", ",", "-", "&", "phòng", "chống", "số", "1", "của",
      "Lê", "Văn", "Thử", "Kế", "hoạch", "Đào", "tạo", "(", ")", "TNHH", "LHQ", "Bộ Ngoại giao"),
]  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_heads_joined_at_random_end(seed: int) -> None:
    """The rules about heads call each other; a step that stood still once made them run forever."""
    draw = random.Random(seed)
    texts = [
        " ".join(
            draw.choice([str.title, str.upper, str.lower, str])(word)
            for word in draw.choices(_HEADS, k=draw.randint(1, 40))
        )
        for _ in range(60)
    ]
    batch = cut(*texts)
    for line, found in zip(batch.lines, scan_batch(batch), strict=True):
        at = 0
        for one in found:
            assert at <= one.start < one.end <= len(line)
            at = one.end


def test_the_heads_of_the_built_in_registry_joined_at_random_end() -> None:
    draw = random.Random(7)
    heads = [
        entry.name
        for file in ("org_heads", "local_bodies", "loc_heads", "titles", "address_forms")
        for entry in read_entries(BUILT_IN / f"{file}.csv")
    ]
    texts = [" ".join(draw.choices([*heads, ",", "và", "Nghệ An", "1"], k=25)) for _ in range(400)]
    assert len(scan_batch(Batch(texts, lexicon_of()))) == len(texts)
