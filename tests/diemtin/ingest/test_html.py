"""Web pages. All articles are invented."""

import datetime
import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diemtin.ingest.html import decode_html, read_html
from diemtin.ingest.reasons import Reason, Refused
from diemtin.ingest.stated import Stated
from tests.diemtin.ingest.legacy import SHOWN, windows_1258

DAY = datetime.date(2025, 6, 27)
PARAGRAPHS = (
    "Sáng 27/6, hợp tác xã Mường Khói bắt đầu thu hoạch vụ dưa đầu tiên trồng trên đất bãi.",
    "Bà Lường Thị Xuyến, tổ trưởng tổ sản xuất, cho biết năng suất cao hơn dự tính của cả tổ.",
    "Xe của thương lái đã chờ sẵn ở đầu bãi từ tờ mờ sáng để kịp chuyến hàng về xuôi trong ngày.",
)


def page(
    *,
    head: str = "",
    before: str = "",
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    charset: str = "utf-8",
) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="{charset}">{head}</head>'
        f"<body>{before}<article>{body}</article></body></html>"
    )


def json_ld(**fields: object) -> str:
    described = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(described)}</script>'


# Text


def test_the_main_text_is_one_line_a_paragraph() -> None:
    assert read_html(page().encode()).text.split("\n") == list(PARAGRAPHS)


def test_menus_and_scripts_are_no_text() -> None:
    menu = "<nav><ul><li><a href='/'>Trang nhất</a></li></ul></nav><script>var mở = 1;</script>"
    text = read_html(page(before=menu).encode()).text
    assert "Trang nhất" not in text
    assert "var" not in text


def test_repairs_that_the_page_needed_are_counted() -> None:
    odd = ("Vụ\u00a0dưa ở bãi\u200b Mường Khói được mùa, bà con trong vùng phấn khởi.",)
    repairs = read_html(page(paragraphs=PARAGRAPHS + odd).encode()).repairs
    assert (repairs.space, repairs.zero_width, repairs.line_end, repairs.edge) == (1, 1, 0, 0)


def test_a_clean_page_needs_no_repairs() -> None:
    repairs = read_html(page(before="\r\n  <div>&#13;\u2028</div>").encode()).repairs
    assert not any(vars(repairs).values())


# Headline, author, address


def test_headline_author_and_address_come_from_json_ld() -> None:
    head = json_ld(
        headline="Được mùa dưa bãi",
        author={"@type": "Person", "name": "Cầm Vĩnh"},
        url="https://vidu.example/dua-bai",
    )
    extracted = read_html(page(head="<title>Trang chủ</title>" + head).encode())
    assert extracted.title == "Được mùa dưa bãi"
    assert extracted.author == "Cầm Vĩnh"
    assert extracted.url == "https://vidu.example/dua-bai"


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Cầm Vĩnh", "Cầm Vĩnh"),
        (["Cầm Vĩnh", {"name": "Hà Ry"}], "Cầm Vĩnh, Hà Ry"),
        ([{"name": None}, "Hà Ry"], "Hà Ry"),
        (7, None),
    ],
)
def test_authors_in_json_ld_take_many_forms(author: object, name: str | None) -> None:
    assert read_html(page(head=json_ld(author=author)).encode()).author == name


@pytest.mark.parametrize(
    "wrap",
    [
        lambda node: node,
        lambda node: [node],
        lambda node: {"@graph": [{"@type": "WebSite", "headline": "Báo"}, node]},
        lambda node: [{"@type": "Organization"}, {"@graph": [node]}],
    ],
    ids=["alone", "list", "graph", "list_of_graphs"],
)
def test_the_article_is_found_in_any_json_ld(wrap: object) -> None:
    node = {"@type": ["Thing", "NewsArticle"], "headline": "Được mùa dưa bãi"}
    described = wrap(node)  # type: ignore[operator]
    script = f'<script type="application/ld+json">{json.dumps(described)}</script>'
    assert read_html(page(head=script).encode()).title == "Được mùa dưa bãi"


