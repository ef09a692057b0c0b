"""Trains the model on the project's own annotated texts: `make train`."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite

from diemtin.registry.entries import ENTITY_TYPES
from diemtin.tag.annotated import Annotated, read_all
from diemtin.tag.crf.templates import BEFORE, BEHIND, parsed
from diemtin.tag.diemtin_tagger import BY_MODEL, methods
from diemtin.tag.learned.calibration import FILE as CALIBRATION
from diemtin.tag.learned.calibration import fitted
from diemtin.tag.learned.examples import Examples, examples, vocabulary
from diemtin.tag.learned.features import NOTHING, TEMPLATES, Features
from diemtin.tag.learned.model import FOLDER, MODEL, VOCABULARY, EntityModel
from diemtin.tag.rules.lexicon import Lexicon, lexicon_of

# Of so many documents one is learnt from a second time: with its lines joined, as copied pages have
# them, so that a caption's end and the next sentence touch; with its headline in capitals.
_WITHOUT_LINE_ENDS, _SHOUTED = 3, 6
_HELD_OUT = 5


def attributes(examples: Examples, features: Features) -> list[list[list[str]]]:
    """The attributes of each word of each sentence, as strings."""
    arrays = features.arrays(*examples.seen)
    lengths = examples.batch.counts.tolist()
    firsts = examples.batch.firsts.tolist()
    result: list[list[list[str]]] = [[[] for _ in range(length)] for length in lengths]
    values = features.values()
    for template in map(parsed, TEMPLATES):
        names, numbers = values[template.source], arrays[template.source].tolist()
        blank = " ".join([NOTHING] * (names[0].count(" ") + 1))
        for words, first, length in zip(result, firsts, lengths, strict=False):
            for position in range(length):
                at = position + template.offset
                if at < 0:
                    words[position].append(f"{template.text}={BEFORE}")
                elif at + template.width > length:
                    words[position].append(f"{template.text}={BEHIND}")
                elif (name := names[numbers[first + at]]) != blank:
                    words[position].append(f"{template.text}={name}")
    return result


def train(
    documents: Sequence[Annotated],
    lexicon: Lexicon,
    folder: Path,
    *,
    without: Collection[str] = (),
    l1_penalty: float = 0.1,
    l2_penalty: float = 0.1,
    max_iterations: int = 120,
) -> None:
    """Train on annotated documents and write the model and its vocabulary into a folder.

    The same documents and registry give the same bytes.
    """
    some = examples([*documents, *_varied(documents)], lexicon)
    words = vocabulary(some.batch)
    trainer = pycrfsuite.Trainer(
        algorithm="lbfgs",
        params={
            "c1": l1_penalty,
            "c2": l2_penalty,
            "max_iterations": max_iterations,
            "feature.possible_transitions": True,
        },
        verbose=False,
    )
    firsts = some.batch.firsts.tolist()
    rows = attributes(some, Features(words, without))
    for row, (first, behind) in zip(rows, pairwise(firsts), strict=True):
        if row:
            trainer.append(row, some.labels[first:behind])
    (folder / VOCABULARY).write_text("\n".join(words) + "\n", "utf-8")
    trainer.train(str(folder / MODEL))


def _varied(documents: Sequence[Annotated]) -> Iterator[Annotated]:
    """Some of the documents again as newspapers and copied pages have them."""
    for document in documents[::_WITHOUT_LINE_ENDS]:
        yield document._replace(text=document.text.replace("\n", " "))
    for document in documents[1::_SHOUTED]:
        headline, line_end, rest = document.text.partition("\n")
        if len(headline.upper()) == len(headline):
            yield document._replace(text=headline.upper() + line_end + rest)


def calibrate(documents: Sequence[Annotated], lexicon: Lexicon, folder: Path) -> None:
    """Fit the curve of confidences on documents that the model was not trained on."""
    some = examples(documents, lexicon)
    entities = EntityModel(folder).entities(*some.seen)
    is_proposed = [method != BY_MODEL for method in methods(entities, some.found)]
    first = some.batch.firsts[entities.sentences]
    spans = zip((first + entities.starts).tolist(), (first + entities.ends).tolist(), strict=True)
    is_right = [
        _is_entity(some.labels, start, end, ENTITY_TYPES[kind])
        for (start, end), kind in zip(spans, entities.types.tolist(), strict=True)
    ]
    fitted(entities.probabilities, entities.types, np.array(is_proposed), is_right).save(folder)


def _is_entity(labels: Sequence[str], start: int, end: int, entity_type: str) -> bool:
    inside = f"I-{entity_type}"
    expected = [f"B-{entity_type}", *[inside] * (end - start - 1)]
    return labels[start:end] == expected and labels[end : end + 1] != [inside]


def train_and_calibrate(
    documents: Sequence[Annotated], lexicon: Lexicon, folder: Path, **options: Any
) -> None:
    """Train on all documents, with confidences that hold for texts that are new to the model.

    The curve is fitted on one document in `_HELD_OUT` with a model that has not seen them. It is
    not fitted on the gold texts, whose errors are read and mended.
    """
    seen = [document for n, document in enumerate(documents) if n % _HELD_OUT]
    with tempfile.TemporaryDirectory() as name:
        train(seen, lexicon, Path(name), **options)
        calibrate(documents[::_HELD_OUT], lexicon, Path(name))
        shutil.copy(Path(name) / CALIBRATION, folder)
    train(documents, lexicon, folder, **options)


def main() -> None:
    """Train and calibrate on the texts of a folder, into the package."""
    parser = argparse.ArgumentParser(
        prog="python -m diemtin.tag.learned.training", description=__doc__
    )
    parser.add_argument("texts", type=Path, help="folder of annotated texts to learn from")
    arguments = parser.parse_args()
    documents = read_all(sorted(arguments.texts.glob("*.txt")))
    train_and_calibrate(documents, lexicon_of(), FOLDER)
    sys.stdout.write(f"Trained on {len(documents)} documents: {FOLDER / MODEL}\n")


if __name__ == "__main__":
    main()
