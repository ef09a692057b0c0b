"""What a page says about its article: headline, author, address, date, and its site's name."""

import datetime
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from lxml import html as lxml_html

from diemtin.ingest.dates import VISIBLE_LINE, Published, day_in_url, parse_published
from diemtin.ingest.urls import url_key

# schema.org types that stand for the article itself.
_ARTICLE_TYPES = {
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
    "BackgroundNewsArticle", "ReviewNewsArticle", "BlogPosting", "LiveBlogPosting", "Report",
}  # fmt: skip
_SITE_TYPES = {"WebSite", "Organization", "NewsMediaOrganization", "Newspaper"}
_DATE_META = (
    "article:published_time", "datepublished", "pubdate", "publishdate", "publish_date",
    "dc.date.issued", "dcterms.created", "article.published", "og:published_time", "date",
)  # fmt: skip
_UPDATED = re.compile(r"cập\s*nhật|chỉnh\s*sửa|sửa\s+đổi|updated?\b|modified", re.IGNORECASE)
_STATED = re.compile(
    r"(?:ngày\s+đăng|đăng\s+(?:lúc|ngày|vào)|xuất\s+bản(?:\s+(?:lúc|ngày))?)\s*:?\s*(?=\S)",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_VISIBLE_CHARS = 80
# Lines with a figure in them; more than that before or behind the headline are a table.
_VISIBLE_LINES = 500
_OUTSIDE = ("nav", "footer", "aside", "script", "style")

# Between a headline and the name of the site or section.
_BETWEEN = re.compile(r"\s+(?:[-–—|•·»›~]|::?)\s+|\s*\|\s*")
# What a newspaper's name may have around it.
_KIND = re.compile(
    r"^(?:congthongtin|trangthongtin|trangtin|tapchi|chuyentrang|bao|trang)(?:dientu|tonghop)*"
    r"|(?:online|dientu|news|vn|com)$"
)


@dataclass(frozen=True)
class Page:
    """The metadata of one page; reading an attribute searches for it."""

    tree: lxml_html.HtmlElement

    @cached_property
    def _json_ld(self) -> list[dict[str, Any]]:
        return list(_json_ld(self.tree))

    @cached_property
    def stated(self) -> dict[str, Any]:
        """The schema.org article that the page's JSON-LD describes."""
        return next((node for node in self._json_ld if _is_a(node, _ARTICLE_TYPES)), {})

    @cached_property
    def meta(self) -> dict[str, str]:
        """The first content of each `<meta>` by its name in lower case."""
        declared: dict[str, str] = {}
        for meta in self.tree.iterfind(".//meta[@content]"):
            name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
            declared.setdefault(name.lower(), meta.get("content"))
        return declared

    @cached_property
    def url(self) -> str | None:
        """The address, by the canonical link, JSON-LD or Open Graph: the first that is whole.

        An address without a host, or that of a site alone, names no article.
        """
        stated = [
            link.get("href") for link in self.tree.iterfind(".//link[@href]") if _is_canonical(link)
        ]
        page = self.stated.get("mainEntityOfPage")
        stated += [page.get("@id") if isinstance(page, dict) else page, self.stated.get("url")]
        stated.append(self.meta.get("og:url"))
        addresses = [address for one in stated if (address := _text(one))]
        return next(filter(url_key, addresses), next(iter(addresses), None))

    @property
    def author(self) -> str | None:
        """The author by JSON-LD."""
        author = self.stated.get("author")
        authors = author if isinstance(author, list) else [author]
        names = [_text(one.get("name") if isinstance(one, dict) else one) for one in authors]
        return ", ".join(filter(None, names)) or None

    @property
    def title(self) -> str | None:
        """The headline by JSON-LD."""
        return _text(self.stated.get("headline"))

    def without_site(self, title: str | None) -> str | None:
        """A title without the names of the site and the section at its ends."""
        if not title:
            return None
        title = unescape(title)
        names = self._site_names
        while match := _last(_BETWEEN, title):
            if not title[: match.start()].strip() or not _names_site(title[match.end() :], names):
                break
            title = title[: match.start()]
        first = _BETWEEN.search(title)
        if first and title[first.end() :].strip() and _names_site(title[: first.start()], names):
            title = title[first.end() :]
        return title.strip() or None

    @cached_property
    def _site_names(self) -> frozenset[str]:
        names = [self.meta.get(name) for name in ("og:site_name", "application-name")]
        names.append(self.meta.get("article:section"))
        names.append(_name(self.stated.get("publisher")))
        names += [_text(node.get("name")) for node in self._json_ld if _is_a(node, _SITE_TYPES)]
        host = _host(self.url)
        names += [host, *(host or "").split(".")[:-1]]
        keys = {_letters(name) for name in names if name}
        return frozenset(filter(None, keys | {_core(key) for key in keys}))

    def published(self) -> tuple[Published | None, str | None, str | None]:
        """`(date, where it was found, as written)`: the first readable one, in order of trust."""
        first_raw = None
        for found_in, raw in self._date_candidates():
            first_raw = first_raw or raw
            if published := parse_published(raw):
                return published, found_in, raw
        return None, None, first_raw

    def is_updated_on(self, day: datetime.date) -> bool:
        """Whether the page names a day as that of its last change; a guess may hit on it."""
        stated = [_text(self.stated.get("dateModified")), self.meta.get("article:modified_time")]
        lines = [line for line in self._visible_lines() if _UPDATED.search(line)]
        stated += [match[0] for line in lines if (match := _DAY.search(line))]
        dates = [parse_published(one) for one in stated if one]
        return any(one.date == day for one in dates if one)

    def _date_candidates(self) -> Iterator[tuple[str, str]]:
        date = self.stated.get("datePublished")
        if date := str(date) if type(date) is int else _text(date):
            yield "json_ld", date
        for name in _DATE_META:
            if date := _text(self.meta.get(name)):
                yield "meta", date
        for date in self._time_elements():
            yield "time_element", date
        visible = list(self._visible_dates())
        if in_url := day_in_url(self.url or ""):
            for line in visible:
                published = parse_published(line)
                if published and published.date.isoformat() == in_url:
                    yield "visible_line", line
            yield "url", in_url
        for line in visible:
            yield "visible_line", line

    def _time_elements(self) -> Iterator[str]:
        """Dates of `<time>`; one that says it is of an update does not count."""
        for element in self.tree.iterfind(".//time"):
            about = [element, element.getparent()]
            named = " ".join(
                f"{one.get('class', '')} {one.get('itemprop', '')}"
                for one in about
                if one is not None
            )
            before = element.getprevious()
            said = (before.tail if before is not None else element.getparent().text) or ""
            if _UPDATED.search(f"{named} {said[-40:]} {element.text or ''}"):
                continue
            if date := _text(element.get("datetime")) or _text(element.text):
                yield date

    def _visible_dates(self) -> Iterator[str]:
        """Dates that stand alone on the page, those behind the headline first."""
        for line in self._visible_lines():
            line = " ".join(line.split())
            if not line or _UPDATED.search(line):
                continue
            published = None if line.isdigit() else parse_published(line)
            if published and published.at:
                yield line
            elif match := VISIBLE_LINE.search(line):
                yield match[0]
            elif match := _STATED.match(line):
                yield line[match.end() :]

    def _visible_lines(self) -> Iterator[str]:
        # A date line stands alone, a date inside prose is about something.
        before: list[str] = []
        n_behind = 0
        headline = self.tree.find(".//body//h1")
        is_behind = False
        for element, part in strings(self.tree):
            is_behind = is_behind or element is headline
            if n_behind == _VISIBLE_LINES:
                break
            if len(part) <= _VISIBLE_CHARS and any(map(str.isdigit, part)) and _is_inside(element):
                if is_behind:
                    n_behind += 1
                    yield part
                elif len(before) < _VISIBLE_LINES:
                    before.append(part)
        yield from before


def strings(tree: lxml_html.HtmlElement) -> Iterator[tuple[lxml_html.HtmlElement, str]]:
    """The strings of the body between its tags, without scripts and styles, by element."""
    body = tree.find("body")
    for element in () if body is None else body.iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "style"):
            if element.text:
                yield element, element.text
            if element.tail:
                yield element, element.tail