@pytest.mark.parametrize(
    "broken",
    ["{", "", "null", "[]", "7", '{"@type": 7}', '{"@type": "NewsArticle", "headline": 7}'],
)
def test_a_broken_json_ld_script_is_passed_over(broken: str) -> None:
    script = f'<script type="application/ld+json">{broken}</script>'
    head = script + "<title>Được mùa dưa bãi</title>"
    assert read_html(page(head=head).encode()).title == "Được mùa dưa bãi"


def test_the_second_of_two_scripts_may_hold_the_article() -> None:
    head = '<script type="application/ld+json">{</script>' + json_ld(headline="Được mùa")
    assert read_html(page(head=head).encode()).title == "Được mùa"


@pytest.mark.parametrize("depth", [*range(100, 1_000, 25), 5_000])
@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("[", "]"),
        ('{"@graph":', "}"),
        ('{"@type": "NewsArticle", "author": ' + "[", "]}"),
    ],
    ids=["lists", "graphs", "authors"],
)
def test_json_ld_that_is_nested_too_deep_is_passed_over(
    opening: str, closing: str, depth: int
) -> None:
    if "author" in opening:
        nested = opening + "[" * depth + "]" * depth + closing
    else:
        nested = opening * depth + "1" + closing * depth
    script = f'<script type="application/ld+json">{nested}</script>'
    assert read_html(page(head=script).encode()).text


def test_the_canonical_link_is_the_address() -> None:
    head = '<link rel="canonical" href=" https://vidu.example/a ">' + json_ld(
        url="https://vidu.example/b"
    )
    assert read_html(page(head=head).encode()).url == "https://vidu.example/a"


@pytest.mark.parametrize("link", ["/a", "a.html", "https://vidu.example/", "https://vidu.example"])
def test_a_canonical_link_that_names_no_article_gives_way_to_one_that_does(link: str) -> None:
    head = f'<link rel="Canonical" href="{link}">'
    assert read_html(page(head=head).encode()).url == link
    head += '<meta property="og:url" content="https://vidu.example/a">'
    assert read_html(page(head=head).encode()).url == "https://vidu.example/a"


# Date


@pytest.mark.parametrize(
    ("head", "before", "found_in"),
    [
        (json_ld(datePublished="2025-06-27T08:15:00+07:00"), "", "json_ld"),
        (json_ld(datePublished=1_750_986_900), "", "json_ld"),
        (
            '<meta property="article:published_time" content="2025-06-27T08:15:00+07:00">',
            "",
            "meta",
        ),
        ('<meta itemprop="datePublished" content="2025-06-27T08:15:00+07:00">', "", "meta"),
        ('<meta name="pubdate" content="27/06/2025 08:15">', "", "meta"),
        ("", '<time datetime="2025-06-27T08:15:00+07:00">sáng nay</time>', "time_element"),
        ("", "<div>Thứ sáu, 27/6/2025,\n 08:15 (GMT+7)</div>", "visible_line"),
    ],
)
def test_the_date_is_found_in(head: str, before: str, found_in: str) -> None:
    extracted = read_html(page(head=head, before=before).encode())
    assert extracted.published is not None
    assert extracted.published.date == DAY
    assert extracted.published.at == datetime.datetime(2025, 6, 27, 1, 15, tzinfo=datetime.UTC)
    assert extracted.published_date_source == found_in


PLACES = {
    "json_ld": (json_ld(datePublished="2025-06-21"), ""),
    "meta": ('<meta name="pubdate" content="2025-06-22">', ""),
    "time_element": ("", '<time datetime="2025-06-23"></time>'),
    "visible_line": ("", "<div>Thứ ba, 24/6/2025</div>"),
}


@pytest.mark.parametrize(("more_trusted", "less_trusted"), [
    ("json_ld", "meta"), ("meta", "time_element"), ("time_element", "visible_line"),
])  # fmt: skip
def test_the_more_trusted_of_two_dates_is_taken(more_trusted: str, less_trusted: str) -> None:
    head = PLACES[less_trusted][0] + PLACES[more_trusted][0]
    before = PLACES[less_trusted][1] + PLACES[more_trusted][1]
    extracted = read_html(page(head=head, before=before).encode())
    assert extracted.published_date_source == more_trusted


