"""What the first bytes of a file say it is, whatever its name says."""

import re

from diemtin.ingest.reasons import Reason, Refused

# Enough for the marks below, and for a doctype after a comment.
HEAD_BYTES = 1024

# Marks of formats that are read; a file that has one is what it says, however it is named.
_MARKS = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"PAR1", "parquet"),
    (b"PARE", "parquet"),  # with an encrypted footer
)
_MARKED = {marked for _, marked in _MARKS} | {"docx"}
# What is not read, and what to call it.
_OTHERS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document of before 2007"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
# Office keeps an encrypted document in a file of the old kind, under this name in UTF-16.
ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")

_HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.I | re.S,
)


def sniffed(head: bytes, stated: str) -> str:
    """The format by the first bytes or, where they say nothing, the stated one.

    Raises:
        Refused: The stated format has a mark of its own, and it is not there.

    Args:
        head: The first `HEAD_BYTES` of the file.
        stated: Its format by its name.
    """
    for mark, marked in _MARKS:
        if head.startswith(mark):
            # A web archive is packed page by page: it is unpacked as it is read.
            return stated if (stated, marked) == ("warc", "gz") else marked
    if head.startswith(b"WARC/1."):  # a crawl that was packed as a whole: crawl.gz
        return "warc"
    if stated == "zst" and head[1:4] == b"\x2a\x4d\x18":  # a frame to be skipped, as pzstd begins
        return "zst"
    if stated == "pdf" and b"%PDF-" in head:  # which readers of PDF allow
        return "pdf"
    if stated in ("txt", "xml", "docx", "pdf") and _HTML.match(head):
        return "html"
    if stated in _MARKED and head and not other_kind(head):
        raise Refused(
            Reason.UNREADABLE,
            f"the file is named .{stated}, and its first bytes are of no such file",
        )
    return stated


def other_kind(head: bytes) -> str | None:
    """What a file is that is of no format that is read; null if its first bytes do not say."""
    for mark, kind in _OTHERS:
        if head.startswith(mark):
            return kind
    return None


def is_binary(head: bytes) -> bool:
    """Whether the first bytes are those of no text, so that they are not worth an excerpt."""
    odd = sum(byte < 0x20 and byte not in b"\t\n\r\x0c" for byte in head)
    return odd * 20 > len(head) and head[:2] not in (b"\xff\xfe", b"\xfe\xff")
