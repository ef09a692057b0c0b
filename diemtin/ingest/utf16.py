"""UTF-16 and UTF-32 files that are read piece by piece, as UTF-8.

Only those with a byte order mark: Excel saves its "Unicode Text" so, and Windows PowerShell what a
program prints. All other encodings keep line ends, quotes and brackets as ASCII has them.
"""

import codecs
import io
from typing import Any

from diemtin.ingest.reasons import Reason, Refused

# UTF-32 first: its little-endian mark begins as that of UTF-16 does.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_READ_BYTES = 1 << 16


def as_utf8(stream: io.BufferedReader) -> io.BufferedReader:
    """The stream itself, or its text in UTF-8 if it begins with the mark of a wide encoding.

    Reading what is not in that encoding raises `Refused`.
    """
    begun = stream.peek(4)[:4]
    for mark, encoding in _MARKS:
        if begun.startswith(mark):
            stream.read(len(mark))
            return io.BufferedReader(_Narrowed(stream, encoding), _READ_BYTES)
    return stream


class _Narrowed(io.RawIOBase):
    def __init__(self, stream: io.BufferedReader, encoding: str) -> None:
        self._stream, self._encoding = stream, encoding
        self._decoder = codecs.getincrementaldecoder(encoding)("strict")
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            piece = self._stream.read(_READ_BYTES)
            try:
                text = self._decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                raise Refused(
                    Reason.UNDECODABLE, f"not {self._encoding.upper()}: {error.reason}"
                ) from None
            self._ready = text.encode("utf-8", "surrogatepass")
            if not piece:
                break
        n_bytes = min(len(buffer), len(self._ready))
        memoryview(buffer)[:n_bytes] = self._ready[:n_bytes]
        self._ready = self._ready[n_bytes:]
        return n_bytes
