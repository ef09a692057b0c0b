"""The trained model: the labels of a batch of sentences with their probabilities."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from diemtin.registry.entries import ENTITY_TYPES
from diemtin.tag.crf.arrays import Floats, Ids
from diemtin.tag.crf.decoding import Steps, best_labels, probabilities
from diemtin.tag.crf.linear_model import Edges, compiled
from diemtin.tag.crf.model_file import read_model
from diemtin.tag.crf.windows import WindowModel
from diemtin.tag.learned.document import Evidence
from diemtin.tag.learned.features import TEMPLATES, Features
from diemtin.tag.rules.batch import Batch
from diemtin.tag.rules.found import Found

FOLDER = Path(__file__).parent
_TYPE = {entity_type: number for number, entity_type in enumerate(ENTITY_TYPES)}
MODEL, VOCABULARY = "model.crfsuite", "vocabulary.txt"


class Entities(NamedTuple):
    """The entities of a batch, in order; all of `[n_entities]`.

    Attributes:
        sentences: Number of the sentence in the batch.
        starts: First word in the sentence.
        ends: Behind the last word.
        types: Numbers of `ENTITY_TYPES`.
        probabilities: The least of the words' marginal probabilities.
    """

    sentences: Ids
    starts: Ids
    ends: Ids
    types: Ids
    probabilities: Floats


class EntityModel:
    """The conditional random field with its columns."""

    def __init__(self, folder: Path = FOLDER, without: Collection[str] = ()) -> None:
        """Load a trained model; `without` as it was trained."""
        words = (folder / VOCABULARY).read_text("utf-8").split("\n")[:-1]
        self.features = Features(words, without)
        self._model = compiled(
            read_model(folder / MODEL), TEMPLATES, self.features.compiled_values()
        )
        self._windows = WindowModel(self._model)
        kinds = [label.partition("-") for label in self._model.labels]
        self._type = np.array([_TYPE.get(kind, -1) for _, _, kind in kinds], np.intp)
        self._is_begin = np.array([where == "B" for where, _, _ in kinds])

    def entities(
        self,
        batch: Batch,
        found: Sequence[Sequence[Found]],
        evidence: Evidence,
        block_types: Sequence[str],
    ) -> Entities:
        """The entities in all sentences.

        Args:
            batch: The sentences.
            found: What the rules say of each.
            evidence: What its article says of each word.
            block_types: The type of each sentence's block.
        """
        lengths = batch.counts
        if not len(batch.words):
            nothing = np.zeros(0, np.intp)
            return Entities(nothing, nothing, nothing, nothing, np.zeros(0))
        values = self.features.arrays(batch, found, evidence, block_types)
        of_labels = self._windows.scores(values, Edges(lengths))
        labels = best_labels(of_labels, self._model.transitions, lengths)
        return self._entities(batch, labels, self._certain(batch, of_labels, labels))

    def _certain(self, batch: Batch, of_labels: Floats, labels: Ids) -> Floats:
        """The marginal probabilities of the labels in the sentences that have an entity."""
        certain = np.ones(len(labels))
        n_inside = np.bincount(batch.sentences, self._type[labels] >= 0, len(batch.counts))
        has_entity = n_inside > 0
        asked = has_entity[batch.sentences]
        steps = Steps(batch.counts[has_entity])
        certain[asked] = probabilities(
            of_labels[asked], self._model.transitions, labels[asked], steps
        )
        return certain

    def _entities(self, batch: Batch, labels: Ids, certain: Floats) -> Entities:
        inside = np.flatnonzero(self._type[labels] >= 0)
        sentence = batch.sentences[inside]
        kinds = self._type[labels[inside]]
        goes_on = np.zeros(len(inside), bool)
        goes_on[1:] = (
            ~self._is_begin[labels[inside[1:]]]
            & (np.diff(inside) == 1)
            & (kinds[1:] == kinds[:-1])
            & (sentence[1:] == sentence[:-1])
        )
        firsts = np.flatnonzero(~goes_on)
        lasts = np.append(firsts[1:], len(inside))[: len(firsts)] - 1
        before = batch.firsts[sentence[firsts]]
        least = np.minimum.reduceat(certain[inside], firsts) if len(firsts) else np.zeros(0)
        return Entities(
            sentence[firsts],
            inside[firsts] - before,
            inside[lasts] - before + 1,
            kinds[firsts],
            least,
        )
