"""The best labels of a batch of sentences, and how probable they are.

All sentences advance together, a position at a time: sorted by length, those that are still going
at a step are the first so many. Arrays are label-major, so that the inner loops of numpy run over
sentences.
"""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from diemtin.tag.crf.arrays import Flags, Floats, Ids, expanded_ranges, offsets_of

_Number = TypeVar("_Number", bound=np.number)

# With so few sentences, one call over all pairs of labels is faster than one call a label.
_FEW = 128

# With so few possible labels a position on average, paths through the others are left aside.
_FEW_POSSIBLE = 4

# A bound holds although sums are rounded: far above the rounding error of the scores.
_MARGIN = 1e-6


class Steps:
    """The positions of a batch in the order of their index in the sentence."""

    def __init__(self, lengths: Ids) -> None:
        """Take the sentences' lengths, in positions."""
        longest_first = np.argsort(-lengths, kind="stable")
        sorted_lengths = lengths[longest_first]
        starts = offsets_of(lengths)[longest_first]
        n_steps = int(sorted_lengths[0]) if len(lengths) else 0
        # Sentences longer than t, for each step t.
        self.active: list[int] = np.searchsorted(-sorted_lengths, -np.arange(n_steps)).tolist()
        self.bounds: list[int] = [0, *np.cumsum(self.active, dtype=np.intp).tolist()]
        pieces = [starts[:count] + step for step, count in enumerate(self.active)]
        self.order: Ids = np.concatenate(pieces) if pieces else np.zeros(0, np.intp)

    def __len__(self) -> int:
        return len(self.active)

    def span(self, step: int) -> slice:
        """Where the positions of a step are in arrays that have them in `order`."""
        return slice(self.bounds[step], self.bounds[step + 1])

    def sorted(self, scores: Floats) -> Floats:
        """`[n_labels, n_positions]` in `order` of `[n_positions, n_labels]`."""
        return np.ascontiguousarray(scores.take(self.order, axis=0).T)

    def unsorted(self, values: NDArray[_Number]) -> NDArray[_Number]:
        """Values in `order` in the order of the positions."""
        result = np.empty_like(values)
        result[self.order] = values
        return result


def best_labels(scores: Floats, transitions: Floats, steps: Steps) -> Ids:
    """The labels of the best path through each sentence; of equals the first, as CRFsuite does.

    Args:
        scores: `[n_positions, n_labels]`.
        transitions: `[n_labels, n_labels]`, from row to column.
        steps: The positions' order.

    Returns:
        `[n_positions]`, label ids.
    """
    if not len(steps):
        return np.zeros(0, np.intp)
    is_possible = _possible(scores, transitions)
    if np.count_nonzero(is_possible) < len(scores) * _FEW_POSSIBLE:
        return _best_of_possible(scores, is_possible, transitions, steps)
    return _best_of_all(scores, transitions, steps)


def _possible(scores: Floats, transitions: Floats) -> Flags:
    """`[n_positions, n_labels]`: whether a label can be on the best path, by a safe bound.

    Put another label in its place on any path: the transitions gain so much at most. Where the
    other's score is larger by more, the label loses whatever its neighbours are.
    """
    into = (transitions[:, :, None] - transitions[:, None, :]).max(axis=0)
    out_of = (transitions[:, None, :] - transitions[None, :, :]).max(axis=2)
    # At the ends of a sentence one of the two transitions is missing.
    gain = np.maximum(into, 0) + np.maximum(out_of, 0) + _MARGIN
    highest = scores.argmax(axis=1)
    reached = scores + gain.T.take(highest, axis=0)
    is_possible: Flags = reached >= scores[np.arange(len(scores)), highest][:, None]
    return is_possible


def _best_of_possible(scores: Floats, is_possible: Flags, transitions: Floats, steps: Steps) -> Ids:
    """The best path through the possible labels alone (*candidates*, numbered in `order`).

    Sums are made in the same order as over all labels, so they are the same to the last bit.
    """
    n_labels = len(transitions)
    candidates = np.flatnonzero(is_possible.take(steps.order, axis=0))
    positions = candidates // n_labels
    labels = candidates - positions * n_labels
    sizes = np.bincount(positions)  # candidates a position; never 0
    firsts = offsets_of(sizes)
    # Of paths that end there; filled in place.
    best = scores.ravel().take(steps.order[positions] * n_labels + labels)

    # A move leads from each candidate of the position before to a candidate.
    before = (np.arange(len(steps.order)) - np.repeat([0, *steps.active[:-1]], steps.active))[
        positions
    ]
    n_moves = sizes[before]
    n_moves[positions < steps.bounds[1]] = 0
    origins = expanded_ranges(firsts[before], n_moves)
    sums = transitions.ravel().take(labels[origins] * n_labels + np.repeat(labels, n_moves))
    first_moves = offsets_of(n_moves)
    candidate_bounds = [*firsts[steps.bounds[:-1]].tolist(), len(best)]
    move_bounds = [*first_moves[candidate_bounds[:-1]].tolist(), len(sums)]
    for step in range(1, len(steps)):
        here = slice(candidate_bounds[step], candidate_bounds[step + 1])
        moves = slice(move_bounds[step], move_bounds[step + 1])
        sums[moves] += best.take(origins[moves])
        best[here] += np.maximum.reduceat(sums[moves], first_moves[here] - moves.start)

    later = slice(candidate_bounds[1], None)
    back = np.zeros(len(best), np.intp)
    back[later] = origins[_first_largest(sums, first_moves[later], n_moves[later])]
    chosen = _first_largest(best, firsts, sizes)  # right where a sentence ends
    for step in range(len(steps) - 2, -1, -1):
        following = chosen[steps.span(step + 1)]
        chosen[steps.bounds[step] : steps.bounds[step] + len(following)] = back[following]
    return steps.unsorted(labels[chosen])


