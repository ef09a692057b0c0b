"""The inbox sweep. All files are invented."""

import datetime
import errno
import hashlib
import logging
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from diemtin.calendar import VIETNAM
from diemtin.landing import inbox as inbox_module
from diemtin.landing import manifest
from diemtin.landing.inbox import landed_files, sweep, waiting
from diemtin.landing.landed_day import landed_day

MORNING = datetime.datetime(2025, 6, 30, 8, 15, tzinfo=VIETNAM)
NEXT_DAY = MORNING + datetime.timedelta(days=1)
DAY = "2025-06-30"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    return tmp_path / "landing"


def drop(inbox: Path, path: str, content: bytes | str = b"Tin.") -> Path:
    file = inbox / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def landed_contents(landing: Path) -> dict[str, bytes]:
    """`<day>/<path>` → bytes of everything that readers of the landing days see."""
    return {
        f"{day.name}/{file.relative_to(day).as_posix()}": file.read_bytes()
        for day in sorted(landing.glob("*-*-*"))
        for file in landed_files(day)
    }


# What lands, and where


def test_a_file_in_a_source_folder_lands_under_day_and_source(inbox: Path, landing: Path) -> None:
    drop(inbox, "bao-song-la/trong-nuoc/cầu mới.txt", "Cầu Nà Hẩu thông xe.")
    result = sweep(inbox, landing, now=MORNING)
    assert result.landed == ["bao-song-la/trong-nuoc/cầu mới.txt"]
    assert landed_contents(landing) == {
        f"{DAY}/bao-song-la/trong-nuoc/cầu mới.txt": "Cầu Nà Hẩu thông xe.".encode()
    }


def test_a_file_directly_in_the_inbox_has_the_source_inbox(inbox: Path, landing: Path) -> None:
    drop(inbox, "lẻ.txt")
    assert sweep(inbox, landing, now=MORNING).landed == ["inbox/lẻ.txt"]


def test_a_landed_file_leaves_the_inbox(inbox: Path, landing: Path) -> None:
    file = drop(inbox, "s/a.txt")
    sweep(inbox, landing, now=MORNING)
    assert not file.exists()
    assert waiting(inbox) == []


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"a\r\nb\r", b"x" * 3_000_000])
def test_bytes_land_unchanged(inbox: Path, landing: Path, content: bytes) -> None:
    drop(inbox, "s/a.bin", content)
    sweep(inbox, landing, now=MORNING)
    assert (landing / DAY / "s" / "a.bin").read_bytes() == content


def test_the_manifest_tells_path_hash_size_and_instant(inbox: Path, landing: Path) -> None:
    drop(inbox, "s/a.txt", b"Tin mai.")
    sweep(inbox, landing, now=MORNING)
    [entry] = manifest.read(landing / DAY)
    assert entry.path == "s/a.txt"
    assert entry.sha256 == hashlib.sha256(b"Tin mai.").hexdigest()
    assert entry.n_bytes == 8
    assert entry.landed_at == "2025-06-30T01:15:00.000000+00:00"


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2025-06-29T16:59:59+00:00", "2025-06-29"),
        ("2025-06-29T17:00:00+00:00", "2025-06-30"),
        ("2025-06-30T23:59:59+07:00", "2025-06-30"),
        ("2025-06-30T12:00:00-08:00", "2025-07-01"),
    ],
)
def test_the_landing_day_is_the_day_in_vietnam(
    inbox: Path, landing: Path, instant: str, day: str
) -> None:
    drop(inbox, "s/a.txt")
    result = sweep(inbox, landing, now=datetime.datetime.fromisoformat(instant))
    assert result.day == datetime.date.fromisoformat(day)
    assert list(landed_contents(landing)) == [f"{day}/s/a.txt"]


def test_files_land_in_the_order_of_their_paths(inbox: Path, landing: Path) -> None:
    for number, name in enumerate(["c/a.txt", "a/z.txt", "b.txt", "a/B.txt"]):
        drop(inbox, name, f"Tin {number}.")
    result = sweep(inbox, landing, now=MORNING)
    assert result.landed == ["a/B.txt", "a/z.txt", "inbox/b.txt", "c/a.txt"]
    assert [entry.path for entry in manifest.read(landing / DAY)] == result.landed


