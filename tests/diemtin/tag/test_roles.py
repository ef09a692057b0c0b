"""From sentences and mentions to the table roles. All people are invented."""

import datetime
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from diemtin.tables.catalog import TABLES
from diemtin.tables.validate import conform
from diemtin.tag.roles import find_roles, roles_of_batch
from diemtin.tag.tagging import tag

DAY = datetime.date(2025, 6, 30)
TEXTS = (
    "Giám đốc Sở Y tế Hà Nội Nguyễn Văn Mẫu nói.",
    "Trời mưa 🙂 to.",
    "“Lúa tốt”, bác sĩ Trần Thị Mẫu kể.",
    "Ông Orlov về.",
)


def dataset(name: str, rows: list[dict[str, Any]]) -> ds.Dataset:
    return ds.dataset(pa.Table.from_pylist(rows, schema=TABLES[name].schema))


def sentences(n_articles: int) -> ds.Dataset:
    rows = []
    for article in range(n_articles):
        start = 7
        for index, text in enumerate(TEXTS):
            row = {
                "sentence_id": f"{article:03}-{index}",
                "article_id": f"{article:03}",
                "landing_date": DAY,
                "sentence_index": index,
                "block_index": 0,
                "block_type": "body",
                "start": start,
                "end": start + len(text),
                "surface": text,
            }
            rows.append(row)
            start += len(text) + 1
    return dataset("sentences", rows)


def mentions_of(some: ds.Dataset) -> ds.Dataset:
    return ds.dataset(tag(some).read_all())


@pytest.fixture(scope="module")
def tables() -> tuple[ds.Dataset, ds.Dataset]:
    some = sentences(30)
    return some, mentions_of(some)


def test_titles_persons_and_bodies_point_into_the_article(
    tables: tuple[ds.Dataset, ds.Dataset],
) -> None:
    found = find_roles(*tables).read_all()
    for batch in found.to_batches():
        conform(TABLES["roles"], batch, "test")
    text = " " * 7 + " ".join(TEXTS)
    rows = found.to_pylist()
    assert rows
    for row in rows:
        for part in ("title", "person", "body"):
            if row[part] is not None:
                assert text[row[f"{part}_start"] : row[f"{part}_end"]] == row[part]
    of_one = [(r["person"], r["title"], r["body"]) for r in rows if r["article_id"] == "000"]
    assert of_one == [
        ("Nguyễn Văn Mẫu", "Giám đốc", "Sở Y tế Hà Nội"),
        ("Trần Thị Mẫu", "bác sĩ", None),
    ]


@pytest.mark.parametrize(("n_workers", "batch_sentences"), [(1, 4), (1, 37), (2, 16)])
def test_workers_and_batches_do_not_matter(
    tables: tuple[ds.Dataset, ds.Dataset], n_workers: int, batch_sentences: int
) -> None:
    found = find_roles(*tables, n_workers=n_workers, batch_sentences=batch_sentences)
    assert found.read_all().to_pylist() == find_roles(*tables).read_all().to_pylist()


def test_sentences_without_persons_have_no_roles() -> None:
    some = sentences(1)
    batch = some.to_table().to_batches()[0].slice(1, 1)
    assert roles_of_batch(None, (batch, TABLES["mentions"].schema.empty_table())).num_rows == 0
