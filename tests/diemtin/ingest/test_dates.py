"""Publication dates as sources write them."""

import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diemtin.calendar import VIETNAM
from diemtin.ingest.dates import (
    EARLIEST,
    VISIBLE_LINE,
    day_in_url,
    parse_published,
    problem_with,
)

DAY = datetime.date(2025, 6, 27)
# 08:15 in Vietnam
INSTANT = datetime.datetime(2025, 6, 27, 1, 15, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    "stated",
    [
        "2025-06-27T08:15:00+07:00",
        "2025-06-27T08:15:00+0700",
        "2025-06-27T01:15:00Z",
        "2025-06-27T01:15:00.000Z",
        "2025-06-27 08:15",
        "2025-06-27T08:15:00",
        "  2025-06-27T08:15:00+07:00\n",
        "Fri, 27 Jun 2025 08:15:00 +0700",
        "Fri, 27 Jun 2025 01:15:00 GMT",
        "Fri, 27 Jun 2025 01:15:00 -0000",
        "Fri, 27 Jun 2025 08:15:00",
        "1750986900",
        "1750986900000",
        "Thứ sáu, 27/6/2025, 08:15 (GMT+7)",
        "Thứ Sáu, ngày 27/06/2025 - 08:15",
        "Thứ 6, 27/6/2025 | 08:15 GMT+7",
        "THỨ SÁU 27-06-2025 8:15:00",
        "T6, 27.06.2025 08h15",
        "27/06/2025 08:15 AM",
        "27/6/2025 lúc 8h15",
        "ngày 27 tháng 6 năm 2025, 8 giờ 15",
        "08:15 27-06-2025",
        "08:15, 27/06/2025",
        "8h15 ngày 27/6/2025",
        "27/06/2025 08:15 SA",
        "08 giờ 15 phút, ngày 27/6/2025",
        "08:15 SA 27/6/2025",
        "08:15 (GMT+7) Thứ sáu, 27/06/2025",
    ],
)
def test_an_instant_is_read_from(stated: str) -> None:
    published = parse_published(stated)
    assert published is not None
    assert (published.at, published.date) == (INSTANT, DAY)


@pytest.mark.parametrize(
    "stated",
    [
        "2025-06-27",
        "27/6/2025",
        "27-06-2025",
        "27.6.2025",
        "Thứ sáu, 27/06/2025",
        "CN, 27/6/2025",
        "ngày 27 tháng 6 năm 2025",
        "27 tháng 6, 2025",
    ],
)
def test_a_day_without_a_time_gives_no_instant(stated: str) -> None:
    published = parse_published(stated)
    assert published is not None
    assert (published.at, published.date) == (None, DAY)


@pytest.mark.parametrize(
    ("stated", "time"),
    [
        ("27/06/2025 3:40 PM", datetime.time(15, 40)),
        ("27/06/2025 3:40 CH", datetime.time(15, 40)),
        ("12:05 SA, 27/06/2025", datetime.time(0, 5)),
        ("27/06/2025 - 15h", datetime.time(15)),
        ("15 giờ, ngày 27/6/2025", datetime.time(15)),
    ],
)
def test_the_hour_is_read_with_its_half_of_the_day_and_without_minutes(
    stated: str, time: datetime.time
) -> None:
    published = parse_published(stated)
    assert published is not None and published.at is not None
    assert published.at.astimezone(VIETNAM).time() == time


def test_the_stated_zone_is_kept_to() -> None:
    published = parse_published("27/6/2025 08:15 (GMT+9)")
    assert published is not None
    assert published.at == datetime.datetime(2025, 6, 26, 23, 15, tzinfo=datetime.UTC)


def test_the_day_is_that_of_vietnam() -> None:
    published = parse_published("2025-06-26T20:00:00Z")
    assert published is not None
    assert published.date == DAY


def test_the_day_stands_before_the_month() -> None:
    published = parse_published("5/6/2025")
    assert published is not None
    assert published.date == datetime.date(2025, 6, 5)


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "   ",
        "hôm qua",
        "2 giờ trước",
        "27/6",
        "31/6/2025",
        "2025-02-30",
        "27/13/2025",
        "2025-06-27T25:00:00",
        "27/6/2025 24:15",
        "27/6/2025 08:75",
        "27/6/25",
        "12345",
        "Hà Giang, 27/6/2025, theo lời kể",
        "27/6/2025 27/6/2025",
        "2025-W26-5",
        "20250627",
        "None",
        "0000-00-00 00:00:00",
        "0001-01-01T00:00:00Z",
        "1970-01-01",
        "1/1/1990 08:00",
    ],
)
def test_what_is_no_date_or_cannot_be_true_is_null(stated: str) -> None:
    assert parse_published(stated) is None


