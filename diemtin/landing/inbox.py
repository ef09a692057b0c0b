"""The inbox sweep: what was dropped into `data/inbox/` lands under the day on which it is swept.

`inbox/<source>/…/file` lands as `landing/<day>/<source>/…/file`; a file directly in the inbox has
the source `inbox`. A landed file is never changed and never overwritten, and bytes that have landed
before do not land twice. The sweep may be killed anywhere: a file is in the inbox until it has
landed and is recorded, and a copy that was cut off has a name that nothing reads.
"""

import datetime
import errno
import logging
import os
import shutil
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock

from diemtin import calendar
from diemtin.ids import file_sha256
from diemtin.landing import manifest
from diemtin.landing.health import HEALTH_NAME
from diemtin.landing.manifest import Landed
from diemtin.progress import progress

log = logging.getLogger(__name__)

DEFAULT_SOURCE = "inbox"
_COPYING = ".landing-"
_RECORDS = {manifest.MANIFEST_NAME, HEALTH_NAME}


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
        be read, was no regular file, changed while it was copied, or has a path that the day's
        folder cannot hold.
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
    for path in folder.iterdir():
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
    if file.is_symlink() or not file.is_file():
        raise _LeftError("it is no regular file")
    copy = day_folder / f"{_COPYING}{os.getpid()}"
    try:
        before = file.stat()
        digest = _copy(file, copy)
        after = file.stat()
    except OSError as error:
        copy.unlink(missing_ok=True)
        raise _LeftError(f"it cannot be read ({error.strerror})") from None
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        copy.unlink()
        raise _LeftError("it is still being written")
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
        except OSError as error:
            copy.unlink(missing_ok=True)
            raise _LeftError(f"it cannot land ({error.strerror})") from None
        path = path_below(day_folder, target)
        manifest.append(day_folder, _entry(path, digest, after.st_size, now))
        known[digest] = f"{day_folder.name}/{path}"
        result.landed.append(path)
    if not keep_inbox:
        file.unlink()


def _entry(path: str, digest: str, n_bytes: int, now: datetime.datetime) -> Landed:
    landed_at = now.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    return Landed(path=path, sha256=digest, n_bytes=n_bytes, landed_at=landed_at)


def _copy(file: Path, copy: Path) -> str:
    copy.unlink(missing_ok=True)
    with open(file, "rb") as source, open(copy, "wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
        target.flush()
        os.fsync(target.fileno())
    return file_sha256(copy)


def _free_name(target: Path, digest: str) -> Path:
    """The name itself or, where another file has it, one that the bytes determine.

    Sweeps hold the lock, so the name is still free when the copy is renamed to it.
    """
    if not target.exists():
        return target
    return target.with_name(f"{target.stem}~{digest[:16]}{target.suffix}")


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
    sizes = {file.stat().st_size for file in files if file.is_file()}
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
            if sizes is not None and file.stat().st_size not in sizes:
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
