"""Entities as `underthesea.ner` finds them, with exact offsets.

The words, parts of speech and labels are those of `underthesea.ner` to the letter, computed by the
CRF engine from the models of the installed package. Punctuation at the ends of an entity, which
underthesea includes, is trimmed.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from diemtin.errors import TextError
from diemtin.tag.crf.engine import Engine, Tagged
from diemtin.tag.tagger import Mention, Sentence

METHOD = "underthesea_crf"

_TYPES = ("PER", "ORG", "LOC")
_WORD_CHARACTER = re.compile(r"\w")
_INITIAL = re.compile(r"\b[^\W\d_]\.$")


class Word(NamedTuple):
    """A word with its part of speech, entity label (BIO) and that label's marginal probability."""

    start: int
    end: int
    part_of_speech: str
    label: str
    marginal: float


class UndertheseaTagger:
    """The baseline tagger: underthesea's conditional random fields."""

    @cached_property
    def engine(self) -> Engine:
        """The engine, loaded when it is first needed."""
        return Engine()

    def tag(self, sentences: Sequence[Sentence]) -> list[Mention]:
        """The entities of each sentence, by itself.

        Raises:
            TextError: A text is not NFC, so that offsets into it would not be exact.
        """
        texts = [_checked(sentence.text) for sentence in sentences]
        return list(_mentions(texts, self.engine.tag(texts, marginals=True)))

    def words(self, text: str) -> list[Word]:
        """The words of a sentence with exact offsets.

        Raises:
            TextError: The text is not NFC, so that offsets into it would not be exact.
        """
        tagged = self.engine.tag([_checked(text)], marginals=True)
        return _words(tagged, 0, len(tagged.starts))


def _checked(text: str) -> str:
    if not unicodedata.is_normalized("NFC", text):
        raise TextError("underthesea tags NFC text only; apply ingest.canonical first")
    return text


def _words(tagged: Tagged, first: int, last: int) -> list[Word]:
    """The words from `first` to before `last`."""
    some = slice(first, last)
    assert tagged.marginals is not None
    return [
        Word(start, end, tagged.pos_names[pos], tagged.label_names[label], marginal)
        for start, end, pos, label, marginal in zip(
            tagged.starts[some].tolist(),
            tagged.ends[some].tolist(),
            tagged.pos[some].tolist(),
            tagged.labels[some].tolist(),
            tagged.marginals[some].tolist(),
            strict=True,
        )
    ]


def _mentions(texts: Sequence[str], tagged: Tagged) -> Iterator[Mention]:
    """The entities of all texts; words outside entities are never looked at one by one."""
    sentence_of_word = np.repeat(np.arange(len(texts)), tagged.counts)
    names = tagged.label_names
    types = np.array([_type_number(name) for name in names]).take(tagged.labels)
    is_begin = np.array([name.startswith("B-") for name in names]).take(tagged.labels)
    named = np.flatnonzero(types >= 0)
    if not len(named):
        return
    before = named - 1
    continues = (
        (named > 0)
        & ~is_begin[named]
        & (types[before] == types[named])
        & (sentence_of_word[before] == sentence_of_word[named])
    )
    firsts = np.flatnonzero(~continues)
    lengths = np.diff(firsts, append=len(named))
    assert tagged.marginals is not None
    confidences = np.add.reduceat(tagged.marginals[named], firsts) / lengths
    starts, ends = tagged.starts[named].tolist(), tagged.ends[named].tolist()
    for first, length, sentence, entity_type, confidence in zip(
        firsts.tolist(),
        lengths.tolist(),
        sentence_of_word[named[firsts]].tolist(),
        types[named[firsts]].tolist(),
        confidences.round(6).tolist(),
        strict=True,
    ):
        words = slice(first, first + length)
        if span := _trimmed(starts[words], ends[words], texts[sentence]):
            yield Mention(sentence, *span, _TYPES[entity_type], confidence, METHOD)


def _type_number(label: str) -> int:
    """The number of a label's type among PER, ORG, LOC; -1 for all others."""
    entity_type = label.partition("-")[2]
    return _TYPES.index(entity_type) if entity_type in _TYPES else -1


def _trimmed(starts: list[int], ends: list[int], text: str) -> tuple[int, int] | None:
    """The span of some words without the punctuation around, for underthesea tags `, Lê Thị Thử`.

    Args:
        starts: Of the words of an entity.
        ends: Of the same.
        text: What they are offsets of.

    Returns:
        Null if nothing is left.
    """
    start, end = starts[0], ends[-1]
    if text[start].isalnum() and text[end - 1].isalnum():
        return start, end
    kept = [span for span in zip(starts, ends, strict=True) if _WORD_CHARACTER.search(text, *span)]
    if not kept:
        return None
    start, end = kept[0][0], kept[-1][1]
    while _is_around(text[start]):  # a word may hold punctuation too, as `] Sơn La`
        start += 1
    while _is_around(text[end - 1]):
        end -= 1
    return start, end - _ends_sentence(text, start, end)


def _ends_sentence(text: str, start: int, end: int) -> bool:
    """Whether the mark at the end is the sentence's, as in `ở TP.HCM.`; initials keep theirs."""
    is_last = not _WORD_CHARACTER.search(text, end)
    return is_last and text[end - 1] in ".!?…" and not _INITIAL.search(text, start, end)


def _is_around(character: str) -> bool:
    """Whether it belongs to the sentence around a name: white space, quote marks, brackets."""
    is_pair = unicodedata.category(character) in ("Ps", "Pe", "Pi", "Pf")
    return is_pair or character.isspace() or character in "\"'`,;:"
