"""Network sources from the listing to the tables. All pages are invented."""

import datetime
import gzip
import json
from dataclasses import replace
from typing import Any

import pytest

from diemtin.landing.capture import capture, due_sources
from diemtin.landing.check import check_sources
from diemtin.landing.web.memory import FOLDER_NAME
from diemtin.landing.web.poll import web
from tests.diemtin.landing.web.newsroom import PARAGRAPH, Newsroom, json_feed
from tests.diemtin.landing.web.site import Reply, Site, html, raw, redirect, rss, silent, xml

TODAY = datetime.date(2025, 7, 5)  # as the fixture's clock


def item(link: str, title: str = "Tin", *more: str) -> str:
    return f"<title>{title}</title><link>{link}</link>" + "".join(more)


def fill(site: Site, *paths: str) -> None:
    """Pages of different texts."""
    for path in paths:
        site.pages[path] = html(f"Tin {path}", f"Bài {path}. {PARAGRAPH}")


# From a feed to the tables


def test_the_pages_of_a_feed_become_articles(newsroom: Newsroom, site: Site) -> None:
    site.pages["/rss"] = rss(item("/a", "Đò mở lại"), item(f"{site.url}/b", "Chợ họp sớm"))
    fill(site, "/a", "/b")
    newsroom.feed()
    captured = newsroom.land()
    assert [(poll.source, poll.state) for poll in captured.polls] == [("báo", "ok")]
    articles, rejects = newsroom.articles()
    assert rejects == []
    assert [article["url"] for article in articles] == [f"{site.url}/a", f"{site.url}/b"]
    assert {article["source"] for article in articles} == {"báo"}
    assert articles[0]["title"] == "Tin /a"
    assert PARAGRAPH in articles[0]["text"]
    assert {article["landing_date"] for article in articles} == {TODAY}


def test_what_the_feed_says_fills_what_the_page_is_silent_on(
    newsroom: Newsroom, site: Site
) -> None:
    more = "<pubDate>Fri, 04 Jul 2025 22:30:00 +0700</pubDate><author>Lê Thị Thử</author>"
    site.pages["/rss"] = rss(item("/a", "Đò &amp; phà <b>mở</b> lại", more))
    site.pages["/a"] = Reply(
        f"<html><body><article><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></article></body></html>".encode(),
        headers={"Content-Type": "text/html; charset=utf-8"},
    )
    newsroom.feed()
    newsroom.land()
    ((article,), _) = newsroom.articles()
    assert article["title"] == "Đò & phà mở lại"
    assert article["author"] == "Lê Thị Thử"
    assert article["published_date"] == datetime.date(2025, 7, 4)
    assert article["published_date_source"] == "listing"
    assert article["published_raw"] == "Fri, 04 Jul 2025 22:30:00 +0700"


def test_what_the_page_says_goes_before_what_the_feed_says(newsroom: Newsroom, site: Site) -> None:
    more = "<pubDate>Fri, 04 Jul 2025 22:30:00 +0700</pubDate><author>Toà soạn</author>"
    site.pages["/rss"] = rss(item("/a", "Tít ngắn", more))
    stated = json.dumps(
        {"@type": "NewsArticle", "headline": "Tít dài trên trang", "datePublished": "2025-07-03",
         "author": {"name": "Đỗ Văn Thử"}}
    )  # fmt: skip
    head = f'<script type="application/ld+json">{stated}</script>'
    site.pages["/a"] = html("Tít dài trên trang", PARAGRAPH, head=head)
    newsroom.feed()
    newsroom.land()
    ((article,), _) = newsroom.articles()
    assert (article["title"], article["author"]) == ("Tít dài trên trang", "Đỗ Văn Thử")
    assert (article["published_date_source"], article["published_raw"]) == ("json_ld", "2025-07-03")


def test_an_atom_feed_is_read(newsroom: Newsroom, site: Site) -> None:
    site.pages["/rss"] = xml(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Báo</title>'
        '<entry><title>Một</title><link href="/a"/><id>x:1</id>'
        "<updated>2025-07-05T01:00:00Z</updated></entry>"
        '<entry><title>Hai</title><link rel="alternate" href="b"/><id>x:2</id></entry></feed>'
    )
    fill(site, "/a", "/b")
    newsroom.feed()
    newsroom.land()
    assert newsroom.urls_landed() == ["/a", "/b"]


