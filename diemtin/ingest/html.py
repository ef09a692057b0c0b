"""`.html`: main text by trafilatura; headline, author and date from JSON-LD first."""

import copy
import logging
import re
from dataclasses import replace

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from trafilatura.external import SANITIZED_XPATH
from trafilatura.settings import Document

from diemtin.ingest.canonical import Repairs, canonical
from diemtin.ingest.dates import parse_published
from diemtin.ingest.encoding import Decoded, decode
from diemtin.ingest.encoding_repair import EncodingRepair, find_repair
from diemtin.ingest.extracted import Extracted
from diemtin.ingest.html_boilerplate import (
    drop_link_lists,
    flatten_layout,
    lead,
    link_lines,
    prose_chars,
    prune,
    without_furniture,
)
from diemtin.ingest.html_metadata import Page, strings
from diemtin.ingest.markup import without_scripts
from diemtin.ingest.reasons import Reason, Refused
from diemtin.ingest.stated import NOTHING_STATED, Stated

log = logging.getLogger(__name__)

# What it finds wrong with a page ends in the table rejects, with the page's path.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

# Without a latest date, htmldate takes today's, and the same page reads differently tomorrow.
_DATE_SEARCH = {"original_date": True, "extensive_search": False, "max_date": "2999-12-31"}
# Twice the length under which trafilatura looks for more.
_LONG_ENOUGH = 500
# A text of which links make up more than this is a list of links.
_MOST_LINKS = 0.8
_DECLARED_CHARSET = re.compile(
    rb"(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,200}?encoding)\s*=\s*[\"']?\s*([\w-]{2,40})", re.I
)
_SHOWN_ATTRIBUTES = ("content", "title", "alt")
# Not allowed in XML: the parser ends at a zero byte, and takes the others but not back. They are
# taken from the bytes, which is a good deal faster than from the characters.
_CONTROLS = bytes([*range(9), *range(0x0E, 0x20), 0x7F])
_PAGE_BREAKS = bytes.maketrans(b"\x0b\x0c", b"\n\n")
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_CONTROL_REFERENCE = re.compile(
    rb"&#(?:0*(?:[0-8]|1[1245-9]|2[0-9]|3[01]|127|6553[45])"
    rb"|[xX]0*(?:[0-8bceBCEF]|1[0-9a-fA-F]|7[fF]|[fF]{3}[eEfF]));?(?![0-9a-fA-F])"
)
# The parser compares the attributes of an element with each other: of so long a tag, which has a
# picture or data in it if it is no bomb, none are kept.
_LONG_TAG = re.compile(rb"<([a-zA-Z][\w:-]{0,40})\s[^<>]{50000,}>")
# The parser gives up a text of 10 MB; scripts and pictures inside a page reach that.
_LARGE_PAGE = 1_000_000
_INLINE_PICTURE = re.compile(r"data:[\w/+.;=-]{0,100}base64,[A-Za-z0-9+/=%]{100,}")


def read_html(content: bytes, stated: Stated = NOTHING_STATED) -> Extracted:
    """Read one page.

    Args:
        content: The page.
        stated: The charset that its server declared.

    Raises:
        Refused: The bytes are in no encoding that is known, or no main text is found.
    """
    markup, encoding, confidence = decode_html(content, stated.charset)
    if not markup.strip():
        raise Refused(Reason.EMPTY, "the file holds nothing but white space")
    page_bytes, n_controls = _without_controls(_slim(markup).encode("utf-8", "replace"))
    tree = _parse(_LONG_TAG.sub(rb"<\1>", page_bytes))
    if tree is None:
        raise Refused(Reason.NO_TEXT, "no HTML element was found")
    visible = "\n".join(text for _, text in strings(tree))
    repairs = _repairs(visible, n_controls)
    if repair := find_repair(visible):
        encoding, confidence = f"{encoding}+{repair.name}", round(confidence * repair.confidence, 4)
        repairs += Repairs(encoding=repair.apply(visible)[1])
        _decode_anew(tree, repair)
    page = Page(tree)
    title, author, url = page.title, page.author, page.url
    published, found_in, raw = page.published()
    links = link_lines(tree)
    prune(tree)
    if drop_link_lists(tree):
        raise Refused(Reason.NO_TEXT, "there is nothing but links on the page")
    flatten_layout(tree)
    if not prose_chars(tree):
        raise Refused(Reason.NO_TEXT, "there is no text on the page but in links and menus")
    if not (title and author and url and published):
        # Slow, for it searches the page; what the page states is not searched for.
        guessed = _metadata(tree)
        title, author, url = title or guessed.title, author or guessed.author, url or guessed.url
        guess = parse_published(guessed.date or "")
        if published is None and guess and not page.is_updated_on(guess.date):
            published, found_in, raw = guess, "htmldate", raw or guessed.date
    title = page.without_site(title)
    first = lead(tree)
    text = without_furniture(_main_text(tree), links, title)
    if first and first not in " ".join(text.split()):
        text = f"{first}\n{text}"
    if not _is_said(text):
        raise Refused(Reason.NO_TEXT, "every line of the page is a link, or furniture")
    return Extracted(
        text=text,
        title=title,
        url=url,
        author=author,
        published=published,
        published_date_source=found_in,
        published_raw=raw,
        encoding=encoding,
        encoding_confidence=confidence,
        repairs=repairs,
    )