def _first_largest(values: Floats, firsts: Ids, sizes: Ids) -> Ids:
    """Where the first of the largest values of each group is; groups lie one behind the other."""
    if not len(firsts):
        return np.zeros(0, np.intp)
    largest = np.maximum.reduceat(values, firsts)
    hits = np.flatnonzero(values == np.repeat(largest, sizes))
    groups = np.repeat(np.arange(len(firsts)), sizes)[hits]
    result: Ids = hits[np.diff(groups, prepend=-1) > 0]
    return result


def _best_of_all(scores: Floats, transitions: Floats, steps: Steps) -> Ids:
    """The best path through all labels."""
    best = steps.sorted(scores)  # of paths that end there; filled in place
    before = best[:, steps.span(0)]
    for step in range(1, len(steps)):
        here = best[:, steps.span(step)]
        here += _best_before(before[:, : steps.active[step]], transitions)
        before = here
    labels = np.empty(len(scores), np.intp)
    last = len(steps) - 1
    chosen = np.zeros(steps.active[0], np.intp)
    for step in range(last, -1, -1):
        here = best[:, steps.span(step)]
        n_going = steps.active[step + 1] if step < last else 0
        # No back pointers: the sums are made again for the label that was chosen.
        chosen[n_going : here.shape[1]] = here[:, n_going:].argmax(axis=0)
        if n_going:
            going = here[:, :n_going] + transitions[:, chosen[:n_going]]
            chosen[:n_going] = going.argmax(axis=0)
        labels[steps.span(step)] = chosen[: here.shape[1]]
    return steps.unsorted(labels)


def _best_before(before: Floats, transitions: Floats) -> Floats:
    """`[n_labels, n]`: the largest of `before[x] + transitions[x, y]` for each label y."""
    if before.shape[1] <= _FEW:
        result: Floats = (before[:, None, :] + transitions[:, :, None]).max(axis=0)
        return result
    best: Floats = before[0] + transitions[0][:, None]
    candidate = np.empty_like(best)
    for label in range(1, len(transitions)):
        np.add(before[label], transitions[label][:, None], out=candidate)
        np.maximum(best, candidate, out=best)
    return best


def probabilities(scores: Floats, transitions: Floats, labels: Ids, steps: Steps) -> Floats:
    """The marginal probability of each position's label.

    Forward and backward sums are scaled to 1 at each step. No matrix products: their rounding
    depends on the size of the batch.

    Args:
        scores: `[n_positions, n_labels]`.
        transitions: `[n_labels, n_labels]`, from row to column.
        labels: `[n_positions]`, the label whose probability is asked for.
        steps: The positions' order.

    Returns:
        `[n_positions]`, from 0 to 1.
    """
    if not len(steps):
        return np.zeros(0)
    potentials = steps.sorted(scores)
    potentials -= potentials.max(axis=0)
    np.exp(potentials, out=potentials)
    moves = np.exp(transitions - transitions.max())
    forward = np.empty_like(potentials)
    forward[:, steps.span(0)] = potentials[:, steps.span(0)]
    for step in range(1, len(steps)):
        before = forward[:, steps.span(step - 1)][:, : steps.active[step]]
        here = _weighted_sum(before, moves) * potentials[:, steps.span(step)]
        forward[:, steps.span(step)] = here / _total(here)
    joint = forward  # becomes forward times backward, in place
    backward = np.ones((len(moves), steps.active[0]))
    for step in range(len(steps) - 2, -1, -1):
        n_going = steps.active[step + 1]
        going = backward[:, :n_going] * potentials[:, steps.span(step + 1)]
        going = _weighted_sum(going, moves.T)
        backward[:, :n_going] = going / _total(going)
        joint[:, steps.span(step)] *= backward[:, : steps.active[step]]
    chosen = labels[steps.order]
    result: Floats = joint[chosen, np.arange(len(chosen))] / _total(joint)
    return steps.unsorted(result)


def _weighted_sum(values: Floats, moves: Floats) -> Floats:
    """`[n_labels, n]`: the sum of `values[x] * moves[x, y]` for each label y."""
    result: Floats = values[0] * moves[0][:, None]
    for label in range(1, len(moves)):
        result += values[label] * moves[label][:, None]
    return result


def _total(values: Floats) -> Floats:
    """The sum over the labels, added in their order."""
    result: Floats = values[0].copy()
    for row in values[1:]:
        result += row
    return result
