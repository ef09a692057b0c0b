"""Marked text as what the model is trained on: words with columns and labels."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from diemtin.segment.blocks import blocks
from diemtin.segment.sentences import split
from diemtin.tag.annotated import TITLE, Annotated
from diemtin.tag.learned.document import known_words
from diemtin.tag.learned.features import ending_of
from diemtin.tag.rules.found import Found
from diemtin.tag.rules.lexicon import Lexicon
from diemtin.tag.rules.line import Line, lines
from diemtin.tag.rules.scan import scan

OUTSIDE = "O"


class Example(NamedTuple):
    """A sentence of a marked text.

    Attributes:
        line: Its words.
        found: What the rules say.
        known: What the rest of its article says of each word.
        block_type: The type of its block.
        labels: `O`, `B-PER`, `I-PER`, … of each word.
    """

    line: Line
    found: list[Found]
    known: list[int]
    block_type: str
    labels: list[str]


def examples(documents: Sequence[Annotated], lexicon: Lexicon) -> Iterator[Example]:
    """The sentences of documents, as the pipeline cuts them."""
    for document in documents:
        spans, types = [], []
        for block in blocks(document.text):
            for start, end in split(document.text[block.start : block.end]):
                spans.append((block.start + start, block.start + end))
                types.append(block.block_type)
        cut = lines([document.text[start:end] for start, end in spans], lexicon)
        found = [scan(line) for line in cut]
        known = known_words(cut, found)
        for (start, _), line, *rest in zip(spans, cut, found, known, types, strict=True):
            yield Example(line, *rest, _labels(document, line, start))  # type: ignore[arg-type]


def _labels(document: Annotated, line: Line, offset: int) -> list[str]:
    labels = [OUTSIDE] * len(line)
    begins = {offset + start: position for position, start in enumerate(line.starts)}
    ends = {offset + end: position for position, end in enumerate(line.ends, 1)}
    for mark in document.marks:
        if mark.kind != TITLE and mark.start in begins and mark.end in ends:
            first, behind = begins[mark.start], ends[mark.end]
            labels[first:behind] = [f"I-{mark.kind}"] * (behind - first)
            labels[first] = f"B-{mark.kind}"
    return labels


def vocabulary(sentences: Sequence[Example], min_count: int = 2) -> list[str]:
    """The words and endings that occur at least so often, sorted."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        for word in sentence.line.words:
            counts[word.fold] += 1
            if ending := ending_of(word):
                counts[ending] += 1
    return sorted(text for text, count in counts.items() if count >= min_count and " " not in text)