def test_a_json_feed_is_read(newsroom: Newsroom, site: Site) -> None:
    site.pages["/rss"] = json_feed(
        {"id": "1", "url": "/a", "title": "Một", "authors": [{"name": "Lê Thử"}, {"name": "Đỗ"}],
         "date_published": "2025-07-05T08:00:00+07:00"},
        {"id": site.url + "/b"},
        {"external_url": site.url + "/c", "url": 7},
    )  # fmt: skip
    fill(site, "/a", "/b", "/c")
    newsroom.feed()
    newsroom.land()
    assert newsroom.urls_landed() == ["/a", "/b", "/c"]
    first = newsroom.rows()[0]
    assert (first["listed_author"], first["listed_title"]) == ("Lê Thử, Đỗ", "Một")


def test_an_empty_feed_is_no_failure(newsroom: Newsroom, site: Site) -> None:
    site.pages["/rss"] = rss()
    newsroom.feed()
    newsroom.land()
    health = newsroom.health()
    assert (health["source_state"], health["n_listed"], health["n_failed"]) == ("ok", 0, 0)


# Text without a page


def content(text: str) -> str:
    return f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>"


@pytest.mark.parametrize("status", [404, 410, 403])
def test_the_feeds_own_text_lands_where_its_page_is_gone(
    newsroom: Newsroom, site: Site, status: int
) -> None:
    site.pages["/rss"] = rss(item("/a", "Đò mở lại", content(PARAGRAPH)))
    site.pages["/a"] = Reply(status=status)
    newsroom.feed()
    for _ in range(4):
        newsroom.land(hours=2)
    articles, rejects = newsroom.articles()
    assert rejects == []
    assert [(one["title"], one["url"]) for one in articles] == [("Đò mở lại", f"{site.url}/a")]
    assert PARAGRAPH in articles[0]["text"]


def test_the_feeds_own_text_lands_where_robots_txt_forbids_the_page(
    newsroom: Newsroom, site: Site
) -> None:
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /a\n")
    site.pages["/rss"] = rss(item("/a", "Đò mở lại", content(PARAGRAPH)))
    newsroom.feed()
    newsroom.land()
    newsroom.land(hours=2)
    articles, _ = newsroom.articles()
    assert [PARAGRAPH in one["text"] for one in articles] == [True]


def test_the_feeds_own_text_lands_after_three_polls_that_did_not_reach_the_page(
    newsroom: Newsroom, site: Site
) -> None:
    site.pages["/rss"] = rss(item("/a", "Đò mở lại", content(PARAGRAPH)))
    site.pages["/a"] = Reply(status=503)
    newsroom.feed()
    found = []
    for _ in range(4):
        newsroom.land(hours=2)
        found.append(len(newsroom.rows()))
    assert found == [0, 0, 1, 1]


def test_an_entry_without_an_address_lands_as_its_text(newsroom: Newsroom, site: Site) -> None:
    site.pages["/rss"] = rss(
        f"<title>Không địa chỉ</title><description>{PARAGRAPH}</description>",
        f"<description>{PARAGRAPH[::-1]}</description>",
        "<title>Không có gì</title>",
    )
    newsroom.feed()
    newsroom.land()
    newsroom.land(hours=2)
    articles, rejects = newsroom.articles()
    assert rejects == []
    assert [one["title"] for one in articles] == ["Không địa chỉ", None]
    assert {one["url"] for one in articles} == {None}
    assert newsroom.health()["error_code"] == "empty_entry"


def test_plain_text_of_a_json_feed_lands_as_plain_text(newsroom: Newsroom, site: Site) -> None:
    site.pages["/rss"] = json_feed(
        {"id": "1", "title": "Đò", "content_text": f"a < b. {PARAGRAPH}"}
    )
    newsroom.feed()
    newsroom.land()
    ((article,), _) = newsroom.articles()
    assert article["text"] == f"Đò\na < b. {PARAGRAPH}"


def test_a_teaser_is_no_stand_in_for_its_page(newsroom: Newsroom, site: Site) -> None:
    site.pages["/rss"] = rss(item("/a", "Đò mở lại", "<description>Xem tiếp…</description>"))
    newsroom.feed()
    for _ in range(4):
        newsroom.land(hours=2)
    assert newsroom.rows() == []
    assert site.paths().count("/a") == 3  # a page may be a little late


# Nothing twice


