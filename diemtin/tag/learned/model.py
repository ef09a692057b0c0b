"""The trained model: the labels of a batch of sentences with their probabilities."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from diemtin.registry.entries import ENTITY_TYPES
from diemtin.tag.crf.arrays import Floats, Ids
from diemtin.tag.crf.decoding import Steps, best_labels, probabilities
from diemtin.tag.crf.linear_model import Edges, compiled, scores
from diemtin.tag.crf.model_file import read_model
from diemtin.tag.learned.features import TEMPLATES, Features
from diemtin.tag.rules.batch import Batch
from diemtin.tag.rules.found import Found

FOLDER = Path(__file__).parent
_TYPE = {entity_type: number for number, entity_type in enumerate(ENTITY_TYPES)}
MODEL, VOCABULARY = "model.crfsuite", "vocabulary.txt"


class Entity(NamedTuple):
    """A name that the model found: words of a sentence from `start` to before `end`."""

    sentence: int
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
        kinds = [label.partition("-") for label in self._model.labels]
        self._type = np.array([_TYPE.get(kind, -1) for _, _, kind in kinds], np.intp)
        self._is_begin = np.array([where == "B" for where, _, _ in kinds])

    def names(
        self,
        batch: Batch,
        found: Sequence[Sequence[Found]],
        known: Ids,
        block_types: Sequence[str],
    ) -> list[Entity]:
        """The names in all sentences, in order."""
        lengths = batch.counts
        if not len(batch.words):
            return []
        values = self.features.arrays(batch, found, known, block_types)
        steps = Steps(lengths)
        of_labels: Floats = scores(self._model, values, Edges(lengths))
        labels = best_labels(of_labels, self._model.transitions, steps)
        certain = probabilities(of_labels, self._model.transitions, labels, steps)
        return self._named(batch, labels, certain)

    def _named(self, batch: Batch, labels: Ids, certain: Floats) -> list[Entity]:
        inside = np.flatnonzero(self._type[labels] >= 0)
        if not len(inside):
            return []
        sentence = np.repeat(np.arange(len(batch.counts)), batch.counts)[inside]
        kinds = self._type[labels[inside]]
        goes_on = np.zeros(len(inside), bool)
        goes_on[1:] = (
            ~self._is_begin[labels[inside[1:]]]
            & (np.diff(inside) == 1)
            & (kinds[1:] == kinds[:-1])
            & (sentence[1:] == sentence[:-1])
        )
        firsts = np.flatnonzero(~goes_on)
        lasts = np.append(firsts[1:], len(inside)) - 1
        before = batch.firsts[sentence[firsts]]
        return [
            Entity(*row)
            for row in zip(
                sentence[firsts].tolist(),
                (inside[firsts] - before).tolist(),
                (inside[lasts] - before + 1).tolist(),
                [ENTITY_TYPES[kind] for kind in kinds[firsts].tolist()],
                np.minimum.reduceat(certain[inside], firsts).tolist(),
                strict=True,
            )
        ]
