"""Running the jobs from a terminal, in one process, into the same instance that the UI shows."""

import datetime
import logging
import os
import warnings
from collections.abc import Iterable
from typing import Any

import dagster as dg
from rich.console import Console

from diemtin.corpus import Corpus
from diemtin.errors import DiemTinError
from diemtin.progress import progress
from pipelines.definitions import build_defs

console = Console(highlight=False)

# Without it a run would choose Dagster's own console logger.
_TERMINAL: dict[str, Any] = {"loggers": {"console": {}}}


@dg.logger
def errors_only(_: dg.InitLoggerContext) -> logging.Logger:
    """Errors only, on standard error: in a terminal the progress bar has the screen.

    Dagster hands captured records to a logger's handlers whatever the logger's level, so the level
    is the handler's.
    """
    handler = logging.StreamHandler()
    handler.setLevel(logging.ERROR)
    logger = logging.Logger("terminal")
    logger.addHandler(handler)
    return logger


def terminal_defs(corpus: Corpus) -> dg.Definitions:
    """The definitions over a corpus, for runs that write their log lines to the instance only."""
    return dg.Definitions.merge(
        build_defs(corpus), dg.Definitions(loggers={"console": errors_only})
    )


def build_days(
    defs: dg.Definitions, instance: dg.DagsterInstance, days: Iterable[datetime.date]
) -> list[datetime.date]:
    """Run the job `night` for each day; a day that fails does not stop the rest.

    Returns:
        The days that failed.
    """
    failed = []
    night = defs.resolve_job_def("night")
    days = list(days)
    for day in progress(days, "Building days", len(days), name=str):
        result = night.execute_in_process(
            partition_key=day.isoformat(),
            instance=instance,
            run_config=_TERMINAL,
            raise_on_error=False,
        )
        if not result.success:
            failed.append(day)
    return failed


def build_summaries(defs: dg.Definitions, instance: dg.DagsterInstance) -> bool:
    """Run the job `summaries`; whether it succeeded."""
    with console.status("Summing up …"):
        result = defs.resolve_job_def("summaries").execute_in_process(
            instance=instance, run_config=_TERMINAL, raise_on_error=False
        )
    return result.success


def persistent_instance() -> dg.DagsterInstance:
    """The instance in DAGSTER_HOME.

    Raises:
        DiemTinError: DAGSTER_HOME is not set, so that no run would be kept.
    """
    # Of interest to who writes assets, not to who runs them.
    warnings.filterwarnings("ignore", category=dg.BetaWarning)
    warnings.filterwarnings("ignore", category=dg.PreviewWarning)
    if not os.environ.get("DAGSTER_HOME"):
        raise DiemTinError(
            "DAGSTER_HOME is not set, so the UI would not see these runs. Use the Makefile, or "
            'set it: export DAGSTER_HOME="$PWD/.dagster"'
        )
    return dg.DagsterInstance.get()
