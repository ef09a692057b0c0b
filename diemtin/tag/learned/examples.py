"""Marked text as what the model is trained on: words with columns and labels."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from diemtin.segment.blocks import blocks
from diemtin.segment.sentences import split
from diemtin.tag.annotated import TITLE, Annotated
from diemtin.tag.learned.document import Evidence, evidence
from diemtin.tag.learned.features import ending_of
from diemtin.tag.rules.batch import Batch
from diemtin.tag.rules.found import Found
from diemtin.tag.rules.lexicon import Lexicon
from diemtin.tag.rules.scan import scan_batch

OUTSIDE = "O"


class Examples(NamedTuple):
    """The sentences of marked texts, as the pipeline cuts them.

    Attributes:
        batch: Their words.
        found: What the rules say of each sentence.
        evidence: What its article says of each word.
        block_types: The type of each sentence's block.
        labels: `[n_words]`, `O`, `B-PER`, `I-PER`, …
        places: Of each sentence, the number of its document and its start there.
    """

    batch: Batch
    found: list[list[Found]]
    evidence: Evidence
    block_types: list[str]
    labels: list[str]
    places: list[tuple[int, int]]

    @property
    def seen(self) -> tuple[Batch, list[list[Found]], Evidence, list[str]]:
        """What the model sees: the arguments of `EntityModel.entities`."""
        return self.batch, self.found, self.evidence, self.block_types


def examples(documents: Sequence[Annotated], lexicon: Lexicon) -> Examples:
    """What the model learns from."""
    texts, block_types, places, articles = [], [], [], [0]
    for number, document in enumerate(documents):
        for block in blocks(document.text):
            for start, end in split(document.text[block.start : block.end]):
                places.append((number, block.start + start))
                texts.append(document.text[block.start + start : block.start + end])
                block_types.append(block.block_type)
        articles.append(len(texts))
    batch = Batch(texts, lexicon)
    found = scan_batch(batch)
    labels: list[str] = []
    offsets = np.array([offset for _, offset in places], np.intp)[batch.sentences]
    starts, ends = batch.starts + offsets, batch.ends + offsets
    for document, first, behind in zip(documents, articles, articles[1:], strict=False):
        words = slice(*batch.firsts[[first, behind]].tolist())
        labels += _labels(document, starts[words].tolist(), ends[words].tolist())
    said = evidence(batch, found, articles)
    return Examples(batch, found, said, block_types, labels, places)


def _labels(document: Annotated, starts: list[int], ends: list[int]) -> list[str]:
    labels = [OUTSIDE] * len(starts)
    begins = {start: position for position, start in enumerate(starts)}
    stops = {end: position for position, end in enumerate(ends, 1)}
    for mark in document.marks:
        if mark.kind != TITLE and mark.start in begins and mark.end in stops:
            first, behind = begins[mark.start], stops[mark.end]
            labels[first:behind] = [f"I-{mark.kind}"] * (behind - first)
            labels[first] = f"B-{mark.kind}"
    return labels


def vocabulary(batch: Batch, min_count: int = 2) -> list[str]:
    """The words and endings that occur at least so often, sorted."""
    counts: Counter[str] = Counter()
    words = batch.lexicon.vocabulary.words
    for number, count in Counter(batch.words.tolist()).items():
        counts[words[number].fold] += count
        if ending := ending_of(words[number]):
            counts[ending] += count
    return sorted(
        text
        for text, count in counts.items()
        if count >= min_count and text.isprintable() and " " not in text
    )
