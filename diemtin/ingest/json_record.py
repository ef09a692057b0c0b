"""One record as a JSON object: a text is required, the other fields are read when there."""

import json
import math
import re
from typing import Any

from diemtin.ingest.column_map import values
from diemtin.ingest.dates import parse_published
from diemtin.ingest.encoding import decode
from diemtin.ingest.extracted import Extracted
from diemtin.ingest.html import read_html
from diemtin.ingest.html_fragment import as_fragment, fragment_text
from diemtin.ingest.reasons import Reason, Refused
from diemtin.ingest.stated import NOTHING_STATED, Stated

# What WordPress and MongoDB put around a value.
_WRAPPERS = ("rendered", "$date")
_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.I)


def read_json_record(content: bytes, stated: Stated = NOTHING_STATED) -> Extracted:
    """Read one record.

    Args:
        content: A JSON object.
        stated: What its fields are called.

    Raises:
        Refused: Undecodable, not a JSON object, no text, or a field that is no string.
    """
    text, encoding, confidence = decode(content, stated.charset)
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(Reason.MALFORMED_RECORD, f"not JSON: {error}") from None
    if not isinstance(record, dict):
        kind = type(record).__name__
        raise Refused(Reason.MALFORMED_RECORD, f"a JSON {kind}, where an object is expected")
    found = {name: _string(name, value) for name, value in values(record, stated.columns).items()}
    text, title, published_raw = found["text"] or "", found["title"], found["published_at"]
    if _PAGE.match(text):
        page = read_html(text.encode("utf-8", "replace"))
        text, title = page.text, title or page.title
    elif fragment := as_fragment(text):
        text = fragment_text(fragment)
        if not text:
            raise Refused(Reason.NO_TEXT, "the HTML of the record holds no text")
    published = parse_published(published_raw) if published_raw else None
    return Extracted(
        text=text,
        title=title,
        url=found["url"],
        author=found["author"],
        source=found["source"],
        published=published,
        published_date_source="record" if published else None,
        published_raw=published_raw,
        encoding=encoding,
        encoding_confidence=confidence,
    )


def _string(name: str, value: Any) -> str | None:
    if isinstance(value, dict):
        value = next((value[wrapper] for wrapper in _WRAPPERS if wrapper in value), value)
    if value is None or isinstance(value, str):
        return value
    if name == "published_at" and _is_number(value):
        return str(int(value))
    if name == "author" and isinstance(value, list):
        names = [_name(one) for one in value]
        if all(names):
            return ", ".join(filter(None, names))
    if name in ("author", "source") and (stated := _name(value)):
        return stated
    raise Refused(
        Reason.MALFORMED_RECORD,
        f"the field {name!r} is a {type(value).__name__}, where a string is expected",
    )


def _name(value: Any) -> str | None:
    """A name, or that of an object as JSON-LD and JSON Feed have them."""
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None


def _is_number(value: object) -> bool:
    """Whether it is one; JSON as Python reads it has NaN and Infinity."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)
