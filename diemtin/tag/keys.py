"""Keys under which the surfaces of one entity meet: `Hoà  Bình`, `Hòa Bình` and `HÒA BÌNH`."""

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _style_table() -> dict[str, str]:
    """`oà → òa`: the two tone-mark styles differ on the rhymes oa, oe, uy alone."""
    table = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONES:
            new = first + unicodedata.normalize("NFC", second + tone)
            table[new] = unicodedata.normalize("NFC", first + tone) + second
    return table


_STYLE = _style_table()
# Only in open syllables (hoàng is hoàng in both styles), and not after q, whose u is a consonant.
_NEW_STYLE = re.compile(rf"(?<!q)(?:{'|'.join(_STYLE)})(?![\w\u0300-\u036f])")


@lru_cache(maxsize=100_000)
def entity_key(surface: str) -> str:
    """The surface in NFC, lower case, with single blanks and tone marks in the style `hòa`."""
    lowered = unicodedata.normalize("NFC", surface).lower()
    folded = " ".join(unicodedata.normalize("NFC", lowered).split())  # J̌ composes as ǰ only
    return _NEW_STYLE.sub(lambda match: _STYLE[match[0]], folded)