def test_an_unreadable_date_gives_way_to_the_next_readable_one() -> None:
    head = json_ld(datePublished="vừa xong") + '<meta name="pubdate" content="2025-06-27">'
    extracted = read_html(page(head=head).encode())
    assert extracted.published is not None
    assert (extracted.published_date_source, extracted.published_raw) == ("meta", "2025-06-27")


def test_a_date_inside_the_prose_is_not_the_date_of_publication() -> None:
    extracted = read_html(page().encode())
    assert extracted.published_date_source in (None, "htmldate")
    assert extracted.published is None or extracted.published.at is None


def test_a_date_line_inside_a_long_paragraph_is_not_the_date_of_publication() -> None:
    prose = ("Thứ ba, 24/6/2025 là ngày cả bản Mường Khói xuống bãi dọn cỏ " + "dưa " * 10,)
    extracted = read_html(page(paragraphs=PARAGRAPHS + prose).encode())
    assert extracted.published_date_source != "visible_line"


def test_without_a_date_there_is_none() -> None:
    plain = tuple(paragraph.replace("27/6", "nay") for paragraph in PARAGRAPHS)
    extracted = read_html(page(paragraphs=plain).encode())
    assert (extracted.published, extracted.published_date_source) == (None, None)


def test_a_date_that_cannot_be_read_is_kept_as_written() -> None:
    plain = tuple(paragraph.replace("27/6", "nay") for paragraph in PARAGRAPHS)
    extracted = read_html(page(head=json_ld(datePublished="vừa xong"), paragraphs=plain).encode())
    assert (extracted.published, extracted.published_raw) == (None, "vừa xong")


# Encodings


@pytest.mark.parametrize(
    "content",
    [
        page().encode(),
        b"\xef\xbb\xbf" + page().encode(),
        page(charset="utf-16").encode("utf-16"),
        b"\xff\xfe" + page().encode("utf-16-le"),
        b"\xfe\xff" + page().encode("utf-16-be"),
        page(charset="windows-1258").encode(),
        ('<?xml version="1.0" encoding="utf-8"?>' + page()).encode(),
    ],
    ids=["utf-8", "utf-8-bom", "utf-16", "utf-16-le", "utf-16-be", "wrongly_declared", "xhtml"],
)
def test_a_page_is_decoded_by_its_bytes(content: bytes) -> None:
    assert read_html(content).text.split("\n") == list(PARAGRAPHS)


def test_a_page_is_decoded_by_the_charset_it_declares() -> None:
    text = page(charset="windows-1252").replace("ư", "u")
    content = "".join(c if ord(c) < 256 else "é" for c in text).encode("windows-1252")
    assert decode_html(content).text.encode("windows-1252") == content


@pytest.mark.parametrize(
    "charset", ["utf-8", "UTF8", "không-có", "ascii", "x" * 50, "rot13", "hex", "idna"]
)
def test_a_page_in_no_encoding_that_it_declares_is_refused(charset: str) -> None:
    content = page(charset=charset).encode() + b"\xd0\xf2\xff"
    with pytest.raises(Refused) as refused:
        read_html(content)
    assert refused.value.reason is Reason.UNDECODABLE


@pytest.mark.parametrize("content", [b"\xff\xfea", b"\xfe\xff\xd8\x00"])
def test_a_broken_utf16_page_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_html(content)
    assert refused.value.reason is Reason.UNDECODABLE


# Pages without an article


