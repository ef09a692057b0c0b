"""A batch of sentences cut into words all at once: arrays for the model, lines for the rules."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from diemtin.tag.crf.arrays import Flags, Ids
from diemtin.tag.rules.lexicon import Lexicon
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
        is_first: `[n_words]`, whether it is the first of its sentence.
        is_capital: `[n_words]`, see `Word`.
        is_fresh: `[n_words]`, see `Line`.
        is_close: `[n_words]`, likewise.
        is_shouted: `[n_sentences]`, see `Line`.
        phrases: The lexicon's phrases.
        word_sizes: `[n_words]`, see `Line`.
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
        self.is_first: Flags = np.zeros(len(starts) + 1, bool)
        self.is_first[self.firsts] = True
        self.is_first = self.is_first[:-1]
        gaps = starts[1:] - ends[:-1]
        is_alpha = self.flags("is_alpha")
        # `Hà NộiSau`: where a blank was lost, something new begins.
        self._is_glued: Flags = np.zeros(len(starts), bool)
        self._is_glued[1:] = (gaps == 0) & is_alpha[1:] & is_alpha[:-1]
        self.is_close: Flags = ~self.is_first & ~self._is_glued
        self.is_close[1:] &= gaps <= 1
        self.starts: Ids = starts - offsets[self.sentences]
        self.ends: Ids = ends - offsets[self.sentences]
        self.is_capital: Flags = self.flags("is_capital")
        self.is_fresh = self._fresh()
        self.is_shouted = self._shouted()
        self._quieten()
        self.phrases = self._phrases(joined, starts, ends, phrases)
        self.word_sizes = self._word_sizes()
        self.lines = self._lines()

    def flags(self, name: str) -> Flags:
        """`[n_words]`, see `Vocabulary.flags`."""
        return self.lexicon.vocabulary.flags(name)[self.words]

    def _fresh(self) -> Flags:
        is_alpha = self.flags("is_alpha")
        # The last word before that made the following fresh or not; a sentence's first one is.
        says = is_alpha | self.flags("is_opening")
        index = np.arange(len(says) + 1)
        last = np.maximum.accumulate(np.where(np.concatenate([[False], says]), index, 0))[:-1]
        first = self.firsts[self.sentences]
        is_fresh: Flags = is_alpha & ((last <= first) | ~is_alpha[last - 1] | self._is_glued)
        return is_fresh

    def _shouted(self) -> Flags:
        n = len(self.counts)
        letters = np.bincount(self.sentences, self.flags("is_alpha"), n)
        capitals = np.bincount(self.sentences, self.flags("is_acronym"), n)
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
        sizes, phrases = self.word_sizes.tolist(), self._line_phrases()
        run_ends = self._run_ends().tolist()
        return [
            Line(
                self.lexicon,
                words[a:b],
                is_fresh[a:b],
                is_close[a:b],
                is_shouted,
                sizes[a:b],
                a,
                run_ends,
                phrases,
            )
            for a, b, is_shouted in zip(bounds, bounds[1:], self.is_shouted.tolist(), strict=False)
        ]

    def _run_ends(self) -> Ids:
        """`[n_words]`, see `Line.run_end`, counted from the batch's first word."""
        is_vietnamese = self.flags("is_vietnamese")
        # A particle of a foreign name stands there, as in `Kevin de Bruyne`.
        is_particle = (
            self.flags("is_particle") & self.before(self.is_capital) & self.behind(~is_vietnamese)
        )
        goes_on = self.is_close & (self.is_capital & ~self.is_fresh | is_particle)
        places = np.arange(len(self.words))
        stops = np.where(goes_on, len(self.words), places)
        stops = np.minimum.accumulate(np.append(stops, len(self.words))[::-1])[::-1]
        last_capital = np.maximum.accumulate(np.where(self.is_capital, places, 0))
        ends: Ids = np.maximum(last_capital[stops[1:] - 1], places) + 1
        return ends

    def _line_phrases(self) -> LinePhrases:
        starts, ends, senses = self.phrases
        before = self.firsts[self.sentences[starts]]
        sense = self.lexicon.readings.senses.__getitem__
        columns = (starts - before).tolist(), (ends - before).tolist(), map(sense, senses.tolist())
        by_start = list(map(Phrase, *columns))
        by_end = [by_start[place] for place in np.argsort(ends, kind="stable").tolist()]
        n = len(self.words) + 2
        starting, ending = (
            np.cumsum(np.bincount(places + 1, minlength=n)).tolist() for places in (starts, ends)
        )
        return LinePhrases(by_start, starting, by_end, ending)

    def before(self, flags: Flags) -> Flags:
        """`[n_words]`: whether a flagged word follows in the sentence."""
        return np.append(flags[1:] & ~self.is_first[1:], False)[: len(flags)]

    def behind(self, flags: Flags) -> Flags:
        """`[n_words]`: whether a flagged word stands right before in the sentence."""
        return np.insert(flags[:-1], 0, False)[: len(flags)] & ~self.is_first

    def senses(self, name: str) -> Flags:
        """`[n_phrases]`, see `Readings.flags`."""
        return self.lexicon.readings.flags(name)[self.phrases.senses]

    def beginning(self, flags: Flags) -> Flags:
        """`[n_words]`: whether a flagged one of the phrases begins at the word."""
        begins = np.zeros(len(self.words), bool)
        begins[self.phrases.starts[flags]] = True
        return begins

    def ending(self, flags: Flags) -> Flags:
        """`[n_words]`: whether a flagged one of the phrases ends right before the word."""
        ends = np.zeros(len(self.words) + 1, bool)
        ends[self.phrases.ends[flags]] = True
        return ends[:-1]

    def _word_sizes(self) -> Ids:
        """`[n_words]`, see `Line.word_end`."""
        is_syllable = self.is_capital & self.flags("is_vietnamese") & ~self.flags("is_acronym")
        first = np.flatnonzero(is_syllable)
        behind = first[:, None] + np.arange(1, 4)
        is_inside = behind < self.firsts[self.sentences[first] + 1][:, None]
        behind = np.minimum(behind, len(self.words) - 1)
        is_capital = is_inside & self.is_capital[behind]
        is_small = is_inside & self.flags("is_alpha")[behind] & ~is_capital
        n_small = is_small.sum(axis=1)
        is_near = np.arange(3) < n_small[:, None]
        is_asked = (n_small > 0) & ~(is_capital & is_near).any(axis=1)
        first, n_small = first[is_asked], n_small[is_asked]
        small = np.argsort(~is_small[is_asked], axis=1, kind="stable")[:, :2]
        second, third = self.words[np.take_along_axis(behind[is_asked], small, axis=1)].T
        are_words = self.lexicon.are_words
        of_three = (n_small > 1) & are_words(self.words[first], second, third)
        of_others = (n_small > 1) & are_words(second, third)
        of_two = are_words(self.words[first], second) & ~of_others
        sizes = np.ones(len(self.words), np.intp)
        sizes[first[of_two]] = 2
        sizes[first[of_three]] = 3
        return sizes

    @cached_property
    def runs(self) -> tuple[Ids, Ids]:
        """Where stretches of capitalised words begin and end, first ones of sentences included."""
        is_foreign = self.is_capital & ~self.flags("is_vietnamese")
        is_inside = self.is_capital | (
            self.flags("is_particle") & self.before(self.is_capital) & self.behind(is_foreign)
        )
        goes_on = is_inside & self.is_close & np.insert(is_inside[:-1], 0, False)
        begins = np.flatnonzero(is_inside & ~goes_on)
        if not len(begins):
            return begins, begins
        ends = np.flatnonzero(is_inside & ~np.append(goes_on[1:], False)) + 1
        return begins, ends
