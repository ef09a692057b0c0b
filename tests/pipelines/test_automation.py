"""A late document of an old day goes on to what depends on that day, and to nothing else."""

from pathlib import Path

import dagster as dg
import pytest

from diemtin.corpus import Corpus
from pipelines.definitions import build_defs

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


class Chain:
    """The whole graph over a corpus, with the daemon's cursor between evaluations."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.defs = build_defs(corpus)
        self.instance = dg.DagsterInstance.ephemeral()
        self.cursor = None

    def land(self, day: str, name: str, text: str) -> None:
        path = self.corpus.landing / day / "báo" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, *names: str, day: str | None = None) -> None:
        job = self.defs.resolve_implicit_global_asset_job_def()
        result = job.execute_in_process(
            asset_selection=[dg.AssetKey(name) for name in names],
            partition_key=day,
            instance=self.instance,
        )
        assert result.success

    def requested(self) -> set[tuple[str, str | None]]:
        result = dg.evaluate_automation_conditions(
            self.defs, instance=self.instance, cursor=self.cursor
        )
        self.cursor = result.cursor
        return {
            (entry.key.to_user_string(), partition)
            for entry in result.results
            for partition in [
                key.partition_key
                for key in entry.true_subset.expensively_compute_asset_partitions()
            ]
        }


@pytest.fixture
def chain(corpus: Corpus, tmp_path: Path) -> Chain:
    chain = Chain(corpus)
    chain.run("registry")
    for day in DAYS:
        chain.land(day, "một.txt", f"Bản tin ngày {day}.\nÔng Lê Văn Thử về Huế hôm qua.")
        chain.run(*NIGHT, day=day)
    chain.run(*SUMMARIES)
    chain.requested()
    return chain


def test_nothing_is_asked_for_when_nothing_has_changed(chain: Chain) -> None:
    assert chain.requested() == set()


def test_a_rerun_that_changes_nothing_asks_for_nothing(chain: Chain) -> None:
    chain.run("landing", "raw_documents", "articles", "rejects", "sentences", day=OLD)
    assert chain.requested() == set()


def test_a_late_document_of_an_old_day_goes_down_the_chain_and_into_the_summaries(
    chain: Chain,
) -> None:
    chain.land(OLD, "muộn.txt", "Tin muộn.\nBà Trần Thị Thử rời Đà Lạt.")
    chain.run("landing", day=OLD)
    assert chain.requested() == {("raw_documents", OLD), ("source_health", OLD)}
    chain.run("raw_documents", "source_health", day=OLD)
    assert chain.requested() == {("articles", OLD), ("rejects", OLD)}
    chain.run("articles", "rejects", day=OLD)
    assert {("sentences", OLD), ("article_signatures", OLD)} <= chain.requested()
    chain.run("sentences", day=OLD)
    assert {("mentions", OLD), ("roles", OLD)} <= chain.requested()
    chain.run("mentions", "roles", day=OLD)
    asked = chain.requested()
    assert {("daily_entities", None), ("entity_pairs", None)} <= asked
    assert all(partition is None for _, partition in asked)


def test_a_whole_night_in_one_run_asks_for_the_summaries_only(chain: Chain) -> None:
    chain.land(DAYS[2], "thêm.txt", "Tin thêm.\nÔng Đỗ Văn Thử tới Cần Thơ.")
    chain.run(*NIGHT, day=DAYS[2])
    assert chain.requested() == {(name, None) for name in SUMMARIES}


def test_a_changed_registry_asks_for_nothing(chain: Chain) -> None:
    chain.corpus.registry.mkdir()
    (chain.corpus.registry / "mine.csv").write_text(
        "id,name,aliases,weak_aliases,entity_type,kind,parent,valid_from,valid_to,successors,source\n"
        "mine/suoi-nguon,Quỹ Suối Nguồn,,,ORG,charity,,,,,own\n",
        encoding="utf-8",
    )
    chain.run("registry")
    assert chain.requested() == set()


def test_an_unchanged_upstream_leaves_its_downstream_in_sync(chain: Chain) -> None:
    def version(name: str) -> str:
        (event,) = chain.instance.fetch_materializations(
            dg.AssetRecordsFilter(asset_key=dg.AssetKey(name), asset_partitions=[OLD]), limit=1
        ).records
        return event.asset_materialization.tags["dagster/data_version"]

    before = version("sentences")
    chain.run("raw_documents", "articles", "rejects", "sentences", day=OLD)
    assert version("sentences") == before
