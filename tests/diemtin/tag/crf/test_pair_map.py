"""The map from pairs of integers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from diemtin.tag.crf.pair_map import PairMap

numbers = st.integers(1, 2**31 - 1) | st.integers(1, 6)
pairs = st.tuples(numbers, numbers)


@given(st.dictionaries(pairs, st.integers(1, 2**31 - 1)), st.lists(pairs))
def test_it_answers_as_a_dictionary_does(entries: dict[tuple[int, int], int], others) -> None:
    table = PairMap.of(entries)
    asked = [*entries, *others, (0, 0), (0, 1), (1, 0)]
    first, second = np.array(asked, np.intp).T
    assert table.look_up(first, second).tolist() == [entries.get(pair, 0) for pair in asked]


def test_it_finds_pairs_that_want_the_same_slot() -> None:
    entries = {
        (first, second): first * 300 + second for first in range(1, 200) for second in (1, 2)
    }
    first, second = np.array(list(entries), np.intp).T
    assert PairMap.of(entries).look_up(first, second).tolist() == list(entries.values())


def test_an_empty_array_gives_an_empty_one() -> None:
    nothing = np.zeros(0, np.intp)
    assert PairMap.of({}).look_up(nothing, nothing).tolist() == []
