"""What surrounds an article on its page: menus, related links, share buttons, footers.

Elements are known by tag, or by a name such as news sites in Vietnam give them in English or
Vietnamese; lines by their wording, or by being nothing but a link.
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from diemtin.segment.blocks import CONTACT, CREDIT, FURNITURE

_TAGS = ("nav", "footer", "aside", "menu", "noscript", "template", "dialog")
_NAMED_TAGS = ("div", "section", "ul", "ol", "dl", "p", "span", "table", "article", "header", "h3")
# Each stands between other letters of a class or id as a word of it.
_NAMES = re.compile(
    r"""
    (?<![a-z]) (?:
      (?:box|list|block|news|tin|bai|article|post|item|story)?[-_]?
        (?:related|relate|relation|lien[-_]?quan|cung[-_]?chuyen[-_]?muc|tin[-_]?khac|tin[-_]?moi
          |doc[-_]?nhieu|xem[-_]?nhieu|doc[-_]?them|xem[-_]?them|noi[-_]?bat|tieu[-_]?diem)
        (?:[-_]?(?:box|news|list|post|posts|article|articles|stories|tin|bai|content|item))?
    | read[-_]?more|most[-_]?(?:view|read|viewed)|suggest(?:ion|ed)?|recommend(?:ed|ation)?
    | insert[-_]?link | link[-_]content[-_]footer
    | social(?:[-_]?\w+)?|chia[-_]?se
    | share(?:[-_]?(?:bar|box|this|button|buttons|social|tool|list))?
    | addthis\w*|fb[-_]?(?:like|root|comments)|zalo[-_]?\w*
    | (?:box[-_]?)?comments?(?:[-_]?(?:box|list|area|form|section))?|binh[-_]?luan|y[-_]?kien
    | tags?(?:[-_]?(?:box|list|item|cloud))?|tu[-_]?khoa|box[-_]?tags?|article[-_]?tags?
    | ads?|advert\w*|adv|banner\w*|quang[-_]?cao|qc|sponsor\w*|popup|modal|cookie\w*
    | breadcrumbs?|(?:main|top|sub|mega|side|bottom|mobile)?[-_]?(?:menu|nav|navbar|navigation)
    | sidebar\w*|side[-_]?bar|right[-_]?col|col[-_]?right
    | footer\w*|(?:site|page|main|top)[-_](?:header|footer)|top[-_]?bar|copy[-_]?right|license
    | hot[-_]?line|newsletter|subscribe|rating|vote|toolbar|pagination|paging
    ) (?![a-z])
    """,
    re.VERBOSE,
)
_CAPTION = re.compile(r"(?<![a-z])(?:caption|chu[-_]?thich(?:[-_]?anh)?)(?![a-z])", re.IGNORECASE)
_CAPTION_CHARS = 400
# An element with such a name that holds more of the page's prose than this holds the article.
_PROSE_CHARS = 500
_PROSE_SHARE = 1 / 3
_PROSE = etree.XPath(".//text()[not(ancestor::a or ancestor::script or ancestor::style)]")

_LISTS = ("table", "ul", "ol", "dl")
# A list of more links than any article has related ones is a list of links if text in links is more
# than this of it.
_MANY_LINKS = 100
_LINK_SHARE = 0.8
_HEADLINE_CHARS = 100
_LINKS = etree.XPath("count(.//a)")

_PICTURE_CELLS = 4
_CELLS = ("td", "th")
_LEAD = re.compile(
    r"(?<![a-z])(?:sapo|lead|description|desc|chapeau|tom-?tat|summary|excerpt|intro)(?![a-z])",
    re.IGNORECASE,
)
_LEAD_TAGS = ("p", "h2", "h3", "div", "strong")
_LEAD_CHARS = (30, 1_000)

_LIST_MARK = re.compile(r"^[-–•*+>»▪◦·►▶|]+\s*")
# A longer link by itself on a line leads elsewhere, a shorter one may be the writer's name.
_NAME_WORDS = 5


def prune(tree: lxml_html.HtmlElement) -> None:
    """Take out of a page, in place, the elements that are no part of an article."""
    body = tree.find("body")
    if body is None:
        return
    for element in [*body.iter(*_TAGS), *_headers(body)]:
        _drop(element)
    most = min(_PROSE_CHARS, prose_chars(body) * _PROSE_SHARE)
    for element in list(body.iter(*_NAMED_TAGS)):
        named = f"{element.get('class', '')} {element.get('id', '')}"
        if len(named) > 1 and _NAMES.search(named.lower()) and _is_bare(element, most):
            _drop(element)
    for element in body.xpath(".//*[@class]"):
        if _CAPTION.search(element.get("class")) and _is_lost_caption(element):
            _drop(element)


def drop_link_lists(tree: lxml_html.HtmlElement) -> bool:
    """Take long lists of links out of a page, in place; whether it holds nothing but such."""
    body = tree.find("body")
    if body is None or _LINKS(body) <= _MANY_LINKS:
        return False
    is_list = prose_chars(body) < (1 - _LINK_SHARE) * _chars(body)
    for element in list(body.iter(*_LISTS)):
        if (
            _LINKS(element) > _MANY_LINKS
            and element.find(".//h1") is None
            and prose_chars(element) < (1 - _LINK_SHARE) * _chars(element)
        ):
            _drop(element)
    return is_list and prose_chars(body) <= _HEADLINE_CHARS


def _chars(element: lxml_html.HtmlElement) -> int:
    return sum(len(part.strip()) for part in element.itertext())


def flatten_layout(tree: lxml_html.HtmlElement) -> None:
    """Make divisions, in place, of tables that only lay out a page or set a picture."""
    for table in list(tree.iter("table")):
        if _lays_out(table):
            for element in table.iter("table", "thead", "tbody", "tfoot", "tr", "td", "th"):
                if next(element.iterancestors("table"), table) is table:
                    element.tag = "p" if element.tag in _CELLS and _is_plain(element) else "div"
                    element.attrib.clear()


def _is_plain(cell: lxml_html.HtmlElement) -> bool:
    """Whether a cell is one paragraph: text without blocks in it."""
    return (
        bool((cell.text or "").strip()) and cell.find(".//p") is None and cell.find("div") is None
    )


def _lays_out(table: lxml_html.HtmlElement) -> bool:
    if table.find(".//table") is not None or table.find(".//h1") is not None:
        return True
    cells = list(table.iter(*_CELLS))
    if len(cells) <= _PICTURE_CELLS and table.find(".//img") is not None:
        return True
    return any(len(cell.findall("p")) + len(cell.findall("div")) > 2 for cell in cells)


def lead(tree: lxml_html.HtmlElement) -> str | None:
    """The paragraph under the headline that many sites set apart from the text; null if none is."""
    headline = tree.find(".//body//h1")
    if headline is None:
        return None
    for element in headline.xpath("following::*[@class][position() <= 40]"):
        if element.tag in _LEAD_TAGS and _LEAD.search(element.get("class")):
            text = _in_one_line(element)
            is_prose = prose_chars(element) * 2 > len(text)
            if is_prose and _LEAD_CHARS[0] <= len(text) <= _LEAD_CHARS[1]:
                return text
    return None


def _in_one_line(element: lxml_html.HtmlElement) -> str:
    line = ""
    for part in element.itertext():
        # The place of the report, in an element of its own: "Lai Châu" "Cầu mới ...".
        line += f" {part}" if line[-1:].islower() and part[:1].isupper() else part
    return " ".join(line.split())


def prose_chars(element: lxml_html.HtmlElement) -> int:
    """How much text there is in an element outside its links."""
    return sum(len(part.strip()) for part in _PROSE(element))


def _headers(body: lxml_html.HtmlElement) -> Iterator[lxml_html.HtmlElement]:
    """Headers of the site; that of the article holds its headline."""
    for header in body.iter("header"):
        if header.find(".//h1") is None and next(header.iterancestors("article"), None) is None:
            yield header


def _is_bare(element: lxml_html.HtmlElement, most: float) -> bool:
    """Whether there is little prose in it, and no headline."""
    return element.find(".//h1") is None and prose_chars(element) <= most


def _is_lost_caption(element: lxml_html.HtmlElement) -> bool:
    """Whether a picture's text would pass for a paragraph once it is a line: it credits nobody.

    trafilatura leaves out what `<figcaption>` holds; a line that credits is known for a caption.
    """
    text = " ".join(element.text_content().split())
    return len(text) <= _CAPTION_CHARS and not CREDIT.search(text) and element.find(".//h1") is None


def _drop(element: lxml_html.HtmlElement) -> None:
    if element.getparent() is not None:  # not yet gone with an element around it
        element.drop_tree()


def link_lines(tree: lxml_html.HtmlElement) -> frozenset[str]:
    """The texts of a page's links, each on one line."""
    texts = (" ".join(link.text_content().split()) for link in tree.iter("a"))
    return frozenset(filter(None, texts))


def without_furniture(text: str, links: frozenset[str], title: str | None) -> str:
    """An extracted text without the lines that are furniture, or nothing but a link.

    A short link stays unless a line that goes stands beside it: it may be a writer's name. Address
    and telephone go where nothing but such lines follows.
    """
    lines = text.split("\n")
    headline = " ".join((title or "").split()).casefold()
    bare = [_LIST_MARK.sub("", " ".join(line.split())) for line in lines]
    goes = [
        line.casefold() != headline
        and (FURNITURE.fullmatch(line) is not None or _is_long_link(line, links))
        for line in bare
    ]
    for number, line in enumerate(bare):
        beside = goes[max(0, number - 1) : number + 2]
        if line in links and any(beside) and line.casefold() != headline:
            goes[number] = True
    for number in reversed(range(len(lines))):
        if bare[number] and not goes[number]:
            if not CONTACT.fullmatch(bare[number]):
                break
            goes[number] = True
    return "\n".join(line for line, out in zip(lines, goes, strict=True) if not out)


def _is_long_link(line: str, links: frozenset[str]) -> bool:
    return line in links and len(line.split()) > _NAME_WORDS
