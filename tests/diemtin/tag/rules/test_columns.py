"""Numbers about the items of a list that grows."""

from diemtin.tag.rules.columns import Column


def test_each_item_is_looked_at_once() -> None:
    items, asked = ["a", "bcd"], []

    def length(item: str) -> int:
        asked.append(item)
        return len(item)

    column = Column(length)
    assert column.values(items).tolist() == [1, 3]
    items.append("ef")
    assert column.values(items).tolist() == [1, 3, 2]
    assert column.values(items).tolist() == [1, 3, 2]
    assert asked == ["a", "bcd", "ef"]


def test_another_list_has_values_of_its_own() -> None:
    column = Column(len)
    assert column.values(["a", "bcd"]).tolist() == [1, 3]
    assert column.values(["ef", "g", "h"]).tolist() == [2, 1, 1]


def test_of_tuples_each_place_is_a_row() -> None:
    items: list[str] = []
    column = Column(lambda item: (len(item), item.isdigit()), n_rows=2)
    assert column.values(items).shape == (2, 0)
    items += ["ab", "123"]
    assert column.values(items).tolist() == [[2, 3], [0, 1]]
