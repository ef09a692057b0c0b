"""How a sentence is cut into words."""

import re
from collections.abc import Iterator
from itertools import pairwise

from diemtin.syllables import is_syllable
from diemtin.tag.rules.words import OPENERS

# Web and mail addresses, whose parts are bounded so that the time is (RFC 5321); abbreviated heads
# against their name (TP.HCM, Q.1); initials; numbers; words with what is joined to them (O'Neill,
# Jong-un, GD&ĐT); any other character by itself.
TOKEN = re.compile(
    r"((?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,255}\.\w+"
    r"|(?:TP|Tp|TX|Tx|TT|Q|P|H|X)\.(?=[^\W_])(?![A-ZĐ]\.)"
    r"|(?:[A-ZĐƠƯÔÂĂÊ]\.){2,}[A-ZĐƠƯÔÂĂÊ]?(?!\w)|[A-ZĐ]\.(?=[ \t)\"”]\S|[,;])(?![ \t][A-ZĐÁÀÂ])"
    r"|(?:Ph|Nh|Kh|Th|Tr|Ch|Ng|Gi|Qu)\.(?=[ \t,;)\"”])"
    r"|\d+(?:[.,/:-]\d+)*[A-Za-zĐđ]?(?!\w)"
    r"|[^\W_]+(?:[’'&.-][^\W_]+)*"
    r"|[^\w\s]|_)"
)

# A run of characters without white space (a *chunk*) is cut alike wherever it stands, but for one
# that ends so: whether the full stop belongs to the word is decided by the two characters behind.
OPEN_END = re.compile(r"(?:[A-ZĐ]|Ph|Nh|Kh|Th|Tr|Ch|Ng|Gi|Qu)\.\Z")


# Longer tokens are no words of which the blanks between were lost.
_LONGEST_GLUED = 100
# Stand before a lost blank without a letter that is Vietnamese alone.
_CITIES = ("HCM", "TPHCM", "AFP", "TTXVN")


def words_of(chunk: str, following: str = "") -> Iterator[tuple[int, int]]:
    """The words of a chunk as spans.

    Args:
        chunk: A run of characters without white space.
        following: The two characters behind it, if it has an open end.
    """
    for match in TOKEN.finditer(chunk + following):
        if match.start() >= len(chunk):
            break
        for start, end in parts(match[0]):
            yield match.start() + start, match.start() + end


def parts(token: str) -> list[tuple[int, int]]:
    """The words of a token: `Nội-Hải` is two names, `Jong-un` and `Covid-19` are one word."""
    if "." in token and not token.endswith(".") and not token[0].isdigit():
        pieces = token.split(".")
        if all(map(str.isalpha, pieces)) and not any(map(str.islower, token.replace(".", ""))):
            return [(0, len(token))]
        if _is_host(token):
            return [(0, len(token))]
        return _pieces(token, ".")
    if at := _behind_number(token):
        return [(0, at), (at, len(token))]
    if cuts := _lost_blanks(token):
        return list(pairwise([0, *cuts, len(token)]))
    if "-" in token[1:-1]:
        pieces = token.split("-")
        if sum(p[:1].isupper() for p in pieces) > 1 and all(map(_is_name_part, pieces)):
            return _pieces(token, "-")
    return [(0, len(token))]


def _behind_number(token: str) -> int:
    """Where a word begins that lost the blank behind a number: `2Dự`; 0 if none does."""
    at = next((n for n, character in enumerate(token) if not character.isdigit()), 0)
    word = token[at:]
    return at if at and word.istitle() and len(word) > 1 and _is_vietnamese(word) else 0


def _lost_blanks(token: str) -> list[int]:
    """Where words were glued, as datelines are in copied pages: `Hà NộiSau`, `HCMTheo`.

    One of two words has to be Vietnamese beyond doubt, so that `VnExpress` and `HoREA` stay whole.
    """
    if token.islower() or token.istitle() or len(token) > _LONGEST_GLUED:
        return []
    cuts: list[int] = []
    for at in range(2, len(token) - 1):
        if not (token[at].isupper() and token[at - 1].isalpha()):
            continue
        left, right = token[(cuts or [0])[-1] : at], token[at:]
        if token[at + 1].islower():
            right = right[: next((n for n, c in enumerate(right[1:], 1) if not c.islower()), None)]
            is_cut = is_syllable(right) and (
                not right.isascii()
                or _is_vietnamese(left)
                or left in _CITIES
                or (right.lower() in OPENERS and len(left) > 2 and is_syllable(left))
            )
        else:
            is_cut = right.isupper() and token[at - 1].islower() and _is_vietnamese(left)
        if is_cut:
            cuts.append(at)
    return cuts


def _is_vietnamese(word: str) -> bool:
    return not word.isascii() and is_syllable(word)


def _pieces(token: str, mark: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for number, piece in enumerate(token.split(mark)):
        if number:
            found.append((at, at + 1))
            at += 1
        found.append((at, at + len(piece)))
        at += len(piece)
    return [span for span in found if span[0] < span[1]]


def _is_name_part(piece: str) -> bool:
    return piece.istitle() and is_syllable(piece)


def _is_host(token: str) -> bool:
    return "@" in token or token.startswith(("http", "www.")) or token.rpartition(".")[2].islower()
