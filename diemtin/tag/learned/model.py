"""The trained model: the labels of a batch of sentences with their probabilities."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from diemtin.tag.crf.arrays import Floats
from diemtin.tag.crf.decoding import Steps, best_labels, probabilities
from diemtin.tag.crf.linear_model import Edges, compiled, scores
from diemtin.tag.crf.model_file import read_model
from diemtin.tag.learned.features import TEMPLATES, Features
from diemtin.tag.rules.found import Found
from diemtin.tag.rules.line import Line

FOLDER = Path(__file__).parent
MODEL, VOCABULARY = "model.crfsuite", "vocabulary.txt"


class Named(NamedTuple):
    """A name that the model found: words from `start` to before `end`."""

    start: int
    end: int
    entity_type: str
    probability: float


class EntityModel:
    """The conditional random field with its columns."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Load a trained model."""
        words = (folder / VOCABULARY).read_text("utf-8").split("\n")[:-1]
        self.features = Features(words)
        self._model = compiled(
            read_model(folder / MODEL), TEMPLATES, self.features.compiled_values()
        )

    def names(
        self,
        lines: Sequence[Line],
        found: Sequence[Sequence[Found]],
        known: Sequence[Sequence[int]],
        block_types: Sequence[str],
    ) -> list[list[Named]]:
        """The names in each sentence."""
        lengths = np.array([len(line) for line in lines], np.intp)
        if not lengths.sum():
            return [[] for _ in lines]
        values = self.features.arrays(lines, found, known, block_types)
        steps = Steps(lengths)
        of_labels: Floats = scores(self._model, values, Edges(lengths))
        numbers = best_labels(of_labels, self._model.transitions, steps)
        certain = probabilities(of_labels, self._model.transitions, numbers, steps).tolist()
        labels = [self._model.labels[number] for number in numbers.tolist()]
        result, at = [], 0
        for length in lengths.tolist():
            result.append(_names(labels[at : at + length], certain[at : at + length]))
            at += length
        return result


def _names(labels: list[str], certain: list[float]) -> list[Named]:
    found, position = [], 0
    while position < len(labels):
        kind = labels[position][2:]
        end = position + 1
        if kind:
            while end < len(labels) and labels[end] == f"I-{kind}":
                end += 1
            found.append(Named(position, end, kind, min(certain[position:end])))
        position = end
    return found
