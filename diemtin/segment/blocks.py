"""Blocks of an article: every line that is not blank, with its type.

The types are those of the section "Blocks and sentences" of ``docs/annotation.md``. The layout of
a newspaper is lost in plain text, so a line is known by its wording, its length and its place.
Decisions where the guideline leaves room:

* The first line that is no furniture, list item, caption or by-line is the ``heading`` if it has
  a heading's shape or equals the title; a rubric above it ("Kinh tế") is a ``heading`` too.
* The ``lead`` is the first paragraph after that heading, whatever by-lines, captions or
  furniture stand between. With a title that is not in the text, the heading stands outside and
  the first paragraph is the lead, provided that another paragraph follows. A long paragraph that
  is the only one is the body: line breaks were lost. A text that begins
  with a paragraph and has no title, or has one paragraph alone, has no lead.
* A heading's shape: one line of at most :data:`HEADING_SYLLABLES` syllables, starting with a
  capital, a figure or an opening quote, without a full stop, comma, colon or semicolon at its end.
* A short line without a full stop between paragraphs is a ``caption`` when it credits a picture,
  opens as picture texts do ("Quang cảnh ..."), or shows a person by title in action ("Thứ trưởng
  ... phát biểu tại ..."); else, and always with a question mark, a sub-heading. The headline
  itself is never taken for a caption.
* A line of names alone is a ``byline`` only next to the headline or among the last lines; in the
  middle it is a sub-heading, such as the name of a person interviewed.
* A picture text that ends in a full stop and credits nobody cannot be told from a paragraph: body.
* "Bài và ảnh: X", "Nguồn: X" and the name of a desk ("Ban Bạn đọc") are a ``byline``; "Ảnh: X"
  alone is a ``caption``; a line with nothing but an address to write to is ``furniture``.
* A line of date and time is a ``byline``: it belongs to the same line of print.
* A line of dialogue ("- Anh đi đâu đấy?") looks like a list item and counts as one.
"""

import re
from typing import NamedTuple

from diemtin.segment.sentences import lines, split

SHORT_LINE = 400  # code points; a longer line is a list item or a paragraph
HEADING_SYLLABLES = 30
CAPTION_SYLLABLES = 60
BYLINE_SYLLABLES = 12
# So many lines at the end, furniture not counted, may be by-lines made of names alone.
SIGNATURE_LINES = 3


class Block(NamedTuple):
    """One line of an article: a half-open span of code points and its type."""

    start: int
    end: int
    block_type: str


