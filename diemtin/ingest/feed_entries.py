"""`.xml`: a saved RSS or Atom feed; every entry is an item, as a JSON object."""

import io
import json
import re
from collections.abc import Iterator
from typing import Any

from diemtin.ingest.encoding import decode
from diemtin.ingest.html_fragment import fragment_text
from diemtin.ingest.parts import BEGINNING_BYTES, Item
from diemtin.ingest.reasons import Reason, Refused

_ENTRY_END = re.compile(rb"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.I)
XML_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*>")
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_LOST = "\ufffd"


def feed_entries(content: bytes) -> Iterator[Item]:
    """The entries in their order, counted from 1. The text is the full one where the feed has it.

    The encoding is that of the bytes, whatever the feed declares. Where they are in none, an entry
    that holds such a byte is refused alone.

    Raises:
        Refused: It is no feed, or declares entities, with which a kilobyte can stand for gigabytes.
    """
    content, is_damaged = _as_utf8(content)
    if re.search(rb"<!ENTITY", content, re.I):
        raise Refused(Reason.UNSAFE_ARCHIVE, "the XML declares entities, which no feed needs")
    import feedparser  # a tenth of a second, which a day without feeds can do without

    try:
        # From a stream: a string might be taken for the name of a file.
        parsed = feedparser.parse(
            io.BytesIO(content),
            response_headers={"content-type": "application/xml"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except MemoryError:
        raise
    except Exception as error:  # it is made for broken feeds, and some break it
        raise Refused(
            Reason.UNREADABLE, f"feedparser failed: {type(error).__name__}: {error}"
        ) from error
    if not parsed.get("version") and not parsed.entries:  # of no bytes it knows no version
        raise Refused(Reason.UNSUPPORTED_FORMAT, "the XML is neither RSS nor Atom")
    entries = parsed.entries
    if parsed.bozo and len(ends := _ENTRY_END.findall(content)) < len(entries):
        entries = entries[: len(ends)]  # the last one is cut off, and half a text is none
    for number, entry in enumerate(entries, 1):
        record = _record(entry)
        content = json.dumps(record).encode()
        problem, detail = Reason.NO_TEXT, "the entry has neither content nor summary"
        if is_damaged and any(_LOST in value for value in record.values()):
            problem, detail = Reason.UNDECODABLE, "the entry holds bytes that are no UTF-8"
        elif "text" in record:
            yield Item("xml", content, number)
            continue
        yield Item(
            "xml",
            record=number,
            problem=problem,
            detail=detail,
            beginning=_shown(record),
            n_bytes=len(content),
        )
    if len(entries) < len(parsed.entries):
        yield Item(
            "xml",
            record=len(entries) + 1,
            problem=Reason.MALFORMED_RECORD,
            detail=f"the feed breaks off within an entry: {parsed.get('bozo_exception')}"[:300],
            beginning=_shown(_record(parsed.entries[len(entries)])),
        )
    if not parsed.entries:
        yield Item("xml", problem=Reason.EMPTY, detail="the feed has no entries")


def _as_utf8(content: bytes) -> tuple[bytes, bool]:
    """The feed in UTF-8, without a declaration; and whether bytes of it are in no encoding."""
    declared = _DECLARED.search(content, 0, 1_000)
    try:
        text = decode(content, declared[1].decode("ascii") if declared else None).text
    except Refused:
        return XML_DECLARATION.sub("", content.decode("utf-8", "replace"), 1).encode(), True
    return XML_DECLARATION.sub("", text, 1).encode("utf-8", "replace"), False


def _shown(record: dict[str, str]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")[:BEGINNING_BYTES]


def _record(entry: Any) -> dict[str, str]:
    bodies = [*(entry.get("content") or []), entry.get("summary_detail") or {}]
    texts = [_body(body) for body in bodies if isinstance(body.get("value"), str)]
    record = {
        "title": _text(entry.get("title")),
        "text": max(texts, key=len, default=None),
        "url": _text(entry.get("link")),
        "author": _text(entry.get("author")),
        # Not `updated`, for which feedparser would warn and give the other.
        "published_at": _text(dict.get(entry, "published") or dict.get(entry, "updated")),
    }
    return {name: value for name, value in record.items() if value}


def _body(body: Any) -> str:
    value: str = body["value"]
    return value if body.get("type") == "text/plain" else fragment_text(value)


def _text(value: Any) -> str | None:
    """Without the markup that some feeds have in titles and names."""
    if not isinstance(value, str):
        return None
    return " ".join(re.sub(r"</?[a-zA-Z][^<>]*>", "", value).split()) or None
