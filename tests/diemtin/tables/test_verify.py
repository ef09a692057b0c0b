"""Each check finds what it is there to find."""

import datetime
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from diemtin import summarize
from diemtin.copies.signatures import article_signatures
from diemtin.ingest.articles import extract
from diemtin.ingest.raw_documents import raw_documents
from diemtin.landing.health import source_health
from diemtin.registry.table import registry_forms
from diemtin.segment.segmentation import segment
from diemtin.tables.catalog import TABLES
from diemtin.tables.store import TableStore
from diemtin.tables.verify import checks_of
from diemtin.tag.roles import find_roles
from diemtin.tag.tagging import tag

pytestmark = pytest.mark.xdist_group("verify")  # one process builds the tables

DAY = datetime.date(2025, 7, 1)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> TableStore:
    """Every table for one day of two articles and a reject."""
    base = tmp_path_factory.mktemp("good")
    folder = base / "landing" / DAY.isoformat() / "báo-thử"
    folder.mkdir(parents=True)
    (folder / "một.txt").write_text(
        "Lũ rút ở Hà Giang\nBác sĩ Lò Văn Tấn đi thăm Hà Giang. Ông về Hà Nội hôm sau.\n", "utf-8"
    )
    (folder / "hai.txt").write_text("Bà Vừ Thị Mỷ bán ngô ở Sa Pa. Chợ họp sớm.", "utf-8")
    (folder / "ba.txt").write_bytes(b"")
    (folder / "tin.jsonl").write_text(
        '{"text": "Ông Lò Văn Tấn đi chợ Sa Pa.", "url": "https://bao.example/1"}', "utf-8"
    )
    store = TableStore(base / "tables")
    store.write(TABLES["source_health"], DAY, source_health(base / "landing", DAY))
    store.write(TABLES["raw_documents"], DAY, raw_documents(base / "landing", DAY))
    extraction = extract(store.open(TABLES["raw_documents"]))
    store.write(TABLES["articles"], DAY, extraction.articles)
    store.write(TABLES["rejects"], DAY, extraction.rejects())
    articles, rejects = store.open(TABLES["articles"]), store.open(TABLES["rejects"])
    store.write(TABLES["sentences"], DAY, segment(articles))
    sentences = store.open(TABLES["sentences"])
    store.write(TABLES["mentions"], DAY, tag(sentences))
    mentions = store.open(TABLES["mentions"])
    store.write(TABLES["article_signatures"], DAY, article_signatures(articles))
    signatures = store.open(TABLES["article_signatures"])
    store.write(TABLES["story_clusters"], None, summarize.story_clusters(articles, signatures))
    stories = store.open(TABLES["story_clusters"])
    store.write(TABLES["roles"], DAY, find_roles(sentences, mentions))
    roles = store.open(TABLES["roles"])
    for table, rows in {
        "registry": registry_forms().to_batches(),
        "person_roles": summarize.person_roles(articles, roles, stories),
        "article_versions": summarize.article_versions(articles),
        "daily_entities": summarize.daily_entities(articles, mentions, stories),
        "daily_sources": summarize.daily_sources(articles, rejects, stories),
        "entity_pairs": summarize.entity_pairs(articles, sentences, mentions, stories),
        "article_overview": summarize.article_overview(articles, sentences, mentions, stories),
    }.items():
        store.write(TABLES[table], None, rows)
    return store


@pytest.fixture
def store(good: TableStore, tmp_path: Path) -> TableStore:
    """A copy of all of them, to spoil."""
    shutil.copytree(good.base, tmp_path / "tables")
    return TableStore(tmp_path / "tables")


def failed(store: TableStore, name: str) -> set[str]:
    table = TABLES[name]
    day = DAY if table.is_daily else None
    return {check.name for check in checks_of(table) if check.problems(store, table, day)}


def spoil(store: TableStore, name: str, **columns: object) -> None:
    """Put one value into the first row of the named columns, behind the store's back."""
    table = TABLES[name]
    path = store.path(table, DAY if table.is_daily else None)
    rows = pq.read_table(path.path, partitioning=None).to_pylist()
    rows[0].update(columns)
    pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), path.path)


