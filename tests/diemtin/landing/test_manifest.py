"""The record of what landed. All file names are invented."""

import datetime
from pathlib import Path

import pytest

from diemtin.errors import DiemTinError
from diemtin.landing import manifest
from diemtin.landing.manifest import MANIFEST_NAME, Landed


def entry(path: str = "bao-cau-tre/bến phà.txt", sha256: str = "ab" * 32) -> Landed:
    return Landed(path, sha256, 17, "2025-06-30T01:15:00.000000+00:00")


def test_entries_come_back_in_the_order_in_which_they_were_added(tmp_path: Path) -> None:
    added = [entry("b.txt"), entry("a.txt"), entry("c.txt")]
    for one in added:
        manifest.append(tmp_path, one)
    assert manifest.read(tmp_path) == added


def test_a_day_without_a_manifest_has_no_entries(tmp_path: Path) -> None:
    assert manifest.read(tmp_path / "2025-06-30") == []


def test_the_landing_time_of_an_entry_is_an_aware_instant() -> None:
    assert entry().instant == datetime.datetime(2025, 6, 30, 1, 15, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    "name",
    [
        "chợ phiên ở bản Nà Sưa.txt",
        "hai\u2028dòng.txt",
        "kết thúc\u0085sớm.txt",
        "xuống\ndòng.txt",
        "về\rđầu.txt",
        "tab\tvà\x1cngăn.txt",
        'ngoặc "kép".txt',
        "\\gạch chéo ngược.txt",
    ],
)
def test_any_file_name_survives_the_manifest(tmp_path: Path, name: str) -> None:
    manifest.append(tmp_path, entry(name))
    manifest.append(tmp_path, entry("sau.txt"))
    assert [found.path for found in manifest.read(tmp_path)] == [name, "sau.txt"]


def half_lines() -> list[int]:
    whole = len(_line())
    return list(range(1, whole))


def _line() -> bytes:
    return (
        '{"path": "đò Cồn Sẻ.txt", "sha256": "00", "n_bytes": 1, "landed_at": "2025"}'.encode()
        + b"\n"
    )


@pytest.mark.parametrize("length", half_lines())
def test_a_last_line_that_a_crash_cut_off_is_no_entry(tmp_path: Path, length: int) -> None:
    manifest.append(tmp_path, entry())
    with open(tmp_path / MANIFEST_NAME, "ab") as stream:
        stream.write(_line()[:length])
    assert manifest.read(tmp_path) == [entry()]


@pytest.mark.parametrize("length", [1, 12, 30])
def test_an_entry_after_a_cut_off_line_takes_its_place(tmp_path: Path, length: int) -> None:
    manifest.append(tmp_path, entry("trước.txt"))
    with open(tmp_path / MANIFEST_NAME, "ab") as stream:
        stream.write(_line()[:length])
    manifest.append(tmp_path, entry("sau.txt"))
    assert [found.path for found in manifest.read(tmp_path)] == ["trước.txt", "sau.txt"]


def test_a_manifest_of_one_cut_off_line_is_empty(tmp_path: Path) -> None:
    (tmp_path / MANIFEST_NAME).write_bytes(_line()[:20])
    assert manifest.read(tmp_path) == []


@pytest.mark.parametrize(
    "line",
    ["not json", "[]", "null", "7", '{"path": "a.txt"}', '{"unknown": 1}', ""],
)
def test_a_complete_line_that_is_no_entry_is_named_with_its_number(
    tmp_path: Path, line: str
) -> None:
    manifest.append(tmp_path, entry())
    with open(tmp_path / MANIFEST_NAME, "a", encoding="utf-8") as stream:
        stream.write(line + "\n")
    with pytest.raises(DiemTinError, match=r"landed\.jsonl, line 2"):
        manifest.read(tmp_path)


def test_hashes_of_all_days_come_in_the_order_of_the_days(tmp_path: Path) -> None:
    for day, digest in (("2025-07-01", "22"), ("2025-06-30", "11"), ("2025-07-02", "33")):
        folder = tmp_path / day
        folder.mkdir()
        manifest.append(folder, entry("s/a.txt", digest))
    assert list(manifest.all_hashes(tmp_path)) == [
        ("11", "2025-06-30/s/a.txt"),
        ("22", "2025-07-01/s/a.txt"),
        ("33", "2025-07-02/s/a.txt"),
    ]


def test_hashes_pass_over_days_without_a_manifest_and_files_beside_the_days(
    tmp_path: Path,
) -> None:
    (tmp_path / "2025-06-30").mkdir()
    (tmp_path / "2025-06-31-ghi-chú.txt").write_text("x")
    assert list(manifest.all_hashes(tmp_path)) == []


def test_a_landing_folder_that_does_not_exist_holds_no_hashes(tmp_path: Path) -> None:
    assert list(manifest.all_hashes(tmp_path / "landing")) == []
