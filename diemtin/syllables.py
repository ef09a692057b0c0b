"""Vietnamese spelling: what is spelt like a syllable, and forms under which spellings meet."""

import re
import unicodedata
from functools import lru_cache

_ONSET = "(?:ngh?|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
_SYLLABLE = re.compile(f"{_ONSET}[{_VOWELS}]{{1,3}}(?:ch|ng|nh|[cmnpt])?", re.IGNORECASE)

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def is_syllable(word: str) -> bool:
    """Tell whether a word is spelt like a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(word) is not None


def _style_table() -> dict[str, str]:
    """`oà → òa`: the two tone-mark styles differ on the rhymes oa, oe, uy alone."""
    table = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONES:
            for a, b in ((first, second), (first.upper(), second), (first.upper(), second.upper())):
                new = a + unicodedata.normalize("NFC", b + tone)
                table[new] = unicodedata.normalize("NFC", a + tone) + b
    return table


_STYLE = _style_table()
# Only in open syllables (hoàng is hoàng in both styles), and not after q, whose u is a consonant.
_NEW_STYLE = re.compile(rf"(?<![qQ])(?:{'|'.join(_STYLE)})(?![\w\u0300-\u036f])")


def one_style(text: str) -> str:
    """The text with tone marks in the style `hòa`, of the same length; it has to be NFC."""
    return _NEW_STYLE.sub(lambda match: _STYLE[match[0]], text)


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """`folded_anew`, kept: for words and phrases."""
    return folded_anew(text)


def folded_anew(text: str) -> str:
    """A text in NFC under which its spellings meet: lower case, one style, of the same length."""
    lowered = text.lower()
    if len(lowered) != len(text):  # İ alone becomes two characters
        lowered = text.replace("İ", "I").lower()
    return one_style(lowered)
