"""The inbox sweep: what was dropped into `data/inbox/` lands under the day on which it is swept.

`inbox/<source>/…/file` lands as `landing/<day>/<source>/…/file`; a file directly in the inbox has
the source `inbox`. A landed file is never changed and never overwritten, and bytes that have landed
before do not land twice. The sweep may be killed anywhere: a file is in the inbox until it has
landed and is recorded, and a copy that was cut off has a name that nothing reads.
"""

import datetime
import errno
import fcntl
import logging
import os
import shutil
import signal
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock

from diemtin import calendar
from diemtin.ids import file_sha256, open_regular
from diemtin.landing import manifest
from diemtin.landing.health import HEALTH_NAME
from diemtin.landing.manifest import Landed
from diemtin.progress import progress

log = logging.getLogger(__name__)

DEFAULT_SOURCE = "inbox"
_COPYING = ".landing-"
_RECORDS = {manifest.MANIFEST_NAME, HEALTH_NAME}
# What browsers and file transfer programs call a file until it is whole, and Word what marks a
# document that is open.
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".filepart", ".tmp")
_LOCK_MARK = "~$"
_MAX_NAME_BYTES = 255


@dataclass
class Sweep:
    """What a sweep did; paths are relative to the day's folder, or to the inbox for the rest.

    `left_because` has the reason for each path in `left`.
    """

    day: datetime.date
    landed: list[str] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    left_because: dict[str, str] = field(default_factory=dict)


def waiting(inbox: Path) -> list[Path]:
    """The files in the inbox, in a fixed order. Names that begin with a dot do not count."""
    if not inbox.exists():
        return []
    return sorted(_files(inbox), key=lambda path: path.relative_to(inbox).as_posix())


def sweep(
    inbox: Path,
    landing: Path,
    *,
    now: datetime.datetime,
    keep_inbox: bool = False,
    source: str | None = None,
) -> Sweep:
    """Land everything that waits in the inbox, under the Vietnamese day of `now`.

    Args:
        inbox: Folder to empty.
        landing: Folder of the landing days.
        now: The landing time, aware.
        keep_inbox: Copy and leave the inbox as it is (for the committed sample).
        source: The source of all files; by default the first folder below the inbox names it.

    Returns:
        What landed, what had landed before, and what was left in the inbox because it could not
        be read, was no regular file, is still being written, or has a path that the day's folder
        cannot hold.
    """
    day = calendar.day_of(now)
    result = Sweep(day)
    day_folder = landing / day.isoformat()
    if not waiting(inbox) and not day_folder.exists():
        return result
    day_folder.mkdir(parents=True, exist_ok=True)
    with FileLock(landing / ".lock"):
        tidy(day_folder, now)
        files = waiting(inbox)  # again, for a sweep that held the lock may have taken some
        known = {**dict(_unrecorded(landing, files)), **dict(manifest.all_hashes(landing))}
        for file in progress(files, "landing", len(files)):
            _land(file, inbox, day_folder, now, known, result, keep_inbox, source)
    return result


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder, and folders that cannot be looked into, in no order."""
    try:
        paths = list(folder.iterdir())
    except OSError:
        yield folder
        return
    for path in paths:
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        else:
            yield path


class _LeftError(Exception):
    """Why a file stays in the inbox."""


def _land(
    file: Path,
    inbox: Path,
    day_folder: Path,
    now: datetime.datetime,
    known: dict[str, str],
    result: Sweep,
    keep_inbox: bool,
    source: str | None,
) -> None:
    shown = path_below(inbox, file)
    try:
        _take(file, shown, day_folder, now, known, result, keep_inbox, source)
    except _LeftError as why:
        log.warning("%s stays in the inbox: %s.", file, why)
        result.left.append(shown)
        result.left_because[shown] = str(why)


def _take(
    file: Path,
    shown: str,
    day_folder: Path,
    now: datetime.datetime,
    known: dict[str, str],
    result: Sweep,
    keep_inbox: bool,
    source: str | None,
) -> None:
    relative = Path(shown)
    if source or len(relative.parts) == 1:
        relative = Path(source or DEFAULT_SOURCE) / relative
    copy = day_folder / f"{_COPYING}{os.getpid()}"
    digest, taken = _copy(file, copy)
    if digest in known:
        copy.unlink()
        log.info("%s has landed before as %s.", shown, known[digest])
        result.duplicates.append(shown)
    else:
        target = _free_name(day_folder / relative, digest)
        try:
            if relative.parts[0] in _RECORDS:
                raise FileExistsError(errno.EEXIST, "a record of the day has this name")
            target.parent.mkdir(parents=True, exist_ok=True)
            copy.rename(target)
            _to_disk(target.parent)
        except OSError as error:
            copy.unlink(missing_ok=True)
            raise _LeftError(f"it cannot land ({error.strerror})") from None
        path = path_below(day_folder, target)
        manifest.append(day_folder, _entry(path, digest, taken.st_size, now))
        known[digest] = f"{day_folder.name}/{path}"
        result.landed.append(path)
    if not keep_inbox:
        _remove(file, taken)


def _remove(file: Path, taken: os.stat_result) -> None:
    """Take a file that has landed out of the inbox, unless another has taken its place."""
    try:
        if _state(file.lstat()) == _state(taken):
            file.unlink()
    except FileNotFoundError:
        return
    except OSError as error:
        raise _LeftError(f"it has landed and cannot be removed ({error.strerror})") from None


def _state(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_ino, status.st_size, status.st_mtime_ns


def _entry(path: str, digest: str, n_bytes: int, now: datetime.datetime) -> Landed:
    landed_at = now.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    return Landed(path=path, sha256=digest, n_bytes=n_bytes, landed_at=landed_at)


def _copy(file: Path, copy: Path) -> tuple[str, os.stat_result]:
    """Copy a file that is whole: SHA-256 of its bytes, and its state at that time.

    Raises:
        _LeftError: It cannot be read, or is not whole yet.
    """
    if file.name.startswith(_LOCK_MARK) or file.name.lower().endswith(_UNFINISHED):
        raise _LeftError("by its name it is not whole yet")
    if file.is_symlink() or not (file.is_file() or file.is_dir()):
        raise _LeftError("it is no regular file")
    copy.unlink(missing_ok=True)
    try:
        with open_regular(file) as source:
            before = os.fstat(source.fileno())
            if not _is_open_elsewhere(source):
                _copy_bytes(source, copy)
            after = os.fstat(source.fileno())
            is_whole = _state(before) == _state(after) and not _is_open_elsewhere(source)
    except OSError as error:
        copy.unlink(missing_ok=True)
        raise _LeftError(f"it cannot be read ({error.strerror})") from None
    if not is_whole:
        copy.unlink(missing_ok=True)
        raise _LeftError("it is still being written")
    return file_sha256(copy), after


def _copy_bytes(source: BinaryIO, copy: Path) -> None:
    with open(copy, "wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
        target.flush()
        os.fsync(target.fileno())


def _is_open_elsewhere(stream: BinaryIO) -> bool:
    """Whether a process has the file open for writing, where the system knows.

    Linux grants a lease for reading only where none has. Other systems, other users' files and
    some file systems know no leases; there a file is whole if it did not change meanwhile.
    """
    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    try:
        # The signal to its holder when a writer comes would by default end this process.
        fcntl.fcntl(stream, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(stream, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    fcntl.fcntl(stream, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


def _to_disk(folder: Path) -> None:
    """Have the names in a folder on disk, before what they are of is removed elsewhere."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _free_name(target: Path, digest: str) -> Path:
    """The name itself or, where another file has it, one that the bytes determine.

    Sweeps hold the lock, so the name is still free when the copy is renamed to it.
    """
    if not os.path.lexists(target):
        return target
    ending = f"~{digest[:16]}{target.suffix}"
    stem = os.fsencode(target.stem)[: _MAX_NAME_BYTES - len(os.fsencode(ending))]
    return target.with_name(stem.decode("utf-8", "ignore") + ending)


