"""Identifiers: SHA-256 of files, and its prefixes over stable parts."""

import errno
import hashlib
import io
import os
import stat
from pathlib import Path

ID_LENGTH = 20  # 80 bits: with 10^9 rows the chance of one collision is below 10^-6


def identifier(*parts: str | int | None) -> str:
    """The first 20 hex digits of SHA-256 over the parts, each ended by a NUL."""
    joined = "".join([f"{'' if part is None else part}\0" for part in parts])
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex.

    Raises:
        OSError: The file cannot be read.
    """
    with open_regular(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def open_regular(path: Path) -> io.BufferedReader:
    """Open a file for reading, and nothing that a link leads to or that would be waited for.

    Raises:
        OSError: It cannot be read, or is a link, a pipe, a folder or the like.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    return os.fdopen(descriptor, "rb")
