"""Numbers about the items of a list that grows."""

from diemtin.tag.rules.columns import Column


def test_each_item_is_looked_at_once() -> None:
    items, asked = ["a", "bcd"], []

    def length(item: str) -> int:
        asked.append(item)
        return len(item)

    column = Column(items, length)
    assert column.values().tolist() == [1, 3]
    items.append("ef")
    assert column.values().tolist() == [1, 3, 2]
    assert column.values().tolist() == [1, 3, 2]
    assert asked == ["a", "bcd", "ef"]


def test_of_tuples_each_place_is_a_row() -> None:
    items: list[str] = []
    column = Column(items, lambda item: (len(item), item.isdigit()), n_rows=2)
    assert column.values().shape == (2, 0)
    items += ["ab", "123"]
    assert column.values().tolist() == [[2, 3], [0, 1]]
