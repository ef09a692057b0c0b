"""Entities as `underthesea.ner` finds them, with exact offsets.

The result is that of `underthesea.ner` on each sentence, except that its chunk tags are not
computed (its entity model does not read them), that long sentences are cut (its cost grows with the
square of the length), and that punctuation at the ends of an entity is trimmed.

underthesea rewrites its input before tagging, `ð` to `đ` and syllables such as `hoà` to `hòa`, so
its words cannot be searched for in the text. Its tokens can be counted, though: each word is a run
of tokens, each token a match of its pattern in the text, and neither changes in number.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from diemtin.errors import TextError
from diemtin.logs import root_handlers_kept
from diemtin.tag.tagger import Mention, Sentence

METHOD = "underthesea_crf"

# 200 tokens take 0.1 s, 4,000 take 19 s; a sentence of the press has about 30.
MAX_TOKENS = 200

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

    def tag(self, sentences: Sequence[Sentence]) -> list[Mention]:
        """The entities of each sentence, by itself."""
        return [
            Mention(index, *entity, METHOD)
            for index, sentence in enumerate(sentences)
            for entity in _entities(self.words(sentence.text), sentence.text)
        ]

    def words(self, text: str) -> list[Word]:
        """The words of a sentence with exact offsets.

        Raises:
            TextError: The text is not NFC, so that offsets into it would not be exact.
        """
        if not unicodedata.is_normalized("NFC", text):
            raise TextError("underthesea tags NFC text only; apply ingest.canonical first")
        return [word for start, end in self._pieces(text) for word in self._tag(text, start, end)]

    @cached_property
    def _models(self) -> "_Models":
        return _Models()

    def _pieces(self, text: str) -> Iterator[tuple[int, int]]:
        """Spans of at most MAX_TOKENS tokens, cut before a token."""
        tokens = list(self._models.token_spans(text))
        for first in range(0, len(tokens), MAX_TOKENS):
            last = min(first + MAX_TOKENS, len(tokens))
            yield (
                0 if first == 0 else tokens[first][0],
                len(text) if last == len(tokens) else tokens[last][0],
            )

    def _tag(self, text: str, start: int, end: int) -> Iterator[Word]:
        models, piece = self._models, text[start:end]
        spans = list(models.token_spans(piece))
        words = models.word_tokenize(piece)
        if not words:
            return
        tagged = models.pos.predict(words)
        features, _ = models.ner.transformer.transform([[(*word, "", "X") for word in tagged]])
        labels = models.ner.model.tag(features[0])
        marginals = models.ner.model.marginals(features[0])
        first = 0
        for (word, part_of_speech), label, row in zip(tagged, labels, marginals, strict=True):
            last = first + word.count(" ")
            if last >= len(spans):
                raise TextError(f"underthesea's tokens do not match its words in {piece[:80]!r}")
            yield Word(
                start + spans[first][0],
                start + spans[last][1],
                part_of_speech,
                label,
                row[models.label_index[label]],
            )
            first = last + 1
        if first != len(spans):
            raise TextError(f"underthesea's tokens do not match its words in {piece[:80]!r}")


class _Models:
    """underthesea's functions and models, loaded once a process."""

    def __init__(self) -> None:
        with root_handlers_kept():
            from underthesea import word_tokenize
            from underthesea.pipeline.ner.model_crf import CRFNERPredictor
            from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor
            from underthesea.pipeline.text_normalize.character_normalize import character_normalize
            from underthesea.pipeline.word_tokenize import regex_tokenize

        self.word_tokenize: Any = word_tokenize
        self.pos: Any = CRFPOSTagPredictor.Instance()
        self.ner: Any = CRFNERPredictor.Instance()
        self.label_index = {label: i for i, label in enumerate(self.ner.model.labels())}
        self._pattern = regex_tokenize.patterns
        self._character_normalize = character_normalize

    def token_spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where underthesea's tokens lie in an NFC text; its character map is one to one."""
        return (match.span() for match in self._pattern.finditer(self._character_normalize(text)))


def _entities(words: list[Word], text: str) -> Iterator[tuple[int, int, str, float]]:
    """`(start, end, type, mean marginal)` of each run of B- and I- labels."""
    run: list[Word] = []
    for word in [*words, Word(0, 0, "", "O", 0.0)]:
        if run and word.label != f"I-{run[0].label[2:]}":
            if entity := _trimmed(run, text):
                yield entity
            run = []
        if run or word.label.startswith(("B-", "I-")):
            run.append(word)


def _trimmed(run: list[Word], text: str) -> tuple[int, int, str, float] | None:
    """A run without the punctuation at its ends, for underthesea tags `, Trần Thị Hương`."""
    entity_type = run[0].label[2:]
    kept = [word for word in run if _WORD_CHARACTER.search(text, word.start, word.end)]
    if entity_type not in _TYPES or not kept:
        return None
    start, end = kept[0].start, kept[-1].end
    while _is_around(text[start]):  # a word may hold punctuation too, as `] Sơn La`
        start += 1
    while _is_around(text[end - 1]):
        end -= 1
    if _ends_sentence(text, start, end):
        end -= 1
    confidence = sum(word.marginal for word in run) / len(run)
    return start, end, entity_type, round(confidence, 6)


def _ends_sentence(text: str, start: int, end: int) -> bool:
    """Whether the mark at the end is the sentence's, as in `ở TP.HCM.`; initials keep theirs."""
    is_last = not _WORD_CHARACTER.search(text, end)
    return is_last and text[end - 1] in ".!?…" and not _INITIAL.search(text, start, end)


def _is_around(character: str) -> bool:
    """Whether it belongs to the sentence around a name: white space, quote marks, brackets."""
    is_pair = unicodedata.category(character) in ("Ps", "Pe", "Pi", "Pf")
    return is_pair or character.isspace() or character in "\"'`,;:"
