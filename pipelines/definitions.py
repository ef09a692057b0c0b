"""The code location: assembly only. What is assembled is said in the modules that it names."""

import dagster as dg

from assets import ingestion, segmentation, summaries, tagging
from assets.checks import table_checks
from diemtin.corpus import Corpus
from pipelines import jobs, schedules, sensors
from pipelines.resources import resources_for

ASSET_MODULES = [ingestion, segmentation, tagging, summaries]


def build_defs(corpus: Corpus | None = None) -> dg.Definitions:
    """All definitions over a corpus, by default the one that the settings name."""
    return dg.Definitions(
        assets=dg.load_assets_from_modules(ASSET_MODULES),
        asset_checks=table_checks,
        jobs=[jobs.night, jobs.publish_registry, jobs.summaries],
        schedules=[schedules.nightly],
        sensors=[sensors.inbox, sensors.sources, sensors.registry, sensors.automation],
        resources=resources_for(corpus or Corpus()),
        # A step process costs seconds of start-up; what is worth sharing is shared inside a stage.
        executor=dg.in_process_executor,
    )


defs = build_defs()
