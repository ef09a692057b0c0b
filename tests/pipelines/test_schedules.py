"""The night: 01:30 in Vietnam, for the day that ended."""

import datetime

import dagster as dg

from diemtin.calendar import VIETNAM
from diemtin.corpus import Corpus
from pipelines.schedules import nightly

TICK = datetime.datetime(2025, 7, 2, 1, 30, tzinfo=VIETNAM)


def requests(corpus: Corpus) -> list[dg.RunRequest]:
    context = dg.build_schedule_context(scheduled_execution_time=TICK, resources={"corpus": corpus})
    return list(nightly(context))


def test_it_ticks_at_half_past_one_in_vietnam_and_is_on_from_the_start() -> None:
    assert nightly.cron_schedule == "30 1 * * *"
    assert nightly.execution_timezone == "Asia/Ho_Chi_Minh"
    assert nightly.default_status == dg.DefaultScheduleStatus.RUNNING


def test_it_requests_the_day_that_ended(corpus: Corpus) -> None:
    assert [request.partition_key for request in requests(corpus)] == ["2025-07-01"]


def test_what_still_waits_in_the_inbox_is_landed_under_the_new_day(corpus: Corpus) -> None:
    corpus.inbox.mkdir(parents=True, exist_ok=True)
    (corpus.inbox / "muộn.txt").write_text("Tin đến lúc nửa đêm.", encoding="utf-8")
    assert [request.partition_key for request in requests(corpus)] == ["2025-07-01", "2025-07-02"]


def test_the_same_tick_asks_for_the_same_runs(corpus: Corpus) -> None:
    assert [r.run_key for r in requests(corpus)] == [r.run_key for r in requests(corpus)]
