"""From sentences to mentions. All people and places are invented."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diemtin.ids import identifier
from diemtin.tables.catalog import TABLES
from diemtin.tables.validate import conform
from diemtin.tag import tagging
from diemtin.tag.tagger import TAGGERS, Mention, Sentence
from diemtin.tag.tagging import tag, tag_batch, whole_articles

DAY = datetime.date(2025, 6, 30)
SCHEMA = TABLES["sentences"].schema


def sentence(article: str, index: int, surface: str, start: int = 0) -> dict[str, Any]:
    return {
        "sentence_id": f"{article}-{index}",
        "article_id": article,
        "landing_date": DAY,
        "sentence_index": index,
        "block_index": 0,
        "block_type": "body",
        "start": start,
        "end": start + len(surface),
        "surface": surface,
    }


def batch(*rows: dict[str, Any]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(list(rows), schema=SCHEMA)


def test_a_mention_points_into_the_text_of_its_article() -> None:
    [row] = tag_batch(batch(sentence("a", 3, "Ông Orlov cười.", start=100))).to_pylist()
    assert 0.5 < row.pop("confidence") <= 1
    assert row == {
        "mention_id": identifier("a", 104, 109, "PER"),
        "sentence_id": "a-3",
        "article_id": "a",
        "landing_date": DAY,
        "block_type": "body",
        "start": 104,
        "end": 109,
        "surface": "Orlov",
        "entity_type": "PER",
        "entity_key": "orlov",
        "full_form": "Orlov",
        "registry_id": None,
        "method": "model",
    }


def test_mentions_keep_the_order_of_sentences_and_the_declaration() -> None:
    mentions = tag_batch(
        batch(
            sentence("b", 0, "Ông Orlov thăm Hà Nội."),
            sentence("b", 1, "Trời mưa.", start=23),
            sentence("a", 0, "Ông Orlov về."),
        )
    )
    conform(TABLES["mentions"], mentions, "test")
    rows = mentions.to_pylist()
    assert [(row["article_id"], row["surface"]) for row in rows] == [
        ("b", "Orlov"),
        ("b", "Hà Nội"),
        ("a", "Orlov"),
    ]


def test_sentences_without_entities_give_an_empty_batch_with_the_schema() -> None:
    mentions = tag_batch(batch(sentence("a", 0, "Trời mưa.")))
    assert (mentions.num_rows, mentions.schema) == (0, TABLES["mentions"].schema)


def dataset(n_articles: int) -> ds.Dataset:
    rows = [
        sentence(f"{n:03}", index, f"Ông Orlov thăm Hà Nội lần thứ {n}.", start=index * 50)
        for n in range(n_articles)
        for index in range(n % 4 + 1)
    ]
    return ds.dataset(pa.Table.from_pylist(rows, schema=SCHEMA))


@pytest.mark.parametrize("batch_sentences", [1, 3, 7, 1_000])
def test_the_mentions_do_not_depend_on_the_size_of_the_batches(batch_sentences: int) -> None:
    expected = tag(dataset(9)).read_all()
    assert expected.num_rows > 18
    assert tag(dataset(9), batch_sentences=batch_sentences).read_all().equals(expected)


def test_the_mentions_do_not_depend_on_the_number_of_workers() -> None:
    expected = tag(dataset(9), batch_sentences=4).read_all()
    assert tag(dataset(9), batch_sentences=4, n_workers=2).read_all().equals(expected)


def test_no_sentences_give_an_empty_table_with_the_schema() -> None:
    mentions = tag(dataset(0)).read_all()
    assert (mentions.num_rows, mentions.schema) == (0, TABLES["mentions"].schema)


def test_another_tagger_is_chosen_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class First:
        def tag(self, sentences: Sequence[Sentence]) -> list[Mention]:
            return [Mention(n, 0, 3, "ORG", 1.0, "first") for n in range(len(sentences))]

    monkeypatch.setitem(TAGGERS, "first", lambda _: First())
    monkeypatch.setattr(tagging, "_loaded", lambda name, folder, _: TAGGERS[name](folder))
    rows = tag_batch(batch(sentence("a", 0, "Hội Trà", start=5)), tagger="first").to_pylist()
    assert [(row["surface"], row["start"], row["method"]) for row in rows] == [("Hội", 5, "first")]


def test_an_unknown_tagger_is_an_error() -> None:
    with pytest.raises(KeyError, match="nobody"):
        tag_batch(batch(sentence("a", 0, "Trời mưa.")), tagger="nobody")


# Whole articles


def cut(rows: list[dict[str, Any]], lengths: list[int]) -> Iterator[pa.RecordBatch]:
    """The rows in batches of these lengths, the rest in a last one."""
    at = 0
    for length in [*lengths, len(rows)]:
        yield batch(*rows[at : at + length])
        at += length


@settings(deadline=None)
@given(
    st.lists(st.integers(1, 6), max_size=8),
    st.lists(st.integers(0, 5), max_size=12),
    st.integers(1, 9),
)
def test_batches_end_where_an_article_ends(
    article_lengths: list[int], batch_lengths: list[int], n_rows: int
) -> None:
    rows = [
        sentence(f"a{article}", index, "Câu.")
        for article, length in enumerate(article_lengths)
        for index in range(length)
    ]
    found = [one.to_pylist() for one in whole_articles(cut(rows, batch_lengths), n_rows)]
    assert [row for one in found for row in one] == rows
    seen: set[str] = set()
    for number, one in enumerate(found):
        articles = {row["article_id"] for row in one}
        assert not articles & seen
        seen |= articles
        # At least n_rows, and no article more than that takes.
        last = one[-1]["article_id"]
        assert len(one) >= n_rows or number == len(found) - 1
        assert sum(row["article_id"] != last for row in one) < n_rows
