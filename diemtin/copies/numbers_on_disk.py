"""Arrays of numbers in a temporary file: read as if they were in memory, held as far as it goes."""

import tempfile

import numpy as np

from diemtin.copies.words import Hashes


class NumbersOnDisk:
    """A few arrays for each of many keys. All are added before the first is read."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  it goes with the object
        self._starts: dict[int, tuple[int, ...]] = {}
        self._n_numbers = 0
        self._mapped: Hashes | None = None

    def add(self, key: int, *arrays: Hashes) -> None:
        """Keep the arrays of a key."""
        starts = [self._n_numbers]
        for array in arrays:
            self._file.write(array.tobytes())
            starts.append(starts[-1] + len(array))
        self._starts[key] = tuple(starts)
        self._n_numbers = starts[-1]

    def part(self, key: int, place: int) -> Hashes:
        """The array of a key that was added at a place, from 0.

        Raises:
            KeyError: Nothing was added for the key.
        """
        start, end = self._starts[key][place : place + 2]
        if start == end:  # an empty file cannot be mapped
            return np.empty(0, np.uint64)
        if self._mapped is None:
            self._file.flush()
            self._mapped = np.memmap(self._file, np.uint64, "r")
        return self._mapped[start:end]
