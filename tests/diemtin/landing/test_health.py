"""How sources fared: the record of a day and its table."""

import datetime
from pathlib import Path

import pytest

from diemtin.errors import DiemTinError
from diemtin.landing.health import HEALTH_NAME, Poll, append, read, source_health
from diemtin.tables.catalog import TABLES
from diemtin.tables.store import TableStore
from diemtin.tables.verify import checks_of

DAY = datetime.date(2025, 7, 5)
AT = "2025-07-05T0{}:00:00+00:00"


def poll(source: str = "báo", hour: int = 1, **facts: object) -> Poll:
    described = {"polled_at": AT.format(hour), "is_read": True, **facts}
    return Poll(source, "feed", **described)  # type: ignore[arg-type]


@pytest.fixture
def day_folder(tmp_path: Path) -> Path:
    folder = tmp_path / DAY.isoformat()
    folder.mkdir()
    return folder


def rows(day_folder: Path) -> list[dict[str, object]]:
    table: list[dict[str, object]] = source_health(day_folder.parent, DAY).read_all().to_pylist()
    return table


def test_a_day_on_which_nobody_was_asked_has_no_rows(tmp_path: Path) -> None:
    reader = source_health(tmp_path, DAY)
    assert reader.schema.equals(TABLES["source_health"].schema)
    assert reader.read_all().num_rows == 0


def test_the_polls_of_a_day_are_one_row_a_source(day_folder: Path) -> None:
    append(day_folder, poll("Ý", n_fetched=1))
    first = poll(hour=2, n_listed=9, n_waiting=4, n_fetched=5, statuses={"200": 6, "301": 1})
    first.fail("http_404", "trang a")
    first.fail("timeout", "trang b")
    append(day_folder, first)
    second = poll(hour=3, n_listed=8, n_fetched=3, n_not_modified=1, statuses={"404": 1, "503": 2})
    second.fail("http_404", "trang c")
    append(day_folder, second)
    báo, other = rows(day_folder)
    assert (báo["source"], other["source"]) == ("báo", "Ý")
    counts = ("n_polls", "n_listed", "n_waiting", "n_fetched", "n_not_modified", "n_failed")
    assert [báo[name] for name in counts] == [2, 8, 0, 8, 1, 3]
    assert [báo[f"n_http_{n}xx"] for n in (2, 3, 4, 5)] == [6, 1, 1, 2]
    assert báo["error_code"] == "http_404"
    assert báo["error_detail"] == "http_404: trang a; in all http_404 ×2, timeout ×1"
    assert báo["last_polled_at"] == datetime.datetime(2025, 7, 5, 3, tzinfo=datetime.UTC)


def fails(one: Poll) -> Poll:
    one.fail("timeout", "lâu quá")
    return one


@pytest.mark.parametrize(
    ("polls", "state"),
    [
        ([poll()], "ok"),
        ([fails(poll())], "partial"),
        ([fails(poll(is_read=False))], "failed"),
        ([fails(poll(is_read=False)), poll(hour=2)], "partial"),
        ([Poll("báo", "feed")], "not_due"),
        ([Poll("báo", "feed"), poll()], "ok"),
    ],
)
def test_the_state_of_a_day(day_folder: Path, polls: list[Poll], state: str) -> None:
    for one in polls:
        append(day_folder, one)
    (row,) = rows(day_folder)
    assert row["source_state"] == state


def test_only_so_many_failures_are_told_and_all_are_counted(day_folder: Path) -> None:
    one = poll()
    for number in range(500):
        one.fail("http_404", f"trang {number}")
    append(day_folder, one)
    assert len(read(day_folder)[0].failures) == 20
    assert rows(day_folder)[0]["n_failed"] == 500


def test_a_line_that_a_crash_cut_off_is_no_poll(day_folder: Path) -> None:
    append(day_folder, poll())
    with open(day_folder / HEALTH_NAME, "ab") as stream:
        stream.write(b'{"source": "b\xc3')
    assert len(rows(day_folder)) == 1
    append(day_folder, poll("khác"))
    assert len(rows(day_folder)) == 2


@pytest.mark.parametrize("line", ["không", "7", "{}", '{"source": "a", "kind": "b", "c": 1}'])
def test_a_line_that_is_no_poll_is_told_with_its_number(day_folder: Path, line: str) -> None:
    append(day_folder, poll())
    with open(day_folder / HEALTH_NAME, "a", encoding="utf-8") as stream:
        stream.write(f"{line}\n")
    with pytest.raises(DiemTinError, match=r"source_health\.jsonl, line 2"):
        rows(day_folder)


def test_the_check_names_the_sources_that_failed(day_folder: Path, tmp_path: Path) -> None:
    table = TABLES["source_health"]
    store = TableStore(tmp_path / "tables")
    (check,) = [check for check in checks_of(table) if check.is_warning]
    append(day_folder, poll("tốt"))
    append(day_folder, Poll("chưa", "feed"))
    store.write(table, DAY, source_health(tmp_path, DAY))
    assert check.problems(store, table, DAY) == []
    append(day_folder, fails(poll("hỏng", is_read=False)))
    store.write(table, DAY, source_health(tmp_path, DAY))
    assert check.problems(store, table, DAY) == [
        "hỏng failed (1×): timeout: lâu quá; in all timeout ×1"
    ]
