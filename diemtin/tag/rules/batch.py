"""A batch of sentences cut into words all at once: arrays for the model, lines for the rules."""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from diemtin.tag.crf.arrays import Flags, Ids
from diemtin.tag.rules.lexicon import OPENS_BODY, OPENS_NUMBERED_PLACE, OPENS_PLACE, Lexicon
from diemtin.tag.rules.line import Line, LinePhrases, Phrase
from diemtin.tag.rules.phrases import Occurrences

_SEPARATOR = "\n"
_SHOUTED_FROM = 4  # words


class Phrases(NamedTuple):
    """The lexicon's phrases in a batch, in all their senses, by start, the longest first.

    Attributes:
        starts: `[n_phrases]`, their first words.
        ends: `[n_phrases]`, behind their last ones.
        senses: `[n_phrases]`, numbers of `Readings.senses`.
    """

    starts: Ids
    ends: Ids
    senses: Ids


class Batch:
    """Sentences with their words. All arrays have the words of one sentence behind the other.

    Attributes:
        lexicon: Where words and phrases are from.
        counts: `[n_sentences]`, the words of each sentence.
        firsts: `[n_sentences + 1]`, where each sentence's words begin, and where the last's end.
        words: `[n_words]`, numbers of `lexicon.vocabulary.words`.
        sentences: `[n_words]`, the number of each word's sentence.
        starts: `[n_words]`, in code points of the sentence.
        ends: `[n_words]`, likewise.
        is_fresh: `[n_words]`, see `Line`.
        is_shouted: `[n_sentences]`, see `Line`.
        phrases: The lexicon's phrases.
        lines: The sentences for the rules.
    """

    def __init__(self, texts: Sequence[str], lexicon: Lexicon) -> None:
        """Cut sentences into words and find the lexicon's phrases in them."""
        self.lexicon = lexicon
        lexicon.vocabulary.trim()
        lexicon.readings.trim()
        joined = _SEPARATOR.join(texts)
        lengths = np.fromiter(map(len, texts), np.intp, len(texts))
        offsets = np.cumsum(lengths + len(_SEPARATOR)) - lengths - len(_SEPARATOR)
        self.words, starts, ends, phrases = lexicon.vocabulary.cut(joined)
        self.sentences: Ids = np.searchsorted(offsets, starts, side="right") - 1
        self.counts: Ids = np.bincount(self.sentences, minlength=len(texts)).astype(np.intp)
        self.firsts: Ids = np.concatenate([[0], np.cumsum(self.counts)]).astype(np.intp)
        self._is_first: Flags = np.zeros(len(starts) + 1, bool)
        self._is_first[self.firsts] = True
        self._is_first = self._is_first[:-1]
        gaps = starts[1:] - ends[:-1]
        is_alpha = self._flags("is_alpha")
        # `Hà NộiSau`: where a blank was lost, something new begins.
        self._is_glued: Flags = np.zeros(len(starts), bool)
        self._is_glued[1:] = (gaps == 0) & is_alpha[1:] & is_alpha[:-1]
        self.is_close: Flags = ~self._is_first & ~self._is_glued
        self.is_close[1:] &= gaps <= 1
        self.starts: Ids = starts - offsets[self.sentences]
        self.ends: Ids = ends - offsets[self.sentences]
        self.is_capital: Flags = self._flags("is_capital")
        self.is_fresh = self._fresh()
        self.is_shouted = self._shouted()
        self._quieten()
        self.phrases = self._phrases(joined, starts, ends, phrases)
        self.lines = self._lines()

    def _flags(self, name: str) -> Flags:
        return self.lexicon.vocabulary.flags(name)[self.words]

    def _fresh(self) -> Flags:
        is_alpha = self._flags("is_alpha")
        # The last word before that made the following fresh or not; a sentence's first one is.
        says = is_alpha | self._flags("is_opening")
        index = np.arange(len(says) + 1)
        last = np.maximum.accumulate(np.where(np.concatenate([[False], says]), index, 0))[:-1]
        first = self.firsts[self.sentences]
        is_fresh: Flags = is_alpha & ((last <= first) | ~is_alpha[last - 1] | self._is_glued)
        return is_fresh

    def _shouted(self) -> Flags:
        n = len(self.counts)
        letters = np.bincount(self.sentences, self._flags("is_alpha"), n)
        capitals = np.bincount(self.sentences, self._flags("is_acronym"), n)
        is_shouted: Flags = (letters >= _SHOUTED_FROM) & (capitals * 10 > letters * 7)
        return is_shouted

    def _quieten(self) -> None:
        """Read words of shouted sentences as if they were written `Thủ Tướng`."""
        vocabulary = self.lexicon.vocabulary
        for number in np.flatnonzero(self.is_shouted).tolist():
            for position in range(*self.firsts[number : number + 2].tolist()):
                word = vocabulary.words[self.words[position]]
                if word.is_acronym:
                    self.words[position] = vocabulary.number(word.text.capitalize())

    def _phrases(self, joined: str, starts: Ids, ends: Ids, found: Occurrences) -> Phrases:
        order = np.lexsort((-found.lasts, found.firsts))
        phrases, first, last = (column[order] for column in found)
        bounds = zip(starts[first].tolist(), ends[last].tolist(), strict=True)
        surfaces = [joined[start:end] for start, end in bounds]
        sizes, senses = self.lexicon.readings.all_senses(phrases.tolist(), surfaces)
        return Phrases(np.repeat(first, sizes), np.repeat(last + 1, sizes), senses)

    def _lines(self) -> list[Line]:
        words = list(map(self.lexicon.vocabulary.words.__getitem__, self.words.tolist()))
        is_fresh, is_close = self.is_fresh.tolist(), self.is_close.tolist()
        bounds = self.firsts.tolist()
        phrases = self._line_phrases()
        return [
            Line(self.lexicon, words[a:b], is_fresh[a:b], is_close[a:b], is_shouted, a, phrases)
            for a, b, is_shouted in zip(bounds, bounds[1:], self.is_shouted.tolist(), strict=False)
        ]

    def _line_phrases(self) -> LinePhrases:
        starts, ends, senses = self.phrases
        before = self.firsts[self.sentences[starts]]
        sense = self.lexicon.readings.senses.__getitem__
        columns = (starts - before).tolist(), (ends - before).tolist(), map(sense, senses.tolist())
        by_start = list(map(Phrase, *columns))
        order = np.argsort(ends, kind="stable")
        by_end = [by_start[place] for place in order.tolist()]
        words = np.arange(len(self.words) + 2)
        return LinePhrases(
            by_start,
            np.searchsorted(starts, words).tolist(),
            by_end,
            np.searchsorted(ends[order], words).tolist(),
        )

    @cached_property
    def candidates(self) -> list[list[int]]:
        """The positions of each sentence at which a name may begin: capitals, heads."""
        is_candidate = self.is_capital.copy()
        is_candidate[self.phrases.starts[self._opens_name()]] = True
        positions = np.flatnonzero(is_candidate)
        at = np.searchsorted(positions, self.firsts)
        relative = (positions - np.repeat(self.firsts[:-1], np.diff(at))).tolist()
        return [relative[a:b] for a, b in pairwise(at.tolist())]

    def _opens_name(self) -> Flags:
        """`[n_phrases]`, whether a name may begin with a phrase in small letters."""
        opens = self.lexicon.readings.opens().take(self.phrases.senses)
        is_number = self._flags("is_number") | self._flags("is_roman")
        name = np.append(self.is_close & self.is_capital, False)[self.phrases.ends]
        number = np.append(self.is_close & is_number, False)[self.phrases.ends]
        opens_name: Flags = (
            (opens == OPENS_BODY)
            | (opens >= OPENS_PLACE) & name
            | (opens == OPENS_NUMBERED_PLACE) & number
        )
        return opens_name

    @cached_property
    def runs(self) -> tuple[Ids, Ids]:
        """Where stretches of capitalised words begin and end, first ones of sentences included."""
        is_particle = self._flags("is_particle")
        is_vietnamese = self._flags("is_vietnamese")
        before_capital = np.append(self.is_capital[1:] & ~self._is_first[1:], False)
        behind_foreign = np.insert(self.is_capital[:-1] & ~is_vietnamese[:-1], 0, False)
        is_inside = self.is_capital | (
            is_particle & before_capital & behind_foreign & ~self._is_first
        )
        goes_on = is_inside & self.is_close & np.insert(is_inside[:-1], 0, False)
        begins = np.flatnonzero(is_inside & ~goes_on)
        if not len(begins):
            return begins, begins
        ends = np.flatnonzero(is_inside & ~np.append(goes_on[1:], False)) + 1
        return begins, ends
