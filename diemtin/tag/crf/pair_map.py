"""A map from pairs of positive integers to positive integers that looks up whole arrays at once."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from diemtin.tag.crf.arrays import Ids

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio: Fibonacci hashing
_SHIFT = np.uint64(32)
# Share of slots in use at most: few pairs then share a slot, few rounds are needed.
_MOST_FILLED = 1 / 4


class PairMap(NamedTuple):
    """Open addressing with linear probing.

    Attributes:
        keys: `first << 32 | second` by slot, 0 where the slot is empty; a power of two in number.
        values: What the pair maps to, 0 where the slot is empty.
    """

    keys: NDArray[np.uint64]
    values: Ids

    @classmethod
    def of(cls, pairs: Mapping[tuple[int, int], int]) -> "PairMap":
        """The map with these entries."""
        n_slots = 1 << max(4, int(len(pairs) / _MOST_FILLED).bit_length())
        table = cls(np.zeros(n_slots, np.uint64), np.zeros(n_slots, np.intp))
        numbers = np.array(list(pairs), np.intp).reshape(-1, 2)
        keys = _keys(numbers[:, 0], numbers[:, 1])
        values = np.array(list(pairs.values()), np.intp)
        slots = table._slots(keys)
        while len(keys):
            # Of the pairs that want the same free slot the first gets it; the others move on.
            wanted, first = np.unique(slots, return_index=True)
            first = first[table.keys[wanted] == 0]
            table.keys[slots[first]] = keys[first]
            table.values[slots[first]] = values[first]
            keys, values = np.delete(keys, first), np.delete(values, first)
            slots = (np.delete(slots, first) + 1) & (n_slots - 1)
        return table

    def look_up(self, first: Ids, second: Ids) -> Ids:
        """The value of each pair, 0 for pairs that are not in the map or have a 0 in them."""
        keys = _keys(first, second)
        slots = self._slots(keys)
        found = self.keys.take(slots)
        values = self.values.take(slots)
        # An empty slot's value is 0, which is right; a slot with another key needs a further look.
        others = np.flatnonzero(found != keys)
        values[others] = 0
        others = others[found[others] != 0]
        while len(others):
            slots[others] = (slots[others] + 1) & (len(self.keys) - 1)
            found_now = self.keys[slots[others]]
            is_hit = found_now == keys[others]
            values[others[is_hit]] = self.values[slots[others[is_hit]]]
            others = others[~is_hit & (found_now != 0)]
        return values

    def _slots(self, keys: NDArray[np.uint64]) -> Ids:
        mixed = (keys * _MULTIPLIER) >> _SHIFT
        return (mixed & np.uint64(len(self.keys) - 1)).astype(np.intp)


def _keys(first: Ids, second: Ids) -> NDArray[np.uint64]:
    keys: NDArray[np.uint64] = (first.astype(np.uint64) << _SHIFT) | second.astype(np.uint64)
    return keys