@pytest.mark.parametrize("name", TABLES)
def test_a_good_table_passes_every_check(store: TableStore, name: str) -> None:
    assert failed(store, name) == set()


@pytest.mark.parametrize(
    ("name", "change", "check"),
    [
        ("sentences", {"surface": "khác"}, "spans_exact"),
        ("sentences", {"end": 3, "surface": "Bà "}, "counts_add_up"),
        ("sentences", {"article_id": "nobody"}, "foreign_keys"),
        ("mentions", {"start": 0}, "spans_exact"),
        ("mentions", {"sentence_id": "nothing"}, "foreign_keys"),
        ("mentions", {"start": 900, "end": 901}, "counts_add_up"),
        ("roles", {"title_start": 0, "title_end": 6}, "counts_add_up"),
        ("roles", {"person": "khác"}, "counts_add_up"),
        ("roles", {"person_mention_id": "nobody"}, "foreign_keys"),
        ("person_roles", {"n_roles": 77}, "counts_add_up"),
        ("articles", {"article_id": "unknown"}, "foreign_keys"),
        ("rejects", {"document_id": "unknown"}, "foreign_keys"),
        ("daily_entities", {"n_mentions": 77}, "counts_add_up"),
        ("daily_entities", {"article_share": 0.9}, "counts_add_up"),
        ("daily_sources", {"n_seen": 9}, "counts_add_up"),
        ("entity_pairs", {"npmi_article": 1.5}, "counts_add_up"),
        ("article_signatures", {"article_id": "unknown"}, "foreign_keys"),
        ("article_signatures", {"signature": b"short"}, "counts_add_up"),
        ("article_signatures", {"n_shingles": 30}, "counts_add_up"),
        ("story_clusters", {"article_id": "unknown"}, "counts_add_up"),
        ("story_clusters", {"story_id": "unknown"}, "foreign_keys"),
        ("story_clusters", {"role": "copy"}, "counts_add_up"),
        ("story_clusters", {"n_articles": 2}, "counts_add_up"),
        ("article_versions", {"version": 2}, "counts_add_up"),
        ("article_versions", {"is_current": False}, "counts_add_up"),
        ("article_versions", {"url_key": "bao.example/2"}, "counts_add_up"),
        ("daily_sources", {"n_stories": 9}, "counts_add_up"),
        ("daily_entities", {"n_stories": 9}, "counts_add_up"),
        ("entity_pairs", {"n_stories": 0}, "counts_add_up"),
        ("article_overview", {"n_sentences": 50}, "counts_add_up"),
        ("article_overview", {"is_first_of_story": False}, "counts_add_up"),
        ("article_overview", {"is_duplicate": True}, "counts_add_up"),
    ],
)
def test_a_spoilt_table_fails_the_check_that_is_about_it(
    store: TableStore, name: str, change: dict[str, object], check: str
) -> None:
    spoil(store, name, **change)
    assert check in failed(store, name)


def test_a_lost_reject_shows_in_the_counts_of_articles(store: TableStore) -> None:
    store.write(TABLES["rejects"], DAY, [])
    assert failed(store, "articles") == {"counts_add_up"}


def test_a_repeated_key_is_found(store: TableStore) -> None:
    path = store.path(TABLES["sentences"], DAY)
    rows = pq.read_table(path.path, partitioning=None)
    pq.write_table(pa.concat_tables([rows, rows.slice(0, 1)]), path.path)
    assert {"primary_key", "order"} <= failed(store, "sentences")


def test_another_schema_is_found(store: TableStore) -> None:
    path = store.path(TABLES["mentions"], DAY)
    rows = pq.read_table(path.path, partitioning=None)
    pq.write_table(rows.append_column("note", pa.array([""] * rows.num_rows)), path.path)
    assert "schema" in failed(store, "mentions")


def test_a_check_sees_its_own_partition_only(store: TableStore) -> None:
    other = DAY + datetime.timedelta(days=1)
    bad = store.path(TABLES["mentions"], other)
    bad.write_bytes(b"no parquet")
    assert failed(store, "mentions") == set()