def test_what_was_fetched_is_not_fetched_again(newsroom: Newsroom, site: Site) -> None:
    site.pages["/rss"] = rss(item("/a"), item("/b"))
    fill(site, "/a", "/b", "/c")
    newsroom.feed()
    newsroom.land()
    site.pages["/rss"] = rss(item("/c"), item("/a?utm_source=rss#tren"), item("/b"))
    newsroom.land(hours=26)
    assert newsroom.urls_landed() == ["/a", "/b", "/c"]
    assert site.paths() == ["/rss", "/a", "/b", "/rss", "/c"]


def test_an_unchanged_feed_is_not_sent_again(newsroom: Newsroom, site: Site) -> None:
    feed = rss(item("/a"))
    feed.headers["ETag"] = '"mot"'
    feed.headers["Last-Modified"] = "Sat, 05 Jul 2025 01:00:00 GMT"
    site.pages["/rss"] = feed
    fill(site, "/a")
    newsroom.feed()
    newsroom.land()
    newsroom.land(hours=2)
    asked = site.last("/rss").headers
    assert asked["if-none-match"] == '"mot"'
    assert asked["if-modified-since"] == "Sat, 05 Jul 2025 01:00:00 GMT"
    health = newsroom.health()
    assert (health["source_state"], health["n_not_modified"], health["n_polls"]) == ("ok", 1, 2)
    assert health["n_http_3xx"] == 1


def test_a_feed_whose_pages_have_not_all_come_is_asked_for_in_full(
    newsroom: Newsroom, site: Site
) -> None:
    feed = rss(item("/a"), item("/b"))
    feed.headers["ETag"] = '"mot"'
    site.pages["/rss"] = feed
    fill(site, "/b")
    site.pages["/a"] = [Reply(status=503), html("Tin", PARAGRAPH)]
    newsroom.feed()
    newsroom.land()
    assert newsroom.health()["n_waiting"] == 1
    newsroom.land(hours=2)
    assert "if-none-match" not in site.last("/rss").headers
    assert newsroom.urls_landed() == ["/a", "/b"]
    newsroom.land(hours=2)
    assert site.last("/rss").headers["if-none-match"] == '"mot"'


def test_a_limit_leaves_the_rest_for_the_next_poll(newsroom: Newsroom, site: Site) -> None:
    paths = [f"/{number}" for number in range(7)]
    feed = rss(*map(item, paths))
    feed.headers["ETag"] = '"mot"'
    site.pages["/rss"] = feed
    fill(site, *paths)
    newsroom.feed(limits={"max_items": 3})
    waiting = []
    for _ in range(4):
        newsroom.land(hours=2)
        waiting.append(newsroom.health()["n_waiting"])
    assert newsroom.urls_landed() == paths
    assert waiting == [4, 1, 0, 0]


def test_a_poll_that_takes_too_long_leaves_the_rest_for_the_next(
    newsroom: Newsroom, site: Site, time: Any
) -> None:
    paths = [f"/{number}" for number in range(9)]
    site.pages["/rss"] = rss(*(item(path, "T", content(PARAGRAPH)) for path in paths))
    fill(site, *paths)
    newsroom.feed(limits={"poll_seconds": 60}, respect_robots=False)
    time.tick = 1.0
    newsroom.land()
    health = newsroom.health()
    assert health["n_waiting"] == 9 - health["n_fetched"] > 0
    assert health["n_failed"] <= 2
    assert "out_of_time" in health["error_detail"]
    time.tick = 0.0
    newsroom.land(hours=2)
    assert newsroom.urls_landed() == paths
    assert all(b"<html lang=vi>" in row["content"] for row in newsroom.rows())  # all are pages


def test_addresses_that_lead_to_one_page_land_it_once(newsroom: Newsroom, site: Site) -> None:
    site.pages["/rss"] = rss(item("/ngan"), item("/a"), item("/kia"), item("/a"))
    site.pages["/ngan"] = redirect("/a")
    site.pages["/kia"] = redirect("/a")
    fill(site, "/a")
    newsroom.feed()
    newsroom.land()
    newsroom.land(hours=2)
    assert newsroom.urls_landed() == ["/a"]
    assert site.paths().count("/kia") == 1


def atom(changed: str) -> Reply:
    return xml(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Báo</title><entry><title>Một</title>'
        f'<link href="/a"/><id>x:1</id><updated>{changed}</updated></entry></feed>'
    )