@pytest.mark.parametrize("name", [".gitkeep", "s/.DS_Store", ".tmp/a.txt", "s/.dở/a.txt"])
def test_names_that_begin_with_a_dot_do_not_count(inbox: Path, landing: Path, name: str) -> None:
    file = drop(inbox, name)
    assert waiting(inbox) == []
    result = sweep(inbox, landing, now=MORNING)
    assert (result.landed, result.left) == ([], [])
    assert file.exists()


def test_nothing_waits_in_an_inbox_that_does_not_exist(tmp_path: Path) -> None:
    assert waiting(tmp_path / "nowhere") == []


def test_sweeping_an_empty_inbox_makes_no_folder(inbox: Path, landing: Path) -> None:
    result = sweep(inbox, landing, now=MORNING)
    assert (result.landed, result.duplicates, result.left) == ([], [], [])
    assert not landing.exists()


def test_with_keep_inbox_the_files_stay_where_they_are(inbox: Path, landing: Path) -> None:
    file = drop(inbox, "s/a.txt")
    assert sweep(inbox, landing, now=MORNING, keep_inbox=True).landed == ["s/a.txt"]
    assert file.exists()


# Copies and names that are taken


def test_bytes_that_landed_today_do_not_land_again(inbox: Path, landing: Path) -> None:
    drop(inbox, "s/a.txt", "Như nhau.")
    drop(inbox, "t/b.txt", "Như nhau.")
    result = sweep(inbox, landing, now=MORNING)
    assert (result.landed, result.duplicates) == (["s/a.txt"], ["t/b.txt"])
    assert len(landed_contents(landing)) == 1
    assert waiting(inbox) == []


def test_bytes_that_landed_on_an_earlier_day_do_not_land_again(inbox: Path, landing: Path) -> None:
    drop(inbox, "s/a.txt", "Như nhau.")
    sweep(inbox, landing, now=MORNING)
    drop(inbox, "s/a.txt", "Như nhau.")
    result = sweep(inbox, landing, now=NEXT_DAY)
    assert (result.landed, result.duplicates) == ([], ["s/a.txt"])
    assert list(landed_contents(landing)) == [f"{DAY}/s/a.txt"]


def test_a_landed_file_is_never_overwritten(inbox: Path, landing: Path) -> None:
    drop(inbox, "s/tin.txt", "Bản một.")
    sweep(inbox, landing, now=MORNING)
    drop(inbox, "s/tin.txt", "Bản hai.")
    result = sweep(inbox, landing, now=MORNING)
    digest = hashlib.sha256("Bản hai.".encode()).hexdigest()[:16]
    assert result.landed == [f"s/tin~{digest}.txt"]
    assert landed_contents(landing) == {
        f"{DAY}/s/tin.txt": "Bản một.".encode(),
        f"{DAY}/s/tin~{digest}.txt": "Bản hai.".encode(),
    }


def test_a_file_in_the_inbox_and_one_in_its_folder_inbox_do_not_collide(
    inbox: Path, landing: Path
) -> None:
    drop(inbox, "a.txt", "Một.")
    drop(inbox, "inbox/a.txt", "Hai.")
    assert len(sweep(inbox, landing, now=MORNING).landed) == 2
    assert sorted(landed_contents(landing).values()) == [b"Hai.", "Một.".encode()]


def test_a_folder_whose_name_a_landed_file_has_does_not_stop_the_sweep(
    inbox: Path, landing: Path
) -> None:
    drop(inbox, "s/a", "Tệp.")
    sweep(inbox, landing, now=MORNING)
    blocked = drop(inbox, "s/a/b.txt", "Trong thư mục trùng tên.")
    drop(inbox, "s/c.txt", "Sau.")
    result = sweep(inbox, landing, now=MORNING)
    assert (result.landed, result.left) == (["s/c.txt"], ["s/a/b.txt"])
    assert blocked.read_text() == "Trong thư mục trùng tên."
    assert sweep(inbox, landing, now=NEXT_DAY).landed == ["s/a/b.txt"]


def test_a_source_with_the_name_of_the_manifest_does_not_stop_the_sweep(
    inbox: Path, landing: Path
) -> None:
    drop(inbox, "landed.jsonl/a.txt", "Nguồn trùng tên.")
    drop(inbox, "s/b.txt", "Sau.")
    result = sweep(inbox, landing, now=MORNING)
    assert (result.landed, result.left) == (["s/b.txt"], ["landed.jsonl/a.txt"])


