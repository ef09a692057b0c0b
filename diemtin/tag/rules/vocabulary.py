"""What is known of a word wherever it stands; each is looked at once and numbered."""

import re
from collections.abc import Callable, Set
from typing import NamedTuple

import numpy as np

from diemtin.syllables import folded, is_syllable
from diemtin.tag.crf.arrays import Flags
from diemtin.tag.rules.words import OPENERS, PARTICLES, SPORT

_INITIALS = re.compile(r"(?:[A-ZĐƠƯÔÂĂÊ]\.)+[A-ZĐƠƯÔÂĂÊ]?|[A-ZĐ]|(?:Ph|Nh|Kh|Th|Tr|Ch|Ng|Gi|Qu)\.")
_ROMAN = re.compile(r"[IVX]+")
_OPENING = frozenset("\"“‘«:•*?!…'.")

# Words kept before the table starts anew: about 100 MB, more than the press of a month has.
MAX_WORDS = 200_000


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


# A token as written → the words that it consists of: `(start, end)` in the token.
Parts = Callable[[str], list[tuple[int, int]]]


class Vocabulary(dict[str, int]):
    """Token → number of its word; for a token of several words, -1 - its place in `compounds`.

    Attributes:
        words: The words by number.
        compounds: `(word, start, end)` of each word of a token that has several.
        age: How often the table was started anew: numbers of another age mean nothing.
    """

    def __init__(
        self, parts: Parts, surnames: Set[str], given_names: Set[str], foreign_names: Set[str]
    ) -> None:
        """An empty table, for words of a registry in folded form."""
        super().__init__()
        self._parts = parts
        self._surnames, self._given_names = surnames, given_names
        self._foreign_names = foreign_names
        self.age = 0
        self._reset()

    def _reset(self) -> None:
        self.clear()
        self.words: list[Word] = []
        self.compounds: list[list[tuple[int, int, int]]] = []
        self._numbers: dict[str, int] = {}
        self._columns: dict[str, Flags] = {}

    def trim(self) -> None:
        """Start anew if the table has become large; between two batches."""
        if len(self.words) > MAX_WORDS:
            self.age += 1
            self._reset()

    def __missing__(self, token: str) -> int:
        spans = self._parts(token)
        if len(spans) == 1:
            number = self.number(token)
        else:
            number = -1 - len(self.compounds)
            self.compounds.append([(self.number(token[a:b]), a, b) for a, b in spans])
        self[token] = number
        return number

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