def test_a_page_that_its_listing_says_has_changed_lands_again(
    newsroom: Newsroom, site: Site
) -> None:
    newsroom.feed(limits={"max_versions": 3})
    for number in range(5):
        site.pages["/rss"] = atom(f"2025-07-05T0{number}:00:00Z")
        site.pages["/a"] = html("Tin", f"Bản {number}. {PARAGRAPH}")
        newsroom.land(hours=2)
        newsroom.land(hours=2)
    assert newsroom.urls_landed() == ["/a", "/a", "/a"]
    texts = [one["text"] for one in newsroom.articles()[0]]
    assert [text.split()[1:3] for text in texts] == [["Bản", f"{n}."] for n in range(3)]


@pytest.mark.parametrize("headers", [{"ETag": '"a"'}, {}])
def test_a_page_that_is_as_before_does_not_land_again_whatever_its_listing_says(
    newsroom: Newsroom, site: Site, headers: dict[str, str]
) -> None:
    newsroom.feed()
    site.pages["/a"] = html("Tin", PARAGRAPH, headers=headers)
    for number in range(5):
        site.pages["/rss"] = atom(f"2025-07-05T0{number}:00:00Z")
        newsroom.land(hours=2)
    assert newsroom.urls_landed() == ["/a"]
    assert site.paths().count("/a") == 3
    if headers:
        assert site.last("/a").headers["if-none-match"] == '"a"'


def test_a_page_that_has_gone_since_keeps_its_version_and_is_asked_for_once(
    newsroom: Newsroom, site: Site
) -> None:
    newsroom.feed()
    site.pages["/rss"], site.pages["/a"] = atom("2025-07-05T01:00:00Z"), html("Tin", PARAGRAPH)
    newsroom.land()
    site.pages["/rss"], site.pages["/a"] = atom("2025-07-05T02:00:00Z"), Reply(status=410)
    newsroom.land(hours=2)
    newsroom.land(hours=2)
    assert newsroom.urls_landed() == ["/a"]
    assert site.paths().count("/a") == 2


def test_without_its_memory_a_source_knows_what_landed_from_the_files(
    newsroom: Newsroom, site: Site
) -> None:
    site.pages["/rss"] = rss(item("/a"), item("/b", "Hai", content(PARAGRAPH)))
    site.pages["/b"] = Reply(status=410)
    fill(site, "/a")
    newsroom.feed()
    newsroom.land()
    memory = newsroom.corpus.landing / FOLDER_NAME / "báo.sqlite"
    for damage in (memory.unlink, lambda: memory.write_bytes(b"x" * 9_000)):
        damage()
        newsroom.land(hours=2)
        assert newsroom.urls_landed() == ["/a", "/b"]
    assert site.paths().count("/a") == 1


def test_a_day_landed_twice_changes_no_byte(newsroom: Newsroom, site: Site) -> None:
    site.pages["/rss"] = rss(item("/a"), item("/hong"))
    fill(site, "/a")
    newsroom.feed()
    first = newsroom.land()
    second = newsroom.land()
    assert second.landed == first.landed
    assert [poll.state for poll in second.polls] == ["not_due"]
    assert site.paths().count("/rss") == 1


# When a source is polled


def test_a_source_is_polled_no_more_often_than_it_says(newsroom: Newsroom, site: Site) -> None:
    site.pages["/rss"] = rss()
    newsroom.feed(poll_every_minutes=90)
    for _ in range(4):
        newsroom.land(hours=1)
    assert site.paths() == ["/rss", "/rss"]
    newsroom.land(even_if_not_due=True)
    assert site.paths() == ["/rss"] * 3


def test_a_day_without_a_due_poll_says_so(newsroom: Newsroom, site: Site) -> None:
    site.pages["/rss"] = rss()
    newsroom.feed(poll_every_minutes=60 * 48)
    newsroom.land()
    newsroom.land(hours=24)
    health = newsroom.health()
    assert (health["source_state"], health["n_polls"]) == ("not_due", 0)
    assert health["last_polled_at"] is None
    assert health["last_success_at"] == newsroom.now - datetime.timedelta(hours=24)


def test_which_sources_are_due_is_told(newsroom: Newsroom, site: Site) -> None:
    site.pages["/rss"] = rss()
    newsroom.feed()
    assert due_sources(newsroom.corpus) == {"báo": None}
    newsroom.land()
    assert due_sources(newsroom.corpus) == {}
    later = newsroom.now + datetime.timedelta(hours=1)
    due = due_sources(replace(newsroom.corpus, now=lambda: later))
    assert due == {"báo": later}


