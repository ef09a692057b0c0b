"""When an article says it was published: what the source wrote, read strictly or not at all."""

import datetime
import re
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from diemtin.calendar import VIETNAM, day_of


class Published(NamedTuple):
    """An instant where the time of day is stated, the day in Vietnam time in any case."""

    at: datetime.datetime | None
    date: datetime.date


# An online newspaper cannot have published before there was one in Vietnam (1997).
EARLIEST = datetime.date(1997, 1, 1)

_CLOCK = (
    r"(?P<hour>\d{1,2})(?:(?:[:h]|\s*giờ\s*)(?P<minute>\d{2})(?:\s*phút|:(?P<second>\d{2}))?|h|\s*giờ)"
    r"(?:\s*(?P<half>AM|PM|SA|CH)\b)?"  # sáng, chiều: as Windows writes them in Vietnamese
)
_ZONE = r"(?:\s*\(?\s*(?:GMT|UTC)\s*(?P<zone>[+-]\d{1,2})(?::?00)?\s*\)?)?"
_DAY = (
    r"(?P<day>\d{1,2})\s*(?:[/.-]|\s+tháng\s+)\s*(?P<month>\d{1,2})"
    r"\s*(?:[/.-]|(?:\s+năm|,)?\s+)\s*(?P<year>\d{4})"
)
_WEEKDAY = (
    r"(?:(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|cn|t[2-7])\s*,?\s*)?(?:ngày\s+)?"
)
_FORMS = [
    re.compile(rf"{_WEEKDAY}{_DAY}(?:\s*[,|-]?\s*(?:lúc\s+)?{_CLOCK}{_ZONE})?", re.I),
    re.compile(rf"{_CLOCK}{_ZONE}\s*[,|-]?\s*{_WEEKDAY}{_DAY}", re.I),
]
# Looks like a date, whether there is such a day or not.
_FIGURES = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}")
# The digits behind the day in an address are the time of day and a number.
_URL_DAY = re.compile(
    r"/(20\d\d)/(\d\d?)/(\d\d?)(?=/|-|$)|(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)"
    r"|(?<!\d)(20\d\d)(\d\d)(\d\d)(?=(?:\d{4}|\d{6}|\d{9})?(?!\d))"
)
# The line under a headline: it names the weekday or the time zone, or it is not taken for a date.
VISIBLE_LINE = re.compile(
    rf"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)\s*,?\s*(?:ngày\s+)?{_DAY}"
    rf"(?:\s*[,|-]?\s*{_CLOCK}{_ZONE})?",
    re.I,
)


def parse_published(stated: str) -> Published | None:
    """Read a date as Vietnamese news state it; null if it is none or cannot be true.

    ISO 8601, RFC 2822, seconds since 1970, and Vietnamese forms such as
    `Thứ sáu, 27/6/2025, 08:15 (GMT+7)`, `08:15 27-06-2025`, `ngày 27 tháng 6 năm 2025`. A time
    without a zone is Vietnam time.
    """
    published = _read(stated)
    return published if published and published.date >= EARLIEST else None


def problem_with(stated: str) -> str:
    """Why :func:`parse_published` is null for it: `unreadable`, `impossible` or `too_early`."""
    if _read(stated):
        return "too_early"
    return "impossible" if _FIGURES.search(stated) else "unreadable"


def day_in_url(url: str) -> str | None:
    """The day that an address of an article names, as `YYYY-MM-DD`; null if it names none.

    `/2025/03/12/`, `/2025-03-12/`, `-20250312101500123.htm`.
    """
    for match in _URL_DAY.finditer(url):
        try:
            day = datetime.date(*(int(part) for part in match.groups() if part))
        except ValueError:
            continue
        if day >= EARLIEST:
            return day.isoformat()
    return None


def _read(stated: str) -> Published | None:
    stated = " ".join(stated.split())
    return _iso(stated) or _vietnamese(stated) or _rfc2822(stated) or _epoch(stated)


def _iso(stated: str) -> Published | None:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", stated):
            return Published(None, datetime.date.fromisoformat(stated))
        if not re.match(r"\d{4}-\d{2}-\d{2}[T ]\d", stated):
            return None
        return _from_instant(datetime.datetime.fromisoformat(stated))
    except (ValueError, OverflowError):
        return None


def _vietnamese(stated: str) -> Published | None:
    for form in _FORMS:
        if match := form.fullmatch(stated):
            return _from_match(match)
    return None


def _from_match(match: re.Match[str]) -> Published | None:
    part = match.groupdict()
    try:
        date = datetime.date(int(part["year"]), int(part["month"]), int(part["day"]))
        if part.get("hour") is None:
            return Published(None, date)
        hour = int(part["hour"])
        half = (part.get("half") or "").upper()
        if half:
            hour = hour % 12 + (12 if half in ("PM", "CH") else 0)
        clock = datetime.time(hour, int(part["minute"] or 0), int(part["second"] or 0))
        zone = VIETNAM if part["zone"] is None else _offset(int(part["zone"]))
        return _from_instant(datetime.datetime.combine(date, clock, zone))
    except (ValueError, OverflowError):
        return None


def _offset(hours: int) -> datetime.timezone:
    return datetime.timezone(datetime.timedelta(hours=hours))


def _rfc2822(stated: str) -> Published | None:
    try:
        instant = parsedate_to_datetime(stated)
        if stated.endswith("-0000"):  # universal time, of which the parser tells nothing
            instant = instant.replace(tzinfo=datetime.UTC)
        return _from_instant(instant)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _epoch(stated: str) -> Published | None:
    if not re.fullmatch(r"\d{9,10}|\d{12,13}", stated):
        return None
    seconds = int(stated) / (1 if len(stated) <= 10 else 1000)
    return _from_instant(datetime.datetime.fromtimestamp(seconds, datetime.UTC))


def _from_instant(instant: datetime.datetime) -> Published:
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=VIETNAM)
    return Published(instant.astimezone(datetime.UTC), day_of(instant))