def test_a_file_with_the_name_of_the_manifest_lands(inbox: Path, landing: Path) -> None:
    drop(inbox, "landed.jsonl", '{"text": "Tin."}')
    drop(inbox, "s/landed.jsonl", '{"text": "Tin khác."}')
    sweep(inbox, landing, now=MORNING)
    assert list(landed_contents(landing)) == [f"{DAY}/inbox/landed.jsonl", f"{DAY}/s/landed.jsonl"]


def test_a_name_that_is_no_utf8_lands_with_its_bytes_spelled_out(
    inbox: Path, landing: Path
) -> None:
    drop(inbox, os.fsdecode(b"s/b\xb6n tin.txt"), "Tên tệp mã cũ.")
    drop(inbox, "s/c.txt", "Sau.")
    assert sweep(inbox, landing, now=MORNING).landed == ["s/b\\xb6n tin.txt", "s/c.txt"]
    assert [entry.path for entry in manifest.read(landing / DAY)] == [
        "s/b\\xb6n tin.txt",
        "s/c.txt",
    ]
    assert waiting(inbox) == []


# What stays in the inbox


def _while_copying(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], None]) -> None:
    real = shutil.copyfileobj

    def copy(*arguments: Any) -> None:
        real(*arguments)
        happens()

    monkeypatch.setattr(inbox_module.shutil, "copyfileobj", copy)


