"""Scores summed by window against those summed template by template."""

import numpy as np
import pytest

from diemtin.tag.crf import windows
from diemtin.tag.crf.linear_model import Edges, Feature, LinearModel, scores
from diemtin.tag.crf.windows import WindowModel

SOURCES = {"word": 40, "lower": 30, "flag": 2, "constant": 1}


def a_model(rng: np.random.Generator) -> LinearModel:
    """A model with templates of several widths and sources, half of whose values it knows."""
    n_labels = int(rng.integers(2, 6))
    weights = np.concatenate([np.zeros((1, n_labels)), rng.normal(size=(60, n_labels))])

    def row() -> int:
        return int(rng.integers(0, 61) * rng.integers(0, 2))

    features = []
    for source, size in SOURCES.items():
        for width in (1, 2, 3):
            for offset in range(-3, 3):
                rows = rng.integers(0, 61, size) * rng.integers(0, 2, size)
                feature = Feature(f"{source}.{width}", offset, width, rows, row(), row())
                features.append(feature)
    chosen = rng.permutation(len(features))[: int(rng.integers(1, 30))]
    transitions = rng.normal(size=(n_labels, n_labels))
    return LinearModel(
        tuple("ABCDE"[:n_labels]), weights, transitions, tuple(features[i] for i in chosen)
    )


def values_of(rng: np.random.Generator, n_positions: int) -> dict[str, np.ndarray]:
    return {
        f"{source}.{width}": rng.integers(0, size, n_positions)
        for source, size in SOURCES.items()
        for width in (1, 2, 3)
    }


@pytest.mark.parametrize("most", [1, 100, 1 << 40])
@pytest.mark.parametrize("seed", range(20))
def test_they_are_the_same_but_for_rounding(seed: int, most: int, monkeypatch) -> None:
    monkeypatch.setattr(windows, "_MOST_COMBINATIONS", most)
    rng = np.random.default_rng(seed)
    model, lengths = a_model(rng), rng.integers(0, 7, 20)
    values, edges = values_of(rng, lengths.sum()), Edges(lengths)
    by_window = WindowModel(model).scores(values, edges)
    np.testing.assert_allclose(by_window, scores(model, values, edges), rtol=0, atol=1e-11)


@pytest.mark.parametrize("seed", range(10))
def test_those_of_a_sentence_do_not_depend_on_the_others_in_the_last_bit(seed: int) -> None:
    rng = np.random.default_rng(seed)
    model, lengths = WindowModel(a_model(rng)), rng.integers(1, 7, 20)
    values = values_of(rng, lengths.sum())
    together = model.scores(values, Edges(lengths))
    ends = lengths.cumsum()
    for start, end in zip(ends - lengths, ends, strict=True):
        own = {source: column[start:end] for source, column in values.items()}
        alone = model.scores(own, Edges(np.array([end - start])))
        np.testing.assert_array_equal(alone, together[start:end])