@pytest.mark.parametrize("content", [b"", b" \r\n\t", b"\xef\xbb\xbf", "\u00a0\n".encode()])
def test_an_empty_page_is_refused_as_empty(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_html(content)
    assert refused.value.reason is Reason.EMPTY


@pytest.mark.parametrize(
    "content",
    [
        *(b"<html></html>", b"<!-- -->", b"<", b"\x00"),
        f"{PARAGRAPHS[0]}<a href='/1'>{PARAGRAPHS[0]}".encode(),
    ],
)
def test_a_page_without_text_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_html(content)
    assert refused.value.reason in (Reason.NO_TEXT, Reason.EMPTY)


TAGS = st.sampled_from(
    ["<html>", "<head>", "<body>", "<p>", "</p>", "<div>", "</div>", "<article>", "<table><tr>",
     "<td>", "<script>", "<script type='application/ld+json'>", "</script>", "<!--", "-->",
     "<meta charset=", "<time datetime='2025'>", "<title>", "<svg>", "<a href='http://[bad'>",
     "<link rel=canonical href=''>",
     "<meta name=date content='", "'>", "&#0;", "&#xD800;", "&nbsp;", "{\"@type\": \"Article\"}",
     *PARAGRAPHS]
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(
    st.binary(max_size=200) | st.lists(TAGS, max_size=12).map(lambda tags: "".join(tags).encode())
)
@example(b"<html><body>" + b"<div>" * 3_000 + b"a" + b"</div>" * 3_000)
@example(page(before="&#xD800;&#0;").encode())
def test_any_page_is_read_or_refused(content: bytes) -> None:
    try:
        extracted = read_html(content)
    except Refused:
        return
    assert extracted.text.strip()


NAV = (
    "<nav><ul>"
    + "".join(f"<li><a href='/{n}'>Mục số {n}</a></li>" for n in range(60))
    + "</ul></nav>"
)


@pytest.mark.parametrize(
    "body",
    [
        NAV,
        NAV.replace("nav>", "div>"),
        f"<header>{NAV}</header><footer><p>Tổng biên tập: Cầm Vĩnh</p></footer>",
        NAV.replace("nav>", "div>").replace("Mục số", "Chuyện dài kỳ ở bản Mường Khói phần thứ"),
    ],
    ids=["nav", "div", "header and footer", "headlines"],
)
def test_a_page_of_nothing_but_menus_is_refused(body: str) -> None:
    with pytest.raises(Refused) as refused:
        read_html(f"<html><body>{body}</body></html>".encode())
    assert refused.value.reason is Reason.NO_TEXT


LINKS = [f"<a href='/vb/{n}'>Văn bản số {n} về việc điều chỉnh quy hoạch</a>" for n in range(200)]
LINK_LISTS = {
    "ul": "<ul>" + "".join(f"<li>{n}. {link}</li>" for n, link in enumerate(LINKS)) + "</ul>",
    "table": "<table>" + "".join(f"<tr><td>{link}</td></tr>" for link in LINKS) + "</table>",
    "bare": "<br>".join(LINKS),
}


@pytest.mark.parametrize("kind", LINK_LISTS)
def test_a_headline_above_a_list_of_links_is_no_article(kind: str) -> None:
    with pytest.raises(Refused, match="links"):
        read_html(f"<html><body><h1>Văn bản mới</h1>{LINK_LISTS[kind]}</body></html>".encode())


@pytest.mark.parametrize("kind", ["ul", "table"])
def test_an_article_beside_a_list_of_links_is_read_without_it(kind: str) -> None:
    assert read_html(page(before=LINK_LISTS[kind]).encode()).text.split("\n") == list(PARAGRAPHS)


def test_an_element_of_fifty_thousand_attributes_does_not_lose_its_page() -> None:
    odd = (
        "<p " + " ".join(f"a{n}" for n in range(50_000)) + ">Dưa ở bãi được giá hơn năm ngoái.</p>"
    )
    assert read_html(page(before=odd).encode()).text.endswith("\n".join(PARAGRAPHS))


CREDITED, UNCREDITED = "Dưa ở đầu bãi. Ảnh: Cầm Vĩnh", "Dưa chờ xe ở đầu bãi từ tờ mờ sáng."


@pytest.mark.parametrize(
    ("picture", "kept"),
    [
        (f'<div class="PhotoCMS_Caption"><p>{CREDITED}</p></div>', [CREDITED]),
        (f'<div class="PhotoCMS_Caption"><p>{UNCREDITED}</p></div>', []),
        (f'<p class="wp-caption-text">{UNCREDITED}</p>', []),
        (f'<p class="chu-thich-anh">{UNCREDITED}</p>', []),
        (f"<figure><img src='a.jpg'><figcaption>{UNCREDITED}</figcaption></figure>", []),
    ],
)
def test_a_caption_that_could_pass_for_a_paragraph_is_left_out(
    picture: str, kept: list[str]
) -> None:
    first = f'{PARAGRAPHS[0]}</p><div><img src="a.jpg">{picture}</div><p>'
    text = read_html(page(paragraphs=(first, *PARAGRAPHS[1:])).encode()).text
    assert text.split("\n") == [PARAGRAPHS[0], *kept, *PARAGRAPHS[1:]]


def test_ten_thousand_nested_elements_are_read_or_refused() -> None:
    nested = "<div>" * 10_000 + "<p>" + PARAGRAPHS[0] + "</p>" + "</div>" * 10_000
    for content in (f"<html><body>{nested}</body></html>", page(before=nested)):
        try:
            assert read_html(content.encode()).text
        except Refused as refused:
            assert refused.reason is Reason.NO_TEXT


@pytest.mark.parametrize(
    "control",
    [
        "\0",
        "\x01",
        "\x1f",
        "\x7f",
        "\uffff",
        "\x0b",
        "\x0c",
        "&#1;",
        "&#12;",
        "&#x0C;",
        "&#0031;",
        "&#x1f",
        "&#65535;",
        "&#xFFFE;",
    ],
)
def test_control_characters_are_taken_out_wherever_they_stand(control: str) -> None:
    menu = f"<nav>{control}</nav>{control}<div class='share'>{control}</div>{control}"
    content = page(before=menu).replace("</p>", f"</p>{control}").encode()
    assert read_html(content).text.split("\n") == list(PARAGRAPHS)


def test_zero_bytes_are_counted() -> None:
    content = page().replace("dưa", "d\0ưa").encode()
    extracted = read_html(content)
    assert extracted.text.split("\n") == list(PARAGRAPHS)
    assert extracted.repairs.control == content.count(b"\0")


@pytest.mark.parametrize(
    "huge",
    [
        "<script>var a = '" + "x" * 11_000_000 + "';</script>",
        "<img src='data:image/png;base64," + "A" * 11_000_000 + "'>",
        "<style>" + "a{}" * 400_000 + "</style>",
        "<script>" * 200_000,
    ],
    ids=["script", "picture", "style", "unclosed scripts"],
)
def test_a_page_with_something_huge_in_it_is_read_to_its_end(huge: str) -> None:
    content = page(before=huge if "</" in huge or "<img" in huge else "") + (
        "" if "</" in huge or "<img" in huge else huge
    )
    assert read_html(content.encode()).text.split("\n") == list(PARAGRAPHS)


# Decoded wrongly before


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_in_a_legacy_font_is_read_with_its_headline(name: str) -> None:
    show = SHOWN[name]
    head = f"<title>{show('Được mùa dưa bãi')}</title>"
    paragraphs = tuple(show(paragraph) for paragraph in PARAGRAPHS)
    for content in (
        page(head=head, paragraphs=paragraphs),
        page(head=head, paragraphs=tuple(map(as_references, paragraphs))),
    ):
        extracted = read_html(content.encode())
        assert extracted.text.split("\n") == list(PARAGRAPHS)
        assert extracted.title == "Được mùa dưa bãi"
        assert extracted.encoding == f"utf-8+{name}"
        assert extracted.encoding_confidence < 1
        assert extracted.repairs.encoding > 50


def as_references(text: str) -> str:
    """As editors of the nineties wrote letters beyond ASCII."""
    return "".join(c if c.isascii() else f"&#{ord(c)};" for c in text)


@pytest.mark.parametrize("declared", [None, "windows-1252", "utf-8"])
def test_the_charset_of_the_server_is_a_hint_at_most(declared: str | None) -> None:
    content = windows_1258(page(charset="iso-8859-1"))
    extracted = read_html(content, Stated(charset=declared))
    assert extracted.text.split("\n") == list(PARAGRAPHS)
    assert extracted.encoding == "windows-1258"


# The site's name and the dates around an article


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Được mùa dưa bãi - Báo Suối Nguồn", "Được mùa dưa bãi"),
        ("Được mùa dưa bãi | Suối Nguồn Online", "Được mùa dưa bãi"),
        ("Được mùa dưa bãi - Nông nghiệp - Báo Suối Nguồn", "Được mùa dưa bãi"),
        ("Suối Nguồn | Được mùa dưa bãi", "Được mùa dưa bãi"),
        ("Được mùa dưa bãi — suoinguon.example", "Được mùa dưa bãi"),
        ("Được mùa dưa bãi - Niềm vui bên suối", "Được mùa dưa bãi - Niềm vui bên suối"),
        ("Cầm Vĩnh - Người trồng dưa", "Cầm Vĩnh - Người trồng dưa"),
        ("Trận Mường Khói-Suối Nguồn hòa", "Trận Mường Khói-Suối Nguồn hòa"),
        ("Báo Suối Nguồn", "Báo Suối Nguồn"),
        ("Dưa &amp; đất - Báo Suối Nguồn", "Dưa & đất"),
    ],
)
@pytest.mark.parametrize("place", ["json_ld", "og", "title"])
def test_only_the_name_of_the_site_is_cut_off_a_title(title: str, kept: str, place: str) -> None:
    site = (
        '<meta property="og:site_name" content="Báo Suối Nguồn">'
        '<meta property="article:section" content="Nông nghiệp">'
        '<link rel="canonical" href="https://suoinguon.example/a.html">'
    )
    stated = {
        "json_ld": json_ld(headline=title),
        "og": f'<meta property="og:title" content="{title}">',
        "title": f"<title>{title}</title>",
    }[place]
    found = read_html(page(head=site + stated).encode()).title
    if place == "title" and found != kept:
        # From a <title>, trafilatura cuts whatever stands behind the dash.
        assert title.startswith(found or "?") or title.endswith(found or "?")
    else:
        assert found == kept


