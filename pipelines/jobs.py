"""What can be launched as one: a landing day, and the summaries over all days.

Jobs only: when they run is said in `schedules.py` and `sensors.py`.
"""

import dagster as dg

night = dg.define_asset_job(
    "night",
    selection=dg.AssetSelection.groups("ingestion", "segmentation", "tagging"),
    description="Everything for one landing day, from the inbox to mentions and roles.",
)

# Not `registry`: Dagster allows a job no name that an asset has.
publish_registry = dg.define_asset_job(
    "publish_registry",
    selection=dg.AssetSelection.assets("registry"),
    description="The registry of names anew, from the package's files and `data/registry/`.",
)

summaries = dg.define_asset_job(
    "summaries",
    selection=dg.AssetSelection.groups("summaries"),
    description="The tables over the whole corpus, from the days that have been built.",
)
