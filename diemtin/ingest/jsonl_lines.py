"""`.jsonl`: every line that is not blank is an item, byte for byte."""

import hashlib
import io
from collections.abc import Iterator

from diemtin.ingest.parts import BEGINNING_BYTES, Item
from diemtin.ingest.reasons import Reason


def jsonl_lines(stream: io.BufferedReader, max_bytes: int) -> Iterator[Item]:
    """The lines, blank ones passed over. A file of none is one empty item."""
    number, found = 0, False
    while line := stream.readline(max_bytes + 2):  # with room for \r\n
        number += 1
        content = line.rstrip(b"\r\n")
        if len(content) > max_bytes:
            found = True
            yield too_long_line(stream, line, "jsonl", number)
        elif content.strip():
            found = True
            yield Item("jsonl", content, number)
    if not found:
        yield Item("jsonl", b"")


def too_long_line(stream: io.BufferedReader, begun: bytes, format: str, number: int) -> Item:
    """An item for a line over the limit, whose rest is passed over."""
    n_bytes, digest = 0, hashlib.sha256()
    part = begun
    while part:
        n_bytes += len(part)
        digest.update(part)
        if part.endswith(b"\n"):
            break
        part = stream.readline(1 << 20)
    return Item(
        format,
        record=number,
        problem=Reason.TOO_LARGE,
        detail=f"a line of {n_bytes:,} bytes",
        beginning=begun[:BEGINNING_BYTES],
        n_bytes=n_bytes,
        sha256=digest.hexdigest(),
    )