@pytest.mark.parametrize(
    "before",
    [
        "<div>Cập nhật lúc 10:15, Thứ Tư, 25/06/2025</div>",
        "<p>Cập nhật: 25/06/2025 10:15</p>",
        '<time class="updated" datetime="2025-06-25T10:15:00+07:00">25/06/2025</time>',
        '<time itemprop="dateModified" datetime="2025-06-25T10:15:00+07:00"></time>',
        "<header><span>Thứ Tư, 25/06/2025</span></header>",
    ],
)
def test_an_update_or_the_day_of_the_visit_is_not_the_date_of_publication(before: str) -> None:
    stated = "<h1>Được mùa dưa bãi</h1><div>Thứ sáu, 27/6/2025 | 08:15 (GMT+7)</div>"
    extracted = read_html(page(before=before + stated).encode())
    assert extracted.published is not None
    assert (extracted.published.date, extracted.published_date_source) == (DAY, "visible_line")


def test_an_update_alone_gives_no_date() -> None:
    plain = tuple(paragraph.replace("27/6", "nay") for paragraph in PARAGRAPHS)
    before = "<h1>Được mùa dưa bãi</h1><p>Cập nhật: 25/06/2025 10:15</p>"
    assert read_html(page(before=before, paragraphs=plain).encode()).published is None


