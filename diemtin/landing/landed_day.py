"""What a landing day holds, told without changing it."""

import datetime
import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from diemtin.ids import file_sha256
from diemtin.landing import manifest
from diemtin.landing.health import HEALTH_NAME
from diemtin.landing.inbox import landed_files, path_below


@dataclass(frozen=True)
class LandedDay:
    """Files, bytes and a fingerprint over every path, content and landing time of a day.

    The fingerprint also covers how the sources fared, for a table is made of that.
    """

    n_files: int
    n_bytes: int
    by_source: dict[str, int]
    fingerprint: str


def landed_day(landing: Path, day: datetime.date) -> LandedDay:
    """Describe `landing/<day>`; a day without a folder is an empty day."""
    day_folder = landing / day.isoformat()
    landed_at = {entry.path: entry.landed_at for entry in manifest.read(day_folder)}
    digest = hashlib.sha256()
    n_bytes = 0
    by_source: dict[str, int] = {}
    files = landed_files(day_folder)
    if (day_folder / HEALTH_NAME).exists():
        digest.update((day_folder / HEALTH_NAME).read_bytes())
    for file in files:
        path = path_below(day_folder, file)
        try:
            content = file_sha256(file)
            n_bytes += file.lstat().st_size
        except OSError:  # it gets a row in rejects
            content = "unreadable"
        digest.update(f"{path}\0{content}\0{landed_at.get(path)}\n".encode())
        source = source_of(path)
        by_source[source] = by_source.get(source, 0) + 1
    return LandedDay(len(files), n_bytes, by_source, digest.hexdigest())


def source_of(path: str) -> str:
    """The source that a landed path belongs to: its first folder, or `inbox` if it has none.

    In NFC: macOS decomposes names, and a source is one however its letters are encoded.
    """
    folder, _, rest = path.partition("/")
    return unicodedata.normalize("NFC", folder) if rest else "inbox"