def test_the_earliest_day_is_read_and_the_day_before_is_not() -> None:
    assert parse_published(EARLIEST.isoformat()) is not None
    assert parse_published((EARLIEST - datetime.timedelta(days=1)).isoformat()) is None


DATE_PARTS = st.sampled_from(
    [*"0123456789", "27", "2025", "9999", "0001", "/", "-", ".", ":", "h", " ", "T", "Z", "+",
     "Thứ ", "sáu", "CN", ", ", "ngày ", " tháng ", " năm ", " giờ ", "lúc ", "AM", "PM", "GMT",
     "(GMT+7)", "UTC-99", "Jun", "Fri, ", "+0700", "-0000", "+9999", "٢", "²", "\ud800", "\x00"]
)  # fmt: skip


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=[])) | st.lists(DATE_PARTS).map("".join))
@example("9999-12-31T23:59:59-12:00")
@example("0001-01-01T00:00:00+14:00")
@example("Fri, 31 Dec 9999 23:59:59 -1200")
@example("Fri, 27 Jun 2025 08:15:00 +999999")
@example("27/6/2025 08:15 GMT+99")
@example("٢٠٢٥-٠٦-٢٧")
@example("9999999999999")
@example("1 Jan 99999999999999999999 00:00:00")
def test_reading_a_date_never_raises(stated: str) -> None:
    published = parse_published(stated)
    if published is not None:
        assert published.date >= EARLIEST
        if published.at is not None:
            assert published.at.utcoffset() == datetime.timedelta(0)
            assert published.at.astimezone(VIETNAM).date() == published.date


@pytest.mark.parametrize("stated", ["1" + " " * 20_000 + "x", "ngày " * 5_000, "1" * 20_000])
def test_a_long_text_that_is_no_date_is_null(stated: str) -> None:
    assert parse_published(stated) is None


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Thứ sáu, 27/6/2025, 08:15 (GMT+7)", "Thứ sáu, 27/6/2025, 08:15 (GMT+7)"),
        ("Xã hội · Chủ nhật, ngày 29/6/2025 - 7h05", "Chủ nhật, ngày 29/6/2025 - 7h05"),
        ("Sinh ngày 27/6/2025 tại Mường Khói", None),
        ("08:15 27/6/2025", None),
    ],
)
def test_a_visible_date_line_names_the_weekday(line: str, found: str | None) -> None:
    match = VISIBLE_LINE.search(line)
    assert (match and match[0]) == found


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://bao.example/2025/03/12/cau-moi.html", "2025-03-12"),
        ("https://bao.example/xa-hoi/2025/3/2/cau-moi.html", "2025-03-02"),
        ("https://bao.example/2025-03-12/cau-moi", "2025-03-12"),
        ("https://bao.example/cau-moi-20250312.htm", "2025-03-12"),
        ("https://bao.example/cau-moi-20250312101532.htm", "2025-03-12"),
        ("https://bao.example/cau-moi-20250312101532456.htm", "2025-03-12"),
        ("https://bao.example/cau-moi-20251312.htm", None),
        ("https://bao.example/2025/02/31/cau-moi.html", None),
        ("https://bao.example/cau-moi-4861234.html", None),
        ("https://bao.example/cau-moi-120250312.html", None),
        ("https://bao.example/muc-tieu-2025-2030", None),
        ("", None),
    ],
)
def test_the_day_is_read_from_an_address_that_has_one(url: str, day: str | None) -> None:
    assert day_in_url(url) == day


@pytest.mark.parametrize(
    ("stated", "problem"),
    [
        ("31/02/2025", "impossible"),
        ("ngày 31/02/2025", "impossible"),
        ("2025-02-30T08:00:00", "impossible"),
        ("31/12/1996", "too_early"),
        ("vừa xong", "unreadable"),
        ("", "unreadable"),
    ],
)
def test_the_problem_of_a_date_is_told(stated: str, problem: str) -> None:
    assert parse_published(stated) is None
    assert problem_with(stated) == problem
