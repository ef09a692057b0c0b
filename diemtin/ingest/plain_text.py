"""`.txt`: UTF-8 with or without a byte order mark."""

import codecs

from diemtin.ingest.extracted import Extracted
from diemtin.ingest.reasons import Reason, Refused


def read_text(content: bytes) -> Extracted:
    """The whole file is the text; its headline is found later, as its first line.

    Raises:
        Refused: The bytes are not UTF-8.
    """
    return Extracted(text=decode_utf8(content))


def decode_utf8(content: bytes) -> str:
    """Strict UTF-8, a leading byte order mark removed.

    Raises:
        Refused: The bytes are not UTF-8.
    """
    try:
        return content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(
            Reason.UNDECODABLE,
            f"not UTF-8: byte 0x{error.object[error.start]:02x} at {error.start} ({error.reason})",
        ) from None
