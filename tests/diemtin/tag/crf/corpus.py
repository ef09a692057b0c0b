"""Some 6,000 strings on which the engine must give underthesea's own words and tags.

`corpus.txt` is written by hand; the rest is generated, the same on every run, from the templates
and word lists below. All events, persons and bodies are invented; the places exist.
"""

import random
import unicodedata
from collections.abc import Callable
from pathlib import Path

N_GENERATED = 3_600
N_MUTATED = 2_600
N_LONG = 4

FAMILIES, MIDDLES, GIVENS = (
    names.split()
    for names in (
        "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Lò Vừ Giàng Đinh "
        "Cao Mai Tạ Hà Tô Lương Triệu Quách Bàn Phàn Sùng Kiều Thạch Y H'",
        "Văn Thị Hữu Đức Ngọc Minh Thanh Quang Gia Bảo Khánh Thu Xuân Hoài Thúy Thuỳ Mí Seo",
        "An Bình Chi Dung Đạo Giang Hà Hạnh Hòa Hoà Hương Khuê Lan Linh Long Mạch Nam Nga Oanh "
        "Phúc Quỳnh Sáo Sơn Tâm Thảo Thủy Trí Tú Tùng Uyên Vinh Vy Yến Lụa Păh Tủa",
    )
)
FOREIGNERS = [
    "John Whitaker", "Park Ji Hoon", "Emmanuel Leroux", "Sato Kenji", "Maria Farinha", "Vermeulen",
    "Lý Quốc Cường", "Abdul Rahman", "O'Connor", "Jean-Luc Picot", "Volodymyr", "Tanaka",
]  # fmt: skip
TITLES = [
    "ông", "bà", "anh", "chị", "em", "cụ", "bác sĩ", "luật sư", "TS", "PGS.TS", "ThS.", "GS",
    "thiếu tá", "Đại tá", "Thượng úy", "HLV", "ca sĩ", "nhà báo", "kỹ sư", "cô giáo", "Mr.", "Dr.",
    "Chủ tịch UBND tỉnh", "Bộ trưởng", "Thứ trưởng", "Giám đốc Sở Y tế", "Bí thư Tỉnh ủy",
    "Phó Chủ tịch HĐND xã", "Tổng giám đốc", "Trưởng ban", "phát ngôn viên", "Thủ tướng",
]  # fmt: skip
BODIES = [
    "UBND TP.HCM", "Bộ Y tế", "Bộ Công Thương", "Sở Xây dựng Hà Nội", "Công an tỉnh Nghệ An", "VFF",
    "Công ty CP Sông Lam", "Tập đoàn Sao Khuê", "Ngân hàng Nhà nước", "Trường ĐH Bách khoa", "EVN",
    "Bệnh viện Bạch Mai", "CLB Hải Phòng", "Hội Chữ thập đỏ", "TAND cấp cao", "Viện KSND tối cao",
    "báo Bến Nước", "Liên Hợp Quốc", "WHO", "ASEAN", "FPT", "H&M", "Quốc hội", "Ban Bí thư",
    "Đoàn Thanh niên", "Cục Thuế", "Hợp tác xã Mường Hoa", "Vietnam Airlines", "quỹ Lá Xanh",
]  # fmt: skip
PLACES = [
    "Hà Nội", "TP.HCM", "TP Hồ Chí Minh", "Đà Nẵng", "Cần Thơ", "Huế", "Hải Phòng", "Lào Cai", "Mỹ",
    "tỉnh Quảng Trị", "huyện Nghi Xuân", "xã Tà Xùa", "phường Bến Thành", "quận 1", "Q.7",
    "Côn Đảo", "Trường Sa", "Tây Nguyên", "miền Trung", "đồng bằng sông Cửu Long", "Đắk Lắk",
    "Đăk Nông", "Bà Rịa - Vũng Tàu", "Nhật Bản", "Hàn Quốc", "Trung Quốc", "Pháp", "Ukraine",
    "Campuchia", "sông Hồng", "đèo Ô Quy Hồ", "quốc lộ 1A", "cao tốc Bắc - Nam",
    "sân bay Tân Sơn Nhất",
]  # fmt: skip
NUMBERS = [
    "3", "17", "1.250", "60.542.000", "4,9", "3,5%", "12/7", "hai", "hàng trăm", "gần 2.000", "1/3",
    "hơn 40", "100,000", "0,05", "mười lăm", "2,3 tỷ", "500 triệu", "6.810 tỷ", "20-30", "4x4", "½",
]  # fmt: skip
DATES = [
    "Ngày 27/6", "Sáng 3-7", "Chiều 20.08.2025", "Tối qua", "Hôm nay", "Tháng 6/2025", "Năm 2024",
    "Lúc 17h30", "Lúc 10:20:50", "Rạng sáng 1/7/2025", "Tuần trước", "Quý II/2025",
    "Từ 2019 đến nay", "Cuối năm ngoái", "Thứ hai", "Trưa chủ nhật",
]  # fmt: skip
THINGS = [
    "dự án cầu vượt", "đường ống nước", "gói hỗ trợ", "lễ hội đua thuyền", "vụ cháy rừng",
    "giá gạo", "ca sốt xuất huyết", "học phí", "đợt lũ", "phần mềm", "vườn sầu riêng", "kỳ thi",
    "vaccine", "mỏ cát", "khu tái định cư", "tuyến metro số 1", "thuế đất", "con dấu",
    "trận bán kết", "5G", "bộ phim tài liệu", "hồ sơ đất đai", "COVID-19", "trạm y tế",
    "trí tuệ nhân tạo", "AI",
]  # fmt: skip
VERBS = [
    "kiểm tra", "phê duyệt", "khánh thành", "bàn về", "xử phạt", "đầu tư", "thu hồi", "ca ngợi",
    "phản đối", "tạm dừng", "đẩy nhanh", "rà soát", "đánh giá cao", "công bố", "theo dõi",
    "mở rộng",
]  # fmt: skip
REMARKS = [
    "Chúng tôi đã làm hết sức", "Không thể chậm hơn nữa", "Nước lên nhanh quá", "Tôi rất vui",
    "Sẽ xử lý nghiêm", "Bà con cứ yên tâm", "Đó là quyết định khó khăn", "Phải làm cho xong",
]  # fmt: skip