def _is_inside(element: lxml_html.HtmlElement) -> bool:
    return next(element.iterancestors(*_OUTSIDE), None) is None


def _json_ld(tree: lxml_html.HtmlElement) -> Iterator[dict[str, Any]]:
    """Everything that the page's JSON-LD describes, broken scripts passed over."""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            yield from list(_nodes(json.loads(script.text_content(), strict=False)))
        except (ValueError, RecursionError):
            continue


def _nodes(described: Any) -> Iterator[dict[str, Any]]:
    if isinstance(described, list):
        for item in described:
            yield from _nodes(item)
    elif isinstance(described, dict):
        yield described
        yield from _nodes(described.get("@graph"))


def _is_canonical(link: lxml_html.HtmlElement) -> bool:
    return "canonical" in link.get("rel", "").lower().split()


def _is_a(node: dict[str, Any], types: set[str]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(kind in types for kind in kinds if isinstance(kind, str))


def _name(described: Any) -> str | None:
    return _text(described.get("name")) if isinstance(described, dict) else None


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:  # http://[bad
        return None


def _letters(name: str) -> str:
    """A name in small letters without marks and blanks, as hosts are written."""
    decomposed = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return re.sub(r"[\W_]+|[\u0300-\u036f]+", "", decomposed)


def _core(name: str) -> str:
    """`baobennuoc`, `bennuoconline` → `bennuoc`."""
    core = _KIND.sub("", name)
    return core if len(core) > 2 else name


def _names_site(part: str, names: frozenset[str]) -> bool:
    letters = _letters(part)
    return letters in names or _core(letters) in names


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):  # noqa: B007
        pass
    return found


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
