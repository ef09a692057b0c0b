"""What runs by the clock: the night, at 01:30 Vietnam time.

The summaries need no clock: they follow the days by automation (`assets/automation.py`).
"""

import datetime
from collections.abc import Iterator

import dagster as dg

from diemtin.calendar import day_of
from diemtin.corpus import Corpus
from diemtin.landing.capture import waiting_files
from pipelines.jobs import night


@dg.schedule(
    job=night,
    cron_schedule="30 1 * * *",
    execution_timezone="Asia/Ho_Chi_Minh",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
def nightly(
    context: dg.ScheduleEvaluationContext, corpus: dg.ResourceParam[Corpus]
) -> Iterator[dg.RunRequest]:
    """Build the day that ended; and land what still waits in the folders, under the new day."""
    today = day_of(context.scheduled_execution_time)
    yesterday = (today - datetime.timedelta(days=1)).isoformat()
    yield dg.RunRequest(run_key=yesterday, partition_key=yesterday)
    if waiting_files(corpus):
        yield dg.RunRequest(run_key=f"{today}-inbox", partition_key=today.isoformat())
