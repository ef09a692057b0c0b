"""Numbers about the items of a list that grows, each item looked at once."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")


class Column(Generic[T]):
    """What a function says of the items of a list, as an array.

    Attributes:
        items: The list; a new one has a column of its own.
    """

    def __init__(
        self,
        items: Sequence[T],
        of_item: Callable[[T], Any],
        dtype: type = np.intp,
        n_rows: int | None = None,
    ) -> None:
        """A column, of tuples as long as `n_rows` if that is given."""
        self.items = items
        self._of_item = of_item
        self._values: NDArray[Any] = np.zeros((0,) if n_rows is None else (n_rows, 0), dtype)

    def values(self) -> NDArray[Any]:
        """`[n_items]` or `[n_rows, n_items]`."""
        n_known = self._values.shape[-1]
        if n_known < len(self.items):
            new = np.array([self._of_item(item) for item in self.items[n_known:]])
            new = new.astype(self._values.dtype).T
            self._values = np.concatenate([self._values, new], axis=-1)
        return self._values
