"""Text that was decoded wrongly before it came here: legacy fonts, and UTF-8 encoded twice.

Such text is found by what decoding it anew makes of its words. Words in which a candidate changes
something are looked up as Vietnamese syllables, as they stand and decoded; a candidate is taken if
it makes words of nearly all of them, and far more than any other. A line with good Vietnamese in it
is left alone, so that one odd word, a symbol table or a foreign name is never touched.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from diemtin.ingest.legacy_charsets import (
    CHARSETS,
    LETTERS,
    TCVN3,
    VISCII,
    from_windows_1252_bytes,
    windows_1252_bytes,
)
from diemtin.ingest.markup import without_markup
from diemtin.syllables import is_well_formed

# Characters of Latin-1 that Vietnamese does not write. Each of the errors looked for puts some into
# the words of every sentence, where good text has them by themselves (°, ©, ·) if at all. The tone
# marks of Windows-1258 show as Ì Ò ì ò behind another vowel.
_ODD_ONES = "\x80-\x9f\xa1-\xbfÄ-ÇËÎ-ÑÖ-ØÛÜÞßä-çëî-ñö-øûüþÿ€"
_LETTERS = "[A-Za-zÀ-\u024f\u1ea0-\u1ef9]"
_ODD = re.compile(
    f"[{_ODD_ONES}ÌÒìò](?:(?<={_LETTERS}[{_ODD_ONES}])|(?<=[{_ODD_ONES}])(?={_LETTERS})"
    "|(?<=[a-zà-ÿ][ÌÒ])|(?<=[âêôõýãÂÊÔÕÝÃ][ìò]))"
)
# Written by Vietnamese only, and never what a wrong decoding by Windows-1252 leaves behind.
_VIETNAMESE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
_NON_ASCII = re.compile("[^\x00-\x7f]")

# What the charsets show as letters, tone marks of their own and Unicode's included. VISCII alone
# has letters where Windows-1252 has quotation marks and dashes.
_LETTER = "A-Za-zÀ-ÿ\u0100-\u024f\u0300-\u0323\u1ea0-\u1ef9"
_WORD = re.compile(f"[{_LETTER}{re.escape(''.join(TCVN3))}]+")
_WORD_OF = {"viscii": re.compile(f"[{_LETTER}{re.escape(''.join(VISCII))}]+")}
_PLAIN = re.compile("[A-Za-z]")

# Evidence is gathered from so many characters, more would change nothing.
_SAMPLE_CHARS = 100_000
_LEAST_WORDS = 3  # distinct ones
_LEAST_SHARE = 0.8
_LEAST_PLAIN = 0.5  # of the words of ASCII letters
# The runner-up may explain so many of the words that the winner does.
_MOST_RIVAL = 0.7


@dataclass(frozen=True)
class EncodingRepair:
    """How a text was decoded wrongly, and how sure that is.

    Attributes:
        name: `tcvn3`, `vni-windows`, `windows-1258`, `viscii`, or `utf-8` once for each time too
            many, joined by `+`.
        confidence: Share of words that became Vietnamese, smoothed (Laplace), 0–1.
    """

    name: str
    confidence: float
    _decode: Callable[[str], str]
    _is_everywhere: bool

    def apply(self, text: str) -> tuple[str, int]:
        """Decode anew the lines that need it; with the number of letters that came of it."""
        lines = text.split("\n")
        n_letters = 0
        for number, line in enumerate(lines):
            if line.isascii() or not self._concerns(line):
                continue
            decoded = self._decode(line)
            if decoded != line:
                n_letters += len(_NON_ASCII.findall(decoded))
                lines[number] = decoded
        return "\n".join(lines), n_letters

    def _concerns(self, line: str) -> bool:
        if self.name not in CHARSETS:
            return True  # sequences of UTF-8 are told one by one
        found = _evidence([line], self.name)
        if self._is_everywhere:
            return found.n_good <= found.n_fixed and found.n_bad <= found.n_valid
        return found.is_convincing


class _Evidence(NamedTuple):
    """Words with a letter beyond ASCII: good as they stand, mended, good either way, or bad.

    And words of ASCII alone, of which Vietnamese has many and other languages few well-formed.
    """

    n_good: int
    n_fixed: int
    n_same: int
    n_bad: int
    n_distinct: int
    n_ascii: int
    n_ascii_good: int

    @property
    def ascii_share(self) -> float:
        return (self.n_ascii_good + 1) / (self.n_ascii + 1)

    @property
    def n_valid(self) -> int:
        return self.n_fixed + self.n_same

    @property
    def share(self) -> float:
        return self.n_valid / max(1, self.n_valid + self.n_bad)

    @property
    def is_convincing(self) -> bool:
        return self.n_fixed > 2 * self.n_good and self.n_fixed > self.n_bad


def find_repair(text: str) -> EncodingRepair | None:
    """Tell whether a text was decoded wrongly; null for good text, and at once.

    Args:
        text: Any text, not yet canonical: a soft hyphen is the ư of TCVN3.
    """
    if text.isascii() or len(list(islice(_ODD.finditer(text), 2))) < 2:
        return None
    return _encoded_twice(text) or _legacy(text)


def best_charset(shown: str) -> EncodingRepair | None:
    """The charset of a text whose bytes are shown as Windows-1252; null if none fits well."""
    return _best([without_markup(shown)], least_words=2, counts_same=True)


def _legacy(text: str) -> EncodingRepair | None:
    return _best(_sample(line for line in text.split("\n") if not line.isascii()))


def _sample(lines: Iterable[str]) -> list[str]:
    taken, size = [], 0
    for line in lines:
        taken.append(line[:_SAMPLE_CHARS])
        size += len(line)
        if size > _SAMPLE_CHARS:
            break
    return taken


def _best(
    lines: list[str], *, least_words: int = _LEAST_WORDS, counts_same: bool = False
) -> EncodingRepair | None:
    found = {}
    for name in CHARSETS:
        each = [(line, _evidence([line], name)) for line in _sample(lines)]
        # Lines of good Vietnamese say nothing of the others.
        doubtful = [line for line, one in each if counts_same or one.n_fixed >= 2 * one.n_good]
        found[name] = (_evidence(doubtful, name), sum(one.n_good for _, one in each))
    ranked = sorted(found, key=lambda name: (-found[name][0].n_valid, name))
    (best, n_good), (rival, _) = found[ranked[0]], found[ranked[1]]
    n_distinct = best.n_valid if counts_same else best.n_distinct
    if n_distinct < least_words or best.share < _LEAST_SHARE or best.ascii_share < _LEAST_PLAIN:
        return None
    if rival.n_valid > _MOST_RIVAL * best.n_valid and rival.share > _MOST_RIVAL * best.share:
        return None
    return EncodingRepair(
        ranked[0],
        _confidence(best.n_valid, best.n_bad),
        CHARSETS[ranked[0]],
        counts_same or best.n_fixed > n_good,
    )


def _confidence(n_valid: int, n_bad: int) -> float:
    return round((n_valid + 1) / (n_valid + n_bad + 2), 4)


def _evidence(lines: Iterable[str], charset: str) -> _Evidence:
    decode, letters = CHARSETS[charset], _WORD_OF.get(charset, _WORD)
    n_good = n_fixed = n_same = n_bad = n_ascii = n_ascii_good = 0
    distinct = set()
    for line in lines:
        for word in letters.findall(line):
            is_good = is_well_formed(word)
            if word.isascii():
                n_ascii += 1
                n_ascii_good += is_good
            elif _VIETNAMESE.search(word):
                n_good += is_good
            elif not _PLAIN.search(word):
                continue  # symbols and letters by themselves, as in a table, prove nothing
            elif not is_well_formed(decoded := decode(word)):
                n_bad += 1
            elif is_good:
                n_same += 1
            else:
                n_fixed += 1
                distinct.add(decoded.lower())
    return _Evidence(n_good, n_fixed, n_same, n_bad, len(distinct), n_ascii, n_ascii_good)


# UTF-8 that was read as Windows-1252 or Latin-1, and saved as UTF-8 again: each byte of a sequence
# shows as one of these.
_CONTINUATION = "\x80-\xbf" + re.escape(from_windows_1252_bytes(bytes(range(0x80, 0xA0))))
_SEQUENCE = re.compile(
    f"[\xc2-\xdf][{_CONTINUATION}]|[\xe0-\xef][{_CONTINUATION}]{{2}}"
    f"|[\xf0-\xf4][{_CONTINUATION}]{{3}}"
)
# What a sequence may stand for: Vietnamese, tone marks, what Windows-1252 has, emoji, the mark of
# byte order.
_PLAUSIBLE = re.compile(
    f"[{LETTERS}{LETTERS.upper()}\u0300\u0301\u0303\u0309\u0323\x80-\xff"
    f"{re.escape(from_windows_1252_bytes(bytes(range(0x80, 0xA0))))}"
    "\u200b-\u200f\u2010-\u2044\ufeff₫\U0001f300-\U0001faff]"
)
_TYPOGRAPHY = re.compile("[\u2013-\u2026]")
# The no-break space that is the second byte of à may have become a blank since.
_TORN_A = re.compile(r"(?<![^\W\d_])([^\W\d_]*)Ã (?:( )|([^\W\d_]*))")
_MOST_LAYERS = 3
_BETWEEN_BLANKS = re.compile(r"[^\s.,;:!?()\"'/-]+")


def _encoded_twice(text: str) -> EncodingRepair | None:
    sample = "\n".join(_sample([line for line in text.split("\n") if _ODD.search(line)]))
    if not _SEQUENCE.search(sample):
        return None
    before = _well_formed_words(sample)
    best, best_words, decoded = 0, before, sample
    for layer in range(1, _MOST_LAYERS + 1):
        again = _once_less(decoded)
        if again == decoded:
            break
        decoded, words = again, _well_formed_words(again)
        if sum(words.values()) > sum(best_words.values()):
            best, best_words = layer, words
    new = [word for word in best_words if word not in before]
    # One word may be quoted for its oddity; three are a fault, or two with no good one beside.
    if best and len(new) >= (_LEAST_WORDS if _VIETNAMESE.search(sample) else 2):
        n_fixed = sum(best_words.values()) - sum(before.values())
        n_left = len(_SEQUENCE_START.findall(_layers_less(sample, best)))
        return _utf8_repair(best, _confidence(n_fixed, n_left))
    return _typography_alone(sample)


# What is left where bytes of a sequence were lost.
_SEQUENCE_START = re.compile(f"[ÂÃÄÆ][{_CONTINUATION}]|á[º»]")


def _typography_alone(sample: str) -> EncodingRepair | None:
    marks = [mark for found in _SEQUENCE.findall(sample) if _TYPOGRAPHY.match(mark := _read(found))]
    return _utf8_repair(1, _confidence(len(marks), 0)) if len(marks) >= 2 else None


def _utf8_repair(layers: int, confidence: float) -> EncodingRepair:
    return EncodingRepair(
        "+".join(["utf-8"] * layers), confidence, lambda text: _layers_less(text, layers), True
    )


def _layers_less(text: str, layers: int) -> str:
    for _ in range(layers):
        text = _once_less(text)
    return text


def _well_formed_words(text: str) -> dict[str, int]:
    """Vietnamese words with letters beyond ASCII, and how often each occurs."""
    words: dict[str, int] = {}
    for between in _BETWEEN_BLANKS.findall(text):
        word = between.strip("“”‘’…–")
        if not word.isascii() and is_well_formed(word):
            words[word.lower()] = words.get(word.lower(), 0) + 1
    return words


def _once_less(text: str) -> str:
    read = _SEQUENCE.sub(lambda found: _read(found[0]), text)
    return _TORN_A.sub(_mended_a, read) if read != text else text


def _read(sequence: str) -> str:
    """The character for which a sequence stands, or the sequence if it stands for none likely."""
    try:
        character = windows_1252_bytes(sequence).decode("utf-8")
    except UnicodeError:
        return sequence
    return character if _PLAUSIBLE.match(character) else sequence


def _mended_a(found: re.Match[str]) -> str:
    before, blank, after = found.groups()
    if blank:  # one for the byte, one between the words
        return f"{before}à "
    joined = f"{before}à{after}"
    if is_well_formed(joined) and (len(after) == 1 or not is_well_formed(after)):
        return joined
    return f"{before}à {after}"
