"""A conditional random field compiled with its templates, and its scores for a batch.

Positions of all sentences lie one behind the other in flat arrays. A template's value at a position
is an integer (which array holds it is the template's *source*), and a table turns it into the row
of the model's weights, row 0 being the attribute that the model does not know.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from diemtin.tag.crf.arrays import Floats, Ids, offsets_of
from diemtin.tag.crf.model_file import Model
from diemtin.tag.crf.templates import BEFORE, BEHIND, TemplateError, parsed

# Scores that are summed at a time, so that the sums stay in the processor's cache.
_BLOCK = 65_536
# Positions whose rows of weights are looked up at a time: some 10 MB of them.
_SPAN = 16_384
# Nanoseconds, as measured: to add a row of weights, for each label; to find the positions with
# known attributes, for each position; to add one of their rows. Only their ratios matter.
_ADD_ALL, _FIND, _ADD_ONE = 0.5, 3.0, 30.0


class Values(NamedTuple):
    """The values that a source can have.

    Attributes:
        size: Their number; each is an integer below it.
        of_text: The integers that stand for a value's text (several where it can be read in
            several ways, none where it cannot occur).
    """

    size: int
    of_text: Callable[[str], Iterable[int]]


class Feature(NamedTuple):
    """A compiled template.

    Attributes:
        source: Name of the array with its values.
        offset: Where its first row is, counted from the position.
        width: Its number of rows.
        rows: `[values]`, the row of the weights for each value.
        before: The row for positions whose template begins before the sentence.
        behind: The row for positions whose template ends behind the sentence.
    """

    source: str
    offset: int
    width: int
    rows: Ids
    before: int
    behind: int


class LinearModel(NamedTuple):
    """A compiled model.

    Attributes:
        labels: The names of the labels.
        weights: `[n_attributes + 1, n_labels]`, row 0 all 0.
        transitions: `[n_labels, n_labels]`, from row to column.
        features: In the templates' order, which is the order of summation.
    """

    labels: tuple[str, ...]
    weights: Floats
    transitions: Floats
    features: tuple[Feature, ...]


def compiled(model: Model, templates: Sequence[str], values: Mapping[str, Values]) -> LinearModel:
    """A model with its templates as tables.

    Args:
        model: The model.
        templates: Its templates, in order.
        values: The values of each source that the templates read.

    Raises:
        TemplateError: A template reads a source that is not among `values`.
    """
    rows_of: dict[str, dict[str, int]] = {template: {} for template in templates}
    for attribute, row in model.attributes.items():
        template, _, text = attribute.partition("=")
        if template in rows_of:  # what no template makes can never be met
            rows_of[template][text] = row + 1
    features = [_feature(template, rows_of[template], values) for template in templates]
    n_labels = len(model.labels)
    return LinearModel(
        model.labels,
        np.concatenate([np.zeros((1, n_labels)), model.weights]),
        model.transitions,
        tuple(feature for feature in features if _is_known(feature)),
    )


def _feature(text: str, rows_of: Mapping[str, int], values: Mapping[str, Values]) -> Feature:
    template = parsed(text)
    if template.source not in values:
        raise TemplateError(f"the engine has no values for the feature template {text!r}")
    size, of_text = values[template.source]
    rows = np.zeros(size, np.intp)
    for value, row in rows_of.items():
        for number in of_text(value):
            rows[number] = row
    before, behind = rows_of.get(BEFORE, 0), rows_of.get(BEHIND, 0)
    return Feature(template.source, template.offset, template.width, rows, before, behind)


def _is_known(feature: Feature) -> bool:
    """Whether the model knows any of its attributes; one that it does not know adds nothing."""
    return bool(feature.rows.any() or feature.before or feature.behind)


class Edges:
    """Which positions lie near the ends of their sentence."""

    def __init__(self, lengths: Ids) -> None:
        """Take the sentences' lengths, in positions."""
        within = np.arange(lengths.sum(), dtype=np.intp) - np.repeat(offsets_of(lengths), lengths)
        self._before = within
        self._behind = np.repeat(lengths, lengths) - 1 - within
        self._first: dict[int, Ids] = {}
        self._last: dict[int, Ids] = {}

    def first(self, count: int, start: int, end: int) -> Ids:
        """Positions in a range with fewer than `count` positions before them."""
        if count not in self._first:
            self._first[count] = np.flatnonzero(self._before < count)
        return _within(self._first[count], start, end)

    def last(self, count: int, start: int, end: int) -> Ids:
        """Positions in a range with fewer than `count` positions behind them."""
        if count not in self._last:
            self._last[count] = np.flatnonzero(self._behind < count)
        return _within(self._last[count], start, end)


def _within(positions: Ids, start: int, end: int) -> Ids:
    """Those of ascending positions that lie in a range, counted from its start."""
    first, behind = np.searchsorted(positions, (start, end))
    return positions[first:behind] - start


def scores(model: LinearModel, values: Mapping[str, Ids], edges: Edges) -> Floats:
    """How well each label suits each position, its neighbours' labels left aside.

    Args:
        model: The model.
        values: The values of each source at each position; a source of width two or three has at
            a position what begins there, and anything where that does not end in the sentence.
        edges: The ends of the sentences.

    Returns:
        `[n_positions, n_labels]`. Each is the sum of the weights in the order of the templates, as
        in CRFsuite and underthesea: with another order, exact ties are broken otherwise.
    """
    n_positions, n_labels = len(next(iter(values.values()))), len(model.labels)
    sums = np.zeros((n_positions, n_labels))
    block_size = _BLOCK // n_labels
    buffer = np.empty((block_size, n_labels))
    # With so few known attributes it is faster to add those alone.
    few = (n_labels * _ADD_ALL - _FIND) / _ADD_ONE
    for first in range(0, n_positions, _SPAN):
        behind = min(first + _SPAN, n_positions)
        rows = _weight_rows(model.features, values, edges, first, behind)
        is_sparse = [few > 0 and np.count_nonzero(row) < few * len(row) for row in rows]
        for start in range(first, behind, block_size):
            total = sums[start : min(start + block_size, behind)]
            added = buffer[: len(total)]
            here = slice(start - first, start - first + len(total))
            for row, is_row_sparse in zip(rows[:, here], is_sparse, strict=True):
                if is_row_sparse:
                    known = np.flatnonzero(row)
                    total[known] += model.weights[row[known]]
                else:
                    np.take(model.weights, row, axis=0, out=added, mode="clip")
                    total += added
    return sums


def _weight_rows(
    features: Sequence[Feature], values: Mapping[str, Ids], edges: Edges, start: int, end: int
) -> Ids:
    """`[n_features, end - start]`: the rows of the weights for each feature's value in a range."""
    rows = np.empty((len(features), end - start), np.intp)
    for feature, row in zip(features, rows, strict=True):
        # The value for position p stands at p + offset; where there is none, an edge's row comes.
        source, offset = values[feature.source], feature.offset
        first, behind = max(-offset, start), min(len(source) - max(offset, 0), end)
        if first < behind:
            shifted = source[first + offset : behind + offset]
            np.take(feature.rows, shifted, out=row[first - start : behind - start], mode="clip")
        if offset + feature.width > 1:
            row[edges.last(offset + feature.width - 1, start, end)] = feature.behind
        if offset < 0:
            row[edges.first(-offset, start, end)] = feature.before
    return rows
