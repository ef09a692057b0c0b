"""A text as numbers: its runs of syllables, and what its figures and names stand between."""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from diemtin.segment.blocks import is_furniture
from diemtin.syllables import folded

Hashes = npt.NDArray[np.uint64]

# Syllables a shingle. Unrelated texts of the real news share a quarter of what they share at 3
# syllables; a copy in which every twentieth syllable is another keeps two thirds.
SHINGLE = 8

_WORD = re.compile(r"\w+")
_SPACED_WORD = re.compile(r"(\W*)(\w+)")
# After these a capital letter says nothing.
_OPENING = re.compile(r"[.!?…:;\"“”‘’'(\[\n•–-]")
_FIGURE, _NAME = 1, 2
# Words on either side that make a frame.
_AROUND = 2
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # 2^64 divided by the golden ratio, odd


class Compared(NamedTuple):
    """A text as what it is compared by: sorted numbers without repeats.

    Figures and names have a frame in their upper 32 bits and what fills it in the lower. A frame is
    the two words before and the two after, in which other figures and names count as any figure and
    any name. Texts from one template have frames in common and fill them otherwise; a copy fills
    them alike.

    Attributes:
        shingles: As `shingles` gives them.
        figures: Words with a digit, those in a row as one.
        names: Capitalised words inside sentences, those in a row as one.
    """

    shingles: Hashes
    figures: Hashes
    names: Hashes


_NOTHING = np.empty(0, np.uint64)


def content(text: str, content_start: int) -> str:
    """The part of an article that is compared: after the headline, without furniture lines.

    Args:
        text: Canonical text.
        content_start: Where it begins after the headline.
    """
    lines = text[content_start:].split("\n")
    return "\n".join(line for line in lines if not is_furniture(line.strip()))


def shingles(content: str) -> Hashes:
    """The distinct runs of `SHINGLE` syllables as sorted numbers, whatever case and tone style.

    A shorter text is one shingle.
    """
    return _shingles(_hashes(_WORD.findall(content)))


def compared(content: str) -> Compared:
    """Shingles, figures and names of a text."""
    found = _SPACED_WORD.findall(content)
    if not found:
        return Compared(_NOTHING, _NOTHING, _NOTHING)
    betweens, words = zip(*found, strict=True)
    hashes = _hashes(words)
    kinds = np.fromiter(map(_kind, words), np.int8, len(words))
    for place in np.flatnonzero(kinds == _NAME):
        if place == 0 or _OPENING.search(betweens[place]):
            kinds[place] = 0
    return Compared(_shingles(hashes), *_framed(hashes, kinds))


def _shingles(hashes: Hashes) -> Hashes:
    if not len(hashes):
        return _NOTHING
    length = min(SHINGLE, len(hashes))
    return np.unique(_row_hashes(np.lib.stride_tricks.sliding_window_view(hashes, length)))


def _framed(hashes: Hashes, kinds: npt.NDArray[np.int8]) -> tuple[Hashes, Hashes]:
    # Figures or names in a row are one: `25.120`, `5/7`, `Lê Thu An`.
    begins = np.flatnonzero(np.r_[True, (kinds[1:] != kinds[:-1]) | (kinds[1:] == 0)])
    if len(begins) < 2 * _AROUND + 1:
        return _NOTHING, _NOTHING
    places = np.arange(len(hashes)) - np.repeat(begins, np.diff(np.r_[begins, len(hashes)]))
    filling = np.add.reduceat(_mixed(hashes + places.astype(np.uint64) * _FACTOR), begins)
    kinds = kinds[begins]
    masked = np.where(kinds == 0, hashes[begins], kinds.astype(np.uint64))
    around = np.lib.stride_tricks.sliding_window_view(masked, 2 * _AROUND + 1)
    frames = _row_hashes(np.delete(around, _AROUND, axis=1)) >> np.uint64(32) << np.uint64(32)
    filled = frames | (_mixed(filling[_AROUND:-_AROUND]) >> np.uint64(32))
    inner = kinds[_AROUND:-_AROUND]
    return np.unique(filled[inner == _FIGURE]), np.unique(filled[inner == _NAME])


@lru_cache(maxsize=200_000)
def _kind(word: str) -> int:
    if any(character.isdigit() for character in word):
        return _FIGURE
    return _NAME if word[0].isupper() else 0


def _hashes(words: Sequence[str]) -> Hashes:
    return np.fromiter(map(_hash, words), np.uint64, len(words))


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    # The same in every process, as Python's own `hash` is not.
    return int.from_bytes(hashlib.blake2b(folded(word).encode(), digest_size=8).digest(), "little")


def _row_hashes(rows: Hashes) -> Hashes:
    """A number for each row of numbers, in which their order counts."""
    result = np.zeros(len(rows), np.uint64)
    for column in rows.T:
        result = result * _FACTOR + column
    return _mixed(result)


def _mixed(numbers: Hashes) -> Hashes:
    """Spread what is in the lower bits over all (the finaliser of MurmurHash3)."""
    numbers = (numbers ^ (numbers >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    numbers = (numbers ^ (numbers >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return numbers ^ (numbers >> np.uint64(33))