def test_a_day_that_is_over_polls_nothing(newsroom: Newsroom, site: Site) -> None:
    newsroom.feed()
    yesterday = TODAY - datetime.timedelta(days=1)
    captured = capture(newsroom.corpus, yesterday, network=web("X/1", newsroom.clock))
    assert (captured.polls, captured.swept) == ([], None)
    assert site.asked == []


def test_a_source_that_is_switched_off_is_not_polled(newsroom: Newsroom, site: Site) -> None:
    newsroom.feed(enabled=False)
    assert newsroom.land().polls == []
    assert site.asked == []


def test_single_sources_can_be_landed(newsroom: Newsroom, site: Site) -> None:
    site.pages["/rss"] = rss()
    url = f"{site.url}/rss"
    newsroom.sources(*({"name": name, "kind": "feed", "url": url} for name in ("một", "hai")))
    captured = newsroom.land(only={"hai"})
    assert [poll.source for poll in captured.polls] == ["hai"]


# Sources that fail


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(status=404), "http_404"),
        (Reply(status=500), "http_500"),
        (Reply(b"<html><body>Trang nay khong con.</body></html>"), "malformed_listing"),
        (Reply(b""), "malformed_listing"),
        (Reply(b"\x00\x01\x02\xff" * 99), "malformed_listing"),
        (Reply(b"{"), "malformed_listing"),
        (Reply(b'{"items": 7}'), "malformed_listing"),
        (Reply(b'{"a": ' * 99_999), "malformed_listing"),
        (Reply(b"{\xff}"), "malformed_listing"),
        (redirect("/hong"), "too_many_redirects"),
        (redirect("file:///etc/passwd"), "bad_scheme"),
        (redirect("http://169.254.169.254/"), "forbidden_address"),
        (raw(b"", reset=True), "connection"),
        (silent(), "timeout"),
    ],
    ids=range(14),
)
def test_a_source_that_fails_is_told_and_the_others_go_on(
    newsroom: Newsroom, site: Site, reply: Reply, code: str
) -> None:
    site.pages["/hong"] = reply
    site.pages["/rss"] = rss(item("/a"))
    fill(site, "/a")
    newsroom.sources(
        {"name": "hỏng", "kind": "feed", "url": f"{site.url}/hong",
         "limits": {"read_seconds": 0.05 if code == "timeout" else 30}, "respect_robots": False},
        {"name": "báo", "kind": "feed", "url": f"{site.url}/rss"},
    )  # fmt: skip
    newsroom.land()
    bad, good = newsroom.health("hỏng"), newsroom.health("báo")
    assert (bad["source_state"], bad["error_code"], bad["n_failed"]) == ("failed", code, 1)
    assert bad["error_detail"].startswith(f"{code}: ")
    assert bad["last_success_at"] is None
    assert (good["source_state"], good["n_fetched"]) == ("ok", 1)
    assert newsroom.urls_landed() == ["/a"]


def test_this_machine_is_no_source_by_default(newsroom: Newsroom, site: Site) -> None:
    site.pages["/rss"] = rss(item("/a"))
    newsroom.feed(allow_private_addresses=False)
    newsroom.land()
    assert newsroom.health()["error_code"] == "forbidden_address"
    assert site.asked == []


@pytest.mark.parametrize(
    ("reply", "code", "is_tried_again"),
    [
        (Reply(status=403), "http_403", False),
        (Reply(status=500), "http_500", True),
        (raw(b"", reset=True), "connection", True),
        (redirect("/a"), "too_many_redirects", False),
        (redirect("http://169.254.169.254/"), "forbidden_address", True),
        (Reply(b"\xff\xd8", headers={"Content-Type": "image/jpeg"}), "content_type", False),
        (Reply(b"x" * 20_000), "too_large", False),
    ],
    ids=range(7),
)
def test_a_page_that_fails_is_counted_and_the_others_land(
    newsroom: Newsroom, site: Site, reply: Reply, code: str, is_tried_again: bool
) -> None:
    site.pages["/rss"] = rss(item("/a"), item("/b"), item("javascript:alert(1)"))
    site.pages["/a"] = reply
    fill(site, "/b")
    newsroom.feed(limits={"max_bytes": 10_000}, respect_robots=False)
    newsroom.land()
    health = newsroom.health()
    assert (health["source_state"], health["n_failed"]) == ("partial", 2)
    assert health["error_code"] == code
    assert f"{code} ×1" in health["error_detail"]
    assert "bad_scheme ×1" in health["error_detail"]
    assert newsroom.urls_landed() == ["/b"]
    n_asked = site.paths().count("/a")
    newsroom.land(hours=2)
    assert (site.paths().count("/a") > n_asked) == is_tried_again
    assert newsroom.urls_landed() == ["/b"]


