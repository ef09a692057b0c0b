"""Which addresses name one article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diemtin.ingest.urls import url_key


@pytest.mark.parametrize(
    "url",
    [
        "https://bao.example/tin-1.html",
        "http://bao.example/tin-1.html",
        "HTTPS://WWW.Bao.Example/tin-1.html",
        "https://bao.example/tin-1.html/",
        "https://bao.example:443/tin-1.html",
        "http://bao.example:80/tin-1.html",
        "https://bao.example//tin-1.html",
        "https://bao.example/tin-1.html#binh-luan",
        "https://bao.example/tin-1.html?utm_source=fb&utm_medium=social",
        "https://bao.example/tin-1.html?fbclid=abc",
        "https://bao.example/tin-1.html?gidzl=abc&zarsrc=30",
        "https://bao.example/tin-1.html?ref=trang-chu&source=rss&",
        " https://bao.example/tin-1.html\n",
    ],
)
def test_ways_to_write_one_address_have_one_key(url: str) -> None:
    assert url_key(url) == "bao.example/tin-1.html"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://bao.example/tin-1", "https://bao.example/tin-2"),
        ("https://bao.example/?p=1", "https://bao.example/?p=2"),
        ("https://bao.example/tin?12", "https://bao.example/tin?13"),
        ("https://bao.example/tin?cid=1", "https://bao.example/tin?cid=2"),
        ("https://bao.example/tin?source=1", "https://bao.example/tin?source=2"),
        ("https://bao.example/#!/tin/1", "https://bao.example/#!/tin/2"),
        ("https://bao.example/Tin", "https://bao.example/tin"),
        ("https://hue.bao.example/tin", "https://vinh.bao.example/tin"),
        ("https://bao.example:8080/tin", "https://bao.example/tin"),
    ],
)
def test_addresses_of_different_articles_have_different_keys(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


def test_the_order_of_parameters_and_the_way_letters_are_escaped_do_not_matter() -> None:
    assert url_key("https://bao.example/đê?b=2&a=1") == url_key(
        "https://bao.example/%C4%91%C3%AA?a=1&b=2"
    )


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "https://bao.example",
        "https://bao.example/",
        "/tin-1",
        "tin-1",
        "mailto:a@b.example",
        "ftp://bao.example/tin",
        "https://[bad/tin",
        "https://:80/tin",
        "https:///tin",
    ],
)
def test_what_names_no_article_has_no_key(url: str | None) -> None:
    assert url_key(url) is None


@given(st.text() | st.from_regex(r"https?://[^ ]*", fullmatch=True))
def test_any_text_has_a_key_or_none(url: str) -> None:
    assert url_key(url) is None or "://" not in url_key(url).split("/")[0]
