"""Sentences of Vietnamese news text, by rules: text in, offsets out.

The definition is the section "Blocks and sentences" of ``docs/annotation.md``. The work is done in
three steps: cut the text into lines, find every run of end marks in a line, and ask of each run
what stands before and behind it. Everything looked at is bounded in length or seen once only, so
the time is linear in the length of the text whatever the text is.
"""

import re
from collections.abc import Iterator

from diemtin.segment.wordlists import (
    ADDRESS_FORMS,
    ADDRESS_LETTERS,
    ET_CETERA,
    FILE_ENDINGS,
    LETTER_HEADS,
    NAME_HEADS,
    NUMBER_HEADS,
    STARTERS,
    TITLES,
)

# The line ends that other programs leave in a text; canonical text has "\n" alone. U+0085 is left
# out: in news text it is half of a letter in the wrong encoding, not a line end.
LINE = re.compile(r"[^\n\r\v\f\u2028\u2029]+")

# A web address is passed over whole (its own trailing marks left out); else a run of end marks
# with the closing quotes and brackets among and behind it.
CANDIDATE = re.compile(
    r"""
    (?:https?://|www\.)\S*[^\s.!?…,;:)\]"'”’»]
    | (?P<run> [.!?…] [.!?…"'”’»)\]}]* (?:[ ][”»)\]}]+)? )
    """,
    re.VERBOSE,
)
MARKS = ".!?…"
CLOSERS = "\"'”’»)]}%"
OPENERS = "\"'“‘”«([{"
FOLLOWING = re.compile(r"""(?P<gap>\s*)(?P<opening>["'“‘”«(\[{]*)(?P<word>[^\W_]*)""")
WORD_CHARACTER = re.compile(r"[^\W_]")
DASHES = "-–—•*+"

ONSET = "(?:ngh?|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
SYLLABLE = re.compile(f"{ONSET}[{VOWELS}]{{1,3}}(?:ch|ng|nh|[cmnpt])?", re.IGNORECASE)
BRAND = re.compile(r"[a-zđ][A-Z]")  # iPhone, eSIM, pH
LIST_NUMBER = re.compile(r"\d{1,2}|[^\W\d_]|[IVX]+")
NUMBER = re.compile(r"\d[\d.,:/h-]*")
# Letters that stand for a name; Á and Ý are words.
INITIALS = frozenset("ABCDĐEFGHIJKLMNOPQRSTUVWXYZ")
TOKEN_BREAK = re.compile(r"""[\s"'“‘”’«»()\[\]{},;:!?…]""")
PIECE_BREAK = re.compile(r"[./_@–—-]")

# How far back a rule may look: longer than any word, shorter than what would cost time.
REACH = 48


