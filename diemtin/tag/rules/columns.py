"""Numbers about the items of a list that grows, each item looked at once."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")


class Column(Generic[T]):
    """What a function says of the items of a list, as an array."""

    def __init__(
        self, of_item: Callable[[T], Any], dtype: type = np.intp, n_rows: int | None = None
    ) -> None:
        """A column, of tuples as long as `n_rows` if that is given."""
        self._of_item = of_item
        self._none: NDArray[Any] = np.zeros((0,) if n_rows is None else (n_rows, 0), dtype)
        self._items: Sequence[T] = ()
        self._values = self._none

    def values(self, items: Sequence[T]) -> NDArray[Any]:
        """`[n_items]` or `[n_rows, n_items]`, of the list of before or of another one."""
        if items is not self._items:
            self._items, self._values = items, self._none
        n_known = self._values.shape[-1]
        if n_known < len(items):
            new = np.array([self._of_item(item) for item in items[n_known:]])
            new = new.astype(self._values.dtype).T
            self._values = np.concatenate([self._values, new], axis=-1)
        return self._values
