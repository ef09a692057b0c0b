"""Files and what they are made of: a landed file, a member of an archive, what was packed in it.

A `Part` is bytes with a name that can be opened again and again; `Item`s are what comes out of it,
each of which becomes a row of raw_documents. The `Budget` of a landed file bounds what unpacking
it may cost.
"""

import hashlib
import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any

from diemtin.ingest.reasons import Reason, Refused

# News text packs to a fifth or a tenth of its size; a bomb of zeros to less than a thousandth.
MAX_RATIO = 200
# Below this a ratio says nothing: a short file of blanks may pack well.
RATIO_FREE_BYTES = 1_000_000
MAX_UNPACKED_BYTES = 20_000_000_000
MAX_MEMBERS = 100_000
# A zip of zips of zips; in anything deeper the archive rather than its texts is the point.
MAX_DEPTH = 3
# Unpacked archives within archives larger than this are kept in a temporary file.
_SPOOL_BYTES = 16_000_000
_PART_BYTES = 1 << 18
BEGINNING_BYTES = 1_000


@dataclass(slots=True)
class Item:
    """One item; without `content` it has a `problem`, and maybe a `beginning` to show.

    `is_file` says that it is the whole of a file as it landed. What a web archive says of its
    pages is in the last attributes, as in `WarcItem`.
    """

    format: str
    content: bytes | None = None
    record: int = 0
    member: str | None = None
    problem: Reason | None = None
    detail: str | None = None
    beginning: bytes = b""
    n_bytes: int = 0
    sha256: str | None = None
    is_file: bool = False
    source: str | None = None
    url: str | None = None
    content_type: str | None = None
    listed_title: str | None = None
    listed_author: str | None = None
    listed_published: str | None = None


@dataclass
class Budget:
    """What has been unpacked from a landed file, of what may be."""

    n_unpacked: int = 0
    n_members: int = 0

    def spend(self, n_bytes: int) -> None:
        """Account for unpacked bytes.

        Raises:
            Refused: The file unpacks to more than is reasonable.
        """
        self.n_unpacked += n_bytes
        if self.n_unpacked > MAX_UNPACKED_BYTES:
            raise Refused(
                Reason.UNSAFE_ARCHIVE,
                f"all that is packed in the file comes to more than {MAX_UNPACKED_BYTES:,} bytes",
            )

    def count_members(self, n_members: int) -> None:
        """Account for the members of an archive before any is read.

        Raises:
            Refused: There are too many.
        """
        self.n_members += n_members
        if self.n_members > MAX_MEMBERS:
            raise Refused(
                Reason.UNSAFE_ARCHIVE, f"archives of more than {MAX_MEMBERS:,} members in all"
            )


@dataclass(frozen=True)
class Part:
    """Named bytes.

    Attributes:
        name: A path whose ending tells the format.
        open: Opens the bytes from their beginning, for one pass.
        member: The path within the landed file; null for that file itself.
        depth: How many archives or compressions it is inside of.
        open_seekable: Opens them to move about in; by default a copy is made.
    """

    name: str
    open: Callable[[], io.BufferedReader]
    budget: Budget
    member: str | None = None
    depth: int = 0
    open_seekable: Callable[[], io.BufferedReader] | None = field(default=None)

    @contextmanager
    def seekable(self) -> Iterator[IO[bytes]]:
        """The bytes as a file to move about in."""
        if self.open_seekable:
            with self.open_seekable() as stream:
                yield stream
            return
        with tempfile.SpooledTemporaryFile(_SPOOL_BYTES) as copy, self.open() as stream:
            shutil.copyfileobj(stream, copy, _PART_BYTES)
            copy.seek(0)
            yield copy


class Unpacking(io.RawIOBase):
    """A stream that unpacks, watched: damage and bombs are refusals, whatever the library raises.

    Args:
        read: Gives some of the unpacked bytes, at most as many as it is told, and none at the
            end. What it gives before it fails is kept, so that damage loses only what is behind.
        close: Closes what it reads from.
        n_packed: Tells how many packed bytes have gone into them so far.
        budget: Of the landed file.
        what: What to call it in a refusal.
        errors: What the library raises on damaged input.
    """

    def __init__(
        self,
        read: Callable[[int], bytes],
        close: Callable[[], None],
        n_packed: Callable[[], int],
        budget: Budget,
        what: str,
        errors: tuple[type[Exception], ...],
    ) -> None:
        self._read, self._close = read, close
        self._n_packed, self._budget = n_packed, budget
        self._what, self._errors = what, errors
        self._n_unpacked = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """As any raw stream.

        Raises:
            Refused: The packed bytes are damaged, or unpack to much more than they are.
        """
        view = memoryview(buffer)
        try:
            unpacked = self._read(len(view))
        except Refused:
            raise
        except self._errors as error:
            raise Refused(
                Reason.UNREADABLE,
                f"the {self._what} is damaged: {error or type(error).__name__}",
            ) from None
        n_bytes = len(unpacked)
        view[:n_bytes] = unpacked
        self._n_unpacked += n_bytes
        self._budget.spend(n_bytes)
        check_ratio(self._n_unpacked, self._n_packed(), self._what)
        return n_bytes

    def close(self) -> None:
        """Close what is under it, too."""
        if not self.closed:
            self._close()
        super().close()


def check_ratio(n_unpacked: int, n_packed: int, what: str) -> None:
    """Tell text from a bomb.

    Raises:
        Refused: It is no text.
    """
    if n_unpacked > RATIO_FREE_BYTES and n_unpacked > MAX_RATIO * n_packed:
        raise Refused(
            Reason.UNSAFE_ARCHIVE,
            f"the {what} unpacks to more than {MAX_RATIO} times its size, as no text does",
        )


def passed_over(stream: io.BufferedReader, begun: bytes) -> tuple[int, str]:
    """Size and SHA-256 of the rest of a stream, with what has been read of it before it."""
    n_bytes, digest = len(begun), hashlib.sha256(begun)
    while part := stream.read(_PART_BYTES):
        n_bytes += len(part)
        digest.update(part)
    return n_bytes, digest.hexdigest()
