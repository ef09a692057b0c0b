"""What runs because something happened: a file in the inbox, a source's turn, a changed table.

Sensors only decide that a run is due; sweeping and polling is done by the asset `landing`.
"""

import hashlib
import os
from pathlib import Path

import dagster as dg

from diemtin.corpus import Corpus
from diemtin.landing.capture import due_sources, waiting_files
from diemtin.registry.entries import registry_fingerprint
from pipelines.jobs import night, publish_registry

# A file that changed within this many seconds may still be on its way in.
_SETTLED_SECONDS = 5


@dg.sensor(
    job=night,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def inbox(
    context: dg.SensorEvaluationContext, corpus: dg.ResourceParam[Corpus]
) -> dg.RunRequest | dg.SkipReason:
    """Build the current day when files wait in the inbox or another folder of `sources.yaml`.

    Once for each set of files.
    """
    files = waiting_files(corpus)
    if not files:
        return dg.SkipReason("Nothing waits in the folders of sources.yaml.")
    now = corpus.now()
    if any(now.timestamp() - file.lstat().st_mtime < _SETTLED_SECONDS for file in files):
        return dg.SkipReason("Files are still arriving; looking again at the next tick.")
    return dg.RunRequest(
        run_key=f"{corpus.today}-{_signature(files)}",
        partition_key=corpus.today.isoformat(),
        tags={"diemtin/inbox_files": str(len(files))},
    )


@dg.sensor(
    job=night,
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def sources(
    context: dg.SensorEvaluationContext, corpus: dg.ResourceParam[Corpus]
) -> dg.RunRequest | dg.SkipReason:
    """Build the current day when a network source of `sources.yaml` may be polled again."""
    due = due_sources(corpus)
    if not due:
        return dg.SkipReason("No network source is due.")
    # By the hour as well: a run that ended before it polled is not the last word.
    since = "".join(f"{name}\0{at}\0" for name, at in due.items())
    hour = corpus.now().strftime("%Y-%m-%dT%H")
    return dg.RunRequest(
        run_key=f"{hour}-{hashlib.sha256(since.encode()).hexdigest()[:16]}",
        partition_key=corpus.today.isoformat(),
        tags={"diemtin/due_sources": str(len(due))},
    )


@dg.sensor(
    name="registry",
    job=publish_registry,
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def registry(
    context: dg.SensorEvaluationContext, corpus: dg.ResourceParam[Corpus]
) -> dg.RunRequest | dg.SkipReason:
    """Publish the registry again when one of its files has changed: what depends shows as stale."""
    found = registry_fingerprint(corpus.registry)
    if found == context.cursor:
        return dg.SkipReason("No file of the registry has changed.")
    context.update_cursor(found)
    return dg.RunRequest(run_key=found)


def _signature(files: list[Path]) -> str:
    """Changes when a file comes, goes or changes: a run that left them all is not repeated."""
    digest = hashlib.sha256()
    for file in files:
        state = file.lstat()
        digest.update(os.fsencode(file))
        digest.update(f"\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


automation = dg.AutomationConditionSensorDefinition(
    "automation",
    target=dg.AssetSelection.all(),
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Carries a changed day on to the tables that depend on it.",
)
