"""RSS and Atom by feedparser, JSON Feed by its specification: what they list.

trafilatura's feed functions give bare links and fetch by themselves, past the checks of addresses;
feedparser 6 does not know JSON Feed.
"""

import io
import json
import logging
import re
from typing import Any
from urllib.parse import urljoin

import feedparser

from diemtin.ingest.feed_entries import XML_DECLARATION
from diemtin.landing.web.fetching import FetchError
from diemtin.landing.web.listing import Listed, Listing

log = logging.getLogger(__name__)

# A summary that long is a text in its own right and no teaser.
_FULL_TEXT_CHARS = 1_000
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
# What feedparser finds wrong although it has read all there is.
_HARMLESS = (feedparser.NonXMLContentType, feedparser.CharacterEncodingOverride)


def read_feed(content: bytes, url: str, content_type: str) -> Listing:
    """The entries of a feed, the newest as the feed has them.

    A feed that breaks off gives the entries before that, with a problem. Where the encoding is a
    guess, titles and texts are left out: a wrong one would pass for what the feed said.

    Raises:
        FetchError: It is no feed.
    """
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(content, url)
    try:  # UTF-8 is what it is, whatever its declaration or its host says
        content = XML_DECLARATION.sub("", content.decode("utf-8-sig"), 1).encode()
        content_type = "application/xml; charset=utf-8"
    except UnicodeDecodeError:
        pass
    headers = {"content-location": url, "content-type": content_type or "application/xml"}
    try:
        # From a stream: a string might be taken for the name of a file.
        parsed = feedparser.parse(
            io.BytesIO(content), response_headers=headers, sanitize_html=False
        )
    except MemoryError:
        raise
    except Exception as error:  # it is made for broken feeds, and some break it
        log.exception("feedparser failed on %s.", url)
        raise FetchError("malformed_listing", f"{url}: feedparser failed: {error}") from error
    if not parsed.get("version") and not parsed.entries:
        raise FetchError("malformed_listing", f"{url} is neither RSS, Atom nor JSON Feed")
    is_certain = _is_declared(parsed.get("encoding") or "", content, content_type)
    title = _plain(parsed.feed.get("title")) if is_certain else None
    listing = Listing([_entry(entry, url, title, is_certain) for entry in parsed.entries])
    found = parsed.get("bozo_exception")
    if parsed.bozo and not isinstance(found, _HARMLESS):
        listing.problem = FetchError(
            "malformed_listing", f"{url}: {found} ({len(listing.entries)} entries were read)"
        )
    elif not is_certain:
        listing.problem = FetchError(
            "undeclared_encoding", f"{url} is not in the encoding it declares: addresses only"
        )
    return listing


def _is_declared(encoding: str, content: bytes, content_type: str) -> bool:
    """Whether the encoding that feedparser settled on is that of the bytes, not a guess."""
    if encoding.lower().startswith(("utf", "us-ascii", "ascii")):
        return True
    declared = _DECLARED.search(content, 0, 1_000)
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.I)
    stated = {
        declared[1].decode().lower() if declared else "",
        charset[1].lower() if charset else "",
    }
    return encoding.lower() in stated


def _entry(entry: Any, base: str, feed_title: str | None, is_certain: bool) -> Listed:
    link = entry.get("link") or None
    published = dict.get(entry, "published")
    changed = dict.get(entry, "updated")
    if not is_certain:
        return Listed(url=_absolute(base, link), published=published, changed=changed)
    bodies = [body for body in entry.get("content") or [] if (body.get("value") or "").strip()]
    summary = entry.get("summary_detail") or {}
    body = bodies[0] if bodies else summary
    text = (body.get("value") or "").strip() or None
    return Listed(
        url=_absolute(base, link),
        title=_plain(entry.get("title")),
        author=_plain(entry.get("author")),
        published=published or changed,
        changed=changed,
        text=text,
        text_type="text/plain" if body.get("type") == "text/plain" else "text/html",
        is_full_text=bool(bodies) or len(text or "") >= _FULL_TEXT_CHARS,
        listing_title=feed_title,
    )


def _json_feed(content: bytes, url: str) -> Listing:
    try:
        feed = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FetchError("malformed_listing", f"{url}: no JSON ({error})") from None
    items = feed.get("items")
    if not isinstance(items, list):
        raise FetchError("malformed_listing", f"{url}: JSON, but no JSON Feed: it has no items")
    title = _string(feed, "title")
    entries = [_json_entry(item, url, title) for item in items if isinstance(item, dict)]
    listing = Listing(entries)
    if len(entries) < len(items):
        listing.problem = FetchError(
            "malformed_listing", f"{url}: {len(items) - len(entries)} of its items are no objects"
        )
    return listing


def _json_entry(item: dict[str, Any], base: str, feed_title: str | None) -> Listed:
    authors = item.get("authors")
    authors = authors if isinstance(authors, list) else [item.get("author")]
    names = [_string(author, "name") for author in authors if isinstance(author, dict)]
    html, plain = _string(item, "content_html"), _string(item, "content_text")
    identifier = _string(item, "id")
    if identifier and not identifier.startswith(("http://", "https://")):
        identifier = None
    return Listed(
        url=_absolute(base, _string(item, "url") or _string(item, "external_url") or identifier),
        title=_string(item, "title"),
        author=", ".join(filter(None, names)) or None,
        published=_string(item, "date_published"),
        changed=_string(item, "date_modified"),
        text=html or plain or _string(item, "summary"),
        text_type="text/html" if html else "text/plain",
        is_full_text=bool(html or plain),
        listing_title=feed_title,
    )


def _string(stated: dict[str, Any], name: str) -> str | None:
    value = stated.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _plain(value: Any) -> str | None:
    """A title or name without the markup that some feeds have in them."""
    if not isinstance(value, str):
        return None
    return " ".join(re.sub(r"</?[a-zA-Z][^<>]*>", "", value).split()) or None


def _absolute(base: str, link: str | None) -> str | None:
    if not link:
        return None
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return link.strip()
