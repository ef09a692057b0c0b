"""Identifiers: prefixes of SHA-256 over stable parts."""

import hashlib

ID_LENGTH = 20  # 80 bits: with 10^9 rows the chance of one collision is below 10^-6


def identifier(*parts: str | int | None) -> str:
    """The first 20 hex digits of SHA-256 over the parts, each ended by a NUL."""
    joined = "".join(f"{'' if part is None else part}\0" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]
