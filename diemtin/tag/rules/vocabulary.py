"""What is known of a word wherever it stands; each is looked at once and numbered."""

import re
from array import array
from collections.abc import Iterable, Sequence, Set
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from diemtin.syllables import folded_anew, is_syllable
from diemtin.tag.crf.arrays import Flags, Ids, expanded_ranges, offsets_of
from diemtin.tag.rules.columns import Column
from diemtin.tag.rules.phrases import Chunks, Occurrences, PhraseTrie
from diemtin.tag.rules.tokens import OPEN_END, words_of
from diemtin.tag.rules.words import OPENERS, PARTICLES, SPORT

_INITIALS = re.compile(r"(?:[A-ZĐƠƯÔÂĂÊ]\.)+[A-ZĐƠƯÔÂĂÊ]?|[A-ZĐ]|(?:Ph|Nh|Kh|Th|Tr|Ch|Ng|Gi|Qu)\.")
_ROMAN = re.compile(r"[IVX]+")
_OPENING = frozenset("\"“‘«:•*?!…'.")

# Words kept before the table starts anew: about 35 MB, more than a day of the press has.
MAX_WORDS = 50_000


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


class Cut(NamedTuple):
    """The words of a text and the phrases in it.

    Attributes:
        words: `[n_words]`, numbers of `Vocabulary.words`.
        starts: `[n_words]`, in code points.
        ends: `[n_words]`, likewise.
        phrases: That begin and end with a word.
    """

    words: Ids
    starts: Ids
    ends: Ids
    phrases: Occurrences


class Vocabulary(dict[str, int]):
    """Chunk (see `tokens`) → its number, made where it is missing; -1 if it has an open end.

    Attributes:
        words: The words by number; another list when the table was started anew.
    """

    def __init__(
        self,
        surnames: Set[str],
        given_names: Set[str],
        foreign_names: Set[str],
        phrases: PhraseTrie,
    ) -> None:
        """An empty table, for words and phrases of a registry in folded form."""
        super().__init__()
        self._phrases = phrases
        self._surnames, self._given_names = surnames, given_names
        self._foreign_names = foreign_names
        self._columns: dict[str, Column[Word]] = {}
        self._reset()

    def _reset(self) -> None:
        self.clear()
        self.words: list[Word] = []
        self._numbers: dict[str, int] = {}
        self._folds = array("q")
        # Of each chunk's words: number, start, end, the pieces of phrases from it on and up to it.
        self._cut = _Groups(5)
        # Of each phrase within a chunk: number, first and last word.
        self._within = _Groups(3)
        self._open: dict[tuple[str, str], int] = {}

    def trim(self) -> None:
        """Start anew if the table has become large; between two batches."""
        if max(len(self.words), len(self._cut)) > MAX_WORDS:
            self._reset()

    def __missing__(self, chunk: str) -> int:
        number = -1 if OPEN_END.search(chunk) else self._entered(chunk)
        self[chunk] = number
        return number

    def cut(self, text: str) -> Cut:
        """The words of a text, and the phrases."""
        chunks = text.split()
        numbers = np.fromiter(map(self.__getitem__, chunks), np.intp, len(chunks))
        starts, is_followed = _chunks(text)
        for position in np.flatnonzero(numbers < 0).tolist():
            end = int(starts[position]) + len(chunks[position])
            key = chunks[position], text[end : end + 2]
            if key not in self._open:
                self._open[key] = self._entered(*key)
            numbers[position] = self._open[key]
        sizes, (words, begins, ends, heads, tails) = self._cut.rows(numbers)
        firsts, shifts = offsets_of(sizes), np.repeat(starts, sizes)
        n_within, (phrases, first, last) = self._within.rows(numbers)
        before = np.repeat(firsts, n_within)
        found = [
            Occurrences(phrases, first + before, last + before),
            self._phrases.occurrences(Chunks(firsts, sizes, is_followed, heads, tails)),
        ]
        phrases, first, last = map(np.concatenate, zip(*found, strict=True))
        return Cut(words, begins + shifts, ends + shifts, Occurrences(phrases, first, last))

    def _entered(self, chunk: str, following: str = "") -> int:
        """The number of a new chunk."""
        spans = list(words_of(chunk, following))
        fold = folded_anew(chunk)
        piece, size = self._phrases.piece, len(chunk)
        self._within.append(self._phrases.within(fold, spans))
        return self._cut.append(
            (self.number(chunk[a:b]), a, b, piece(fold, a, size), piece(fold, 0, b))
            for a, b in spans
        )

    def number(self, text: str) -> int:
        """The number of one word."""
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self.words)
            self.words.append(self._described(text))
        return number

    def flags(self, name: str) -> Flags:
        """`[n_words]`: one of the properties of `Word`."""
        if name not in self._columns:
            self._columns[name] = Column(attrgetter(name), bool)
        return self._columns[name].values(self.words)

    def folds(self) -> Ids:
        """`[n_words]`: the number of each word's folded form, which is made a word as well."""
        while len(self._folds) < len(self.words):
            self._folds.append(self.number(self.words[len(self._folds)].fold))
        return np.array(self._folds, np.intp)

    def _described(self, text: str) -> Word:
        fold = folded_anew(text)
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


class _Groups:
    """Rows of integers, those of one group one behind the other; with the groups' numbers."""

    def __init__(self, n_columns: int) -> None:
        self._columns = [array("q") for _ in range(n_columns)]
        self._firsts = array("q", [0])

    def __len__(self) -> int:
        return len(self._firsts) - 1

    def append(self, rows: Iterable[Sequence[int]]) -> int:
        """The number of a new group."""
        for column, values in zip(self._columns, zip(*rows, strict=True), strict=False):
            column.extend(values)
        self._firsts.append(len(self._columns[0]))
        return len(self) - 1

    def rows(self, groups: Ids) -> tuple[Ids, list[Ids]]:
        """How many rows groups have, and the columns of all."""
        firsts = np.array(self._firsts, np.intp)
        sizes = np.diff(firsts).take(groups)
        places = expanded_ranges(firsts.take(groups), sizes)
        return sizes, [np.array(column, np.intp).take(places) for column in self._columns]


def _chunks(text: str) -> tuple[Ids, Flags]:
    """Where chunks start, as `str.split` cuts, and whether one blank and another one follow."""
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    is_inside = ~_IS_SPACE.take(characters, mode="clip")
    starts: Ids = np.flatnonzero(is_inside & ~np.insert(is_inside[:-1], 0, False))
    is_followed = np.append(
        (characters[starts[1:] - 1] == _BLANK) & is_inside[starts[1:] - 2], False
    )[: len(starts)]
    return starts, is_followed


_BLANK = ord(" ")
_IS_SPACE = np.array([chr(code).isspace() for code in range(0x3002)])  # none comes behind U+3000