# {name} is filled by the list of that name.
TEMPLATES = [
    "{date}, {title} {person} {verb} {thing} ở {place}.",
    "{date}, {body} {verb} {thing} tại {place} với kinh phí {number} đồng.",
    "{Title} {person} cho biết {body} sẽ {verb} {thing} trong {number} ngày tới.",
    "“{remark}”, {title} {person} nói tại {place}.",
    "\"{remark}\" - {title} {person} ({body}) chia sẻ.",
    "Theo {body}, {thing} tăng {number} so với cùng kỳ.",
    "{Title} {person} và {title} {person} cùng {verb} {thing}.",
    "{body} và {body} ký thỏa thuận {verb} {thing} ở {place}, {place} và {place}.",
    "{Thing} ở {place}: {number} người bị ảnh hưởng",
    "Vì sao {thing} tại {place} chưa được {verb}?",
    "{person} ({number} tuổi, trú {place}) bị bắt vì liên quan {thing}.",
    "{Title} {person}: '{remark}!'",
    "{Thing} của {body} khiến {number} hộ dân ở {place} lo lắng, {title} {person} thừa nhận.",
    "Tại {place}, {number} ha đất được giao cho {body}; {number} ha chờ {title} {person} ký.",
    "- {date}: {body} {verb} {thing};",
    "{number}. {Thing} và {thing} – {body} {verb} thế nào",
    "Ảnh: {person}/{body}",
    "Đoàn công tác của {body} do {title} {person} dẫn đầu đã tới {place} {verb} {thing}, {thing}.",
    "Trả lời {body}, {person} khẳng định {thing} không thuộc {place}.",
    "{person} - {person}: {number} - {number}",
    "Xem thêm tại https://bao.example/{number}/tin?id={number} hoặc gửi thư cho tin@bao.example",
    "Điện thoại 024-3822-1234, biển số 43H-0530, {thing} mang mã A{number}B.",
    "{Title} {person} đi {place}",
    "{place} {verb} {thing}",
]  # fmt: skip


