"""A source that fails warns in the UI and stops nothing."""

import dagster as dg

from diemtin.corpus import Corpus
from pipelines.definitions import build_defs

# A folder that is not there, and this machine, which is refused unasked.
SOURCES = """
sources:
- {kind: folder, name: inbox, path: inbox, subfolders_are_sources: true}
- {kind: folder, name: mất, path: khong-co}
- {kind: feed, name: báo, url: "http://127.0.0.1:9/rss"}
"""


def test_a_failing_source_is_a_warning_and_the_night_goes_through(corpus: Corpus) -> None:
    corpus.sources_file.write_text(SOURCES, encoding="utf-8")
    corpus.inbox.mkdir()
    (corpus.inbox / "a.txt").write_text("Chợ họp sớm.\nBà con đi chợ sớm.", encoding="utf-8")
    with dg.DagsterInstance.ephemeral() as instance:
        job = build_defs(corpus).resolve_job_def("night")
        result = job.execute_in_process(partition_key=corpus.today.isoformat(), instance=instance)
    assert result.success
    checks = {
        evaluation.check_name: evaluation
        for evaluation in result.get_asset_check_evaluations()
        if evaluation.asset_key.to_user_string() == "source_health"
    }
    told = checks.pop("sources_answered")
    assert not told.passed
    assert told.severity == dg.AssetCheckSeverity.WARN
    assert "báo failed (1×): forbidden_address" in (told.description or "")
    assert "mất failed (1×): no_folder" in (told.description or "")
    assert all(evaluation.passed for evaluation in checks.values())
    (landed,) = result.asset_materializations_for_node("landing")
    assert "forbidden_address" in landed.metadata["⚠ failures"].value
    (health,) = result.asset_materializations_for_node("source_health")
    assert health.metadata["dagster/row_count"].value == 3