def _main_text(tree: lxml_html.HtmlElement) -> str:
    n_prose = prose_chars(tree)
    try:
        # It prunes the tree that it is given.
        document = trafilatura.bare_extraction(
            copy.deepcopy(tree), include_comments=False, fast=True
        )
        if not _is_settled(document, n_prose):
            document = trafilatura.bare_extraction(tree, include_comments=False)
    except MemoryError:
        raise
    except Exception as error:  # one odd page must not stop the day
        kind = type(error).__name__
        raise Refused(Reason.NO_TEXT, f"trafilatura failed on the page: {kind}") from error
    text = document.text or "" if isinstance(document, Document) else ""
    if not _is_said(text):
        raise Refused(Reason.NO_TEXT, "trafilatura found no main text on the page")
    if n_prose < (1 - _MOST_LINKS) * len(text):
        raise Refused(Reason.NO_TEXT, "there is nothing but links on the page")
    return text


def _is_said(text: str) -> bool:
    return any(map(str.isalnum, text))


def _is_settled(document: object, n_prose: int) -> bool:
    """Whether trafilatura's slower ways would leave its fast result as it is.

    It compares that with what readability finds, and takes the latter if it is more than twice as
    long, or if the result is short, without paragraphs, full of tables or not clean (trafilatura
    2.3.1, `external.compare_extraction`). Text in links is left out of the comparison here: a
    result that wins by its links is a menu.
    """
    if not isinstance(document, Document) or document.body is None:
        return False
    text, body = document.text or "", document.body
    return (
        len(text) >= _LONG_ENOUGH
        and n_prose < 2 * len(text)
        and body.find(".//p") is not None
        and body.find(".//table") is None
        and not body.xpath(SANITIZED_XPATH)
    )


def _metadata(tree: lxml_html.HtmlElement) -> Document:
    """Headline, author, address and date as trafilatura finds them; none of a page it fails on."""
    try:
        return trafilatura.extract_metadata(copy.deepcopy(tree), date_config=_DATE_SEARCH)
    except MemoryError:
        raise
    except Exception as error:
        log.warning("trafilatura found no metadata on a page: %s", type(error).__name__)
        return Document()


def decode_html(content: bytes, charset: str | None = None) -> Decoded:
    """Decode a page strictly; what its server, or it itself, declares is tried last.

    Args:
        content: The page.
        charset: That of the header `Content-Type`.

    Raises:
        Refused: No encoding fits.
    """
    found = _DECLARED_CHARSET.search(content, 0, 4096)
    return decode(content, charset or (found[1].decode("ascii") if found else None))


def _slim(markup: str) -> str:
    """A page without what is no text and may be larger than the parser takes."""
    if len(markup) < _LARGE_PAGE:
        return markup
    return _INLINE_PICTURE.sub("", without_scripts(markup, kept="ld+json"))


def _without_controls(page: bytes) -> tuple[bytes, int]:
    cleaned = page.translate(_PAGE_BREAKS, _CONTROLS)
    n_controls = len(page) - len(cleaned)
    for character in _NO_CHARACTERS:
        cleaned = cleaned.replace(character, b"")
    return _CONTROL_REFERENCE.sub(b"", cleaned), n_controls


def _parse(page: bytes) -> lxml_html.HtmlElement | None:
    # lxml refuses a str with an encoding declaration, so it gets bytes and the encoding's name.
    parser = lxml_html.HTMLParser(
        encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return lxml_html.document_fromstring(page, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _repairs(visible: str, n_controls: int) -> Repairs:
    """What there is to repair in the page's text; trafilatura's output has it repaired."""
    _, found = canonical(visible)
    # Line ends and outer blanks are layout of the page's source.
    return replace(found, line_end=0, edge=0, control=found.control + n_controls)


def _decode_anew(tree: lxml_html.HtmlElement, repair: EncodingRepair) -> None:
    """Repair, in place, all that a page shows and says of itself."""
    for element in tree.iter(etree.Element):
        is_data = element.tag == "script" and element.get("type") == "application/ld+json"
        if element.text and (is_data or element.tag not in ("script", "style")):
            element.text = repair.apply(element.text)[0]
        if element.tail:
            element.tail = repair.apply(element.tail)[0]
        for name in _SHOWN_ATTRIBUTES:
            if element.get(name):
                element.set(name, repair.apply(element.get(name))[0])
