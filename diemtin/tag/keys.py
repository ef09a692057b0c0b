"""Keys under which the surfaces of one entity meet: `Hoà  Bình`, `Hòa Bình` and `HÒA BÌNH`."""

import unicodedata
from functools import lru_cache

from diemtin.syllables import one_style


@lru_cache(maxsize=20_000)
def entity_key(surface: str) -> str:
    """The surface in NFC, lower case, with single blanks and tone marks in the style `hòa`."""
    lowered = unicodedata.normalize("NFC", surface).lower()
    folded = " ".join(unicodedata.normalize("NFC", lowered).split())  # J̌ composes as ǰ only
    return one_style(folded)
