"""The array types that the engine's modules pass to each other."""

import numpy as np
from numpy.typing import NDArray

# Ids, positions and counts are of the machine's index type: numpy then gathers without converting.
Ids = NDArray[np.intp]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def offsets_of(lengths: Ids) -> Ids:
    """Where each run begins when runs of these lengths lie one behind the other."""
    offsets: Ids = np.cumsum(lengths) - lengths
    return offsets


def expanded_ranges(firsts: Ids, lengths: Ids) -> Ids:
    """`first, first + 1, …` for each range, one range behind the other."""
    within = np.arange(lengths.sum(), dtype=np.intp)
    positions: Ids = within + np.repeat(firsts - offsets_of(lengths), lengths)
    return positions