def test_a_file_still_being_written_stays_in_the_inbox(
    inbox: Path, landing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = drop(inbox, "s/a.txt", "Mới nửa ")
    with monkeypatch.context() as patch:
        _while_copying(patch, lambda: file.write_text("Mới nửa bài, giờ đã xong."))
        result = sweep(inbox, landing, now=MORNING)
    assert (result.landed, result.left) == ([], ["s/a.txt"])
    assert landed_contents(landing) == {}
    assert sweep(inbox, landing, now=MORNING).landed == ["s/a.txt"]
    assert (landing / DAY / "s/a.txt").read_text() == "Mới nửa bài, giờ đã xong."


def test_a_file_rewritten_at_equal_length_while_it_is_copied_stays_in_the_inbox(
    inbox: Path, landing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = drop(inbox, "s/a.txt", "AAAA")
    later = file.stat().st_mtime_ns + 1_000

    def rewrite() -> None:
        file.write_text("BBBB")
        os.utime(file, ns=(later, later))

    _while_copying(monkeypatch, rewrite)
    assert sweep(inbox, landing, now=MORNING).left == ["s/a.txt"]
    assert file.read_text() == "BBBB"


def test_a_file_that_cannot_be_read_stays_and_the_others_land(
    inbox: Path, landing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(inbox, "s/a.txt", "Hỏng.")
    drop(inbox, "s/b.txt", "Lành.")
    calls = []

    def fail_once() -> None:
        calls.append(1)
        if len(calls) == 1:
            raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        _while_copying(patch, fail_once)
        result = sweep(inbox, landing, now=MORNING)
    assert (result.landed, result.left) == (["s/b.txt"], ["s/a.txt"])
    assert list(landed_contents(landing)) == [f"{DAY}/s/b.txt"]
    assert sweep(inbox, landing, now=MORNING).landed == ["s/a.txt"]


@pytest.mark.parametrize("kind", ["link", "broken_link", "link_to_folder", "pipe"])
def test_what_is_no_regular_file_stays_in_the_inbox(
    inbox: Path, landing: Path, tmp_path: Path, kind: str
) -> None:
    outside = drop(tmp_path, "ngoài/a.txt", "Ở ngoài.")
    odd = inbox / "lạ"
    if kind == "pipe":
        os.mkfifo(odd)
    else:
        targets = {
            "link": outside,
            "link_to_folder": outside.parent,
            "broken_link": inbox / "không",
        }
        odd.symlink_to(targets[kind])
    result = sweep(inbox, landing, now=MORNING)
    assert (result.landed, result.left) == ([], ["lạ"])
    assert os.path.lexists(odd)
    assert outside.exists()


@pytest.mark.parametrize("mode", ["wb", "ab", "r+b"])
def test_a_file_that_a_program_has_open_for_writing_stays_until_it_is_closed(
    inbox: Path, landing: Path, mode: str
) -> None:
    file = drop(inbox, "s/a.txt", "Mới nửa")
    with open(file, mode) as writer:
        writer.write(b"M\xe1\xbb\x9bi")
        writer.flush()
        result = sweep(inbox, landing, now=MORNING)
        assert (result.landed, result.left) == ([], ["s/a.txt"])
        assert result.left_because == {"s/a.txt": "it is still being written"}
        writer.write(b" xong")
    whole = file.read_bytes()
    assert sweep(inbox, landing, now=MORNING).landed == ["s/a.txt"]
    assert (landing / DAY / "s/a.txt").read_bytes() == whole


def test_a_file_that_a_program_has_open_for_reading_lands(inbox: Path, landing: Path) -> None:
    with open(drop(inbox, "s/a.txt"), "rb"):
        assert sweep(inbox, landing, now=MORNING).landed == ["s/a.txt"]


def test_where_the_system_knows_no_leases_a_file_that_does_not_change_lands(
    inbox: Path, landing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: Any) -> None:
        raise OSError(errno.EINVAL, "no leases here")

    monkeypatch.setattr(inbox_module.fcntl, "fcntl", refuse)
    drop(inbox, "s/a.txt")
    assert sweep(inbox, landing, now=MORNING).landed == ["s/a.txt"]


@pytest.mark.parametrize(
    "name",
    ["a.txt.part", "a.html.crdownload", "a.zip.filepart", "A.PARTIAL", "a.tmp", "~$a.docx"],
)
def test_a_file_that_is_not_whole_by_its_name_stays(inbox: Path, landing: Path, name: str) -> None:
    file = drop(inbox, f"s/{name}")
    assert sweep(inbox, landing, now=MORNING).left == [f"s/{name}"]
    file.rename(file.with_name("a.txt"))
    assert sweep(inbox, landing, now=MORNING).landed == ["s/a.txt"]


def test_a_file_that_took_the_place_of_one_that_landed_is_not_removed(
    inbox: Path, landing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = drop(inbox, "s/a.txt", "Bản một.")
    real = manifest.append

    def replace_and_append(*arguments: Any) -> None:
        drop(inbox, "s/mới", "Bản hai.").rename(file)
        real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(manifest, "append", replace_and_append)
        sweep(inbox, landing, now=MORNING)
    assert file.read_text() == "Bản hai."
    sweep(inbox, landing, now=MORNING)
    assert sorted(landed_contents(landing).values()) == sorted(
        text.encode() for text in ("Bản một.", "Bản hai.")
    )


def test_a_file_that_was_taken_away_meanwhile_has_landed(
    inbox: Path, landing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = drop(inbox, "s/a.txt")
    real = manifest.append

    def remove_and_append(*arguments: Any) -> None:
        file.unlink()
        real(*arguments)

    monkeypatch.setattr(manifest, "append", remove_and_append)
    result = sweep(inbox, landing, now=MORNING)
    assert (result.landed, result.left) == (["s/a.txt"], [])


@contextmanager
def nobody() -> Iterator[None]:
    """As a user whom permissions bind, which root they do not."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may write to; those of pytest are the user's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        (folder / "inbox").mkdir(mode=0o777)
        (folder / "inbox").chmod(0o777)
        yield folder


def test_a_file_without_permission_stays_and_the_others_land(open_folder: Path) -> None:
    inbox, landing = open_folder / "inbox", open_folder / "landing"
    with nobody():
        closed = drop(inbox, "s/a.txt", "Kín.")
        closed.chmod(0)
        drop(inbox, "s/b.txt", "Mở.")
        result = sweep(inbox, landing, now=MORNING)
        assert (result.landed, result.left) == (["s/b.txt"], ["s/a.txt"])
        assert "Permission denied" in result.left_because["s/a.txt"]
        closed.chmod(0o600)
        assert sweep(inbox, landing, now=MORNING).landed == ["s/a.txt"]


def test_a_folder_without_permission_stays_and_the_others_land(open_folder: Path) -> None:
    inbox, landing = open_folder / "inbox", open_folder / "landing"
    with nobody():
        drop(inbox, "kín/a.txt", "Kín.")
        drop(inbox, "s/b.txt", "Mở.")
        (inbox / "kín").chmod(0)
        result = sweep(inbox, landing, now=MORNING)
        (inbox / "kín").chmod(0o700)
        assert (result.landed, result.left) == (["s/b.txt"], ["kín"])
        assert sweep(inbox, landing, now=MORNING).landed == ["kín/a.txt"]


def test_a_file_that_cannot_be_removed_lands_once_and_is_told(open_folder: Path) -> None:
    inbox, landing = open_folder / "inbox", open_folder / "landing"
    with nobody():
        drop(inbox, "s/a.txt", "Tin.")
        (inbox / "s").chmod(0o500)
        for n_landed in (1, 0):
            result = sweep(inbox, landing, now=MORNING)
            assert len(result.landed) == n_landed
            assert "cannot be removed" in result.left_because["s/a.txt"]
        (inbox / "s").chmod(0o700)
        assert len(landed_contents(landing)) == 1


def test_a_landed_file_without_permission_does_not_stop_the_next_sweep(open_folder: Path) -> None:
    inbox, landing = open_folder / "inbox", open_folder / "landing"
    with nobody():
        drop(landing, f"{DAY}/s/tay.txt", "Tin.").chmod(0)
        drop(inbox, "s/b.txt", "Mở.")
        assert sweep(inbox, landing, now=MORNING).landed == ["s/b.txt"]


@pytest.mark.parametrize("kind", ["pipe", "socket", "link"])
def test_what_is_no_regular_file_in_a_landing_day_does_not_stop_the_sweep(
    inbox: Path, landing: Path, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = landing / DAY / "s"
    folder.mkdir(parents=True)
    if kind == "pipe":
        os.mkfifo(folder / "lạ")
    elif kind == "link":
        (folder / "lạ").symlink_to(drop(tmp_path, "ngoài.txt", "Tin."))
    else:
        monkeypatch.chdir(folder)  # the path of a socket may be 107 bytes long
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("lạ")
    drop(inbox, "s/b.txt", "Tin.")
    assert sweep(inbox, landing, now=MORNING).landed == ["s/b.txt"]
    assert landed_day(landing, MORNING.date()).n_files == 2


@pytest.mark.parametrize(
    "path",
    ["báo/tin mới 🦀.txt", "ba\u0301o/tin.txt", "s/xuống\ndòng.txt", "s/" + "ờ" * 80 + ".txt",
     "s/a.txt/b.txt", "s/ .txt", "s/\u202etxt.exe"],
)  # fmt: skip
def test_any_name_lands(inbox: Path, landing: Path, path: str) -> None:
    drop(inbox, path)
    assert sweep(inbox, landing, now=MORNING).landed == [path]
    assert list(landed_contents(landing)) == [f"{DAY}/{path}"]


def test_a_name_that_is_as_long_as_can_be_lands_beside_another_of_its_name(
    inbox: Path, landing: Path
) -> None:
    path = "s/" + "ờ" * 83 + "ab.txt"
    for text in ("Một.", "Hai."):
        drop(inbox, path, text)
        result = sweep(inbox, landing, now=MORNING)
        assert (len(result.landed), result.left) == (1, [])
    assert len(landed_contents(landing)) == 2


def test_what_stays_is_told_in_the_log(
    inbox: Path, landing: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (inbox / "lạ").symlink_to(inbox / "không")
    with caplog.at_level(logging.WARNING):
        sweep(inbox, landing, now=MORNING)
    assert "stays in the inbox" in caplog.text


def test_a_file_that_another_sweep_took_meanwhile_is_not_reported(
    inbox: Path, landing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(inbox, "s/a.txt", "Tin.")
    real = inbox_module.FileLock

    class LateLock(real):  # type: ignore[misc, valid-type]
        def __enter__(self) -> Any:
            monkeypatch.setattr(inbox_module, "FileLock", real)
            sweep(inbox, landing, now=MORNING)
            return super().__enter__()

    monkeypatch.setattr(inbox_module, "FileLock", LateLock)
    result = sweep(inbox, landing, now=MORNING)
    assert (result.landed, result.duplicates, result.left) == ([], [], [])
    assert list(landed_contents(landing)) == [f"{DAY}/s/a.txt"]


# Files put into a landing day by hand


def test_a_file_put_into_today_by_hand_is_recorded_by_the_next_sweep(
    inbox: Path, landing: Path
) -> None:
    drop(landing, f"{DAY}/s/tay.txt", "Đặt tay.")
    drop(inbox, "s/bản sao.txt", "Đặt tay.")
    result = sweep(inbox, landing, now=MORNING)
    assert (result.landed, result.duplicates) == ([], ["s/bản sao.txt"])
    assert [entry.path for entry in manifest.read(landing / DAY)] == ["s/tay.txt"]


def test_a_day_that_is_over_is_not_changed_by_a_sweep(inbox: Path, landing: Path) -> None:
    drop(landing, f"{DAY}/s/tay.txt", "Đặt tay.")
    drop(inbox, "s/mới.txt", "Mới.")
    sweep(inbox, landing, now=NEXT_DAY)
    assert sorted(path.name for path in (landing / DAY).iterdir()) == ["s"]


def test_what_was_put_into_an_earlier_day_by_hand_does_not_land_again(
    inbox: Path, landing: Path
) -> None:
    drop(landing, f"{DAY}/s/tay.txt", "Đặt tay.")
    (landing / f"{DAY}/s/hỏng.txt").symlink_to(landing / "không có")
    drop(inbox, "s/bản sao.txt", "Đặt tay.")
    drop(inbox, "s/mới.txt", "Bài mới.")
    result = sweep(inbox, landing, now=NEXT_DAY)
    assert (result.landed, result.duplicates) == (["s/mới.txt"], ["s/bản sao.txt"])


def test_landed_files_are_told_without_the_manifest_and_hidden_names(
    inbox: Path, landing: Path
) -> None:
    drop(inbox, "s/a.txt", "Một.")
    sweep(inbox, landing, now=MORNING)
    drop(landing, f"{DAY}/.landing-1", "dở")
    drop(landing, f"{DAY}/s/.ẩn", "ẩn")
    assert landed_files(landing / DAY) == [landing / DAY / "s/a.txt"]


def test_a_day_without_a_folder_has_no_landed_files(landing: Path) -> None:
    assert landed_files(landing / DAY) == []


# A sweep that is killed anywhere


class KilledError(BaseException):
    """Stands for the end of the process: no `except Exception` sees it."""


CONTENTS = {
    "a/một.txt": "Tin một.",
    "a/hai.txt": "Tin hai.",
    "b/một lần nữa.txt": "Tin một.",
    "ba.txt": "Tin ba.",
}
STEPS = {
    "rename": (inbox_module.os, "rename"),
    "append": (manifest, "append"),
    "unlink": (Path, "unlink"),
    "fsync": (inbox_module.os, "fsync"),
    "copy": (inbox_module.shutil, "copyfileobj"),
    "mkdir": (Path, "mkdir"),
}


def _kill(patch: pytest.MonkeyPatch, step: str, number: int, *, before: bool) -> Callable[[], int]:
    """Make the `number`-th call of a step the last thing that happens; returns a call counter."""
    owner, name = STEPS[step]
    real = getattr(owner, name)
    n_calls = 0

    def call(*arguments: Any, **options: Any) -> Any:
        nonlocal n_calls
        n_calls += 1
        mine = n_calls  # a step may take itself, as mkdir does for the parents
        if mine == number and before:
            raise KilledError
        answer = real(*arguments, **options)
        if mine == number:
            raise KilledError
        return answer

    patch.setattr(owner, name, call)
    return lambda: n_calls


@pytest.mark.parametrize("next_sweep", [MORNING, NEXT_DAY], ids=["same_day", "next_day"])
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_sweep_that_is_killed_anywhere_loses_nothing_and_lands_nothing_twice(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    when: str,
    next_sweep: datetime.datetime,
) -> None:
    number = 0
    while True:
        number += 1
        inbox, landing = tmp_path / f"inbox-{number}", tmp_path / f"landing-{number}"
        for path, content in CONTENTS.items():
            drop(inbox, path, content)
        with monkeypatch.context() as patch:
            n_calls = _kill(patch, step, number, before=when == "before")
            try:
                sweep(inbox, landing, now=MORNING)
                assert n_calls() == number - 1
                assert number > 1, f"the sweep has no step {step}"
                return
            except KilledError:
                pass
        visible = sorted(landed_contents(landing).values())
        whole = {content.encode() for content in CONTENTS.values()}
        assert set(visible) <= whole, f"half a file can be read after kill {number}"
        sweep(inbox, landing, now=next_sweep)
        landed = sorted(landed_contents(landing).values())
        assert landed == sorted(whole), f"after kill {number}"
        assert waiting(inbox) == []
        assert not list(landing.glob("*/.landing-*"))


@pytest.mark.parametrize("step", ["rename", "append", "unlink"])
def test_after_a_kill_each_landed_file_of_the_day_is_recorded_once(
    inbox: Path, landing: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    for path, content in CONTENTS.items():
        drop(inbox, path, content)
    with monkeypatch.context() as patch:
        _kill(patch, step, 2, before=False)
        with pytest.raises(KilledError):
            sweep(inbox, landing, now=MORNING)
    sweep(inbox, landing, now=MORNING)
    recorded = [entry.path for entry in manifest.read(landing / DAY)]
    assert sorted(recorded) == [
        file.relative_to(landing / DAY).as_posix() for file in landed_files(landing / DAY)
    ]
