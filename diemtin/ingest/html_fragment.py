"""A piece of HTML, as feeds and databases have it, to the text of its paragraphs."""

import html
import re

from lxml import etree
from lxml import html as lxml_html

_BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
}  # fmt: skip
_HIDDEN = {"script", "style", "template", "noscript", "iframe", "head"}
# What XML, in which lxml keeps its strings, cannot hold.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


# What a database of a news site has in its field for the text. A text that only speaks of tags
# neither begins nor ends with one.
_FRAGMENT = re.compile(
    r"\s*<(?:p|div|h[1-6]|article|section|ul|ol|table|figure|blockquote|span|strong|b|em|a|img|br"
    r"|!--)\b[^<>]*>.*>\s*",
    re.I | re.S,
)


def as_fragment(text: str) -> str | None:
    """The HTML that a text is, also where its marks are escaped; null if it is none."""
    for one in (text, html.unescape(text) if text.lstrip().startswith("&lt;") else ""):
        if _FRAGMENT.fullmatch(one):
            return one
    return None


def fragment_text(fragment: str) -> str:
    """The text in it, a line for each paragraph. Nothing is judged to be furniture."""
    try:
        tree = lxml_html.fromstring(
            f"<div>{_NOT_XML.sub('', fragment)}</div>",
            parser=lxml_html.HTMLParser(huge_tree=False),
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return html.unescape(re.sub(r"<[^>]*>", "\n", fragment)).strip()
    pieces: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        is_block, is_hidden = tag in _BLOCKS, tag in _HIDDEN
        if event == "start":
            hidden += is_hidden
            pieces += ["\n"] if is_block else []
            pieces += [] if hidden or not element.text else [_one_line(element.text)]
        else:
            hidden -= is_hidden
            pieces += ["\n"] if is_block else []
            pieces += [] if hidden or not element.tail else [_one_line(element.tail)]
    lines = (" ".join(line.split(" ")).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(filter(None, lines))


def _one_line(text: str) -> str:
    return re.sub("[ \t\r\n]+", " ", text)
