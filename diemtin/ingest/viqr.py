"""VIQR: Vietnamese typed in ASCII, its marks as signs behind the letters: `Vie^.t Nam`.

It is told, not read: `.`, `?` and `'` are tone marks and punctuation alike (`o? dda^u?`), so what
was meant would be a guess at every other end of a sentence.
"""

import re
import unicodedata

from diemtin.ingest.language import is_marked_vietnamese
from diemtin.syllables import is_well_formed

_SIGNS = {
    "^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b", "`": "\u0300", "'": "\u0301",
    "?": "\u0309", "~": "\u0303", ".": "\u0323",
}  # fmt: skip
_WORD = re.compile(r"[A-Za-z][A-Za-z^(+*`'?~.]*")
_OWN_LETTER = re.compile(r"[aA][(^]|[eEoO]\^|[oOuU][+*]")
_MARKED = re.compile(r"([aeiouyAEIOUY])([(^+*]?)([`'?~.]?)")
_SAMPLE_CHARS = 10_000
_LEAST_WORDS = 3  # distinct ones
_LEAST_SHARE = 0.8  # of the words with such a letter that are well-formed
_LEAST_OF_ALL = 0.1  # in Vietnamese every fourth word has â, ă, ê, ô, ơ or ư


def is_viqr(text: str) -> bool:
    """Whether a text is Vietnamese in VIQR; one that has Vietnamese letters is not."""
    sample = text[:_SAMPLE_CHARS]
    if "^" not in sample:  # no text goes without â, ê and ô
        return False
    if len(_OWN_LETTER.findall(sample)) < _LEAST_WORDS or is_marked_vietnamese(sample):
        return False
    words = _WORD.findall(sample)
    own = [word for word in words if _OWN_LETTER.search(word)]
    good = [word for word in own if _is_syllable(word)]
    return (
        len(set(good)) >= _LEAST_WORDS
        and len(good) >= _LEAST_SHARE * len(own)
        and len(own) >= _LEAST_OF_ALL * len(words)
    )


def _is_syllable(word: str) -> bool:
    # The last sign may be punctuation.
    return any(is_well_formed(_read(one)) for one in (word, word[:-1], word.rstrip(".?'`")))


def _read(word: str) -> str:
    def marked(found: re.Match[str]) -> str:
        return found[1] + "".join(_SIGNS[sign] for sign in found[2] + found[3])

    letters = re.sub("[dD][dD]", "đ", word)
    return unicodedata.normalize("NFC", _MARKED.sub(marked, letters))
