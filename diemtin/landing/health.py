"""The record of how sources fared, `data/landing/<day>/source_health.jsonl`, and its table.

One line a poll. Like the manifest it is a fact on disk: the table is made from it alone, so a day
built again gives the same rows.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from diemtin.landing import journal
from diemtin.tables.catalog import TABLES

HEALTH_NAME = "source_health.jsonl"
_SCHEMA = TABLES["source_health"].schema
# A poll's failures that are told one by one; all are counted, by code.
_MAX_FAILURES = 20


@dataclass
class Poll:
    """What one poll of a source, or one sweep of a folder, came to.

    Attributes:
        source: Its name.
        kind: As in sources.yaml.
        polled_at: When the poll began, ISO 8601 in UTC; null where none was due.
        last_success_at: When the source's listing was last read, this poll included.
        is_read: Whether the listing, or a part of it, was read.
        n_listed: Entries of the listing.
        n_waiting: Entries that are left for a later poll.
        n_fetched: Items that landed.
        n_not_modified: Listings and items that were as before.
        codes: Why what failed, failed: code → how often.
        failures: `code: detail` of the first failures.
        statuses: Status → how many answers.
    """

    source: str
    kind: str
    polled_at: str | None = None
    last_success_at: str | None = None
    is_read: bool = False
    n_listed: int = 0
    n_waiting: int = 0
    n_fetched: int = 0
    n_not_modified: int = 0
    codes: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)

    def fail(self, code: str, detail: str) -> None:
        """Count a failure."""
        self.codes[code] = self.codes.get(code, 0) + 1
        if len(self.failures) < _MAX_FAILURES:
            self.failures.append(f"{code}: {detail}")

    @property
    def state(self) -> str:
        """As the column source_state."""
        return _state([self])


def append(day_folder: Path, poll: Poll) -> None:
    """Record a poll and have it on disk before returning. The caller holds the landing lock."""
    journal.append(day_folder / HEALTH_NAME, asdict(poll))


def read(day_folder: Path) -> list[Poll]:
    """The polls of a day, in the order in which they ended.

    Raises:
        DiemTinError: A complete line is no such record.
    """
    return journal.read(
        day_folder / HEALTH_NAME, Poll, "what landed stays, the poll is no longer told."
    )


def source_health(landing: Path, day: datetime.date) -> pa.RecordBatchReader:
    """The table source_health of a day; empty for a day on which no source was asked."""
    by_source: dict[str, list[Poll]] = {}
    for poll in read(landing / day.isoformat()):
        by_source.setdefault(poll.source, []).append(poll)
    # In the order of UTF-8, as the table is sorted.
    rows = [_row(day, by_source[name]) for name in sorted(by_source, key=str.encode)]
    batch = pa.RecordBatch.from_pylist(rows, schema=_SCHEMA)
    return pa.RecordBatchReader.from_batches(_SCHEMA, [batch])


def summary(polls: Iterable[Poll]) -> str:
    """The failures of polls in one line: `http_404: …; in all http_404 ×3, timeout ×1`."""
    polls = list(polls)
    codes = Counter[str]()
    for poll in polls:
        codes.update(poll.codes)
    first = next((poll.failures[0] for poll in polls if poll.failures), "")
    counted = ", ".join(f"{code} ×{n}" for code, n in sorted(codes.items()))
    return f"{first}; in all {counted}" if codes else ""


def _row(day: datetime.date, polls: list[Poll]) -> dict[str, Any]:
    asked = [poll for poll in polls if poll.polled_at]
    last = (asked or polls)[-1]
    statuses = Counter[str]()
    for poll in asked:
        for status, n in poll.statuses.items():
            statuses[f"n_http_{status[0]}xx"] += n
    first = next((poll.failures[0] for poll in asked if poll.failures), None)
    return {
        "landing_date": day,
        "source": last.source,
        "source_kind": last.kind,
        "source_state": _state(asked),
        "n_polls": len(asked),
        "n_listed": last.n_listed,
        "n_waiting": last.n_waiting,
        "n_fetched": sum(poll.n_fetched for poll in asked),
        "n_not_modified": sum(poll.n_not_modified for poll in asked),
        "n_failed": sum(sum(poll.codes.values()) for poll in asked),
        **{name: statuses[name] for name in _SCHEMA.names if name.startswith("n_http_")},
        "error_code": first.partition(":")[0] if first else None,
        "error_detail": summary(asked) or None,
        "last_polled_at": _instant(last.polled_at),
        "last_success_at": _instant(last.last_success_at),
    }


def _state(asked: list[Poll]) -> str:
    if not asked or not any(poll.polled_at for poll in asked):
        return "not_due"
    if not any(poll.is_read for poll in asked):
        return "failed"
    return "partial" if any(poll.codes for poll in asked) else "ok"


def _instant(stated: str | None) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(stated) if stated else None
