"""A sentence cut into words, with the lexicon's phrases in it: what the rules look at."""

from collections.abc import Sequence
from typing import NamedTuple

from diemtin.tag.rules.lexicon import Lexicon, Sense
from diemtin.tag.rules.vocabulary import Word
from diemtin.tag.rules.words import PLURALS

# A number behind one of these counts nothing that follows: `ngày 5 tỉnh Nghệ An …`.
_COUNTED = frozenset(["ngày", "tháng", "năm", "quý", "số", "lúc", "khóa", "lần", "điều"])


class Phrase(NamedTuple):
    """A phrase of the lexicon in a sentence: its words from `start` to before `end`."""

    start: int
    end: int
    sense: Sense


class LinePhrases(NamedTuple):
    """The phrases of all lines of a batch.

    Attributes:
        by_start: By start, the longest first.
        starting: `[n_words + 2]`, the first of them that begins at a word or behind it.
        by_end: By end, the longest first.
        ending: `[n_words + 2]`, the first of these that ends right before a word or behind it.
    """

    by_start: Sequence[Phrase]
    starting: Sequence[int]
    by_end: Sequence[Phrase]
    ending: Sequence[int]


class Line:
    """A sentence for the rules. Positions are those of its words.

    Attributes:
        lexicon: Where words and phrases are from.
        words: What is known of each word.
        is_fresh: Whether a capital says nothing there: at the sentence's begin, behind a colon.
        is_close: Whether nothing or one blank is between the word and the one before.
        is_shouted: Whether most of it is in capitals, as headlines are, so that these say nothing.
    """

    __slots__ = (
        "_first", "_phrases", "_run_ends", "_word_sizes", "is_close", "is_fresh", "is_shouted",
        "lexicon", "words",
    )  # fmt: skip

    def __init__(
        self,
        lexicon: Lexicon,
        words: Sequence[Word],
        is_fresh: Sequence[bool],
        is_close: Sequence[bool],
        is_shouted: bool,
        word_sizes: Sequence[int],
        first: int,
        run_ends: Sequence[int],
        phrases: LinePhrases,
    ) -> None:
        """A sentence whose words begin at `first` in a batch with these runs and phrases."""
        self.lexicon = lexicon
        self.words = words
        self.is_fresh = is_fresh
        self.is_close = is_close
        self.is_shouted = is_shouted
        self._word_sizes = word_sizes
        self._first = first
        self._run_ends = run_ends
        self._phrases = phrases

    def __len__(self) -> int:
        return len(self.words)

    @property
    def phrases(self) -> Sequence[Phrase]:
        """The lexicon's phrases by start, the longest first."""
        starting = self._phrases.starting
        return self._phrases.by_start[
            starting[self._first] : starting[self._first + len(self.words)]
        ]

    def phrases_from(self, position: int, *roles: str) -> Sequence[Phrase]:
        """The phrases of these roles that begin at a word, the longest first."""
        if not 0 <= position < len(self.words):
            return ()
        at, starting = self._first + position, self._phrases.starting
        first, behind = starting[at], starting[at + 1]
        if first == behind:
            return ()
        phrases = self._phrases.by_start[first:behind]
        return [phrase for phrase in phrases if phrase.sense.role in roles]

    def phrases_to(self, position: int, *roles: str) -> Sequence[Phrase]:
        """Those that end right before a word, the longest first."""
        if not 0 <= position < len(self.words) or not self.is_close[position]:
            return ()
        at, ending = self._first + position, self._phrases.ending
        first, behind = ending[at], ending[at + 1]
        if first == behind:
            return ()
        phrases = self._phrases.by_end[first:behind]
        return [phrase for phrase in phrases if phrase.sense.role in roles]

    def longest(self, position: int, *roles: str) -> Phrase | None:
        """The longest phrase of these roles that begins at a word."""
        phrases = self.phrases_from(position, *roles)
        return phrases[0] if phrases else None

    def cue(self, position: int, cues: frozenset[str], longest: int = 3) -> bool:
        """Whether the words right before one are among these."""
        text = ""
        for word in reversed(self.words[max(0, position - longest) : position]):
            text = f"{word.fold} {text}" if text else word.fold
            if text in cues:
                return True
        return False

    def acts(self, position: int, cues: frozenset[str]) -> bool:
        """Whether the words from a position on begin with one of these."""
        folds = [word.fold for word in self.words[position : position + 2]]
        return bool(folds) and (folds[0] in cues or " ".join(folds) in cues)

    def is_joined(self, position: int) -> bool:
        """Whether nothing or one blank is between a word and the one before."""
        return self.is_close[position]

    def is_name_word(self, position: int) -> bool:
        """Whether a capital there speaks for a name."""
        return self.words[position].is_capital and not self.is_fresh[position]

    def is_plural(self, position: int) -> bool:
        """Whether a noun there stands for several, whose names follow: `các tỉnh`, `3 huyện`."""
        before = self.words[position - 1].fold if position else ""
        if before.isdigit():
            return position < 2 or self.words[position - 2].fold not in _COUNTED
        return before in PLURALS

    def word_end(self, position: int) -> int:
        """Where the ordinary word ends that a capitalised syllable begins.

        `Tư pháp` and `Hải dương học` end behind small letters. In `Mái Đình sản xuất` the syllable
        makes a word with the one behind it and belongs to that.
        """
        return position + self._word_sizes[position]

    def run_end(self, position: int) -> int:
        """The end of the words with capitals from one on; particles of foreign names included."""
        return self._run_ends[self._first + position] - self._first
