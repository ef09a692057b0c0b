"""The beginning of what was refused, for a person to recognise it by."""

import codecs
import re

EXCERPT_CHARS = 200

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Control characters, line ends among them, and what is invisible or turns the line around.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def excerpt_of(content: bytes) -> str | None:
    r"""The first 200 characters; bytes that are no text as `\xNN`, control characters escaped.

    Null if there is nothing but white space.
    """
    start, encoding = content[: 4 * EXCERPT_CHARS + 4], "utf-8"
    for mark, of_mark in _MARKS:
        if content.startswith(mark):
            start, encoding = start[len(mark) :], of_mark
            break
    # Not final: a character that was cut in two is left out.
    decoder = codecs.getincrementaldecoder(encoding)("backslashreplace")
    return escaped(decoder.decode(start)[:EXCERPT_CHARS].strip(" \t\r\n"))[:EXCERPT_CHARS] or None


def escaped(text: str) -> str:
    """The text with every control character spelled out."""
    return _UNPRINTABLE.sub(_spelled, text)


def _spelled(found: re.Match[str]) -> str:
    character = found[0]
    code = ord(character)
    return _SHORT.get(character) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")
