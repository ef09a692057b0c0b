"""`.html`: main text by trafilatura; headline, author and date from JSON-LD first."""

import codecs
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from trafilatura.external import SANITIZED_XPATH
from trafilatura.settings import Document

from diemtin.ingest.canonical import Repairs, canonical
from diemtin.ingest.dates import VISIBLE_LINE, Published, parse_published
from diemtin.ingest.extracted import Extracted
from diemtin.ingest.plain_text import decode_utf8
from diemtin.ingest.reasons import Reason, Refused

log = logging.getLogger(__name__)

# What it finds wrong with a page ends in the table rejects, with the page's path.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

# schema.org types that stand for the article itself.
_ARTICLE_TYPES = {
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
    "BackgroundNewsArticle", "ReviewNewsArticle", "BlogPosting", "LiveBlogPosting", "Report",
}  # fmt: skip
_DATE_META = (
    "article:published_time", "datepublished", "pubdate", "publishdate", "publish_date",
    "dc.date.issued", "dcterms.created", "article.published", "og:published_time", "date",
)  # fmt: skip
# Without a latest date, htmldate takes today's, and the same page reads differently tomorrow.
_DATE_SEARCH = {"original_date": True, "extensive_search": False, "max_date": "2999-12-31"}
_PROSE = etree.XPath("body//text()[not(ancestor::a or ancestor::script or ancestor::style)]")
# Twice the length under which trafilatura looks for more.
_LONG_ENOUGH = 500
_DECLARED_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.I)


def read_html(content: bytes) -> Extracted:
    """Read one page.

    Raises:
        Refused: The bytes are in no encoding that they or the page declare, or no main text is
            found.
    """
    page = decode_html(content)
    if not page.strip():
        raise Refused(Reason.EMPTY, "the file holds nothing but white space")
    tree = _parse(page)
    if tree is None:
        raise Refused(Reason.NO_TEXT, "no HTML element was found")
    text = _main_text(page, tree)
    stated = next(_json_ld_articles(tree), {})
    title, author = _text(stated.get("headline")), _author(stated.get("author"))
    url = _url(tree, stated)
    published, found_in, raw = _published(tree, stated)
    if not (title and author and url and published):
        # Slow, for it searches the page for a date; what the page states is not searched for.
        guessed = _metadata(page)
        title, author, url = title or guessed.title, author or guessed.author, url or guessed.url
        if published is None and guessed.date and (guess := parse_published(guessed.date)):
            published, found_in, raw = guess, "htmldate", raw or guessed.date
    return Extracted(
        text=text,
        title=title,
        url=url,
        author=author,
        published=published,
        published_date_source=found_in,
        published_raw=raw,
        repairs=_repairs(tree),
    )


def _main_text(page: str, tree: lxml_html.HtmlElement) -> str:
    try:
        document = trafilatura.bare_extraction(page, include_comments=False, fast=True)
        if not _is_settled(document, tree):
            document = trafilatura.bare_extraction(page, include_comments=False)
    except MemoryError:
        raise
    except Exception as error:  # one odd page must not stop the day
        kind = type(error).__name__
        raise Refused(Reason.NO_TEXT, f"trafilatura failed on the page: {kind}") from error
    if not isinstance(document, Document) or not (document.text or "").strip():
        raise Refused(Reason.NO_TEXT, "trafilatura found no main text on the page")
    return document.text or ""


def _is_settled(document: object, tree: lxml_html.HtmlElement) -> bool:
    """Whether trafilatura's slower ways would leave its fast result as it is.

    It compares that with what readability finds, and takes the latter if it is more than twice as
    long, or if the result is short, without paragraphs, full of tables or not clean (trafilatura
    2.3.1, `external.compare_extraction`). Text in links is left out of the comparison here: a
    result that wins by its links is a menu.
    """
    if not isinstance(document, Document) or document.body is None:
        return False
    text, body = document.text or "", document.body
    prose = sum(len(part.strip()) for part in _PROSE(tree))
    return (
        len(text) >= _LONG_ENOUGH
        and prose < 2 * len(text)
        and body.find(".//p") is not None
        and body.find(".//table") is None
        and not body.xpath(SANITIZED_XPATH)
    )


