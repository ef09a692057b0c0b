"""Copies of texts as newspapers make them, and texts that only look like copies."""

import random
import re
from collections.abc import Callable

_OLD_STYLE = {
    "òa": "oà",
    "óa": "oá",
    "ỏa": "oả",
    "õa": "oã",
    "ọa": "oạ",
    "òe": "oè",
    "óe": "oé",
    "ủy": "uỷ",
    "úy": "uý",
    "ùy": "uỳ",
    "ũy": "uỹ",
    "ụy": "uỵ",
}
_OPEN = re.compile(rf"(?<![qQ])(?:{'|'.join(_OLD_STYLE)})(?!\w)")
_SENTENCE = re.compile(r"(?<=[.!?”])\s+")


def verbatim(text: str, dice: random.Random) -> str:
    return text


def cut_at_the_end(text: str, dice: random.Random) -> str:
    """Without the last 10 to 60 per cent."""
    syllables = re.findall(r"\S+\s*", text)
    return "".join(syllables[: round(len(syllables) * dice.uniform(0.4, 0.9))])


def thinned(text: str, dice: random.Random) -> str:
    """Without sentences here and there, 10 to 60 per cent of all."""
    lines = [_SENTENCE.split(line) for line in text.split("\n")]
    places = [(row, column) for row, line in enumerate(lines) for column in range(len(line))]
    gone = set(dice.sample(places, round(len(places) * dice.uniform(0.1, 0.6))))
    kept = [
        " ".join(one for column, one in enumerate(line) if (row, column) not in gone)
        for row, line in enumerate(lines)
    ]
    return "\n".join(line for line in kept if line)


def in_the_other_tone_style(text: str, dice: random.Random) -> str:
    return _OPEN.sub(lambda match: _OLD_STYLE[match[0]], text)


def with_boilerplate(text: str, dice: random.Random) -> str:
    """Between lines of the newspaper's own, some fifth of the text again."""
    desk = dice.randrange(1000)
    return "\n".join(
        [
            f"Bản tin được ban biên tập số {desk} tiếp nhận và đăng lại theo thỏa thuận hợp tác.",
            text,
            f"Mọi phản hồi về bài này xin gửi về tòa soạn qua hộp thư của chuyên trang {desk}.",
            "Xem thêm: Tin trong ngày",
            "Chia sẻ",
        ]
    )


