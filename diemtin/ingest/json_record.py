"""One line of a `.jsonl` file: `text` is required, the other fields are read when there."""

import json
import math
from typing import Any

from diemtin.ingest.dates import parse_published
from diemtin.ingest.encoding import decode
from diemtin.ingest.extracted import Extracted
from diemtin.ingest.reasons import Reason, Refused


def read_json_record(content: bytes) -> Extracted:
    """Read one record.

    Raises:
        Refused: Undecodable, not a JSON object, no `text`, or a field that is no string.
    """
    text, encoding, confidence = decode(content)
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(Reason.MALFORMED_RECORD, f"not JSON: {error}") from None
    if not isinstance(record, dict):
        kind = type(record).__name__
        raise Refused(Reason.MALFORMED_RECORD, f"a JSON {kind}, where an object is expected")
    if record.get("text") is None:
        raise Refused(Reason.MALFORMED_RECORD, "the record has no field 'text'")
    published_raw = _string(record, "published_at")
    published = parse_published(published_raw) if published_raw else None
    return Extracted(
        text=_string(record, "text") or "",
        title=_string(record, "title"),
        url=_string(record, "url"),
        author=_string(record, "author"),
        source=_string(record, "source"),
        published=published,
        published_date_source="record" if published else None,
        published_raw=published_raw,
        encoding=encoding,
        encoding_confidence=confidence,
    )


def _string(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is None or isinstance(value, str):
        return value
    if name == "published_at" and _is_number(value):
        return str(int(value))
    if name == "author" and isinstance(value, list) and all(isinstance(v, str) for v in value):
        return ", ".join(value)
    raise Refused(
        Reason.MALFORMED_RECORD,
        f"the field {name!r} is a {type(value).__name__}, where a string is expected",
    )


def _is_number(value: object) -> bool:
    """Whether it is one; JSON as Python reads it has NaN and Infinity."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)
