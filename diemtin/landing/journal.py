"""Files of one JSON object a line that are only ever added to, and survive a crash.

A last line without its line end is what a crash leaves: it is not there for readers, and the next
writer drops it.
"""

import json
import os
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from diemtin.errors import DiemTinError

T = TypeVar("T")


def read(file: Path, kind: type[T], remedy: str) -> list[T]:
    """The lines in their order, each as a `kind`; none if there is no file.

    Args:
        file: The journal.
        kind: The dataclass whose fields a line names.
        remedy: What becomes of what a broken line told, once it is deleted.

    Raises:
        DiemTinError: A complete line is not one.
    """
    if not file.exists():
        return []
    found = []
    # Bytes, for a crash may cut inside a character, and names may hold what `splitlines` splits at.
    complete, _, _ = file.read_bytes().rpartition(b"\n")
    for number, line in enumerate(complete.split(b"\n") if complete else [], 1):
        try:
            found.append(kind(**json.loads(line)))
        except (ValueError, TypeError) as error:
            raise DiemTinError(
                f"{file}, line {number}, is not a {kind.__name__.lower()} entry ({error}). Delete "
                f"that line: {remedy}"
            ) from error
    return found


def append(file: Path, stated: dict[str, Any]) -> None:
    """Add an object and have it on disk before returning."""
    with open(file, "r+b" if file.exists() else "w+b") as stream:
        _cut_half_line(stream)
        stream.write(json.dumps(stated, ensure_ascii=False).encode() + b"\n")
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
