"""The record of what landed on a day and when: `data/landing/<day>/landed.jsonl`.

One line a file, appended when the file has landed. It makes `landed_at` a fact on disk that
survives copying and cloning, and it tells bytes that have landed before from new ones.
"""

import datetime
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from diemtin.errors import DiemTinError

MANIFEST_NAME = "landed.jsonl"


@dataclass(frozen=True)
class Landed:
    """One landed file; `path` is relative to the day's folder, `landed_at` ISO 8601 in UTC."""

    path: str
    sha256: str
    n_bytes: int
    landed_at: str

    @property
    def instant(self) -> datetime.datetime:
        """`landed_at` as an aware datetime."""
        return datetime.datetime.fromisoformat(self.landed_at)


def read(day_folder: Path) -> list[Landed]:
    """The day's entries in the order of landing; empty if the day has no manifest.

    A last line without its line end is what a crash leaves: it is no entry.

    Raises:
        DiemTinError: A complete line is not an entry.
    """
    manifest = day_folder / MANIFEST_NAME
    if not manifest.exists():
        return []
    entries = []
    # Bytes, for a crash may cut inside a character, and names may hold what `splitlines` splits at.
    complete, _, _ = manifest.read_bytes().rpartition(b"\n")
    for number, line in enumerate(complete.split(b"\n") if complete else [], 1):
        try:
            entries.append(Landed(**json.loads(line)))
        except (ValueError, TypeError) as error:
            raise DiemTinError(
                f"{manifest}, line {number}, is not a landing entry ({error}). Delete that line: "
                "the file it named stays and lands anew without a landing time."
            ) from error
    return entries


def append(day_folder: Path, entry: Landed) -> None:
    """Add an entry and have it on disk before returning."""
    manifest = day_folder / MANIFEST_NAME
    with open(manifest, "r+b" if manifest.exists() else "w+b") as stream:
        _cut_half_line(stream)
        stream.write(json.dumps(asdict(entry), ensure_ascii=False).encode() + b"\n")
        stream.flush()
        os.fsync(stream.fileno())


def _cut_half_line(stream: BinaryIO) -> None:
    """Drop what a crash left of a last line, and stand at the end of the last complete one."""
    if not stream.seek(0, os.SEEK_END):
        return
    stream.seek(-1, os.SEEK_END)
    if stream.read() == b"\n":
        return
    stream.seek(0)
    complete, line_end, _ = stream.read().rpartition(b"\n")
    stream.truncate(len(complete) + len(line_end))
    stream.seek(0, os.SEEK_END)


def all_hashes(landing: Path) -> Iterator[tuple[str, str]]:
    """`(sha256, "<day>/<path>")` of everything that ever landed, in the order of the days."""
    for day_folder in sorted(path for path in landing.glob("*-*-*") if path.is_dir()):
        for entry in read(day_folder):
            yield entry.sha256, f"{day_folder.name}/{entry.path}"
