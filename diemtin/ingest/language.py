"""The language of a text: Vietnamese by its letters, all others by py3langid."""

import re
import unicodedata

from diemtin.syllables import is_syllable

# The identifier's cost grows with the text, and on 467 articles of the press 300 characters gave
# the same language as 2,000 (2026-11).
_SAMPLE_CHARS = 500

# Written by no other language: ơ, ư, and the letters of Unicode's block for Vietnamese.
_VIETNAMESE = re.compile("[ơưƠƯ\u1ea0-\u1ef9]")
# A tenth of the characters of Vietnamese prose are of them; of another language's prose with
# Vietnamese names in it, a fiftieth.
_VIETNAMESE_SHARE = 1 / 20
_FOREIGN_SHARE = 1 / 50

# A shorter text may be a caption, a list of names or of figures.
_LEAST_CHARS = 200
# Vietnamese typed without its marks: on 80 articles of the press stripped of them, at least 0.77 of
# the words were spelt like syllables, on nine in English at most 0.39 (2026-11).
_UNMARKED_SHARE = 0.6
_WORD = re.compile(r"[^\W\d_]+")
_UNMARKED_CHARS = 5_000


def language_of(text: str) -> str:
    """ISO 639-1 code of the main language; `und` for a text without letters.

    py3langid knows 97 languages; its model is in the package.
    """
    sample = text[:_SAMPLE_CHARS]
    if _share(sample) > _VIETNAMESE_SHARE:
        return "vi"
    if not any(character.isalpha() for character in sample):
        return "und"
    import py3langid  # half a second and 50 MB, which a Vietnamese newspaper's day can do without

    code, _ = py3langid.classify(sample)
    return str(code)


def is_surely_foreign(text: str, language: str) -> bool:
    """Whether a text is certainly not Vietnamese; short, mixed and unmarked ones are not certain.

    Args:
        text: Canonical text.
        language: What :func:`language_of` says of it.
    """
    if language in ("vi", "und") or len(text) < _LEAST_CHARS or _share(text) >= _FOREIGN_SHARE:
        return False
    words = _WORD.findall(text[:_UNMARKED_CHARS])
    if not words:
        return False
    n_syllables = sum(map(is_syllable, words))
    return n_syllables < _UNMARKED_SHARE * len(words)


def is_marked_vietnamese(text: str) -> bool:
    """Whether the letters of a text are those of Vietnamese; any normal form."""
    return _share(unicodedata.normalize("NFC", text[: 4 * _SAMPLE_CHARS])) >= _FOREIGN_SHARE


def _share(text: str) -> float:
    return len(_VIETNAMESE.findall(text)) / max(1, len(text))