FURNITURE = re.compile(
    r"""
    (?: [>»►▶]{1,3}\s*\S.*
    | (?:xem|đọc)\s+(?:thêm|tiếp|nhiều)\b.*
    | (?:mời|kính\ mời)\s+(?:quý\s+)?(?:bạn\s+đọc|độc\s+giả|quý\s+vị|các\s+bạn|bạn\s+xem)\b.*
    | (?:các\s+)?(?:tin|bài|bài\s+viết|video)\s+
      (?:liên\s+quan|cùng\s+chuyên\s+mục|nổi\s+bật|mới\s+nhất|khác|đọc\s+nhiều)\b.{0,80}
    | có\s+thể\s+bạn\s+quan\s+tâm\b.{0,80}
    | (?:chia\s+sẻ|bình\s+luận|ý\s+kiến|gửi\s+bình\s+luận|lưu\s+bài(?:\s+viết)?|in\s+bài(?:\s+viết)?
      |thích|gửi\s+email|sao\s+chép\s+liên\s+kết|copy\s+link|quảng\s+cáo|trở\s+lại|quay\s+lại
      |về\s+trang\s+chủ|theo\s+dõi|facebook|twitter|zalo|telegram|email|google\s+news|print|share)
      (?:\s*(?:[-–|/:,•·]|lên|qua|bài\s+viết|với|này|của\s+bạn|trên|facebook|twitter|zalo|telegram
      |email|google\s+news|link|\(?\d++\)?))*+
    | (?:từ\s+khóa|từ\s+khoá|tags?|chủ\s+đề|chuyên\s+mục)\s*:.*
    | (?:theo\s+dõi|đăng\s+ký)\s+(?:thêm\b.* | .{0,60}
      (?:google\s+news|facebook|zalo|youtube|kênh|bản\s+tin).{0,60})
    | (?:góp\s+ý|mọi\s+(?:góp\s+ý|ý\s+kiến)|liên\s+hệ|đường\s+dây\s+nóng|hotline|e?-?mail)
      \b[^:.]{0,40}:.{0,80}
    | đừng\s+bỏ\s+lỡ | (?:bài|tin)\s+(?:mới|nóng|hot) | (?:lên|về|trở\s+về)?\s*đầu\s+trang
    | mục\s+lục | advertisement | (?:nội\s+dung|tin)\s+tài\s+trợ
    | nghe\s+(?:đọc\s+bài|audio|bài\s+viết)\b.{0,20}
    | \(?[\d.,]+\)?\s+(?:bình\s+luận|lượt\s+(?:xem|thích)|chia\s+sẻ|comments?|views?|likes?|shares?)
    | (?:lượt\s+xem|đánh\s+giá\s+bài\s+viết|ý\s+kiến\s+bạn\s+đọc)\s*:?\s*\(?[\d.,]*\)?
    | (?:đăng\s+nhập|hãy\s+là\s+người\s+đầu\s+tiên)\b.{0,30}\bbình\s+luận\b.{0,40}
    # The imprint: who publishes, by what licence, who may copy.
    | (?:(?:báo|tạp\s+chí|trang|cổng|cơ\s+quan)\b.{0,120}|số\s+)?giấy\s+phép\b
      (?=.{0,200}(?:gp-?\s?(?:b?tt|cbc|bc|stt|bvh|ptth)|báo\s+chí|báo\s+điện\s+tử|trang\s+tin
      |xuất\s+bản))[^.]{0,100}(?:số|:)\s*:?\s*\d.{0,200}
    | (?:phó\s+)?tổng\s+biên\s+tập\s*:.{0,120}
    | (?:chịu\s+trách\s+nhiệm|người\s+chịu\s+trách\s+nhiệm)\s.{0,40}nội\s+dung\b.{0,120}
    | cơ\s+quan\s+chủ\s+quản\s*:.{0,160}
    | [®©]\s*\S.{0,250} | copyright\b.{0,200}
    | (?:toàn\s+bộ\s+)?bản\s+quyền\s+(?:©|thuộc|của|\d{4}).{0,200}
    | (?:vui\s+lòng\s+|yêu\s+cầu\s+|đề\s+nghị\s+)?ghi\s+rõ\s+nguồn\b.{0,160}
    | (?:nghiêm\s+)?cấm\s+sao\s+chép\b.{0,160}
    | (?:mọi\s+hành\s+vi|không\s+được)\s+sao\s+chép\b.{0,200}
    | powered\s+by\b.{0,60} | (?:thiết\s+kế|phát\s+triển|vận\s+hành)\s+bởi\b.{0,80}
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)

# Where to go, write or ring: of a newspaper's imprint, or of the body that an article is about.
CONTACT = re.compile(
    r"""
    (?: (?:trụ\s+sở(?:\s+chính)?|(?:tòa|toà)\s+soạn(?:\s+(?:chính|tại\s+[^:.]{1,30}))?
        |văn\s+phòng\s+(?:đại\s+diện|giao\s+dịch)(?:\s+(?:tại|phía)\s+[^:.]{1,30})?
        |địa\s+chỉ(?:\s+(?:tòa|toà)\s+soạn)?|(?:số\s+)?điện\s+thoại|website|liên\s+hệ\s+quảng\s+cáo)
        \s*: | (?:đt|tel|fax|phone)(?:\s*[/&-]\s*(?:fax|tel|đt))?\s*[:.] )
    \s*(?=.*(?:\d|@)).{1,200}
    | (?:website|fanpage)\s*:\s*\S{1,80}
    """,
    re.VERBOSE | re.IGNORECASE,
)

# A picture credit stands at the end of a line: "... Ảnh: Minh Đăng", "(Ảnh minh họa)".
CREDIT = re.compile(
    r"""
    (?: (?: ^ | \s(?=[ẢĐHVCPN]) | [.!?…"”)|,–—-]\s* | \(\s* )
        (?: (?i: ảnh|hình|hình\s+ảnh|nguồn\s+ảnh|đồ\s+h(?:ọa|oạ)|video|clip|photo|infographic)
            (?i: \s+(?:minh\s+h(?:ọa|oạ)|tư\s+liệu))? \s*[:/]\s* \S.{0,60} )
      | (?: ^ | [.!?…"”)|,–—-]\s* | \(\s* )
        (?i: (?:ảnh|hình)\s+(?:minh\s+h(?:ọa|oạ)|tư\s+liệu|chụp\s+màn\s+hình|cắt\s+từ) .{0,40} )
      | \( (?i:ảnh|nguồn) \b [^()]{1,40} \)
    )
    [)\s.]* $
    """,
    re.VERBOSE,
)
# A cheap look before CREDIT: one of the words that it asks for. It begins with a set of letters, to
# which the regex engine leaps.
PICTURE_WORD = re.compile(
    r"[ẢảÌìỒồEeLlPpFf](?i:(?<=\bả)nh|(?<=\bhì)nh|(?<=\bđồ)\s+h|(?<=\bvide)o|(?<=\bcl)ip"
    r"|(?<=\bp)hoto|(?<=\binf)ographic|(?<=\(nguồ)n)"
)
SCENE = re.compile(
    r"(?:quang|toàn|khung|cận)\s+cảnh\b|(?:các\s+)?đại\s+biểu\b|hiện\s+trường\b|hình\s+ảnh\b"
    r"|một\s+góc\b|chân\s+dung\b|chụp\s+ảnh\b|bên\s+trong\b.{0,40}\bhội",
    re.IGNORECASE,
)
PERSON_IN_ACTION = re.compile(
    r"""
    (?:phó\s+|nguyên\s+|quyền\s+)?
    (?:tổng\s+bí\s+thư|thủ\s+tướng|chủ\s+tịch|bộ\s+trưởng|thứ\s+trưởng|bí\s+thư|giám\s+đốc
      |tổng\s+giám\s+đốc|cục\s+trưởng|vụ\s+trưởng|đồng\s+chí|ông|bà|đại\s+diện|lãnh\s+đạo|thượng\s+tướng
      |đại\s+tướng|trung\s+tướng|thiếu\s+tướng|đại\s+tá|hiệu\s+trưởng|trưởng\s+ban|gs|pgs|ts|ths)\b
    [^.:“"]*?
    \b(?:phát\s+biểu|trao|tặng|chủ\s+trì|tham\s+quan|chụp\s+ảnh|bắt\s+tay|thăm(?!\s+dò)|tại\s+(?:buổi|lễ|hội)
      |kiểm\s+tra|trả\s+lời|trình\s+bày|chia\s+sẻ\s+tại
      |dự(?!\s+(?:án|báo|kiến|luật|phòng|thảo|toán)))\b
    """,
    re.VERBOSE | re.IGNORECASE,
)

# Between the names of a signature: "Tú Linh- TTTĐ", "Nguyễn Văn A (TTXVN)", "H.Nam - Thanh Hà".
SIGNATURE_BREAK = re.compile(r"\s*[-–—/|&,+()]\s*(?:[Tt]heo\s+)?")
NAME_WORDS = 5
ATTRIBUTION = re.compile(
    r"""
    (?:bài|tin|bài\s+và\s+ảnh|tin[,\s]+(?:và\s+)?ảnh|bài[,\s]+ảnh|thực\s+hiện|tác\s+giả|nguồn
      |nhóm\s+pv|phóng\s+viên|biên\s+tập|biên\s+dịch|người\s+viết|dịch)\s*:.*
    | \(?(?:pv|nhóm\s+pv|nhóm\s+phóng\s+viên|phóng\s+viên|tổng\s+hợp|btv|ctv) (?:[\s:(/–-].*)? \)?
    | (?:ban|tổ|nhóm)\s+(?:biên\s+tập|bạn\s+đọc|thời\s+sự|tin\s+tức|phóng\s+viên)
    | (?:tòa|toà)\s+soạn
    """,
    re.VERBOSE | re.IGNORECASE,
)
SOURCE = re.compile(r"\(?[Tt]heo\s+(?P<who>[^,:;]+)")
DATE = re.compile(
    r"(?:(?:thứ\s+\w+|chủ\s+nhật|(?:cập\s+nhật|đăng|xuất\s+bản)(?:\s+(?:lúc|ngày|vào))?|lúc"
    r"|ngày(?:\s+đăng)?)[\s,:-]*)*"
    r"(?:\d{1,2}[:h]\d{2}(?::\d{2})?[\s,|–-]*(?:ngày\s+)?)?"
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[\s,|–-]*(?:(?:lúc\s+)?\d{1,2}[:h]\d{2}(?::\d{2})?)?"
    r"\s*(?:\(?gmt\s*\+?\s*7\)?)?",
    re.IGNORECASE,
)
# Names, then the date: "Lò Mạc - 05/06/2025 08:30".
DATED_NAMES = re.compile(
    rf"(?P<names>[^\d:]{{3,60}}?)\s*[-–|,•·]\s*(?:{DATE.pattern})", re.IGNORECASE
)

LIST_ITEM = re.compile(
    r"[-–—•*+●▪◦‣·✓✔→]\s+\S | \(?\d{1,3}[.)]\s+\S | \(?[a-zđ][.)]\s+\S | [IVX]+[.)]\s+\S",
    re.VERBOSE,
)
OPENERS = "\"'“‘«([…. "
CLOSERS = "\"'”’»)] "
NOT_A_HEADINGS_END = tuple(".…,;:")


def blocks(text: str, title: str | None = None) -> list[Block]:
    """Return the blocks of an article: one per line that is not blank.

    Args:
        text: Canonical text (NFC, newline line ends); on any other string the spans are exact too.
        title: The article's title if it is known apart from the text.

    Returns:
        Blocks in order, each a line trimmed of outer white space as a half-open span of code
        points; ``block_type`` is one of ``heading``, ``lead``, ``body``, ``caption``, ``byline``,
        ``list_item``, ``furniture``. Empty for a blank text.
    """
    spans = lines(text)
    types = _types([text[start:end] for start, end in spans], _squeeze(title or ""))
    return [Block(start, end, kind) for (start, end), kind in zip(spans, types, strict=True)]


def is_furniture(line: str) -> bool:
    """Tell whether a trimmed line is of type furniture, unless it is the title."""
    if len(line) > SHORT_LINE:
        return False
    return bool(FURNITURE.fullmatch(line) or CONTACT.fullmatch(line))


def _squeeze(text: str) -> str:
    """Fold case and white space, to compare a line with the title."""
    return " ".join(text.split()).casefold()


def _is_title(line: str, title: str) -> bool:
    """Tell whether a line is the title, which has to be squeezed."""
    return title.startswith(line[0].casefold()) and _squeeze(line) == title


def _types(lines: list[str], title: str) -> list[str]:
    """Give each line its type: first by the line alone, then by its place."""
    types = ["heading" if _is_title(line, title) else _alone(line) for line in lines]
    first = next((i for i, kind in enumerate(types) if kind in ("heading", "body")), None)
    if first is None:
        return types
    if _is_headline(lines[first]):
        types[first] = "heading"
    _place(lines, types, first)
    if "body" in types and _leads(lines, types, first, title):
        types[types.index("body")] = "lead"
    return types


def _leads(lines: list[str], types: list[str], first: int, title: str) -> bool:
    """Tell whether the first paragraph is a lead: it stands under a heading, before others."""
    is_headed = types[first] == "heading" or bool(title)
    if types.count("body") > 1:
        return is_headed
    return types[first] == "heading" and len(lines[types.index("body")]) <= SHORT_LINE


def _alone(line: str) -> str:
    """Return the type that a line's own wording and length give it."""
    is_short = len(line) <= SHORT_LINE
    if is_furniture(line):
        return "furniture"
    if is_short and _has_at_most(BYLINE_SYLLABLES, line) and _is_byline(line):
        return "byline"
    if is_short and _credits_a_picture(line) and _has_at_most(CAPTION_SYLLABLES, line):
        return "caption"
    if LIST_ITEM.match(line):
        return "list_item"
    return "heading" if _is_subheading(line) else "body"


def _has_at_most(n_syllables: int, line: str) -> bool:
    return len(line.split(None, n_syllables)) <= n_syllables


def _credits_a_picture(line: str) -> bool:
    """Tell whether a line ends with who made a picture."""
    return PICTURE_WORD.search(line) is not None and CREDIT.search(line) is not None


def _is_byline(line: str) -> bool:
    """Tell whether a line names its writer, its source or its date in so many words."""
    if ATTRIBUTION.fullmatch(line) or DATE.fullmatch(line):
        return True
    if (dated := DATED_NAMES.fullmatch(line)) and _is_signature(dated["names"]):
        return True
    source = SOURCE.fullmatch(line)
    return source is not None and source["who"][0].isupper()


def _is_headline(line: str) -> bool:
    """Tell whether a line has a heading's shape; an ellipsis may end the headline."""
    return _is_subheading(line.rstrip(".…") if line.endswith(("...", "…")) else line)


def _is_subheading(line: str) -> bool:
    """Tell whether a line is short, starts like a title and ends without a full stop."""
    if len(line) > SHORT_LINE or line.rstrip(CLOSERS).endswith(NOT_A_HEADINGS_END):
        return False
    first = line.lstrip(OPENERS)[:1]
    is_begun = first.isupper() or first.isdigit()
    return is_begun and _has_at_most(HEADING_SYLLABLES, line) and len(split(line)) == 1


def _place(lines: list[str], types: list[str], first: int) -> None:
    """Turn headings behind the headline into by-lines and captions where their place tells."""
    printed = [i for i, kind in enumerate(types) if kind != "furniture" and i > first]
    signed = {first + 1, first + 2, *printed[-SIGNATURE_LINES:]}
    for i in printed:
        if types[i] != "heading":
            continue
        if i in signed and _is_signature(lines[i]):
            types[i] = "byline"
        elif not lines[i].endswith(("?", "!")) and _shows_a_scene(lines[i]):
            types[i] = "caption"


def _shows_a_scene(line: str) -> bool:
    """Tell whether a line reads like the text under a picture."""
    return SCENE.match(line) is not None or PERSON_IN_ACTION.match(line) is not None


def _is_signature(line: str) -> bool:
    """Tell whether a line is made of names alone: every word starts with a capital."""
    names = [name.split() for name in SIGNATURE_BREAK.split(line.rstrip(".")) if name]
    return bool(names) and all(
        len(name) <= NAME_WORDS and all(word[0].isupper() for word in name) for name in names
    )
