"""What can be launched as one: a landing day, and the summaries over all days.

Jobs only: when they run is said in `schedules.py` and `sensors.py`.
"""

import dagster as dg

night = dg.define_asset_job(
    "night",
    selection=dg.AssetSelection.groups("ingestion", "segmentation", "tagging"),
    description="Everything for one landing day, from the inbox to the mentions.",
)

summaries = dg.define_asset_job(
    "summaries",
    selection=dg.AssetSelection.groups("summaries"),
    description="The tables over the whole corpus, from the days that have been built.",
)
