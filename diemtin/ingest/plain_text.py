"""`.txt`: the whole file is the text."""

from diemtin.ingest.encoding import decode
from diemtin.ingest.extracted import Extracted


def read_text(content: bytes) -> Extracted:
    """The whole file is the text; its headline is found later, as its first line.

    Raises:
        Refused: The bytes are in no encoding that is known.
    """
    text, encoding, confidence = decode(content)
    return Extracted(text=text, encoding=encoding, encoding_confidence=confidence)
