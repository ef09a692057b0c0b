"""Identifiers: SHA-256 of files, and its prefixes over stable parts."""

import hashlib
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
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