def _metadata(page: str) -> Document:
    """Headline, author, address and date as trafilatura finds them; none of a page it fails on."""
    try:
        return trafilatura.extract_metadata(page, date_config=_DATE_SEARCH)
    except MemoryError:
        raise
    except Exception as error:
        log.warning("trafilatura found no metadata on a page: %s", type(error).__name__)
        return Document()


def decode_html(content: bytes) -> str:
    """Decode a page strictly: byte order mark, UTF-8, then the charset that the page declares.

    Raises:
        Refused: None of them fits.
    """
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return _decode(content, encoding)
    try:
        return decode_utf8(content)
    except Refused as refused:
        declared = _DECLARED_CHARSET.search(content, 0, 4096)
        if declared is None or declared[1].lower() in (b"utf-8", b"utf8"):
            raise
        try:
            return _decode(content, declared[1].decode())
        except LookupError:  # unknown, or no encoding of text, as rot13
            raise refused from None


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeError as error:
        raise Refused(Reason.UNDECODABLE, f"not {encoding}: {error}") from None


def _parse(page: str) -> lxml_html.HtmlElement | None:
    # lxml refuses a str with an encoding declaration, so it gets bytes and the encoding's name.
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False)
    try:
        return lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _repairs(tree: lxml_html.HtmlElement) -> Repairs:
    """What there is to repair in the page's text; trafilatura's output has it repaired."""
    _, found = canonical(" ".join(_strings(tree)))
    # Line ends and outer blanks are layout of the page's source.
    return replace(found, line_end=0, edge=0)


def _json_ld_articles(tree: lxml_html.HtmlElement) -> Iterator[dict[str, Any]]:
    """The schema.org articles that the page's JSON-LD describes, broken scripts passed over."""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            nodes = list(_nodes(json.loads(script.text_content(), strict=False)))
        except (ValueError, RecursionError):
            continue
        for node in nodes:
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(kind in _ARTICLE_TYPES for kind in kinds if isinstance(kind, str)):
                yield node


def _nodes(described: Any) -> Iterator[dict[str, Any]]:
    if isinstance(described, list):
        for item in described:
            yield from _nodes(item)
    elif isinstance(described, dict):
        yield described
        yield from _nodes(described.get("@graph"))


def _published(
    tree: lxml_html.HtmlElement, stated: dict[str, Any]
) -> tuple[Published | None, str | None, str | None]:
    """`(date, where it was found, as written)`: the first readable one, in order of trust."""
    first_raw = None
    for found_in, raw in _date_candidates(tree, stated):
        first_raw = first_raw or raw
        if published := parse_published(raw):
            return published, found_in, raw
    return None, None, first_raw


def _date_candidates(
    tree: lxml_html.HtmlElement, stated: dict[str, Any]
) -> Iterator[tuple[str, str]]:
    if date := _text(stated.get("datePublished")):
        yield "json_ld", date
    declared: dict[str, str] = {}
    for meta in tree.iterfind(".//meta[@content]"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        declared.setdefault(name.lower(), meta.get("content"))
    for name in _DATE_META:
        if date := _text(declared.get(name)):
            yield "meta", date
    for element in tree.iterfind(".//time[@datetime]"):
        if date := _text(element.get("datetime")):
            yield "time_element", date
    for line in _visible_lines(tree):
        if match := VISIBLE_LINE.search(line):
            yield "visible_line", match[0]


def _visible_lines(tree: lxml_html.HtmlElement) -> Iterator[str]:
    """Short visible strings: a date line stands alone, a date inside prose is about something."""
    return (" ".join(part.split()) for part in _strings(tree) if len(part) <= 80)


def _strings(tree: lxml_html.HtmlElement) -> Iterator[str]:
    """The strings of the body between its tags, without scripts and styles."""
    body = tree.find("body")
    for element in () if body is None else body.iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "style"):
            yield from filter(None, (element.text, element.tail))


def _url(tree: lxml_html.HtmlElement, stated: dict[str, Any]) -> str | None:
    link = tree.find(".//link[@rel='canonical']")
    if link is not None and link.get("href"):
        return str(link.get("href")).strip()
    page = stated.get("mainEntityOfPage")
    return _text(page.get("@id") if isinstance(page, dict) else page) or _text(stated.get("url"))


def _author(author: Any) -> str | None:
    authors = author if isinstance(author, list) else [author]
    names = [_text(one.get("name") if isinstance(one, dict) else one) for one in authors]
    return ", ".join(filter(None, names)) or None


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
