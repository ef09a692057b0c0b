"""What is known of a word wherever it stands; each is looked at once and numbered."""

import re
from array import array
from collections.abc import Set
from typing import NamedTuple

import numpy as np

from diemtin.syllables import folded, is_syllable
from diemtin.tag.crf.arrays import Flags, Ids, expanded_ranges
from diemtin.tag.rules.tokens import OPEN_END, words_of
from diemtin.tag.rules.words import OPENERS, PARTICLES, SPORT

_INITIALS = re.compile(r"(?:[A-ZĐƠƯÔÂĂÊ]\.)+[A-ZĐƠƯÔÂĂÊ]?|[A-ZĐ]|(?:Ph|Nh|Kh|Th|Tr|Ch|Ng|Gi|Qu)\.")
_ROMAN = re.compile(r"[IVX]+")
_OPENING = frozenset("\"“‘«:•*?!…'.")

# Words kept before the table starts anew: about 40 MB, more than a day of the press has.
MAX_WORDS = 60_000


class Word(NamedTuple):
    """What is known of a word.

    `is_opening` is said of marks behind which a capital says nothing, `is_particle` of small words
    inside foreign names, `is_sport` of those that hardly any text but one on sport has.
    """

    text: str
    fold: str
    is_alpha: bool
    is_capital: bool
    is_acronym: bool
    is_number: bool
    is_roman: bool
    is_initials: bool
    is_vietnamese: bool
    is_surname: bool
    is_given: bool
    is_foreign: bool
    is_opener: bool
    is_opening: bool
    is_particle: bool
    is_sport: bool


class Vocabulary(dict[str, int]):
    """Chunk (see `tokens`) → its number, made where it is missing; -1 if it has an open end.

    Attributes:
        words: The words by number.
        age: How often the table was started anew: numbers of another age mean nothing.
    """

    def __init__(self, surnames: Set[str], given_names: Set[str], foreign_names: Set[str]) -> None:
        """An empty table, for words of a registry in folded form."""
        super().__init__()
        self._surnames, self._given_names = surnames, given_names
        self._foreign_names = foreign_names
        self.age = 0
        self._reset()

    def _reset(self) -> None:
        self.clear()
        self.words: list[Word] = []
        self._numbers: dict[str, int] = {}
        self._columns: dict[str, Flags] = {}
        self._folds = array("q")
        # Of the words of all chunks: the word's number, its start and end in the chunk.
        self._cut = array("q"), array("q"), array("q")
        self._first_word = array("q", [0])
        self._open: dict[tuple[str, str], int] = {}

    def trim(self) -> None:
        """Start anew if the table has become large; between two batches."""
        if max(len(self.words), len(self._first_word)) > MAX_WORDS:
            self.age += 1
            self._reset()

    def __missing__(self, chunk: str) -> int:
        number = -1 if OPEN_END.search(chunk) else self._entered(chunk)
        self[chunk] = number
        return number

    def cut(self, text: str) -> tuple[Ids, Ids, Ids]:
        """The words of a text: their numbers, where they start and where they end."""
        chunks = text.split()
        numbers = np.fromiter(map(self.__getitem__, chunks), np.intp, len(chunks))
        starts = _chunk_starts(text)
        for position in np.flatnonzero(numbers < 0).tolist():
            end = int(starts[position]) + len(chunks[position])
            key = chunks[position], text[end : end + 2]
            if key not in self._open:
                self._open[key] = self._entered(*key)
            numbers[position] = self._open[key]
        firsts = np.array(self._first_word, np.intp)
        sizes = np.diff(firsts).take(numbers)
        places = expanded_ranges(firsts.take(numbers), sizes)
        words, begins, ends = (np.array(column, np.intp).take(places) for column in self._cut)
        shifts = np.repeat(starts, sizes)
        return words, begins + shifts, ends + shifts

    def _entered(self, chunk: str, following: str = "") -> int:
        """The number of a new chunk."""
        spans = list(words_of(chunk, following))
        self._cut[0].extend([self.number(chunk[start:end]) for start, end in spans])
        self._cut[1].extend([start for start, _ in spans])
        self._cut[2].extend([end for _, end in spans])
        self._first_word.append(self._first_word[-1] + len(spans))
        return len(self._first_word) - 2

    def number(self, text: str) -> int:
        """The number of one word."""
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self.words)
            self.words.append(self._described(text))
        return number

    def flags(self, name: str) -> Flags:
        """`[n_words]`: one of the properties of `Word`."""
        known = self._columns.get(name)
        n_known = 0 if known is None else len(known)
        if n_known < len(self.words):
            place = Word._fields.index(name)
            new = np.array([word[place] for word in self.words[n_known:]], bool)
            known = self._columns[name] = new if known is None else np.concatenate([known, new])
        return np.zeros(0, bool) if known is None else known

    def folds(self) -> Ids:
        """`[n_words]`: the number of each word's folded form, which is made a word as well."""
        while len(self._folds) < len(self.words):
            self._folds.append(self.number(self.words[len(self._folds)].fold))
        return np.array(self._folds, np.intp)

    def _described(self, text: str) -> Word:
        fold = folded(text)
        is_alpha = text[0].isalpha()
        is_capital = is_alpha and text[0].isupper()
        letters = [character for character in text if character.isalpha()]
        is_vietnamese = is_syllable(text)
        return Word(
            text=text,
            fold=fold,
            is_alpha=is_alpha,
            is_capital=is_capital,
            is_acronym=is_capital and len(letters) > 1 and all(map(str.isupper, letters)),
            is_number=text[0].isdigit(),
            is_roman=_ROMAN.fullmatch(text) is not None,
            is_initials=_INITIALS.fullmatch(text) is not None,
            is_vietnamese=is_vietnamese,
            is_surname=fold in self._surnames,
            is_given=fold in self._given_names,
            is_foreign=fold in self._foreign_names and not is_vietnamese,
            is_opener=fold in OPENERS,
            is_opening=text in _OPENING,
            is_particle=is_alpha and fold in PARTICLES,
            is_sport=fold in SPORT,
        )


def _chunk_starts(text: str) -> Ids:
    """Where white space ends, as `str.split` sees it."""
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    is_inside = ~_IS_SPACE.take(characters, mode="clip")
    starts: Ids = np.flatnonzero(is_inside & ~np.insert(is_inside[:-1], 0, False))
    return starts


_IS_SPACE = np.array([chr(code).isspace() for code in range(0x3002)])  # none comes behind U+3000
