"""The record of what landed on a day and when: `data/landing/<day>/landed.jsonl`.

One line a file, appended when the file has landed. It makes `landed_at` a fact on disk that
survives copying and cloning, and it tells bytes that have landed before from new ones.
"""

import datetime
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from diemtin.landing import journal

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

    Raises:
        DiemTinError: A complete line is not an entry.
    """
    return journal.read(
        day_folder / MANIFEST_NAME,
        Landed,
        "the file it named stays and lands anew without a landing time.",
    )


def append(day_folder: Path, entry: Landed) -> None:
    """Add an entry and have it on disk before returning."""
    journal.append(day_folder / MANIFEST_NAME, asdict(entry))


def all_hashes(landing: Path) -> Iterator[tuple[str, str]]:
    """`(sha256, "<day>/<path>")` of everything that ever landed, in the order of the days."""
    for day_folder in sorted(path for path in landing.glob("*-*-*") if path.is_dir()):
        for entry in read(day_folder):
            yield entry.sha256, f"{day_folder.name}/{entry.path}"
