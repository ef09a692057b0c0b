"""From bytes to text: what the bytes are by themselves; what a page declares is a hint at most."""

import codecs
import re
from typing import NamedTuple

from diemtin.ingest.encoding_repair import best_charset
from diemtin.ingest.legacy_charsets import CHARSETS, from_windows_1252_bytes
from diemtin.ingest.reasons import Reason, Refused


class Decoded(NamedTuple):
    """A text, the encoding that its bytes were in, and how sure that is (0–1)."""

    text: str
    encoding: str
    confidence: float


# UTF-32 before UTF-16, whose little-endian mark begins as that of UTF-32 does.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE_BYTES = 4096
# In UTF-16 without a mark, one byte of most pairs is zero: that of blanks and letters of ASCII.
_ZERO_SHARE = 0.2
# Dashes, quotation marks, ellipsis and the like, which editors on Windows put into plain text.
_TYPOGRAPHY = re.compile("[\x80-\x9f\xa0-\xff…–—‘’‚“”„•‹›™€†‡‰ˆ˜ŒœŠšŽžŸƒ]")
_PUNCTUATION = "\xa0«»°·…–—‘’‚“”„•‹›™€"
# Bytes that stand for nothing.
_UNDEFINED = {
    "windows-1258": re.compile(rb"[\x8a\x8d-\x90\x9a\x9d\x9e]"),
    "tcvn3": re.compile(rb"[\x81\x8d\x8f\x90\x9d]"),
    "vni-windows": re.compile(rb"[\x81\x8d\x8f\x90\x9d]"),
    "viscii": re.compile(rb"\0"),
}
# A declaration is believed of text that cannot be checked, not trusted.
_DECLARED_CONFIDENCE = 0.5


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """Decode a text strictly: byte order mark, UTF-8, UTF-16, then Vietnamese legacy encodings.

    Args:
        content: The bytes.
        declared: Charset that an HTTP header or the page itself names. It is tried last.

    Raises:
        Refused: Nothing fits; the detail names the first byte that is no UTF-8.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Decoded(_strictly(content[len(mark) :], encoding, len(mark)), encoding, 1.0)
    if b"\0" in content[:_SAMPLE_BYTES] and (decoded := _utf16_without_mark(content)):
        return decoded
    try:
        return Decoded(content.decode("utf-8"), "utf-8", 1.0)
    except UnicodeDecodeError as error:
        decoded = None if _is_damaged_utf8(content) else _legacy(content, declared)
        if decoded is None:
            raise Refused(Reason.UNDECODABLE, _described(error, 0)) from None
        return decoded


def _strictly(content: bytes, encoding: str, offset: int) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(Reason.UNDECODABLE, _described(error, offset)) from None


def _described(error: UnicodeDecodeError, offset: int) -> str:
    around = error.object[max(0, error.start - 12) : error.start + 12]
    what = f"byte 0x{error.object[error.start]:02x} at {error.start + offset}"
    shown = around.decode("ascii", "backslashreplace")
    return f"not {error.encoding.upper()}: {what} ({error.reason}), in {shown!r}"


def _utf16_without_mark(content: bytes) -> Decoded | None:
    sample = content[:_SAMPLE_BYTES]
    if len(content) % 2:
        return None
    even, odd = (sample[start::2].count(0) / len(sample[start::2]) for start in (0, 1))
    if max(even, odd) < _ZERO_SHARE or min(even, odd) > _ZERO_SHARE / 10:
        return None
    encoding = "utf-16-be" if even > odd else "utf-16-le"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    # The zeros of text belong to letters and blanks, those of other files to control characters.
    shown = text[:_SAMPLE_BYTES]
    n_ascii = sum(c.isascii() and (c.isprintable() or c.isspace()) for c in shown)
    if n_ascii < _ZERO_SHARE * len(shown):
        return None
    return Decoded(text, encoding, round(max(even, odd, 0.9), 4))


def _is_damaged_utf8(content: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8: then no other encoding is worth a try."""
    text = content.decode("utf-8", "replace")
    n_bad = text.count("\ufffd")
    return sum(not character.isascii() for character in text) - n_bad > n_bad


def _legacy(content: bytes, declared: str | None) -> Decoded | None:
    shown = from_windows_1252_bytes(content)
    if charset := best_charset(shown):
        if undefined := _UNDEFINED[charset.name].search(content):
            place = f"byte 0x{undefined[0][0]:02x} at {undefined.start()}"
            raise Refused(
                Reason.UNDECODABLE, f"{charset.name} by its words, but {place} is undefined there"
            )
        return Decoded(CHARSETS[charset.name](shown), charset.name, charset.confidence)
    if declared and (decoded := _as_declared(content, declared)):
        return decoded
    if all(found in _PUNCTUATION for found in _TYPOGRAPHY.findall(shown)):
        return Decoded(shown, "windows-1252", 0.9)
    return None


def _as_declared(content: bytes, declared: str) -> Decoded | None:
    try:
        name = codecs.lookup(declared).name
        return Decoded(content.decode(declared), _STANDARD.get(name, name), _DECLARED_CONFIDENCE)
    except (LookupError, UnicodeError):  # unknown, no encoding of text, or it does not fit
        return None


_STANDARD = {"cp1252": "windows-1252", "cp1258": "windows-1258"}
