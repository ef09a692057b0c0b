"""What a feed, a sitemap or a list of addresses names, and what it says of it."""

import datetime
from dataclasses import dataclass, field

import httpx

from diemtin.ids import identifier
from diemtin.landing.web.fetching import FetchError

# Parameters that say where a reader came from. No more than these: what trackers call `id`, `ref`
# or `source` is elsewhere the number of the article (so courlan's cleaning is not for identities).
_TRACKERS = ("utm_", "fbclid", "gclid", "zarsrc")


@dataclass(frozen=True)
class Listed:
    """One entry; everything but the address may be unknown, and the address too where a text is.

    `text` is what the listing itself holds of the article, in `text_type`; `changed` is a mark
    that is another one when the article has changed.
    """

    url: str | None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    changed: str | None = None
    date: datetime.datetime | None = None
    text: str | None = None
    text_type: str = "text/html"
    is_full_text: bool = False
    listing_title: str | None = None

    @property
    def key(self) -> str:
        """What tells one entry from another; raises nothing, for any string has a key."""
        if self.url:
            return url_key(self.url)
        return f"urn:diemtin:{identifier(self.title, self.published, self.text)}"


@dataclass
class Listing:
    """The entries in their order, the sitemaps of an index, and what was wrong with it."""

    entries: list[Listed] = field(default_factory=list)
    further: list[Listed] = field(default_factory=list)
    problem: FetchError | None = None


def newest_first(entries: list[Listed], since: datetime.datetime | None) -> list[Listed]:
    """Entries in the order of their dates, none from before `since`; undated ones last."""
    undated = datetime.datetime.min.replace(tzinfo=datetime.UTC)
    kept = [one for one in entries if since is None or one.date is None or one.date >= since]
    return sorted(kept, key=lambda one: one.date or undated, reverse=True)


def url_key(url: str) -> str:
    """One key for the spellings of one address: no fragment, no default port, no trackers."""
    url = url.strip()
    try:
        address = httpx.URL(url).copy_with(fragment=None)
        if address.is_absolute_url and address.path == "/":  # which may be left out
            address = address.copy_with(path="/")
        pairs = address.query.decode("ascii").split("&") if address.query else []
        kept = [pair for pair in pairs if not pair.lower().startswith(_TRACKERS)]
        if len(kept) < len(pairs):
            address = address.copy_with(query="&".join(kept).encode() or None)
        return str(address)
    except (httpx.InvalidURL, ValueError):
        return url