def split(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a text as half-open spans of code points.

    Args:
        text: Canonical text (NFC, newline line ends); on any other string the spans are exact too.

    Returns:
        ``[(start, end), ...]`` in order and without overlap, no span beginning or ending with
        white space; every character outside them is white space. Empty for a blank text.
    """
    spans = []
    for match in LINE.finditer(text):
        line, offset = match.group(), match.start()
        start = 0
        for end in [*_ends(line), len(line)]:
            span = _trim(line, start, end)
            if span:
                spans.append((offset + span[0], offset + span[1]))
            start = end
    return spans


def _trim(line: str, start: int, end: int) -> tuple[int, int] | None:
    """Narrow a span to what is not white space; None when nothing is left."""
    piece = line[start:end]
    bare = piece.strip()
    if not bare:
        return None
    first = start + len(piece) - len(piece.lstrip())
    return first, first + len(bare)


def _ends(line: str) -> Iterator[int]:
    """Yield the offset behind each sentence of a line, the last one left out."""
    start = 0  # of the sentence being read
    seen = 0  # up to here the sentence was looked through for a word
    has_word = False
    for match in CANDIDATE.finditer(line):
        has_word = has_word or WORD_CHARACTER.search(line, seen, match.start()) is not None
        seen = match.start()
        # Marks before the first word ("...Tôi", "(?)") open a sentence rather than close it.
        if match["run"] is None or not has_word:
            continue
        end = _end(line, start, match.start(), match.end())
        if end is not None:
            yield end
            start = seen = end
            has_word = False


def _end(line: str, start: int, mark: int, stop: int) -> int | None:
    """Decide on the run of marks and closers ``line[mark:stop]``: the sentence's end, or None."""
    # A straight quote against the next word opens what follows: 'xong."Tôi' .
    while line[stop - 1] in "\"'" and line[stop : stop + 1].isalnum():
        stop -= 1
    run = line[mark:stop]
    following = FOLLOWING.match(line, stop)
    assert following is not None  # every part of the pattern may be empty
    if following.end("gap") == len(line):
        return stop
    if mark and line[mark - 1] in OPENERS and run[-1] in ")]”’\"'":
        return None  # "(?!)", "[...]": a remark on the sentence, not its end
    gap, word = following["gap"], following["word"]
    if not gap:
        return stop if _space_is_missing(line, start, mark, run, following) else None
    closed = run[-1] not in MARKS
    if not word:
        return stop if _symbol_opens(line, following, closed) else None
    if not _opens_sentence(line, start, mark, run, following):
        return None
    if run == "." and _dot_belongs_to_word(line, start, mark, following):
        return None
    return stop


def _symbol_opens(line: str, following: re.Match[str], closed: bool) -> bool:
    """Tell whether a sentence may start where no letter or figure follows (a dash, say)."""
    at = following.end()
    if following["opening"] and line[at : at + 1].isspace():
        # A mark between spaces closes what the sentence says: '... không ? " .', '... ! " và đi'
        rest = FOLLOWING.match(line, at)
        return bool(rest and rest["word"] and not rest["word"][0].islower())
    symbol = line[at : at + 1]
    if symbol in DASHES:
        # '"Đi đâu?" - ông hỏi' goes on; "2-0. - Trận sau" does not.
        after = line[at + 1 : at + 3].strip()
        return not closed and not after[:1].islower()
    return symbol not in ",;:.!?…)]}”’»/%"


def _opens_sentence(
    line: str, start: int, mark: int, run: str, following: re.Match[str]
) -> bool:
    """Tell whether what follows a space looks like the start of a sentence."""
    word = following["word"]
    if not word[0].islower() or BRAND.match(line, following.start("word")):
        return True
    if run != ".":
        return False  # '"Đi chưa?" chị hỏi', "do dự... rồi gật đầu"
    # A small letter is a slip of the pen, unless the full stop belongs to an abbreviation.
    token = _token_before(line, start, mark)
    return _is_plain_word(token) or (bool(following["opening"]) and NUMBER.fullmatch(token) is not None)


def _is_plain_word(token: str) -> bool:
    """Tell whether a token is an ordinary Vietnamese word in small letters."""
    return (
        len(token) > 1
        and token.islower()
        and SYLLABLE.fullmatch(token) is not None
        and not _is_abbreviation(token)
    )


def _token_before(line: str, start: int, mark: int) -> str:
    """Return what stands between the last white space, quote or bracket and the end mark."""
    return TOKEN_BREAK.split(line[max(start, mark - REACH) : mark])[-1]


def _word_before(line: str, start: int, at: int) -> str:
    """Return the last word before an offset, white space between; empty if there is none."""
    words = line[max(start, at - REACH) : at].split()
    return words[-1] if words else ""


def _dot_belongs_to_word(line: str, start: int, mark: int, following: re.Match[str]) -> bool:
    """Tell whether a full stop, a space and a capital or figure are inside a sentence."""
    token = _token_before(line, start, mark)
    word = following["word"]
    lower = token.lower()
    if not token or word == "000":
        return bool(token)  # "25. 000 đồng"
    if lower in ET_CETERA:
        return word[0].islower()
    if _is_list_number(line, start, mark, token):
        return True
    parts = lower.split(".")
    if parts[-1] in TITLES and all(part in TITLES or len(part) == 1 for part in parts):
        return True
    if lower in NUMBER_HEADS:
        return word[0].isdigit()
    if lower in NAME_HEADS:
        return word.lower() not in STARTERS
    if len(parts[-1]) == 1 and token[-1] in INITIALS:
        return _initial_goes_on(line, start, mark, token, following)
    return False


def _is_list_number(line: str, start: int, mark: int, token: str) -> bool:
    """Tell whether "1", "a" or "II" is a marker: it opens the sentence or follows a colon."""
    if not LIST_NUMBER.fullmatch(token):
        return False
    at = mark - len(token)
    before = line[max(start, at - 8) : at].rstrip()
    if at - start <= 8 and not WORD_CHARACTER.search(before):
        return True
    return before.endswith((":", ";"))


def _initial_goes_on(
    line: str, start: int, mark: int, token: str, following: re.Match[str]
) -> bool:
    """Tell whether a capital with a full stop is followed by the rest of a name."""
    word = following["word"]
    before = line[max(start, mark - len(token) - REACH) : mark - len(token)]
    previous = _word_before(line, start, mark - len(token))
    if len(word) == 1 and line[following.end() : following.end() + 1] == ".":
        return True  # "J. K. Rowling"
    if following["opening"]:
        return following["opening"].startswith("(")  # "cháu Q. (9 tuổi)"
    if previous.lower() in LETTER_HEADS or word.lower() in STARTERS:
        return False  # "độ C. Miền Bắc", "chị H. Theo"
    is_address = token.lower() in ADDRESS_LETTERS and not _is_person(previous)
    if word[0].isdigit():
        return is_address
    if SYLLABLE.fullmatch(word):
        return is_address or before.rstrip().endswith(",")
    return True  # "ông J. Biden"


def _is_person(previous: str) -> bool:
    """Tell whether an initial behind this word stands for a given name: "chị H.", "Thị H."."""
    return previous.lower() in ADDRESS_FORMS or (
        previous.istitle() and SYLLABLE.fullmatch(previous) is not None
    )


def _space_is_missing(
    line: str, start: int, mark: int, run: str, following: re.Match[str]
) -> bool:
    """Tell whether two sentences meet without a space: "đầu năm.Mừng tuổi"."""
    word, end = following["word"], following.end()
    if not word or word[0].islower() or word.lower() in FILE_ENDINGS:
        return False
    if following["opening"]:
        return word[0].isupper() and not _is_abbreviation(_token_before(line, start, mark))
    if word[0].isdigit() or "@" in line[end : end + REACH].split(" ", 1)[0]:
        return False
    stands_alone = not line[end : end + 1] or line[end].isspace() or line[end] in ",:"
    if run != ".":
        return len(word) > 1 or stands_alone
    token = _token_before(line, start, mark)
    if not token:
        return line[mark - 1] in CLOSERS
    if token[-1] == "%" or NUMBER.fullmatch(token):
        return word.istitle() and not _is_list_number(line, start, mark, token)
    piece = PIECE_BREAK.split(token)[-1]
    if not piece.isalpha() or _is_abbreviation(piece):
        return False
    if not stands_alone:
        return False
    is_title_word = word.istitle() and SYLLABLE.fullmatch(word) is not None
    if piece.isupper():
        return is_title_word and word.lower() in STARTERS
    return is_title_word or word.lower() in TITLES or SYLLABLE.fullmatch(piece) is not None


def _is_abbreviation(token: str) -> bool:
    """Tell whether a token is an initial or ends like an abbreviation before a name."""
    last = token.rpartition(".")[2]
    lower = last.lower()
    return last in INITIALS or lower in TITLES or lower in NAME_HEADS or lower in NUMBER_HEADS