def reordered(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    dice.shuffle(lines)
    return "\n".join(lines)


def lightly_edited(text: str, dice: random.Random) -> str:
    """With every twentieth word another."""
    return re.sub(r"\b[a-zđ]\w+\b", lambda m: "cũng" if dice.random() < 0.05 else m[0], text)


WAYS: dict[str, Callable[[str, random.Random], str]] = {
    one.__name__: one
    for one in (
        verbatim,
        cut_at_the_end,
        thinned,
        in_the_other_tone_style,
        with_boilerplate,
        reordered,
        lightly_edited,
    )
}


def weather(dice: random.Random) -> tuple[str, str]:
    day = _day(dice)
    lines = [
        f"Trung tâm khí tượng cho biết ngày {day} khu vực Bắc Bộ nhiều mây, có mưa rào và dông vài "
        f"nơi, vùng núi có nơi mưa to với lượng mưa {dice.randint(20, 90)} mm."
    ]
    for place in ("Hà Nội", "Hải Phòng", "Nghệ An", "Huế", "Cần Thơ", "Sơn La"):
        low = dice.randint(20, 28)
        lines.append(
            f"{place} nhiều mây, ngày nắng gián đoạn, đêm có mưa rào và dông rải rác. Gió nhẹ cấp "
            f"{dice.randint(2, 4)}. Nhiệt độ thấp nhất từ {low} - {low + 2} độ, cao nhất từ "
            f"{low + 6} - {low + dice.randint(7, 10)} độ."
        )
    lines.append(
        "Trong cơn dông cần đề phòng khả năng xảy ra lốc, sét, mưa đá và gió giật mạnh. Người dân "
        "vùng núi cần đề phòng lũ quét, sạt lở đất do mưa lớn kéo dài, chủ động di dời khi có cảnh "
        "báo của chính quyền địa phương."
    )
    return f"Dự báo thời tiết ngày {day}", "\n".join(lines)


def exchange_rates(dice: random.Random) -> tuple[str, str]:
    day, rate = _day(dice), dice.randint(24_000, 25_900)
    bought, sold = rate + dice.randint(100, 300), rate + dice.randint(400, 700)
    lines = [
        f"Ngân hàng Nhà nước sáng {day} công bố tỷ giá trung tâm của đồng Việt Nam với đô la Mỹ ở "
        f"mức {rate} đồng, tăng {dice.randint(1, 30)} đồng so với phiên trước.",
        "Với biên độ 5 % theo quy định, tỷ giá trần mà các ngân hàng được áp dụng là "
        f"{rate * 105 // 100} đồng và tỷ giá sàn là {rate * 95 // 100} đồng một đô la Mỹ.",
        f"Tại các ngân hàng thương mại, giá mua vào đứng ở {bought} đồng và giá bán ra ở {sold} "
        "đồng một đô la Mỹ. Trên thị trường tự do, đô la Mỹ được giao dịch quanh mức "
        f"{rate + dice.randint(701, 999)} đồng chiều mua vào, không đổi so với tuần trước.",
    ]
    return f"Tỷ giá ngày {day}", "\n".join(lines)


def lottery(dice: random.Random) -> tuple[str, str]:
    day = _day(dice)
    prizes = [
        f"Giải {name}: {' - '.join(f'{dice.randrange(100_000):05}' for _ in range(number))}."
        for name, number in (("đặc biệt", 1), ("nhất", 1), ("nhì", 2), ("ba", 6), ("tư", 4))
    ]
    lines = [
        f"Công ty xổ số kiến thiết công bố kết quả mở thưởng ngày {day} như sau.",
        " ".join(prizes),
        "Người trúng thưởng cần mang vé còn nguyên vẹn, không rách rời, không tẩy xóa, cùng giấy "
        "tờ tùy thân đến công ty hoặc các đại lý để nhận thưởng trong thời hạn 30 ngày kể từ ngày "
        "mở thưởng. Thông tin chỉ để tham khảo, kết quả chính thức do hội đồng xổ số công bố.",
    ]
    return f"Kết quả xổ số ngày {day}", "\n".join(lines)


def match_preview(dice: random.Random) -> tuple[str, str]:
    clubs = ["Thép Cửa Lò", "Sông Hinh", "Trà Bồng", "Hải Âu", "Đồi Chè", "Gạo Sóc Trăng"]
    players = ["Vừ A Páo", "Lường Văn Khởi", "Trịnh Quốc Đạt", "Hồ Minh Tấn", "Lê Hữu Phước"]
    home, guests = dice.sample(clubs, 2)
    coach, striker, back = dice.sample(players, 3)
    lines = [
        f"Đội {home} tiếp đón {guests} ở vòng {dice.randint(1, 26)} giải hạng Nhất, trong trận đấu "
        "mà cả hai đội đều cần điểm.",
        f"Ở {dice.randint(3, 9)} trận gần nhất, {home} ghi được {dice.randint(1, 19)} bàn. Huấn "
        f"luyện viên {coach} cho biết các học trò đã sẵn sàng và sẽ chơi tấn công ngay từ đầu.",
        f"Phía bên kia, {guests} đứng thứ {dice.randint(1, 12)} trên bảng xếp hạng với "
        f"{dice.randint(5, 60)} điểm. Tiền đạo {striker} đã bình phục, trong khi trung vệ {back} "
        "bị treo giò vì nhận đủ thẻ phạt.",
        "Độc giả có thể theo dõi trực tiếp trận đấu trên các kênh thể thao hoặc cập nhật diễn "
        "biến, tỷ số, đội hình ra sân và thống kê ngay trên trang của chúng tôi, và gửi dự đoán tỷ "
        "số ở bên dưới để có cơ hội nhận quà của ban biên tập.",
    ]
    return f"Nhận định {home} - {guests} ngày {_day(dice)}", "\n".join(lines)


TEMPLATES = {one.__name__: one for one in (weather, exchange_rates, lottery, match_preview)}


def _day(dice: random.Random) -> str:
    return f"{dice.randint(1, 28)}/{dice.randint(1, 12)}"