def test_a_broken_off_feed_gives_what_came_before(newsroom: Newsroom, site: Site) -> None:
    whole = rss(item("/a"), item("/b")).body
    site.pages["/rss"] = Reply(whole[: whole.index(b"/b</link>")])
    fill(site, "/a")
    newsroom.feed()
    newsroom.land()
    health = newsroom.health()
    assert (health["source_state"], health["error_code"]) == ("partial", "malformed_listing")
    assert "/a" in newsroom.urls_landed()


def test_a_feed_in_another_encoding_than_it_says_gives_its_addresses_only(
    newsroom: Newsroom, site: Site
) -> None:
    feed = rss(item("/a", "Đò mở lại")).body.decode()
    site.pages["/rss"] = Reply(
        feed.encode("cp1258", "replace"), headers={"Content-Type": "application/rss+xml"}
    )
    fill(site, "/a")
    newsroom.feed()
    newsroom.land()
    (row,) = newsroom.rows()
    assert row["listed_title"] is None
    assert newsroom.health()["error_code"] == "undeclared_encoding"


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1258"])
def test_a_feed_in_the_encoding_it_says_is_read(
    newsroom: Newsroom, site: Site, encoding: str
) -> None:
    feed = rss(item("/a", "Tin Đà"), title="Bao").body.decode().replace('"utf-8"', f'"{encoding}"')
    site.pages["/rss"] = Reply(feed.encode(encoding), headers={"Content-Type": "application/xml"})
    fill(site, "/a")
    newsroom.feed()
    newsroom.land()
    (row,) = newsroom.rows()
    assert row["listed_title"] == "Tin Đà"
    assert newsroom.health()["source_state"] == "ok"


@pytest.mark.parametrize("declared", ["utf-16", "windows-1252", "iso-8859-1"])
def test_a_feed_in_utf8_is_read_whatever_it_says(
    newsroom: Newsroom, site: Site, declared: str
) -> None:
    feed = rss(item("/a", "Đò mở lại")).body.decode().replace('"utf-8"', f'"{declared}"')
    headers = {"Content-Type": f"application/xml; charset={declared}"}
    site.pages["/rss"] = Reply(feed.encode(), headers=headers)
    fill(site, "/a")
    newsroom.feed()
    newsroom.land()
    (row,) = newsroom.rows()
    assert row["listed_title"] == "Đò mở lại"
    assert newsroom.health()["source_state"] == "ok"


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "chữ chữ chữ chữ chữ chữ chữ chữ chữ chữ">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9))
    + '<!ENTITY tep SYSTEM "file:///etc/hostname">]>'
)


@pytest.mark.parametrize("entity", ["j", "tep"])
def test_entities_in_a_feed_are_harmless(newsroom: Newsroom, site: Site, entity: str) -> None:
    inside = f"<item><title>&{entity};</title><link>/a</link></item>"
    site.pages["/rss"] = xml(
        f'{BOMB}<rss version="2.0"><channel><title>&{entity};</title>{inside}</channel></rss>'
    )
    fill(site, "/a")
    newsroom.feed()
    newsroom.land()
    assert all(len(row["listed_title"] or "") < 99 for row in newsroom.rows())
    assert newsroom.health()["source_state"] in ("ok", "partial", "failed")


@pytest.mark.parametrize("entity", ["j", "tep"])
def test_entities_in_a_sitemap_are_harmless(newsroom: Newsroom, site: Site, entity: str) -> None:
    site.pages["/sitemap.xml"] = xml(
        f'{BOMB}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<url><loc>&{entity};</loc></url><url><loc>{site.url}/a</loc></url></urlset>"
    )
    fill(site, "/a")
    newsroom.sitemap()
    newsroom.land()
    assert set(newsroom.urls_landed()) <= {"/a"}
    assert newsroom.health()["source_state"] in ("ok", "partial", "failed")


