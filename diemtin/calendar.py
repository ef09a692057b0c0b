"""Days and instants as the project counts them: in Vietnam time, which has no summer time."""

import datetime
from collections.abc import Iterator
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime.datetime:
    """The present instant, in Vietnam time."""
    return datetime.datetime.now(VIETNAM)


def day_of(instant: datetime.datetime) -> datetime.date:
    """The Vietnamese calendar day of an aware instant."""
    return instant.astimezone(VIETNAM).date()


def day_from_key(partition_key: str) -> datetime.date:
    """The day of a partition key, `YYYY-MM-DD`."""
    return datetime.date.fromisoformat(partition_key)


def days_between(since: datetime.date, until: datetime.date) -> Iterator[datetime.date]:
    """Every day from `since` to `until`, both included."""
    for offset in range((until - since).days + 1):
        yield since + datetime.timedelta(days=offset)
