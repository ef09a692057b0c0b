"""What a landing day holds. All files are invented."""

import datetime
import os
import shutil
from pathlib import Path

import pytest

from diemtin.calendar import VIETNAM
from diemtin.landing.inbox import sweep
from diemtin.landing.landed_day import landed_day, source_of

DAY = datetime.date(2025, 6, 30)
NOW = datetime.datetime(2025, 6, 30, 8, 15, tzinfo=VIETNAM)


def land(tmp_path: Path, files: dict[str, str], now: datetime.datetime = NOW) -> Path:
    """A landing folder that holds the files."""
    inbox, landing = tmp_path / "inbox", tmp_path / "landing"
    for path, content in files.items():
        (inbox / path).parent.mkdir(parents=True, exist_ok=True)
        (inbox / path).write_text(content, encoding="utf-8")
    sweep(inbox, landing, now=now)
    return landing


FILES = {"b/x.txt": "Một.", "a/y.txt": "Hai hai.", "a/sâu/z.jsonl": "{}", "lẻ.txt": "Bốn"}


def test_files_and_bytes_are_counted_by_source(tmp_path: Path) -> None:
    told = landed_day(land(tmp_path, FILES), DAY)
    assert told.n_files == 4
    assert told.n_bytes == sum(len(content.encode()) for content in FILES.values())
    assert told.by_source == {"a": 2, "b": 1, "inbox": 1}


def test_a_day_without_a_folder_is_an_empty_day(tmp_path: Path) -> None:
    told = landed_day(tmp_path / "landing", DAY)
    assert (told.n_files, told.n_bytes, told.by_source) == (0, 0, {})


def test_a_file_that_cannot_be_read_counts_as_a_file(tmp_path: Path) -> None:
    landing = land(tmp_path, {"a/y.txt": "Một."})
    (landing / "2025-06-30/a/z.txt").symlink_to(tmp_path / "không có")
    told = landed_day(landing, DAY)
    assert (told.n_files, told.n_bytes) == (2, len("Một.".encode()))


def test_a_name_that_is_no_utf8_can_be_told(tmp_path: Path) -> None:
    landing = land(tmp_path, {})
    file = landing / "2025-06-30/a" / os.fsdecode(b"b\xb6n.txt")
    file.parent.mkdir(parents=True)
    file.write_text("Tin.")
    assert landed_day(landing, DAY).by_source == {"a": 1}


def test_telling_a_day_changes_nothing(tmp_path: Path) -> None:
    landing = land(tmp_path, FILES)
    before = {path: path.stat().st_mtime_ns for path in landing.rglob("*")}
    landed_day(landing, DAY)
    assert {path: path.stat().st_mtime_ns for path in landing.rglob("*")} == before


def test_the_fingerprint_is_the_same_for_a_copied_landing_folder(tmp_path: Path) -> None:
    landing = land(tmp_path, FILES)
    copy = shutil.copytree(landing, tmp_path / "elsewhere")
    assert landed_day(copy, DAY).fingerprint == landed_day(landing, DAY).fingerprint


def test_the_fingerprint_does_not_depend_on_the_order_in_which_files_landed(
    tmp_path: Path,
) -> None:
    together = land(tmp_path / "1", FILES)
    for path, content in reversed(FILES.items()):
        apart = land(tmp_path / "2", {path: content})
    assert landed_day(apart, DAY).fingerprint == landed_day(together, DAY).fingerprint


@pytest.mark.parametrize(
    ("files", "now"),
    [
        ({"a/y.txt": "Khác."}, NOW),
        ({"a/yy.txt": "Một."}, NOW),
        ({"b/y.txt": "Một."}, NOW),
        ({"a/y.txt": "Một."}, NOW + datetime.timedelta(microseconds=1)),
        ({"a/y.txt": "Một.", "a/z.txt": ""}, NOW),
        ({}, NOW),
    ],
    ids=["content", "name", "source", "landing_time", "one_more", "none"],
)
def test_the_fingerprint_tells_days_apart_by(
    tmp_path: Path, files: dict[str, str], now: datetime.datetime
) -> None:
    first = landed_day(land(tmp_path / "1", {"a/y.txt": "Một."}), DAY)
    assert landed_day(land(tmp_path / "2", files, now), DAY).fingerprint != first.fingerprint


@pytest.mark.parametrize(
    ("path", "source"), [("a/b/c.txt", "a"), ("a/c.txt", "a"), ("c.txt", "inbox")]
)
def test_the_source_of_a_path_is_its_first_folder(path: str, source: str) -> None:
    assert source_of(path) == source
