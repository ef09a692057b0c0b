"""The best labels of a batch of sentences, and how probable they are.

All sentences advance together, a position at a time: sorted by length, those that are still going
at a step are the first so many. Arrays are label-major, so that the inner loops of numpy run over
sentences.
"""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from diemtin.tag.crf.arrays import Flags, Floats, Ids, expanded_ranges, offsets_of

_Number = TypeVar("_Number", bound=np.generic)

# With so few possible labels a position on average, paths through the others are left aside; judged
# by so many positions, for it decides the time alone.
_FEW_POSSIBLE = 4
_JUDGED = 1_000

# Sums closer than this may be in another order when they are made in another order: far above the
# rounding error of the scores.
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


def best_labels(
    scores: Floats,
    transitions: Floats,
    lengths: Ids,
    exact: Callable[[Ids, Ids], Floats] | None = None,
) -> Ids:
    """The labels of the best path through each sentence; of equals the first, as CRFsuite does.

    Args:
        scores: `[n_positions, n_labels]`.
        transitions: `[n_labels, n_labels]`, from row to column.
        lengths: The sentences' lengths, in positions.
        exact: Gives the scores to the last bit of the positions of some sentences, which are asked
            for where two paths are as good as equal; default: `scores` themselves.

    Returns:
        `[n_positions]`, label ids.
    """
    is_possible = _possible(scores[:_JUDGED], transitions)
    if np.count_nonzero(is_possible) < len(is_possible) * _FEW_POSSIBLE:
        labels, is_close = _best_of_possible(scores, transitions, lengths)
    else:
        labels, is_close = _best_of_all(scores, transitions, Steps(lengths))
    if not is_close.any():
        return labels
    sentences = np.unique(np.repeat(np.arange(len(lengths)), lengths)[is_close])
    lengths, firsts = lengths[sentences], offsets_of(lengths)[sentences]
    positions = expanded_ranges(firsts, lengths)
    again = scores[positions] if exact is None else exact(positions, lengths)
    labels[positions], _ = _best_of_all(again, transitions, Steps(lengths))
    return labels


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


def _best_of_possible(scores: Floats, transitions: Floats, lengths: Ids) -> tuple[Ids, Flags]:
    """As `_best_of_all`, where most positions have one possible label.

    What is left are *runs* of positions with several, each by itself, for what stands around it is
    known.
    """
    is_possible = _possible(scores, transitions)
    labels = is_possible.argmax(axis=1)
    is_free = np.count_nonzero(is_possible, axis=1) > 1
    free = np.flatnonzero(is_free)
    starts = offsets_of(lengths)[lengths > 0]
    is_first, is_last = np.zeros((2, len(labels)), bool)
    is_first[starts], is_last[starts - 1] = True, True  # -1: the last of all, where the first is 0
    begins, ends = is_first.copy(), is_last.copy()
    begins[1:] |= ~is_free[:-1]
    ends[:-1] |= ~is_free[1:]
    firsts, lasts = np.flatnonzero(begins & is_free), np.flatnonzero(ends & is_free)
    run_lengths = lasts - firsts + 1
    behind = np.cumsum(run_lengths)

    of_runs = scores[free]
    follows, leads = ~is_first[firsts], ~is_last[lasts]
    of_runs[(behind - run_lengths)[follows]] += transitions[labels[firsts[follows] - 1]]
    of_runs[behind[leads] - 1] += transitions.T[labels[lasts[leads] + 1]]
    steps = Steps(run_lengths)
    labels[free], is_run_close = _best_of_runs(of_runs, is_possible[free], transitions, steps)
    is_close = np.zeros(len(labels), bool)
    is_close[free] = is_run_close
    return labels, is_close


def _best_of_runs(
    scores: Floats, is_possible: Flags, transitions: Floats, steps: Steps
) -> tuple[Ids, Flags]:
    """As `_best_of_all`, through the possible labels alone (*candidates*, numbered in `order`)."""
    if not len(steps):
        return np.zeros(0, np.intp), np.zeros(0, bool)
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
    is_close_move = np.zeros(len(best), bool)
    chosen_moves, is_close_move[later] = _largest(sums, first_moves[later], n_moves[later])
    back[later] = origins[chosen_moves]
    chosen, is_close = _largest(best, firsts, sizes)  # right where a sentence ends
    for step in range(len(steps) - 2, -1, -1):
        following = chosen[steps.span(step + 1)]
        going = slice(steps.bounds[step], steps.bounds[step] + len(following))
        chosen[going] = back[following]
        is_close[going] = False
    is_close |= is_close_move[chosen]
    return steps.unsorted(labels[chosen]), steps.unsorted(is_close)


