"""Sitemaps, news sitemaps, indexes of them, and sitemaps that are lists of addresses.

trafilatura's sitemap functions give bare links, without dates and headlines, and fetch by
themselves, past the checks of addresses.
"""

import datetime
import re
from collections.abc import Iterator

from lxml import etree

from diemtin.content_coding import CodingError, TooLargeError, gunzipped
from diemtin.ingest.dates import parse_published
from diemtin.landing.web.feeds import read_feed
from diemtin.landing.web.fetching import FetchError
from diemtin.landing.web.listing import Listed, Listing

_XML_START = re.compile(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*<")
_FEED_ROOTS = {"rss", "feed", "rdf"}


def read_sitemap(content: bytes, url: str, content_type: str, max_bytes: int) -> Listing:
    """The entries of a sitemap, or the sitemaps of an index, in their order.

    One that breaks off gives what came before, with a problem.

    Raises:
        FetchError: It is no sitemap, or larger than `max_bytes` once it is unpacked.
    """
    try:
        content = gunzipped(content, max_bytes)
    except TooLargeError as error:
        raise FetchError("too_large", f"{url}: {error}") from None
    except CodingError as error:
        raise FetchError("malformed_listing", f"{url}: {error}") from None
    if not _XML_START.match(content):
        return _list_of_addresses(content, url)
    # Entities are left as they are: a sitemap has none, a bomb is made of them.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FetchError("malformed_listing", f"{url}: {error}") from None
    kind = _local_name(root) if root is not None else ""
    if kind in _FEED_ROOTS:  # the protocol allows feeds
        return read_feed(content, url, content_type)
    if kind == "sitemapindex":
        listing = Listing(further=[e for one in _children(root, "sitemap") if (e := _entry(one))])
    elif kind == "urlset":
        listing = Listing([e for one in _children(root, "url") if (e := _entry(one))])
    else:
        raise FetchError("malformed_listing", f"{url} is no sitemap (<{kind}>)")
    if parser.error_log:
        n_read = len(listing.entries) + len(listing.further)
        what = parser.error_log[0].message
        listing.problem = FetchError(
            "malformed_listing", f"{url}: {what} ({n_read} entries were read)"
        )
    return listing


def _entry(element: etree._Element) -> Listed | None:
    address = _child(element, "loc")
    if not address:
        return None
    news = next(_children(element, "news"), None)
    changed = _child(element, "lastmod")
    published = _child(news, "publication_date") if news is not None else None
    publication = next(_children(news, "publication"), None) if news is not None else None
    return Listed(
        url=address,
        title=_child(news, "title") if news is not None else None,
        published=published,
        changed=changed,
        date=_instant(published or changed),
        listing_title=_child(publication, "name") if publication is not None else None,
    )


def _instant(stated: str | None) -> datetime.datetime | None:
    """When an entry is from, for what is new to go first; a day counts from its end."""
    found = parse_published(stated) if stated else None
    if found is None:
        return None
    if found.at:
        return found.at
    return datetime.datetime.combine(found.date, datetime.time(23, 59, 59), datetime.UTC)


def _list_of_addresses(content: bytes, url: str) -> Listing:
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise FetchError("malformed_listing", f"{url} is neither XML nor UTF-8") from None
    addresses = [line.strip() for line in lines if line.strip()]
    if not all(address.startswith(("http://", "https://")) for address in addresses):
        raise FetchError("malformed_listing", f"{url} is no sitemap")
    return Listing([Listed(url=address) for address in addresses])


def _local_name(element: etree._Element) -> str:
    """The name without its namespace, or without a prefix that nobody declared."""
    if not isinstance(element.tag, str):  # a comment or an entity
        return ""
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower()


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """By the local name: sites get the namespace wrong."""
    return (child for child in element if _local_name(child) == name)


def _child(element: etree._Element, name: str) -> str | None:
    found = next(_children(element, name), None)
    if found is None or len(found):  # an entity, or markup where an address should be
        return None
    return (found.text or "").strip() or None