# Sitemaps


def urlset(*entries: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset '
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        + "".join(f"<url>{entry}</url>" for entry in entries)
        + "</urlset>"
    )


def index(*addresses: str) -> Reply:
    inside = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    return xml(
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inside}</sitemapindex>'
    )


def test_the_pages_of_a_news_sitemap_become_articles(newsroom: Newsroom, site: Site) -> None:
    site.pages["/sitemap.xml"] = xml(
        urlset(
            f"<loc>{site.url}/a</loc><news:news><news:publication><news:name>Báo Thử</news:name>"
            "<news:language>vi</news:language></news:publication>"
            "<news:publication_date>2025-07-05T08:00:00+07:00</news:publication_date>"
            "<news:title>Đò mở lại</news:title></news:news>"
        )
    )
    site.pages["/a"] = Reply(
        f"<html><body><article><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></article></body></html>".encode(),
        headers={"Content-Type": "text/html; charset=utf-8"},
    )
    newsroom.sitemap()
    newsroom.land()
    ((article,), _) = newsroom.articles()
    assert article["title"] == "Đò mở lại"
    assert article["published_date_source"] == "listing"
    assert article["published_at"] == datetime.datetime(2025, 7, 5, 1, tzinfo=datetime.UTC)


def test_an_index_of_sitemaps_is_followed_also_into_itself(newsroom: Newsroom, site: Site) -> None:
    url = site.url
    site.pages["/sitemap.xml"] = index(f"{url}/1.xml", f"{url}/2.xml.gz", f"{url}/sitemap.xml")
    site.pages["/1.xml"] = index(f"{url}/3.txt", f"{url}/sitemap.xml", f"{url}/1.xml")
    packed = gzip.compress(urlset(f"<loc>{url}/a</loc>").encode(), mtime=0)
    site.pages["/2.xml.gz"] = Reply(packed, headers={"Content-Type": "application/x-gzip"})
    site.pages["/3.txt"] = Reply(f"{url}/b\n\n{url}/c\n".encode())
    fill(site, "/a", "/b", "/c")
    newsroom.sitemap()
    newsroom.land()
    assert newsroom.urls_landed() == ["/a", "/b", "/c"]
    assert sorted(site.paths()) == [
        "/1.xml", "/2.xml.gz", "/3.txt", "/a", "/b", "/c", "/sitemap.xml"
    ]  # fmt: skip


def test_sitemaps_without_end_are_read_up_to_a_limit(newsroom: Newsroom, site: Site) -> None:
    for number in range(30):
        site.pages[f"/{number}"] = index(f"{site.url}/{number + 1}")
    newsroom.sitemap("/0", limits={"max_listings": 5})
    newsroom.land()
    assert len(site.paths()) == 5
    assert newsroom.health()["error_code"] == "too_many_listings"


def test_of_an_index_the_newest_sitemaps_are_read_and_the_old_ones_are_not(
    newsroom: Newsroom, site: Site
) -> None:
    days = {"/cu": "2025-06-01", "/qua": "2025-07-04", "/nay": "2025-07-05"}
    site.pages["/sitemap.xml"] = xml(
        "<sitemapindex>"
        + "".join(
            f"<sitemap><loc>{site.url}{path}</loc><lastmod>{day}</lastmod></sitemap>"
            for path, day in days.items()
        )
        + "</sitemapindex>"
    )
    for path in days:
        site.pages[path] = xml(urlset(f"<loc>{site.url}{path}/a</loc>"))
    fill(site, "/nay/a")
    newsroom.sitemap(limits={"max_listings": 2})
    newsroom.land()
    assert site.paths() == ["/sitemap.xml", "/nay", "/nay/a"]
    assert newsroom.health()["error_code"] == "too_many_listings"