def tidy(day_folder: Path, now: datetime.datetime) -> None:
    """Remove copies that a crash cut off, and record files that landed but were not recorded.

    The caller holds the landing lock.
    """
    for copy in day_folder.parent.glob(f"*-*-*/{_COPYING}*"):
        copy.unlink()
    for file, digest in _unrecorded_files(day_folder):
        name = path_below(day_folder, file)
        manifest.append(day_folder, _entry(name, digest, file.stat().st_size, now))


def _unrecorded(landing: Path, files: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """`(sha256, "<day>/<path>")` of landed files of the same sizes that no manifest names.

    A sweep that was killed just before midnight leaves one. Days that are over stay as they are.
    """
    sizes = {file.lstat().st_size for file in files if file.is_file()}
    for day_folder in sorted(path for path in landing.glob("*-*-*") if path.is_dir()):
        for file, digest in _unrecorded_files(day_folder, sizes):
            yield digest, f"{day_folder.name}/{path_below(day_folder, file)}"


def _unrecorded_files(
    day_folder: Path, sizes: Container[int] | None = None
) -> Iterator[tuple[Path, str]]:
    recorded = {entry.path for entry in manifest.read(day_folder)}
    for file in landed_files(day_folder):
        if path_below(day_folder, file) in recorded:
            continue
        try:
            if sizes is not None and file.lstat().st_size not in sizes:
                continue
            digest = file_sha256(file)
        except OSError as error:
            log.warning("%s cannot be read: %s", file, error.strerror)
            continue
        yield file, digest


def landed_files(day_folder: Path) -> list[Path]:
    """The landed files of a day in the order of their paths, without the day's records."""
    if not day_folder.exists():
        return []
    records = {day_folder / name for name in _RECORDS}
    files = (path for path in _files(day_folder) if path not in records)
    return sorted(files, key=lambda path: path.relative_to(day_folder).as_posix())


def path_below(folder: Path, file: Path) -> str:
    """The path of a file from a folder on; bytes of its name that are no UTF-8 are spelled out."""
    return os.fsencode(file.relative_to(folder).as_posix()).decode("utf-8", "backslashreplace")
