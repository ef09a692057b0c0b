"""A model's scores in a fraction of the time, for all purposes but exact ties.

Templates that read the same rows around a position, a *window*, are taken together: their weights
are summed once for each combination of values that occurs in the batch, and the sums are added at
the positions. So the order of summation is another than the templates'.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from diemtin.tag.crf.arrays import Floats, Ids
from diemtin.tag.crf.linear_model import Edges, Feature, LinearModel, scores

# Sources are taken together while their values could make so many combinations: with more, hardly
# any would occur twice in a batch (the best of powers of two for the tagger's own model, 2026-11).
_MOST_COMBINATIONS = 1 << 40


class _Group(NamedTuple):
    """Templates that read so many rows.

    Attributes:
        width: Rows.
        sources: What they read of them.
        classes: By source, `[values]`: 0 for values of which the model knows nothing, else their
            number among the others.
        sizes: By source, the number of classes.
        windows: Offset → the features there, with `rows` by class, and the number of their source.
    """

    width: int
    sources: list[str]
    classes: list[Ids]
    sizes: list[int]
    windows: dict[int, list[tuple[int, Feature]]]


class WindowModel:
    """A linear model whose templates are summed by window."""

    def __init__(self, model: LinearModel) -> None:
        """Group the templates."""
        self._model = model
        self._groups = list(_groups(model))

    def scores(self, values: Mapping[str, Ids], edges: Edges) -> Floats:
        """As `linear_model.scores`, but for some last bits; they depend on no other sentence."""
        weights = [np.zeros((1, len(self._model.labels)))]
        features, n_rows = [], 1
        numbers = {}
        for number, group in enumerate(self._groups):
            name = str(number)
            numbers[name], classes = _combinations(group, values)
            for offset, members in group.windows.items():
                table = self._table(members, classes)
                rows = np.arange(n_rows, n_rows + len(table))
                rows[~table.any(axis=1)] = 0
                before, behind = n_rows + len(table) - 2, n_rows + len(table) - 1
                features.append(Feature(name, offset, group.width, rows, before, behind))
                weights.append(table)
                n_rows += len(table)
        merged = self._model._replace(weights=np.concatenate(weights), features=tuple(features))
        return scores(merged, numbers, edges)

    def _table(self, members: list[tuple[int, Feature]], classes: list[Ids]) -> Floats:
        """`[n_combinations + 2, n_labels]`, the last two for the edges before and behind."""
        table = np.zeros((len(classes[0]) + 2, len(self._model.labels)))
        for source, feature in members:
            rows = feature.rows.take(classes[source])
            table += self._model.weights.take(
                np.concatenate([rows, [feature.before, feature.behind]]), axis=0
            )
        return table


def _groups(model: LinearModel) -> Iterator[_Group]:
    by_source: dict[tuple[int, str], list[Feature]] = {}
    for feature in model.features:
        by_source.setdefault((feature.width, feature.source), []).append(feature)
    group, n_combinations = None, 1
    for (width, source), features in sorted(by_source.items(), key=lambda item: item[0][0]):
        is_known = np.any([feature.rows > 0 for feature in features], axis=0)
        size = int(np.count_nonzero(is_known)) + 1
        n_combinations *= size
        if group is None or group.width != width or n_combinations > _MOST_COMBINATIONS:
            if group is not None:
                yield group
            group, n_combinations = _Group(width, [], [], [], {}), size
        for feature in features:
            rows = np.concatenate([[0], feature.rows[is_known]])
            members = group.windows.setdefault(feature.offset, [])
            members.append((len(group.sources), feature._replace(rows=rows)))
        group.sources.append(source)
        group.classes.append(np.where(is_known, np.cumsum(is_known), 0))
        group.sizes.append(size)
    if group is not None:
        yield group


def _combinations(group: _Group, values: Mapping[str, Ids]) -> tuple[Ids, list[Ids]]:
    """Which combination of classes stands at each position, and the classes of each combination.

    Returns:
        `[n_positions]` and, by source, `[n_combinations]`.
    """
    keys = np.zeros(len(values[group.sources[0]]), np.int64)
    for source, classes, size in zip(group.sources, group.classes, group.sizes, strict=True):
        keys *= size
        keys += classes.take(values[source], mode="clip")
    encoded = pa.array(keys).dictionary_encode()
    distinct = encoded.dictionary.to_numpy()
    found = []
    for size in reversed(group.sizes):
        distinct, own = np.divmod(distinct, size)
        found.append(own)
    return encoded.indices.to_numpy().astype(np.intp), found[::-1]