def test_of_a_sitemap_the_newest_go_first_and_the_old_not_at_all(
    newsroom: Newsroom, site: Site
) -> None:
    days = {"/cu": "2025-06-01", "/qua": "2025-07-04", "/nay": "2025-07-05T09:00+07:00"}
    undated = ["/x", "/y"]
    site.pages["/sitemap.xml"] = xml(
        urlset(
            *(f"<loc>{site.url}{path}</loc>" for path in undated),
            *(f"<loc>{site.url}{p}</loc><lastmod>{day}</lastmod>" for p, day in days.items()),
        )
    )
    fill(site, *days, *undated)
    newsroom.sitemap()
    newsroom.land()
    assert site.paths() == ["/sitemap.xml", "/nay", "/qua", "/x", "/y"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<html></html>", "malformed_listing"),
        (b"<urlset><url><loc>", "malformed_listing"),
        (b"khong phai", "malformed_listing"),
        (b"\xff\xfe\x00", "malformed_listing"),
        (b"\x1f\x8b\x08hong", "malformed_listing"),
        (gzip.compress(b"<urlset/>", mtime=0)[:-5], "malformed_listing"),
        (gzip.compress(b" " * 10_000_000, mtime=0), "too_large"),
        (b"<", "malformed_listing"),
        (b"<a>" * 5_000, "malformed_listing"),
    ],
    ids=range(9),
)
def test_what_is_no_sitemap_is_told(newsroom: Newsroom, site: Site, body: bytes, code: str) -> None:
    site.pages["/sitemap.xml"] = Reply(body, headers={"Content-Type": "application/xml"})
    newsroom.sitemap(limits={"max_bytes": 100_000})
    newsroom.land()
    assert newsroom.health()["error_code"] == code
    assert newsroom.rows() == []


def test_one_bad_sitemap_of_an_index_does_not_lose_the_others(
    newsroom: Newsroom, site: Site
) -> None:
    site.pages["/sitemap.xml"] = index(f"{site.url}/khong-co", f"{site.url}/1.xml")
    site.pages["/1.xml"] = xml(urlset(f"<loc>{site.url}/a</loc>"))
    fill(site, "/a")
    newsroom.sitemap()
    newsroom.land()
    assert newsroom.urls_landed() == ["/a"]
    assert newsroom.health()["source_state"] == "partial"


# Lists of addresses


def test_pages_named_one_by_one_land_once(newsroom: Newsroom, site: Site) -> None:
    fill(site, "/a", "/b")
    newsroom.urls("/a", "/b", "/a")
    newsroom.land()
    newsroom.land(hours=25)
    assert newsroom.urls_landed() == ["/a", "/b"]
    assert site.paths() == ["/a", "/b"]


# Several at once


def test_sources_of_one_host_take_turns(newsroom: Newsroom, site: Site, time: Any) -> None:
    names = [f"s{number}" for number in range(6)]
    for name in names:
        site.pages[f"/{name}"] = rss(item(f"/{name}/a"))
        fill(site, f"/{name}/a")
    newsroom.sources(
        *(
            {"name": name, "kind": "feed", "url": f"{site.url}/{name}", "respect_robots": False,
             "limits": {"delay_seconds": 3}}
            for name in names
        ),
        concurrency=6,
    )  # fmt: skip
    captured = newsroom.land()
    assert [poll.state for poll in captured.polls] == ["ok"] * 6
    assert time.slept == [3] * 11
    assert newsroom.urls_landed() == [f"/{name}/a" for name in names]


# Looking at sources without landing


def test_a_source_can_be_asked_without_anything_landing(newsroom: Newsroom, site: Site) -> None:
    site.pages["/rss"] = rss(item("/a"), item("/b"))
    site.pages["/sitemap.xml"] = index(f"{site.url}/1.xml")
    fill(site, "/a")
    described = {"allow_private_addresses": True}
    newsroom.sources(
        {"name": "tin", "kind": "feed", "url": f"{site.url}/rss", **described},
        {"name": "bản đồ", "kind": "sitemap", "url": f"{site.url}/sitemap.xml", **described},
        {"name": "trang", "kind": "urls", "urls": [f"{site.url}/a"], **described},
        {"name": "hỏng", "kind": "feed", "url": f"{site.url}/hong", **described},
        {"name": "tắt", "kind": "feed", "url": f"{site.url}/rss", "enabled": False, **described},
    )
    network = web("DiemTin/0.1", newsroom.clock)
    found = {
        one.name: (one.found, (one.problem or "").partition(":")[0])
        for one in check_sources(newsroom.corpus, is_online=True, network=network)
    }
    assert found == {
        "tin": ("2 entries", ""),
        "bản đồ": ("0 entries, 1 sitemaps", ""),
        "trang": (f"{len(site.pages['/a'].body)} bytes of text/html; charset=utf-8", ""),
        "hỏng": (None, "http_404"),
        "tắt": (None, ""),
    }
    assert not newsroom.corpus.landing.exists()