@pytest.mark.parametrize(
    "line",
    [
        "Thứ Tư, 12/03/2025 | 10:15 (GMT+7)",
        "10:15 12/03/2025",
        "12/03/2025 10:15",
        "Ngày đăng: 12/03/2025 10:15",
        "Đăng lúc 10:15 ngày 12/03/2025",
        "10:15 | Thứ Tư, 12/03/2025",
        "12/03/2025 10:15 GMT+7",
    ],
)
def test_a_line_with_day_and_time_by_itself_is_the_date(line: str) -> None:
    before = f"<h1>Được mùa dưa bãi</h1><div>{line}</div>"
    extracted = read_html(page(before=before).encode())
    assert extracted.published is not None
    assert extracted.published.at == datetime.datetime(2025, 3, 12, 3, 15, tzinfo=datetime.UTC)
    assert extracted.published_date_source == "visible_line"


def test_the_address_gives_the_day_where_the_page_does_not() -> None:
    plain = tuple(paragraph.replace("27/6", "nay") for paragraph in PARAGRAPHS)
    link = '<link rel="canonical" href="https://vidu.example/2025/06/27/dua-bai.html">'
    extracted = read_html(page(head=link, paragraphs=plain).encode())
    assert extracted.published is not None
    assert (extracted.published.date, extracted.published.at) == (DAY, None)
    assert extracted.published_date_source == "url"
