"""`.txt`: the whole file is the text, or the HTML of one that was cut out of its page."""

from diemtin.ingest.encoding import decode
from diemtin.ingest.extracted import Extracted
from diemtin.ingest.html_fragment import as_fragment, fragment_text
from diemtin.ingest.reasons import Reason, Refused
from diemtin.ingest.stated import NOTHING_STATED, Stated


def read_text(content: bytes, stated: Stated = NOTHING_STATED) -> Extracted:
    """The whole file is the text; its headline is found later, as its first line.

    Raises:
        Refused: The bytes are in no encoding that is known, or are HTML without a text.
    """
    text, encoding, confidence = decode(content, stated.charset)
    if fragment := as_fragment(text.removeprefix("\ufeff")):
        text = fragment_text(fragment)
        if not text:
            raise Refused(Reason.NO_TEXT, "the HTML in the file holds no text")
    return Extracted(text=text, encoding=encoding, encoding_confidence=confidence)
