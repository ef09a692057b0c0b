"""What the lines of an article are. All people, places and events in the texts are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diemtin.segment.blocks import Block, blocks
from diemtin.segment.sentences import split

TYPES = {"heading", "lead", "body", "caption", "byline", "list_item", "furniture"}
PARAGRAPH = "Nước sông xuống chậm nên phà chưa chạy lại. Hành khách phải đi vòng."


def types(*lines: str, title: str | None = None) -> list[str]:
    """Return the block types of an article made of these lines."""
    return [block.block_type for block in blocks("\n".join(lines), title)]


def type_of(line: str, *, last: bool = False) -> str:
    """Return the type of a line behind a heading, a lead and two paragraphs."""
    before = ["Phà Bến Sông ngừng chạy ba ngày", PARAGRAPH, PARAGRAPH, PARAGRAPH]
    after = [] if last else [PARAGRAPH] * 4
    return types(*before, line, *after)[4]


def test_an_article_has_a_heading_a_lead_and_body() -> None:
    lines = ("Phà Bến Sông ngừng chạy ba ngày", PARAGRAPH, PARAGRAPH, "Bao giờ phà chạy lại?")
    assert types(*lines, PARAGRAPH) == ["heading", "lead", "body", "heading", "body"]


def test_blocks_are_the_trimmed_lines() -> None:
    text = "  Phà Bến Sông ngừng chạy \n\n\t\n" + PARAGRAPH + "  \n"
    assert blocks(text) == [Block(2, 25, "heading"), Block(30, 30 + len(PARAGRAPH), "lead")]


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n"])
def test_a_blank_text_has_no_block(text: str) -> None:
    assert blocks(text) == []


@pytest.mark.parametrize(
    "headline",
    [
        "Phà Bến Sông ngừng chạy ba ngày",
        "“Vua cá” sông Lường kể chuyện mùa nước nổi",
        "Vì sao phà Bến Sông ngừng chạy?",
        "Chuyện lạ ở xóm chài...",
        "42 hộ dân được lên bờ",
        "Toàn cảnh mùa nước nổi",
        "Thủ tướng dự lễ khởi công cầu Bến Sông",
    ],
)
def test_the_first_line_with_a_headings_shape_is_the_heading(headline: str) -> None:
    assert types(headline, PARAGRAPH, PARAGRAPH) == ["heading", "lead", "body"]


def test_a_rubric_above_the_headline_is_a_heading_too() -> None:
    assert types("Xã hội", "Phà ngừng chạy", PARAGRAPH) == ["heading", "heading", "lead"]


def test_the_title_is_a_heading_whatever_its_shape() -> None:
    title = "Phà ngừng chạy. Dân đi vòng."
    assert types(title, PARAGRAPH)[0] == "body"
    assert types("phà ngừng chạy.  DÂN đi vòng.", PARAGRAPH, title=title) == ["heading", "lead"]


def test_the_lead_comes_after_bylines_captions_and_furniture() -> None:
    lines = ("Phà ngừng chạy", "Lò Văn Mạc", "05/06/2025 08:30", "Ảnh: Bế Khôi", "Chia sẻ")
    expected = ["heading", "byline", "byline", "caption", "furniture", "lead"]
    assert types(*lines, PARAGRAPH) == expected


def test_furniture_above_the_headline_is_passed_over() -> None:
    assert types("Chia sẻ", "Phà ngừng chạy", PARAGRAPH) == ["furniture", "heading", "lead"]


def test_a_text_that_begins_with_a_paragraph_has_no_lead() -> None:
    assert types(PARAGRAPH) == ["body"]
    assert types(PARAGRAPH, PARAGRAPH) == ["body", "body"]


def test_with_the_title_apart_the_first_paragraph_is_the_lead() -> None:
    assert types(PARAGRAPH, PARAGRAPH, title="Phà ngừng chạy") == ["lead", "body"]
    assert types(PARAGRAPH, title="Phà ngừng chạy") == ["body"]


@pytest.mark.parametrize(
    "line",
    [
        "Bao giờ phà chạy lại?",
        "Người dân xoay xở",
        "Ba việc phải làm trước mùa lũ",
        "Bà con không còn gửi ảnh minh họa",
        "Lò Văn Mạc",
        "Chủ tịch xã trả lời ra sao?",
        "Lãnh đạo huyện nói về dự án cầu mới",
    ],
)
def test_a_short_line_between_paragraphs_is_a_subheading(line: str) -> None:
    assert type_of(line) == "heading"


@pytest.mark.parametrize(
    "line",
    [
        "Phà dừng vì nước xiết.",
        "Các hộ được nhận:",
        "“Chúng tôi chờ suốt đêm.”",
        "Nước lên. Phà dừng",
        "phà chưa chạy",
        "Chia sẻ với phóng viên, ông Mạc nói phà sẽ chạy lại vào thứ sáu.",
        "Bình luận về việc này, bà Lường cho rằng bến mới quá nông.",
        "Theo Sở Giao thông, phà sẽ chạy lại vào thứ sáu.",
    ],
)
def test_other_lines_are_body(line: str) -> None:
    assert type_of(line) == "body"


@pytest.mark.parametrize(
    "line",
    [
        "Ảnh: Bế Khôi",
        "Phà nằm bờ, sáng 5/6. Ảnh: Bế Khôi",
        "Phà nằm bờ (Ảnh: Bế Khôi)",
        "Phà nằm bờ - Ảnh: B.KHÔI",
        "Phà nằm bờ. (Ảnh: TTXVN)",
        "Ảnh minh họa",
        "Bến phà cũ (ảnh tư liệu).",
        "Đồ họa: Bế Khôi",
        "Video: Lò Mạc",
        "Quang cảnh hội nghị",
        "Các đại biểu tham quan bến phà",
        "Thứ trưởng Đàm Văn Tấn phát biểu tại hội nghị",
        "Chủ tịch xã Lò Văn Mạc trao quà cho các hộ dân",
    ],
)
def test_picture_lines_are_captions(line: str) -> None:
    assert type_of(line) == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "Lò Văn Mạc",
        "Đông Bế",
        "LÒ MẠC",
        "H.Mạc - Thanh Bế",
        "Lò Mạc- BSTV",
        "Thứ Tư, 12/03/2025 | 10:15 (GMT+7)",
        "Cập nhật lúc 10:15, ngày 12/03/2025",
        "Ngày đăng: 12/03/2025 10:15",
        "Lò Văn Mạc - 12/03/2025 10:15",
        "Lò Văn Mạc (TTXVN)",
        "Lò Mạc, Bế Khôi",
        "Theo Báo Bến Sông",
        "Theo Lò Mạc (Báo Bến Sông)",
        "(Theo TTXVN)",
        "PV",
        "Nhóm PV",
        "Bài và ảnh: Bế Khôi",
        "Nguồn: TTXVN",
        "Ban Bạn đọc",
        "Thứ năm, 5/6/2025, 08:30 (GMT+7)",
    ],
)
def test_lines_that_name_the_writer_are_bylines(line: str) -> None:
    assert type_of(line, last=True) == "byline"


@pytest.mark.parametrize(
    "line",
    [
        "- Căn cước của chủ hộ;",
        "– Hai ảnh thẻ",
        "• Đơn đăng ký",
        "+ Bản sao hộ tịch",
        "* Người già được ưu tiên.",
        "1. Khai báo với xã.",
        "2) Nộp phí",
        "a) Hộ nghèo",
        "(3) Hộ cận nghèo",
        "II. Mức hỗ trợ",
    ],
)
def test_lines_with_a_marker_are_list_items(line: str) -> None:
    assert type_of(line) == "list_item"


@pytest.mark.parametrize(
    "line",
    [
        "Xem thêm: Phà Bến Sông có từ bao giờ?",
        "Đọc thêm",
        "Tin liên quan",
        "Bài viết cùng chuyên mục",
        ">> Lịch phà mùa lũ",
        ">>> Lịch phà mùa lũ.",
        "Chia sẻ",
        "Chia sẻ Facebook Zalo",
        "Facebook | Twitter | Email",
        "Bình luận (12)",
        "Mời bạn đọc theo dõi bản tin chiều.",
        "Từ khóa: phà, Bến Sông, mùa lũ",
        "Theo dõi Bến Sông trên Google News",
        "Góp ý về bài viết: bandoc@bensong.vn",
        "12 bình luận",
        "Ý kiến bạn đọc (5)",
        "Lượt xem: 1.234",
        "Hãy là người đầu tiên bình luận bài viết này",
        "Đừng bỏ lỡ",
    ],
)
def test_links_and_buttons_are_furniture(line: str) -> None:
    assert type_of(line) == "furniture"


@pytest.mark.parametrize(
    "line",
    [
        "Giấy phép số 00/GP-BTTTT do Bộ Thông tin và Truyền thông cấp ngày 1/2/2020",
        "Giấy phép hoạt động báo điện tử số: 00/GP-CBC ngày 3-4-2021",
        "Số giấy phép: 00/GP-TTĐT, trang tin điện tử tổng hợp",
        "Báo điện tử Bến Sông. Giấy phép xuất bản số 00/GP-BTTTT",
        "Tổng biên tập: Lường Minh Phủ",
        "Phó Tổng Biên tập: Khổng Văn Thạch, Ngô Thị Hạnh",
        "Cơ quan chủ quản: Hội Đọc sách huyện Bến Sông",
        "Chịu trách nhiệm nội dung: bà Mạc Thị Hiền",
        "® Ghi rõ nguồn “Bến Sông” khi phát hành lại thông tin từ trang này",
        "Ghi rõ nguồn baobensong.example khi sử dụng tin bài.",
        "© 2020-2025. Toàn bộ bản quyền thuộc Báo Bến Sông",
        "Bản quyền thuộc Cổng thông tin điện tử xã Đông Phả",
        "Cấm sao chép dưới mọi hình thức nếu không có sự chấp thuận bằng văn bản.",
        "Trụ sở: 10 phố Chợ Đình, xã Soi Giữa. Điện thoại: 000 000",
        "Địa chỉ: Số 1 đường Gốc Bàng, xã Mù Sang",
        "Tòa soạn: Tầng 2, số 7 ngõ Trại Gà",
        "ĐT: 000.000.000 - Fax: 000.000.001",
        "Tel/Fax: 000 000",
        "Hotline: 0000 000 000",
    ],
)
def test_the_imprint_and_how_to_reach_a_paper_are_furniture(line: str) -> None:
    assert type_of(line, last=True) == "furniture"


@pytest.mark.parametrize(
    "line",
    [
        "Giấy phép số 12/GP-BTNMT do Bộ Tài nguyên cấp cho mỏ đá đã hết hạn từ tháng trước.",
        "Giấy phép lái xe của ông Mạc bị giữ ba tháng.",
        "Tổng biên tập báo Bến Sông dự buổi ra mắt sách.",
        "Bản quyền truyền hình của giải được bán cho hai đài.",
        "Văn phòng Chính phủ vừa có thông báo. Theo đó, ngày 5/6 các xã phải báo cáo.",
        "Trụ sở mới của xã xây trên nền trường cũ.",
        "Địa chỉ của từng hộ được ghi vào sổ.",
        "Tòa soạn nhận được đơn của 12 hộ dân.",
        "Ý kiến bạn đọc gửi về cho thấy phà là cần thiết.",
        "Nội dung tài trợ được ghi trong hợp đồng.",
    ],
)
def test_what_only_begins_like_an_imprint_is_body(line: str) -> None:
    assert type_of(line) == "body"


def test_a_row_of_buttons_that_goes_wrong_at_its_end_is_given_up_at_once() -> None:
    # A pattern that backtracks would not come to an end here.
    assert type_of("Chia sẻ " + "1" * 300 + ".") == "body"
    assert type_of("Chia sẻ" + " - Zalo" * 50 + " xong.") == "body"


PIECES = st.sampled_from(
    [
        *["\n", "\r\n", "\u2028", " ", ".", "?", "(", ")", "“", "”", "…", "- ", "1. ", ">>"],
        *["Ảnh: ", "Theo ", "Lò Mạc", "Chia sẻ", "Xem thêm", "5/6/2025", "phà", PARAGRAPH],
    ]
)
ANY_TEXT = st.text() | st.lists(PIECES, max_size=30).map("".join)


@given(ANY_TEXT, st.none() | ANY_TEXT)
def test_blocks_cover_any_text_exactly(text: str, title: str | None) -> None:
    found = blocks(text, title)
    assert {block.block_type for block in found} <= TYPES
    surfaces = [text[block.start : block.end] for block in found]
    assert all(surface and surface == surface.strip() for surface in surfaces)
    assert "".join("".join(surfaces).split()) == "".join(text.split())
    edges = [edge for block in found for edge in (block.start, block.end)]
    assert edges == sorted(edges)


@given(ANY_TEXT)
def test_every_sentence_lies_in_one_block(text: str) -> None:
    found = blocks(text)
    for start, end in split(text):
        assert sum(block.start <= start and end <= block.end for block in found) == 1


@given(ANY_TEXT, st.none() | ANY_TEXT)
def test_at_most_one_block_is_the_lead(text: str, title: str | None) -> None:
    assert [block.block_type for block in blocks(text, title)].count("lead") <= 1
