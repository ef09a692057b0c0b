"""Sentences of Vietnamese news text, by rules: text in, offsets out.

The definition is the section "Blocks and sentences" of ``docs/annotation.md``. The work is done in
three steps: cut the text into lines, find every run of end marks in a line, and ask of each run
what stands before and behind it. Whatever a rule looks at is bounded in length or seen by one rule
only, so the time is linear in the length of the text, whatever the text is.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from diemtin.segment.wordlists import (
    ADDRESS_LETTERS,
    ET_CETERA,
    FILE_ENDINGS,
    FIRM_STARTERS,
    LETTER_HEADS,
    MARKER_HEADS,
    NAME_HEADS,
    NUMBER_HEADS,
    PERSON_HEADS,
    STARTERS,
    TITLES,
)
from diemtin.syllables import is_syllable

# The line ends that other programs leave in a text; canonical text has "\n" alone. U+0085 is left
# out: in news text it is half of a letter in the wrong encoding, not a line end.
OTHER_LINE_ENDS = "\r\v\f\u2028\u2029"

# The rest of a web address is passed over whole, the marks at its end left out; else it is a run of
# end marks with the closing quotes and brackets among and behind it. It begins with a set of
# characters that are rare in prose, to which the regex engine leaps.
CANDIDATE = re.compile(
    r"""
    [/.!?…] (?:
        (?P<address> (?: (?<=http:/)/ | (?<=https:/)/ | (?<=www\.) ) \S* [^\s.!?…,;:)\]"'”’»] )
        | (?<=[.!?…]) [.!?…"'”’»)\]}]* (?:[ ][”»)\]}]+)?
    )
    """,
    re.VERBOSE,
)
MARKS = ".!?…"
CLOSERS = "\"'”’»)]}%"
OPENING = "\"'“‘”«([{"
FOLLOWING = re.compile(rf"(?P<gap>\s*)(?P<opening>[{re.escape(OPENING)}]*)(?P<word>[^\W_]*)")
DASHES = "-–—•*+"
NOT_AN_OPENING = ",;:.!?…)]}”’»/%"
OPENED = re.compile(r"""[“‘«(\[{]$|(?:^|[\s:])["']$""")

WORD_CHARACTER = re.compile(r"[^\W_]")
WORD = re.compile(r"[^\W_]+")
CAPITAL_NEXT = re.compile(r"\s+[^\W\d_]")
TOKEN_BREAK = re.compile(r"""[\s"'“‘”’«»()\[\]{},;:!?…]""")
PIECE_BREAK = re.compile(r"[./_@–—-]")
NUMBER = re.compile(r"\d[\d.,:/h-]*")
LIST_NUMBER = re.compile(r"\d{1,2}|[A-Za-zĐđ]|[IVX]+")
BRAND = re.compile(r"[a-zđ][A-Z]")  # iPhone, eSIM, pH
INITIALS = frozenset("ABCDĐEFGHIJKLMNOPQRSTUVWXYZ")  # Á and Ý are words

CLIPPED = re.compile(r"[BCDĐGHKLMNPQRSTVX][bcdđghklmnpqrstvx]{1,2}")  # "Ng. Nam", "Th.Hà"

# A full stop behind one of these takes a further look.
ABBREVIATIONS = frozenset().union(ET_CETERA, NUMBER_HEADS, NAME_HEADS, TITLES)
SHORT = re.compile(f"{LIST_NUMBER.pattern}|{CLIPPED.pattern}")

# How far back a rule may look: longer than any word, short enough to cost nothing.
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
    for offset, behind in lines(text):
        line = text[offset:behind]
        start = 0
        for end in _ends(line):
            spans.append((offset + start, offset + end))
            start = end
            while line[start].isspace():
                start += 1
        spans.append((offset + start, behind))
    return spans


def lines(text: str) -> list[tuple[int, int]]:
    """Return the spans of the lines that are not blank, trimmed of outer white space."""
    for line_end in OTHER_LINE_ENDS:
        text = text.replace(line_end, "\n")
    spans = []
    start = 0
    for line in text.split("\n"):
        if bare := line.strip():
            first = start + len(line) - len(line.lstrip())
            spans.append((first, first + len(bare)))
        start += len(line) + 1
    return spans


class _Mark(NamedTuple):
    """A run of end marks in a line with what stands around it."""

    line: str
    start: int  # of the sentence
    at: int  # of the first mark
    run: str  # the marks and the closing quotes and brackets behind them
    gap: str  # white space behind the run
    opening: str  # quotes and brackets that open the next word
    word: str  # the next word, "" before any other character
    word_end: int

    @property
    def stop(self) -> int:
        """The offset behind the run."""
        return self.at + len(self.run)

    @property
    def token(self) -> str:
        """What stands between the last white space, quote or bracket and the mark."""
        return TOKEN_BREAK.split(self.line[max(self.start, self.at - REACH) : self.at])[-1]

    def before(self, token: str) -> str:
        """The text before the token, as far back as a rule may look."""
        end = self.at - len(token)
        return self.line[max(self.start, end - REACH) : end]


def _ends(line: str) -> Iterator[int]:
    """Yield the offset behind each sentence of a trimmed line, the last one left out."""
    start = 0  # of the sentence being read
    seen = 0  # up to here it was looked through for a word
    has_word = False
    for match in CANDIDATE.finditer(line):
        at, stop = match.span()
        if stop == len(line):
            return
        if match.lastgroup == "address" or not _may_open(line[stop]):
            continue
        if not _is_plain_stop(line, at, stop):
            has_word = has_word or WORD_CHARACTER.search(line, seen, stop) is not None
            seen = stop
            # Marks before the first word ("...Tôi", "(?)") open a sentence rather than close it.
            if not has_word:
                continue
            mark = _mark(line, start, at, stop)
            if not _is_end(mark):
                continue
            stop = mark.stop
        yield stop
        start = seen = stop
        has_word = False


def _may_open(character: str) -> bool:
    """Tell whether a sentence may begin at a character or, if that is a blank, behind it."""
    return character.isspace() or character.isupper() or character in OPENING


def _is_plain_stop(line: str, at: int, stop: int) -> bool:
    """Tell whether it is a full stop that needs no further look: "… ra đồng. Sáng"."""
    if line[at : stop + 1] != ". ":
        return False
    token = line[line.rfind(" ", 0, at) + 1 : at]
    return (
        line[stop + 1 : stop + 3].lstrip(OPENING)[:1].isupper()
        and token.isalnum()
        and token.lower() not in ABBREVIATIONS
        and SHORT.fullmatch(token) is None
    )


def _mark(line: str, start: int, at: int, stop: int) -> _Mark:
    """Read what stands behind the run of marks ``line[at:stop]``."""
    run = line[at:stop]
    if line[stop : stop + 1].isalnum():
        run = run.rstrip("\"'")  # a straight quote against a word opens it: 'xong."Tôi'
    following = FOLLOWING.match(line, at + len(run))
    assert following is not None  # every part of the pattern may be empty
    gap, opening, word = following.group("gap", "opening", "word")
    return _Mark(line, start, at, run, gap, opening, word, following.end())


def _is_end(mark: _Mark) -> bool:
    """Decide whether a sentence ends behind a run of marks."""
    if _is_remark(mark):
        return False
    if not mark.gap:
        return _space_is_missing(mark)
    if not mark.word:
        return _symbol_opens(mark)
    return _word_opens(mark) and not (mark.run == "." and _dot_belongs_to_word(mark))


def _is_remark(mark: _Mark) -> bool:
    """Tell whether marks follow an opening quote or bracket: '"...Tôi', "(?!)", "[…]"."""
    if not OPENED.search(mark.line[max(mark.start, mark.at - 2) : mark.at]):
        return False
    return mark.run.startswith(("..", "…")) or mark.run[-1] not in MARKS


def _symbol_opens(mark: _Mark) -> bool:
    """Tell whether a sentence may start where no letter or figure follows (a dash, say)."""
    line, at = mark.line, mark.word_end
    if mark.opening and line[at : at + 1].isspace():
        # A quote between spaces closes what the sentence says: '... không ? " .', '... ! " và đi'.
        rest = FOLLOWING.match(line, at)
        return rest is not None and rest["word"] != "" and not rest["word"][0].islower()
    if line[at : at + 1] in DASHES:
        # '"Đi đâu?" - ông hỏi' goes on; "2-0. - Trận sau" does not.
        closed = mark.run[-1] not in MARKS
        return not closed and not line[at + 1 : at + 3].strip()[:1].islower()
    return line[at : at + 1] not in NOT_AN_OPENING


def _word_opens(mark: _Mark) -> bool:
    """Tell whether the word behind a space looks like the start of a sentence."""
    if not mark.word[0].islower() or BRAND.match(mark.word):
        return True
    if mark.run != ".":
        return False  # '"Đi chưa?" chị hỏi', "do dự... rồi gật đầu"
    # A small letter is a slip of the pen, unless the full stop belongs to an abbreviation.
    token = mark.token
    if mark.opening and NUMBER.fullmatch(token):
        return True  # "... năm 2008. (theo Reuters)"
    return len(token) > 1 and token.islower() and is_syllable(token) and not _is_short(token)


def _dot_belongs_to_word(mark: _Mark) -> bool:
    """Tell whether a full stop, a space and a capital or figure are inside a sentence."""
    token = mark.token
    lower = token.lower()
    if not token or lower in ET_CETERA:
        return False
    if mark.word == "000" or _is_list_number(mark, token):
        return True  # "25. 000 đồng", "1. Rà soát"
    if lower in NUMBER_HEADS:
        return mark.word[0].isdigit()
    if lower in NAME_HEADS or CLIPPED.fullmatch(token):
        return not _is_starter(mark)
    parts = lower.split(".")
    if parts[-1] in TITLES:
        return all(part in TITLES or len(part) == 1 for part in parts)
    return token[-1] in INITIALS and len(parts[-1]) == 1 and _initial_goes_on(mark, token)


def _initial_goes_on(mark: _Mark, token: str) -> bool:
    """Tell whether a capital with a full stop is followed by the rest of a name."""
    if len(mark.word) == 1 and mark.line[mark.word_end : mark.word_end + 1] == ".":
        return True  # "J. K. Rowling"
    if mark.opening:
        return mark.opening[0] == "("  # "cháu Q. (9 tuổi)"
    before = mark.before(token)
    previous = before.split()[-1] if before.strip() else ""
    if previous.lower() in LETTER_HEADS or _is_starter(mark):
        return False  # "độ C. Miền Bắc", "chị H. Theo"
    is_person = previous.lower() in PERSON_HEADS or _is_name(previous)
    is_address = token.lower() in ADDRESS_LETTERS and not is_person
    if mark.word[0].isdigit() or is_syllable(mark.word):
        return is_address
    return True  # "ông J. Biden"


def _space_is_missing(mark: _Mark) -> bool:
    """Tell whether two sentences meet without a space: "đầu năm.Mừng tuổi"."""
    word, line, end = mark.word, mark.line, mark.word_end
    if not word or not word[0].isupper() or word.lower() in FILE_ENDINGS:
        return False
    token = mark.token
    if mark.opening:
        return not _is_short(token)
    if "@" in line[end : end + REACH].split(" ", 1)[0]:
        return False
    stands_alone = not line[end : end + 1] or line[end].isspace() or line[end] in ",:"
    if mark.run != ".":
        return len(word) > 1 or stands_alone
    if not token:
        return mark.at > 0 and line[mark.at - 1] in CLOSERS
    if token[-1] == "%" or NUMBER.fullmatch(token):
        return word.istitle() and not _is_list_number(mark, token)
    piece = PIECE_BREAK.split(token)[-1]
    if not stands_alone or not piece or _is_short(piece):
        return False
    if piece[-1].isdigit():
        return _is_name(word)  # "500 m2.Ngoài ra"
    if piece.isupper():
        return word.istitle() and _is_starter(mark)
    return _is_name(word) or word.lower() in TITLES or is_syllable(piece)


def _is_list_number(mark: _Mark, token: str) -> bool:
    """Tell whether "1", "a" or "II" is a marker: opens the sentence or follows a colon."""
    if not LIST_NUMBER.fullmatch(token):
        return False
    before = mark.before(token)
    words = WORD.findall(before) if len(before) < REACH else ["…"]
    if not words or (len(words) == 1 and words[0].lower() in MARKER_HEADS):
        return True
    return before[-1].isspace() and before.rstrip().endswith((":", ";"))


def _is_starter(mark: _Mark) -> bool:
    """Tell whether the next word opens a sentence, rather than being part of a name."""
    word = mark.word.lower()
    if word in FIRM_STARTERS:
        return True
    after = CAPITAL_NEXT.match(mark.line, mark.word_end)
    return word in STARTERS and not (after is not None and after.group()[-1].isupper())


def _is_short(token: str) -> bool:
    """Tell whether a token is an initial or ends like an abbreviation before a name."""
    last = token.rpartition(".")[2]
    lower = last.lower()
    listed = lower in TITLES or lower in NAME_HEADS or lower in NUMBER_HEADS
    return listed or last in INITIALS or CLIPPED.fullmatch(last) is not None


def _is_name(word: str) -> bool:
    """Tell whether a word looks like a part of a Vietnamese name, or like a first word."""
    return word.istitle() and is_syllable(word)