def _person(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.15:
        return rng.choice(FOREIGNERS)
    if kind < 0.3:
        return rng.choice(GIVENS)
    middles = rng.sample(MIDDLES, rng.choice([0, 1, 1, 1, 2]))
    return " ".join([rng.choice(FAMILIES), *middles, rng.choice(GIVENS)])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(rng: random.Random) -> str:
    lists = {
        "title": TITLES, "body": BODIES, "place": PLACES, "number": NUMBERS, "date": DATES,
        "thing": THINGS, "verb": VERBS, "remark": REMARKS,
    }  # fmt: skip
    text = rng.choice(TEMPLATES)
    while "{" in text:
        name = text[text.index("{") + 1 : text.index("}")]
        word = _person(rng) if name == "person" else rng.choice(lists[name.lower()])
        text = text.replace(f"{{{name}}}", _capital(word) if name[0].isupper() else word, 1)
    return text


def _unaccented(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")


def _other_tone_style(text: str) -> str:
    table = {"òa": "oà", "óa": "oá", "ỏa": "oả", "ũy": "uỹ", "úy": "uý", "ủy": "uỷ", "òe": "oè"}
    for old, new in table.items():
        text = text.replace(old, new)
    return text


def _inserted(piece: str) -> Callable[[str, random.Random], str]:
    def mutate(text: str, rng: random.Random) -> str:
        place = rng.randint(0, len(text))
        return text[:place] + piece + text[place:]

    return mutate


def _shuffled(text: str, rng: random.Random) -> str:
    words = text.split()
    rng.shuffle(words)
    return " ".join(words)


def _cut(text: str, rng: random.Random) -> str:
    start = rng.randint(0, len(text) // 2)
    return text[start : rng.randint(start, len(text))]


def _repeated_letter(text: str, rng: random.Random) -> str:
    place = rng.randrange(len(text))
    return text[:place] + text[place] * rng.randint(2, 8) + text[place:]


_PIECES = [
    " https://vidu.example/a(b)?c=1 ", "ai.do+tin@thu.example", "😀", " :) ", " :D ", " <3 ", "🇻🇳",
    "\u200b", "\u200d", "\ufeff", "\u00ad", "\u00a0", "\u3000", "\t", "\n", "\r\n", "  ", "\u2028",
    "中国", "東京", "한국", "Σ", "İ", "ΑΣ ", "ſ", "ﬁ", "²", "Ⅻ", "٣", "१", "ð", "Ð", "'", "’", "&",
    "-", "--", "...", "…", ".", ",", "_", "/", "\\", "#", "@", "%", "°C", "v.v.", "T.Ư", "NĐ-CP",
    "\u0301", "\u0323", "\x00", "\x1c", "\x85", "𝐇", "e-mail", "4K", "TP.", "Tp.", "ʺ", "×",
]  # fmt: skip

MUTATIONS: list[Callable[[str, random.Random], str]] = [
    lambda text, _: unicodedata.normalize("NFD", text),
    lambda text, _: text.upper(),
    lambda text, _: text.lower(),
    lambda text, _: text.title(),
    lambda text, _: text.swapcase(),
    lambda text, _: _unaccented(text),
    lambda text, _: _other_tone_style(text),
    lambda text, _: text.replace("đ", "ð").replace("Đ", "Ð"),
    lambda text, _: text.replace(" ", "\u00a0"),
    lambda text, _: text.replace(" ", "  "),
    lambda text, _: text.replace(" ", ""),
    lambda text, _: text.replace(" ", "_"),
    lambda text, _: text + "\n",
    lambda text, _: text + " ",
    lambda text, _: text + "\n\n",
    lambda text, _: text + " \n",
    lambda text, _: " \n" + text,
    lambda text, _: text[::-1],
    lambda text, _: text.rstrip(".") + " TP.",
    lambda text, _: text.rstrip(".") + " :DD\n",
    lambda text, _: text.rstrip(".") + " TP.\n",
    _shuffled,
    _cut,
    _repeated_letter,
    *(_inserted(piece) for piece in _PIECES),
]

ODD = [
    "", " ", "\n", "\t \n", "\u200b", "\ufeff", ".", "TP.", "TP.\n", "TP. ", "TP.\n\n", ":D",
    ":D\n", ":D ", "A.", "A.\n", "a" * 300, "Ă" * 300, "1" * 300, "." * 300, "a." * 150,
    "A.B." * 75, "a-" * 150, "(" * 150, "http://" + "a" * 300, "\u0301", "a\u0301\n", "\x00",
    "\U0010ffff", "Σ", "ΑΣ", "ΑΣ ΑΣ.", "İ", "i\u0307", "\u1e9e", "Ǆ ǅ ǆ", "١٢٣", "²³", "+1", "-1",
    "2147483648",
]  # fmt: skip


def handwritten() -> list[str]:
    """The lines of `corpus.txt`."""
    path = Path(__file__).with_suffix(".txt")
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def strings() -> list[str]:
    """All strings, without repetition."""
    rng = random.Random(20250626)
    base = [*handwritten(), *(_sentence(rng) for _ in range(N_GENERATED))]
    mutated = []
    for number in range(N_MUTATED):
        text = MUTATIONS[number % len(MUTATIONS)](rng.choice(base), rng)
        if rng.random() < 0.3:
            text = rng.choice(MUTATIONS)(text or "x", rng)
        mutated.append(text)
    long = [" ".join(rng.choices(base, k=40)) for _ in range(N_LONG)]  # 400 tokens and more
    return list(dict.fromkeys([*base, *ODD, *mutated, *long]))
