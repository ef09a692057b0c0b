"""Where sentences end. All people, places and events in the texts are invented."""

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diemtin.segment import sentences
from diemtin.segment.sentences import REACH, split

# "‖" stands where a sentence ends; it is taken out before splitting.
BOUNDARY = "‖"

CASES = {
    # Abbreviations
    "a city's abbreviation ends the sentence": (
        "Xe buýt điện về tới TP.HCM.‖ Người dân háo hức đi thử."
    ),
    "a city's abbreviation before its name": (
        "Đoàn khảo sát ghé TP. Tam Kỳ vào sáng sớm.‖ Trời nắng."
    ),
    "a name that looks like a first word": "Hội thi mở tại TP. Nam Định, rồi tới TX. Hai Bà.",
    "a quarter of a city": "Cửa hàng ở P. Tân Lập, Q. 7, mở cửa từ 6 giờ.‖ Khách khá đông.",
    "a district with a capitalised name": "Nhà máy đặt tại H. Củ Chi từ năm ngoái.‖ Công suất nhỏ.",
    "titles in a row": "Hội đồng mời PGS.TS. Lục Văn Tấn phản biện.‖ Buổi bảo vệ kéo dài.",
    "titles apart": "Theo GS. TS. Đàm Thị Xuân, mẫu nước đạt chuẩn.‖ Kết quả gửi về sở.",
    "a master's title": "ThS. Bế Minh Khôi phụ trách phòng thí nghiệm.‖ Anh mới 30 tuổi.",
    "a doctor's title": "Ca mổ do BS.CKII Ngụy Thành thực hiện.‖ Người bệnh đã tỉnh.",
    "a foreign form of address": (
        "Mr. Oakley và Dr. Lund cùng ký biên bản.‖ Lễ ký diễn ra ngắn gọn."
    ),
    "a publisher": "Tập truyện do Nxb. Bến Sông in 2.000 bản.‖ Sách bán hết trong tuần.",
    "and so on inside": "Chợ bán rau, măng, nấm, v.v. và cả mật ong rừng.‖ Giá rất mềm.",
    "and so on at the end": "Chợ bán rau, măng, nấm, v.v.‖ Phiên chợ tan trước trưa.",
    "a company's form before its name": (
        "Công ty CP. Sen Vàng trúng thầu.‖ Hợp đồng trị giá 9 tỷ đồng."
    ),
    "a company's form at the end": "Đơn vị thi công là một công ty TNHH.‖ Ông Khoa làm giám đốc.",
    "a page number": "Bảng số liệu ở tr. 25 bị in nhòe.‖ Bản in lại phát cuối tuần.",
    "a measure that is no page": "Vụ trộm gây thiệt hại 500 tr.‖ Công an đang truy tìm.",
    "a word that is no number": "Trẻ được ăn no.‖ Các cô dọn bàn.",
    # Initials
    "initials in a row": "Bị hại là cháu N.T.L.‖ Gia đình đã làm đơn trình báo.",
    "initials inside": "Công an mời ông Đinh V. T. lên làm việc.‖ Ông thừa nhận sai phạm.",
    "initials before an age": (
        "Cháu K.V. (9 tuổi) và cháu Q. (6 tuổi) đi lạc.‖ Dân làng tỏa đi tìm."
    ),
    "an initial ends the sentence": "Chủ xe là chị Lò Thị H.‖ Chị mua xe từ tháng trước.",
    "an initial before a foreign surname": (
        "Nhà văn J. Halvorsen và ông K. Brandt tới Huế.‖ Họ ở lại lâu."
    ),
    "two foreign initials": "Cuốn sách của H. G. Morrow được dịch lại.‖ Bản dịch cũ đã thất lạc.",
    "degrees Celsius": "Sáng sớm vùng núi còn 9 độ C.‖ Trẻ em đi học muộn hơn.",
    "a letter as a name": "Hai đội cùng nằm ở bảng B.‖ Phương án bốc thăm đã có.",
    "a Roman quarter": "Doanh thu tăng trong quý II.‖ Lợi nhuận lại giảm nhẹ.",
    "a Roman century": "Ngôi đình dựng từ thế kỷ XVIII.‖ Mái đình vừa được lợp lại.",
    "a continent of one letter": "Đội bóng là tân binh của châu Á.‖ Nhiều ngôi sao vắng mặt.",
    "a clipped family name": "Ảnh do Ng. Lường và Th.Bế chụp.‖ Ảnh in trang nhất.",
    # Numbers, dates, laws
    "thousands and decimals": "Mỗi hộ nhận 1.500.000 đồng, tăng 3,5 lần.‖ Tiền về trước Tết.",
    "a decimal point": "Trận động đất mạnh 4.7 độ.‖ Không có thiệt hại.",
    "thousands apart": "Vé giá 25. 000 đồng một lượt.‖ Trẻ em được miễn phí.",
    "a date with dots": "Hầm chui thông xe ngày 15.12.2025.‖ Xe tải chưa được đi.",
    "a year ends the sentence": "Trường thành lập năm 1987.‖ Khóa đầu có 40 học trò.",
    "a sentence starts with a figure": "Bão đổi hướng.‖ 12 xã ven biển đã sơ tán dân.",
    "a legal number": "Việc này theo Nghị định 09/2017/NĐ-CP.‖ Địa phương đang rà soát.",
    "an article of a law": "Điều 5. Phạm vi áp dụng đã rõ.‖ Bước 2. Nộp phí.",
    "a time of day": "Phà nổ máy lúc 19:30.‖ Khách lên kín boong.",
    "a per cent sign": "Tỷ lệ lấp đầy đạt 92%.‖ Chủ đầu tư mở thêm dãy mới.",
    "a score": "Chủ nhà thắng 3-1.‖ - Trận sau đá trên sân khách.",
    # Addresses of the net
    "a web address": (
        "Hồ sơ nộp tại https://motcua.example.vn/ho-so.html?Ma=1.Moi nhé.‖ Lệ phí bằng không."
    ),
    "a web address ends the sentence": (
        "Xem bản đồ ở www.bando.example.vn/Khu.Pho.‖ Bản đồ có hai lớp."
    ),
    "a host name": "Theo SongNuoc.net và Baochi.Com.vn, nước đang rút.‖ Đê vẫn an toàn.",
    "an e-mail": "Thư gửi về Toa.Soan@bensong.vn.‖ Bài hay được trả nhuận bút.",
    "a file name": "Mẫu đơn nằm trong tệp Mau.Don.docx và Phuluc.Pdf.‖ Người dân tải về điền.",
    "a version": "Ứng dụng lên bản 14.1 từ hôm qua.‖ Máy cũ không cài được.",
    # Quotations
    "the closing quote belongs to the sentence": "“Phải giữ lấy rừng.”‖ Già làng nói vậy.",
    "a straight closing quote": 'Bà dặn: "Nhớ tắt bếp."‖ Rồi bà ra đồng.',
    "a comma after the quote": "“Vỡ đê!”, một người hô lên.‖ Cả xóm bật dậy.",
    "small letters after the quote": "“Có ai ở nhà không?” anh bưu tá hỏi.‖ Không ai đáp.",
    "a dash after the quote": '"Bao giờ thì xong?" - Ông Mạc hỏi lại.‖ Thợ cả lắc đầu.',
    "two sentences in one pair of quotes": (
        "“Nước lên nhanh quá.‖ Chúng tôi chạy không kịp”, anh kể.‖ Mưa vẫn rơi."
    ),
    "a quote opens the next sentence": "Đê đã vỡ.‖ “Chạy đi!”‖ Tiếng ai đó thét lên.",
    "a full stop behind the quote": 'Người ta gọi đó là "mùa gió chướng".‖ Gió thổi từ tháng Mười.',
    "a spaced quote mark": 'Ông cụ hỏi: " Ai đấy ? " .‖ Không ai thưa.',
    "a spaced curly quote mark": "Ông cụ nói: “Vào đi. ”‖ Cửa mở ra.",
    "dots open a quote": 'Lá thư viết: "...Tôi vẫn khỏe".‖ Chữ đã nhòe.',
    # Brackets
    "a sentence in brackets": "Thuyền về nhì.‖ (Năm trước thuyền về nhất.)‖ Dân làng vẫn mở hội.",
    "a source in brackets": "Cầu sập từ năm 2011.‖ (theo Báo Bến Sông)",
    "a remark of marks alone": "Đội nhà thắng đậm (?!) dù thiếu ba trụ cột.‖ Khán giả ngỡ ngàng.",
    "words left out": "Biên bản ghi: kho […] Đã niêm phong.‖ Chìa khóa do xã giữ.",
    "a short name in brackets": "Hội (viết tắt là HLN.) đã họp.‖ Hội có 30 thành viên.",
    # Ellipsis
    "dots in the middle": "Anh ngập ngừng... rồi ký tên.‖ Cả phòng thở phào.",
    "dots at the end": "Quà có gạo, mắm, dầu ăn...‖ Ai cũng vui.",
    "one ellipsis character": "Ruộng ngập, đường lở, cầu trôi…‖ Xã kêu gọi hỗ trợ.",
    "one ellipsis character in the middle": (
        "Các môn bơi, vật, đá cầu… sẽ thi trước.‖ Lịch đã phát."
    ),
    "dots and a bracket": "Ba môn (bơi, vật, cờ...) thi trước.‖ Lịch đã phát.",
    "a sentence of one letter": "“Ờ.‖ Tôi nhớ rồi”, bà đáp.",
    # Other marks
    "two marks at once": "Sao lại đóng cửa?!‖ Không ai biết lý do.",
    "a slip of the pen": "Mưa đã tạnh.‖ nước vẫn chưa rút.",
    "a brand with a small first letter": "Cửa hàng vừa nhập lô mới.‖ iPhone bán chạy nhất.",
    "a question in a title": 'Diễn đàn "Ai giữ nghề gốm?" thu hút 200 thợ.‖ Nghề gốm hồi sinh.',
    "a semicolon is no end": "Dự lễ có ông Mạc; Bà Lường; Các thợ gốm.‖ Lễ kéo dài một giờ.",
    # Spaces left out
    "no space after a full stop": "Chợ họp từ đầu năm.‖Mừng tuổi là phong tục đẹp.",
    "no space after a figure": "Cầu xây năm 2019.‖Nay cầu đã nứt.",
    "no space after a unit": "Kho rộng 500 m2.‖Ngoài ra còn sân phơi.",
    "no space after a date": "Lễ hội mở ngày 17/2.‖Rằm tháng Giêng còn vui hơn.",
    "no space after a quote": 'Dân gọi là "gió chướng".‖Một số nơi gọi khác.',
    "no space before a quote": 'Nước rút dần.‖"Chúng tôi về nhà", ông kể.',
    "no space after dots": "Ruộng ngập, cầu trôi...‖Thực tế còn nặng hơn.",
    "no space after a name": "Đoàn rời Quảng Nam.‖Theo kế hoạch, đoàn ra Huế.",
    "no space after a foreign name": "Cúp thuộc về Brennan.‖Vị huấn luyện viên bật khóc.",
    "no space in a district": "Cửa hàng ở Q.Gò Vấp và TP.Thủ Đức mở muộn.‖ Khách phải chờ.",
    "no space in a title": "Hội thảo có TS.Lường Văn Páo và ThS.Hà dự.‖ Đại biểu rất đông.",
    "no space in a photographer's name": "Ảnh do H.Nam và T.Bình chụp.‖ Ảnh in trang nhất.",
    # Lines
    "a newline always ends": "Giá cam tăng\n‖Sáng nay cam lên giá.‖ Thương lái mua tận vườn",
    "list items": "Cần mang theo:\n‖- Căn cước\n‖- Hai ảnh thẻ\n‖Nộp trước ngày 5.",
    "numbered lines": "1. Khai báo.\n‖2. Nộp phí. ‖Nhận biên lai\n‖a. Chờ gọi tên\n‖II. Kết quả",
    "numbers behind a colon": "Có hai việc: 1. Đắp đê; 2. Dời dân.‖ Việc nào cũng gấp.",
    "a number opens a sentence": "Trộn bột với nước. ‖2. Nướng bánh trong mười phút.",
    "dialogue": "- Anh về bao giờ?\n‖- Tôi mới về.\n‖Hai người cười.",
    "a dateline": "(Bến Sông) - Sáng 5/6, chợ nổi họp lại.‖ Ghe thuyền đông kín.",
    "blank lines": "\n\n  Chợ họp.\n \n‖  Chợ tan.  \n",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_sentences_end_where_the_guideline_says(marked: str) -> None:
    text = marked.replace(BOUNDARY, "")
    expected = [piece.strip() for piece in marked.split(BOUNDARY)]
    assert [text[start:end] for start, end in split(text)] == expected


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \t\u00a0\n "])
def test_a_blank_text_has_no_sentence(text: str) -> None:
    assert split(text) == []


def test_other_line_ends_count_as_newlines() -> None:
    text = "một\rhai\r\nba\u2028bốn\u2029năm\vsáu\fbảy"
    assert [text[start:end] for start, end in split(text)] == text.split()


def test_offsets_count_code_points() -> None:
    text = "🎉 Hội làng mở.\u00a0 Đông vui!"
    assert split(text) == [(0, 14), (16, 25)]


PIECES = st.sampled_from(
    [
        *".!?…,:;-–()[]\"'“”‘’«»/@%& \n\t\r\u00a0\u2028\u200b",
        *["TP", "TS", "v.v", "Ông", "ông", "Nam", "A", "H", "Á", "1", "000", "2025", "XVIII"],
        *["https://", "www.", ".vn", "iPhone", "...", "?!", "e\u0301", "🎉", "năm", "Theo"],
    ]
)
ANY_TEXT = st.text() | st.lists(PIECES, max_size=40).map("".join)


@given(ANY_TEXT)
@example("“")
@example(".\"'a")
@example("a.\n\n.b")
def test_sentences_cover_any_text_exactly(text: str) -> None:
    spans = split(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    surfaces = [text[start:end] for start, end in spans]
    assert all(surface == surface.strip() for surface in surfaces)
    assert "".join("".join(surfaces).split()) == "".join(text.split())
    assert not any(re.search(r"[\n\r\v\f\u2028\u2029]", surface) for surface in surfaces)


@given(ANY_TEXT, ANY_TEXT)
def test_each_line_is_split_by_itself(first: str, second: str) -> None:
    moved = [(start + len(first) + 1, end + len(first) + 1) for start, end in split(second)]
    assert split(f"{first}\n{second}") == split(first) + moved


class Counting:
    """A compiled pattern that counts the characters it was given or has read."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.read = 0
        self.longest = 0

    def count(self, size: int) -> None:
        self.read += size
        self.longest = max(self.longest, size)

    def match(self, line: str, at: int = 0) -> re.Match[str] | None:
        found = self.pattern.match(line, at)
        self.count(found.end() - at if found else 1)
        return found

    def search(self, line: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        stop = len(line) if end is None else end
        found = self.pattern.search(line, start, stop)
        self.count((found.end() if found else stop) - start)
        return found

    def split(self, window: str) -> list[Any]:
        self.count(len(window))
        return self.pattern.split(window)


@pytest.mark.parametrize(
    "unit",
    [
        *".\"'(“ aA1",
        '".',
        ". ",
        '. "',
        "a.",
        "A. ",
        "1. ",
        "a.B",
        "...A",
        "http://)",
        "TP. ",
        '" . ',
    ],
)
def test_the_text_is_read_a_bounded_number_of_times(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    patterns = {}
    for name in ("FOLLOWING", "WORD_CHARACTER", "OPENED", "TOKEN_BREAK", "PIECE_BREAK"):
        patterns[name] = Counting(getattr(sentences, name))
        monkeypatch.setattr(sentences, name, patterns[name])
    size = 20_000
    split((unit * size)[:size])
    # What scans ahead reads every character a few times at most; what looks back, a short window.
    assert patterns["FOLLOWING"].read <= 3 * size
    assert patterns["TOKEN_BREAK"].longest <= REACH
    assert patterns["PIECE_BREAK"].longest <= REACH
    assert patterns["OPENED"].longest <= 2
    assert patterns["WORD_CHARACTER"].read <= (1 + REACH) * size
