r"""Lines that end in `\r` alone, as old Macs wrote them and Excel's "CSV (Macintosh)" does."""

import io
from typing import Any

_HEAD_BYTES = 1 << 16


def with_line_feeds(stream: io.BufferedReader) -> io.BufferedReader:
    r"""The stream itself, or with `\n` for each `\r` if its first line ends in `\r` alone."""
    head = stream.peek(_HEAD_BYTES)
    at = head.find(b"\r")
    if at < 0 or at + 1 == len(head) or b"\n" in head[: at + 2]:
        return stream
    return io.BufferedReader(_LineFeeds(stream), _HEAD_BYTES)


class _LineFeeds(io.RawIOBase):
    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._stream.read(len(buffer)).replace(b"\r", b"\n")
        memoryview(buffer)[: len(piece)] = piece
        return len(piece)
