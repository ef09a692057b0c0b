"""Feeds and sitemaps of any bytes, and the keys of addresses."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diemtin.landing.web.feeds import read_feed
from diemtin.landing.web.fetching import FetchError
from diemtin.landing.web.listing import url_key
from diemtin.landing.web.sitemaps import read_sitemap
from tests.diemtin.landing.web.newsroom import json_feed
from tests.diemtin.landing.web.site import rss

URL = "http://bao.example/rss"
SEEDS = [
    rss("<title>Tin</title><link>/a</link><pubDate>5</pubDate>", "<link>/b</link>").body,
    json_feed({"id": "1", "url": "/a", "authors": [{"name": "Lê"}]}, {"content_text": "x"}).body,
    b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://b/a</loc>'
    b"<lastmod>2025-07-05</lastmod></url></urlset>",
    b"<sitemapindex><sitemap><loc>http://b/s.xml</loc></sitemap></sitemapindex>",
    b"http://bao.example/a\nhttp://bao.example/b\n",
]


def read_all(content: bytes, content_type: str) -> None:
    """Whatever comes, each reader gives a listing or says why not."""
    for read in (
        lambda: read_feed(content, URL, content_type),
        lambda: read_sitemap(content, URL, content_type, 100_000),
    ):
        try:
            listing = read()
        except FetchError as error:
            assert error.code in ("malformed_listing", "too_large")
            continue
        for listed in [*listing.entries, *listing.further]:
            assert isinstance(listed.key, str)


@settings(max_examples=300, deadline=None)
@given(
    seed=st.sampled_from(SEEDS),
    cut=st.integers(0, 400),
    put=st.binary(max_size=20) | st.sampled_from([b"<item>", b"&a;", b"]]>", b"<![CDATA[", b"{"]),
    skip=st.integers(0, 30),
    content_type=st.sampled_from(["", "text/xml", "application/xml; charset=x", "a;charset=\xff"]),
    is_packed=st.booleans(),
)
def test_no_damage_raises(
    seed: bytes, cut: int, put: bytes, skip: int, content_type: str, is_packed: bool
) -> None:
    content = gzip.compress(seed, mtime=0) if is_packed else seed
    cut %= len(content)
    read_all(content[:cut] + put + content[cut + skip :], content_type)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(content: bytes) -> None:
    for begin in (b"", b"{", b"<rss>", b'{"items": ', b"<?xml version='1.0'?><urlset>"):
        read_all(begin + content, "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://bao.example/a", "HTTP://BAO.example:80/a#tren"),
        ("http://bao.example", "http://bao.example/"),
        ("https://bao.example/a?id=1", "https://bao.example:443/a?id=1&utm_source=rss&fbclid=x"),
        ("http://bao.example/t%E1%BB%A9c", "http://bao.example/tức"),
        ("http://xn--bo-mia.example/", "http://báo.example/"),
    ],
)
def test_spellings_of_one_address_have_one_key(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://bao.example/a", "https://bao.example/a"),
        ("http://bao.example/a", "http://bao.example/A"),
        ("http://bao.example/a?cid=1", "http://bao.example/a?cid=2"),
        ("http://bao.example/a?source=1", "http://bao.example/a?source=2"),
        ("http://bao.example/a?ref=1", "http://bao.example/a"),
        ("http://bao.example/a", "http://bao.example/a/"),
    ],
)
def test_different_addresses_have_different_keys(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


@settings(deadline=None)
@given(st.text())
def test_any_string_has_a_key_that_is_its_own(text: str) -> None:
    assert url_key(url_key(text)) == url_key(text)
