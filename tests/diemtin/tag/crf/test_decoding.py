"""The best paths and the probabilities against all paths, one by one."""

import itertools

import numpy as np
import pytest

from diemtin.tag.crf import decoding
from diemtin.tag.crf.decoding import Steps, best_labels, probabilities


def all_paths(scores: np.ndarray, transitions: np.ndarray) -> dict[tuple[int, ...], float]:
    found = {}
    for path in itertools.product(range(scores.shape[1]), repeat=len(scores)):
        found[path] = sum(scores[i, label] for i, label in enumerate(path)) + sum(
            transitions[pair] for pair in itertools.pairwise(path)
        )
    return found


@pytest.mark.parametrize("few_possible", [0, 100], ids=["all labels", "possible labels"])
@pytest.mark.parametrize("seed", range(20))
def test_paths_and_probabilities_are_those_found_by_trying_all(
    seed: int, few_possible: int, monkeypatch
) -> None:
    rng = np.random.default_rng(seed)
    monkeypatch.setattr(decoding, "_FEW_POSSIBLE", few_possible)
    lengths = rng.integers(0, 6, 6)
    n_labels = int(rng.integers(2, 4))
    scores = rng.normal(scale=3, size=(lengths.sum(), n_labels))
    transitions = rng.normal(size=(n_labels, n_labels))
    steps = Steps(lengths)
    labels = best_labels(scores, transitions, lengths)
    found = probabilities(scores, transitions, labels, steps)
    ends = lengths.cumsum()
    for start, end in zip(ends - lengths, ends, strict=True):
        paths = all_paths(scores[start:end], transitions)
        assert tuple(labels[start:end]) == max(paths, key=paths.__getitem__)
        total = sum(np.exp(value) for value in paths.values())
        for i in range(start, end):
            share = sum(np.exp(v) for path, v in paths.items() if path[i - start] == labels[i])
            assert found[i] == pytest.approx(share / total, abs=1e-12)


@pytest.mark.parametrize("few_possible", [0, 100], ids=["all labels", "possible labels"])
def test_of_equal_paths_the_first_label_wins(few_possible: int, monkeypatch) -> None:
    monkeypatch.setattr(decoding, "_FEW_POSSIBLE", few_possible)
    lengths = np.array([4, 2])
    labels = best_labels(np.zeros((6, 3)), np.zeros((3, 3)), lengths)
    assert labels.tolist() == [0] * 6


@pytest.mark.parametrize("seed", range(50))
def test_leaving_impossible_labels_aside_changes_no_path_not_even_between_equals(
    seed: int, monkeypatch
) -> None:
    rng = np.random.default_rng(seed)
    lengths = rng.integers(0, 30, 40)
    n_labels = int(rng.integers(2, 12))
    # Small whole numbers: equal sums everywhere; thirds: sums that depend on their order.
    unit = rng.choice([1, 1 / 3])
    scores = rng.integers(0, rng.integers(2, 30), (lengths.sum(), n_labels)) * unit
    transitions = rng.integers(-2, 3, (n_labels, n_labels)) * unit
    found = []
    for few_possible in (0, 100):
        monkeypatch.setattr(decoding, "_FEW_POSSIBLE", few_possible)
        found.append(best_labels(scores, transitions, lengths).tolist())
    assert found[0] == found[1]


@pytest.mark.parametrize("few_possible", [0, 100], ids=["all labels", "possible labels"])
@pytest.mark.parametrize("seed", range(50))
def test_where_rounding_could_decide_the_exact_scores_do(
    seed: int, few_possible: int, monkeypatch
) -> None:
    monkeypatch.setattr(decoding, "_FEW_POSSIBLE", few_possible)
    rng = np.random.default_rng(seed)
    lengths = rng.integers(0, 12, 40)
    n_labels = int(rng.integers(2, 6))
    scores = rng.integers(0, rng.integers(2, 30), (lengths.sum(), n_labels)).astype(float)
    transitions = rng.integers(-2, 3, (n_labels, n_labels)).astype(float)
    rounded = scores + rng.normal(scale=1e-10, size=scores.shape)
    asked = []

    def exact(positions: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        asked.append(lengths.sum())
        return scores[positions]

    found = best_labels(rounded, transitions, lengths, exact)
    assert found.tolist() == best_labels(scores, transitions, lengths).tolist()
    clear = best_labels(rng.normal(size=scores.shape), transitions, lengths, exact)
    assert len(clear) == len(scores)
    assert len(asked) <= 1


def test_probabilities_of_long_sentences_and_large_scores_stay_finite() -> None:
    rng = np.random.default_rng(1)
    scores = rng.normal(scale=200, size=(3_000, 5))
    lengths = np.array([3_000])
    labels = best_labels(scores, rng.normal(scale=5, size=(5, 5)), lengths)
    found = probabilities(scores, rng.normal(scale=5, size=(5, 5)), labels, Steps(lengths))
    assert np.isfinite(found).all()
    assert found.min() >= 0
    assert found.max() <= 1 + 1e-12
