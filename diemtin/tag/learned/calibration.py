"""From the model's probabilities to confidences that hold: of those at 0.9, nine in ten are right.

A logistic curve over the probability's logit, with a shift for each type and one for mentions that
a rule proposed as they are; fitted on annotated text that the model was not trained on.
"""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from diemtin.registry.entries import ENTITY_TYPES
from diemtin.tag.crf.arrays import Flags, Floats, Ids

FILE = "calibration.csv"

_NAMES = ("intercept", "logit", *ENTITY_TYPES[1:], "proposed")
# Probabilities are kept off 0 and 1 by this much, so that none weighs without bound.
_EDGE = 1e-4
# How strongly the curve is held to the identity: as much as so many mentions would.
_PRIOR = 5.0
_STEPS = 50


class Calibration(NamedTuple):
    """The curve's weights, in the order of `_NAMES`."""

    weights: Floats

    def confidences(self, probabilities: Floats, types: Ids, is_proposed: Flags) -> Floats:
        """`[n_mentions]`, 0–1.

        Args:
            probabilities: Of the model.
            types: Numbers of `ENTITY_TYPES`.
            is_proposed: Whether a rule proposed the mention as it is.
        """
        inputs = _inputs(probabilities, types, is_proposed)
        # Summed column by column: a matrix product may round otherwise in another batch.
        total = np.zeros(len(inputs))
        for column, weight in zip(inputs.T, self.weights, strict=True):
            total += column * weight
        result: Floats = 1 / (1 + np.exp(-total))
        return result

    def save(self, folder: Path) -> None:
        """Write the weights as CSV."""
        with open(folder / FILE, "w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(("name", "weight"))
            for name, weight in zip(_NAMES, self.weights.tolist(), strict=True):
                writer.writerow((name, f"{weight:.6f}"))


def load_calibration(folder: Path) -> Calibration:
    """The curve of a folder."""
    with open(folder / FILE, encoding="utf-8", newline="") as stream:
        weights = {row["name"]: float(row["weight"]) for row in csv.DictReader(stream)}
    return Calibration(np.array([weights[name] for name in _NAMES]))


def identity() -> Calibration:
    """The curve that leaves probabilities as they are."""
    return Calibration(np.array([float(name == "logit") for name in _NAMES]))


def fitted(
    probabilities: Floats, types: Ids, is_proposed: Flags, is_right: Sequence[bool]
) -> Calibration:
    """The curve that makes what was right most likely, by Newton's method."""
    inputs = _inputs(probabilities, types, is_proposed)
    right = np.array(is_right, float)
    prior = identity().weights
    weights = prior.copy()
    for _ in range(_STEPS):
        expected = 1 / (1 + np.exp(-inputs @ weights))
        gradient = inputs.T @ (expected - right) + _PRIOR * (weights - prior)
        curvature = (inputs * (expected * (1 - expected))[:, None]).T @ inputs
        step = np.linalg.solve(curvature + _PRIOR * np.eye(len(weights)), gradient)
        # A full step may overshoot where the curve is flat.
        weights = weights - step * min(1.0, 0.5 / np.abs(step).max(initial=1e-9))
    return Calibration(weights.round(6))


def _inputs(probabilities: Floats, types: Ids, is_proposed: Flags) -> Floats:
    """`[n_mentions, n_weights]`."""
    kept = np.clip(probabilities, _EDGE, 1 - _EDGE)
    columns = [np.ones(len(kept)), np.log(kept / (1 - kept))]
    columns += [(types == number).astype(float) for number in range(1, len(ENTITY_TYPES))]
    return np.stack([*columns, is_proposed.astype(float)], axis=1)
