"""`.gz` and `.zst`: one file, packed. `tin.jsonl.gz` is read as `tin.jsonl`, piece by piece."""

import gzip
import io
import zlib
from pathlib import PurePosixPath

import pyarrow as pa

from diemtin.ingest.parts import MAX_DEPTH, Part, Unpacking
from diemtin.ingest.reasons import Reason, Refused

_BUFFER_BYTES = 1 << 16
# When pyarrow comes upon damage, all that it has unpacked for the same call is lost.
_ZSTD_READ_BYTES = 1 << 12


def unpacked(part: Part, format: str) -> Part:
    """The file that is packed in this one, as a part of the same name without its last ending.

    Raises:
        Refused: It is packed within too many others.
    """
    if part.depth >= MAX_DEPTH:
        raise Refused(Reason.UNSAFE_ARCHIVE, f"packed more than {MAX_DEPTH} times over")
    name = PurePosixPath(part.name)
    is_named = name.suffix.lower() == f".{format}"

    def open_unpacked() -> io.BufferedReader:
        packed = part.open()
        return io.BufferedReader(_unpacking(packed, format, part), _BUFFER_BYTES)

    return Part(
        name=str(name.with_suffix("")) if is_named else part.name,
        open=open_unpacked,
        budget=part.budget,
        member=part.member,
        depth=part.depth + 1,
    )


def _unpacking(packed: io.BufferedReader, format: str, part: Part) -> Unpacking:
    counted = _Counted(packed)
    if format == "gz":
        file = gzip.GzipFile(fileobj=counted)
        errors = (OSError, EOFError, zlib.error)
        return Unpacking(file.read1, counted.close, counted.count, part.budget, "gzip", errors)
    stream = pa.CompressedInputStream(pa.PythonFile(counted, mode="r"), "zstd")
    return Unpacking(
        lambda n_bytes: stream.read(min(n_bytes, _ZSTD_READ_BYTES)),
        stream.close,
        counted.count,
        part.budget,
        "zstd",
        (OSError, EOFError, pa.ArrowException),
    )


class _Counted(io.RawIOBase):
    """A stream that knows how much of it has been read."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream, self._n_read = stream, 0

    def count(self) -> int:
        return self._n_read

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self._n_read += len(piece)
        return piece

    def close(self) -> None:
        self._stream.close()
        super().close()