def _largest(values: Floats, firsts: Ids, sizes: Ids) -> tuple[Ids, Flags]:
    """Where the largest value of each group is, and whether another is as good as equal."""
    if not len(firsts):
        return np.zeros(0, np.intp), np.zeros(0, bool)
    near = np.flatnonzero(values >= np.repeat(np.maximum.reduceat(values, firsts) - _MARGIN, sizes))
    if len(near) == len(firsts):
        return near, np.zeros(len(firsts), bool)
    groups = np.repeat(np.arange(len(firsts)), sizes)[near]
    return near[np.diff(groups, prepend=-1) > 0], np.bincount(groups) > 1


def _best_of_all(scores: Floats, transitions: Floats, steps: Steps) -> tuple[Ids, Flags]:
    """The best path, of equals the first.

    Args:
        scores: `[n_positions, n_labels]`.
        transitions: `[n_labels, n_labels]`, from row to column.
        steps: The positions' order.

    Returns:
        `[n_positions]`, label ids; and whether another label there is as good as equal.
    """
    labels = np.zeros(len(scores), np.intp)
    is_close = np.zeros(len(scores), bool)
    if not len(steps):
        return labels, is_close
    best = steps.sorted(scores)  # of paths that end there; filled in place
    before = best[:, steps.span(0)]
    for step in range(1, len(steps)):
        here = best[:, steps.span(step)]
        going = before[:, : steps.active[step]]
        here += (going[:, None, :] + transitions[:, :, None]).max(axis=0)
        before = here
    last = len(steps) - 1
    chosen = np.zeros(steps.active[0], np.intp)
    for step in range(last, -1, -1):
        # No back pointers: the sums are made again for the label that was chosen.
        sums = best[:, steps.span(step)]
        n_going = steps.active[step + 1] if step < last else 0
        sums[:, :n_going] += transitions[:, chosen[:n_going]]
        chosen[: steps.active[step]] = sums.argmax(axis=0)
        is_near = sums >= sums.max(axis=0) - _MARGIN
        labels[steps.span(step)] = chosen[: steps.active[step]]
        if np.count_nonzero(is_near) > steps.active[step]:
            is_close[steps.span(step)] = np.count_nonzero(is_near, axis=0) > 1
    return steps.unsorted(labels), steps.unsorted(is_close)


def probabilities(scores: Floats, transitions: Floats, labels: Ids, steps: Steps) -> Floats:
    """The marginal probability of each position's label.

    Forward and backward sums are scaled at each step. No matrix products: their rounding depends on
    the size of the batch.

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
    forward = potentials.copy()
    for step in range(1, len(steps)):
        before = forward[:, steps.span(step - 1)][:, : steps.active[step]]
        here = forward[:, steps.span(step)]
        here *= _weighted_sum(before, moves)
        here /= here.max(axis=0)
    joint = forward  # becomes forward times backward, in place
    backward = np.ones((len(moves), steps.active[0]))
    for step in range(len(steps) - 2, -1, -1):
        n_going = steps.active[step + 1]
        going = backward[:, :n_going]
        going *= potentials[:, steps.span(step + 1)]
        going[:] = _weighted_sum(going, moves.T)
        going /= going.max(axis=0)
        joint[:, steps.span(step)] *= backward[:, : steps.active[step]]
    chosen = labels[steps.order]
    total = joint[0].copy()
    for of_label in joint[1:]:
        total += of_label
    return steps.unsorted(joint[chosen, np.arange(len(chosen))] / total)


def _weighted_sum(values: Floats, moves: Floats) -> Floats:
    """`[n_labels, n]`: the sum of `values[x] * moves[x, y]` for each label y, added in order of x.

    For a single column einsum has another order (numpy 2.4, 2026-11).
    """
    if values.shape[1] == 1:
        return _weighted_sum(np.repeat(values, 2, axis=1), moves)[:, :1]
    result: Floats = np.einsum("xn,xy->yn", values, moves)
    return result
