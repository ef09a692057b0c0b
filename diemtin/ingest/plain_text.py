"""`.txt`: the whole file is the text."""

from diemtin.ingest.encoding import decode
from diemtin.ingest.extracted import Extracted
from diemtin.ingest.stated import NOTHING_STATED, Stated


def read_text(content: bytes, stated: Stated = NOTHING_STATED) -> Extracted:
    """The whole file is the text; its headline is found later, as its first line.

    Raises:
        Refused: The bytes are in no encoding that is known.
    """
    text, encoding, confidence = decode(content, stated.charset)
    return Extracted(text=text, encoding=encoding, encoding_confidence=confidence)
