"""The whole graph over a corpus, run step by step, and what automation asks for in between."""

import datetime
from pathlib import Path

import dagster as dg
from upath import UPath

from diemtin.calendar import VIETNAM
from diemtin.corpus import Corpus
from diemtin.registry import entries
from pipelines.definitions import build_defs


def corpus_at_noon(folder: Path, day: str) -> Corpus:
    """A corpus in a folder on a day that has come."""
    noon = datetime.datetime.fromisoformat(day).replace(hour=12, tzinfo=VIETNAM)
    return Corpus(data_dir=folder, tables=UPath(folder / "tables"), now=lambda: noon)


class Graph:
    """The assets with an instance, and the daemon's cursor between evaluations.

    Building takes seconds, so it is built once and `asked` tells what automation asked for in
    between.
    """

    def __init__(self, corpus: Corpus, instance: dg.DagsterInstance) -> None:
        self.corpus = corpus
        self.defs = build_defs(corpus)
        self.instance = instance
        self.cursor = None
        self.asked: dict[str, set[tuple[str, str | None]]] = {}

    def land(self, day: str, name: str, text: str) -> None:
        path = self.corpus.landing / day / "báo" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def know(self, *names: str) -> None:
        """Write the user's file of the registry."""
        rows = [f"mine/n{n},{name},,,ORG,company,,,,,own" for n, name in enumerate(names)]
        self.corpus.registry.mkdir(exist_ok=True)
        path = self.corpus.registry / "mine.csv"
        path.write_text("\n".join([",".join(entries.COLUMNS), *rows]) + "\n", "utf-8")

    def run(
        self, *names: str, day: str | None = None, may_fail: bool = False
    ) -> dg.ExecuteInProcessResult:
        result = self.defs.resolve_implicit_global_asset_job_def().execute_in_process(
            asset_selection=[dg.AssetKey(name) for name in names],
            partition_key=day,
            instance=self.instance,
            raise_on_error=not may_fail,
        )
        assert result.success or may_fail
        return result

    def look(self, when: str) -> None:
        """Note what automation asks for."""
        evaluated = dg.evaluate_automation_conditions(
            self.defs, instance=self.instance, cursor=self.cursor
        )
        self.cursor = evaluated.cursor
        self.asked[when] = {
            (one.key.to_user_string(), key.partition_key)
            for one in evaluated.results
            for key in one.true_subset.expensively_compute_asset_partitions()
        }
