"""A late document of an old day goes on to what depends on that day, and to nothing else."""

from collections.abc import Iterator

import dagster as dg
import pytest

from diemtin.corpus import Corpus
from tests.pipelines.graph import Graph, corpus_at_noon

pytestmark = pytest.mark.xdist_group("automation")  # one process builds the chain

DAYS = ["2025-06-26", "2025-06-27", "2025-06-28"]
OLD = DAYS[0]
NIGHT = [
    *("landing", "source_health", "raw_documents", "articles", "rejects", "article_signatures"),
    *("sentences", "mentions", "roles"),
]
SUMMARIES = [
    *("story_clusters", "article_versions", "daily_entities", "daily_sources", "entity_pairs"),
    *("article_overview", "person_roles"),
]


# What is run of the old day after its late document, step after step.
LATE = [
    ("landing",),
    ("raw_documents", "source_health"),
    ("articles", "rejects"),
    ("sentences",),
    ("mentions", "roles"),
]


class Chain(Graph):
    """Three days; `versions` tells the data version of the old day's sentences in between."""

    def __init__(self, corpus: Corpus, instance: dg.DagsterInstance) -> None:
        super().__init__(corpus, instance)
        self.versions: dict[str, str] = {}

    def look(self, when: str) -> None:
        """Note what automation asks for, and the version of the sentences."""
        super().look(when)
        (event,) = self.instance.fetch_materializations(
            dg.AssetRecordsFilter(asset_key=dg.AssetKey("sentences"), asset_partitions=[OLD]),
            limit=1,
        ).records
        self.versions[when] = event.asset_materialization.tags["dagster/data_version"]


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory, small_registry: None) -> Iterator[Chain]:
    """What happened, one thing after the other; `asked` tells what was asked for after each."""
    corpus = corpus_at_noon(tmp_path_factory.mktemp("chain"), "2025-07-05")
    with dg.DagsterInstance.ephemeral() as instance:
        chain = Chain(corpus, instance)
        chain.run("registry")
        for day in DAYS:
            chain.land(day, "một.txt", f"Bản tin ngày {day}.\nÔng Lê Văn Thử về Huế hôm qua.")
            chain.run(*NIGHT, day=day)
        chain.run(*SUMMARIES)
        chain.look("built")
        chain.look("nothing")

        chain.run("landing", "raw_documents", "articles", "rejects", "sentences", day=OLD)
        chain.look("a rerun")

        chain.land(OLD, "muộn.txt", "Tin muộn.\nBà Trần Thị Thử rời Đà Lạt.")
        for names in LATE:
            chain.run(*names, day=OLD)
            chain.look(names[0])
        chain.run("article_signatures", day=OLD)
        chain.run(*SUMMARIES)
        chain.look("the summaries")

        chain.land(DAYS[2], "thêm.txt", "Tin thêm.\nÔng Đỗ Văn Thử tới Cần Thơ.")
        chain.run(*NIGHT, day=DAYS[2])
        chain.look("a whole night")

        chain.run(*SUMMARIES)
        chain.look("its summaries")
        chain.know("Quỹ Suối Nguồn")
        chain.run("registry")
        chain.look("a changed registry")
        yield chain


def test_nothing_is_asked_for_when_nothing_has_changed(chain: Chain) -> None:
    assert chain.asked["nothing"] == set()


def test_a_rerun_that_changes_nothing_asks_for_nothing(chain: Chain) -> None:
    assert chain.asked["a rerun"] == set()


def test_a_rerun_that_changes_nothing_leaves_its_downstream_in_sync(chain: Chain) -> None:
    assert chain.versions["a rerun"] == chain.versions["built"]


def test_a_late_document_of_an_old_day_goes_down_the_chain_and_into_the_summaries(
    chain: Chain,
) -> None:
    asked = chain.asked
    assert asked["landing"] == {("raw_documents", OLD), ("source_health", OLD)}
    assert asked["raw_documents"] == {("articles", OLD), ("rejects", OLD)}
    assert {("sentences", OLD), ("article_signatures", OLD)} <= asked["articles"]
    assert {("mentions", OLD), ("roles", OLD)} <= asked["sentences"]
    assert {("daily_entities", None), ("entity_pairs", None)} <= asked["mentions"]
    assert all(partition is None for _, partition in asked["mentions"])
    assert chain.versions["mentions"] != chain.versions["built"]


def test_nothing_is_asked_for_once_the_summaries_have_run(chain: Chain) -> None:
    assert chain.asked["the summaries"] == chain.asked["its summaries"] == set()


def test_a_whole_night_in_one_run_asks_for_the_summaries_only(chain: Chain) -> None:
    assert chain.asked["a whole night"] == {(name, None) for name in SUMMARIES}


def test_a_changed_registry_asks_for_nothing(chain: Chain) -> None:
    assert chain.asked["a changed registry"] == set()
