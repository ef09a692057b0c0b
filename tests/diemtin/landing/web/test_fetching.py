"""One address fetched: what comes of every way in which a host may answer."""

import datetime
import gzip
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from diemtin.calendar import VIETNAM
from diemtin.landing.sources import FeedSource, Limits
from diemtin.landing.web.addresses import ResolutionError
from diemtin.landing.web.fetching import Answer, Fetcher, FetchError, Validators
from diemtin.landing.web.hosts import Hosts
from tests.diemtin.landing.web.conftest import FakeTime
from tests.diemtin.landing.web.site import (
    Reply,
    Site,
    endless,
    gzip_bomb,
    html,
    raw,
    redirect,
    silent,
)

NOON = datetime.datetime(2025, 7, 5, 12, tzinfo=VIETNAM)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"

Make = Callable[..., Fetcher]


@pytest.fixture
def fetcher(time: FakeTime) -> Iterator[Make]:
    made: list[Fetcher] = []

    def make(resolve: Any = None, *, private: bool = True, robots: bool = True, **limits: Any):
        source = FeedSource(
            kind="feed",
            name="báo",
            url="http://bao.example/rss",
            allow_private_addresses=private,
            respect_robots=robots,
            limits=Limits(**{"delay_seconds": 0, "max_retries": 0, **limits}),
        )
        options = {"resolve": resolve} if resolve else {}
        one = Fetcher(source, "DiemTin/0.1", Hosts(time.clock), time.clock, lambda: NOON, **options)
        made.append(one)
        return one

    yield make
    for one in made:
        one.close()


def get(fetcher: Fetcher, url: str, **options: Any) -> Answer:
    return fetcher.get(url, accept="*/*", **options)


def failure(fetcher: Fetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        get(fetcher, url)
    return caught.value


# What comes


def test_a_page_comes_with_its_bytes_headers_and_address(site: Site, fetcher: Make) -> None:
    site.pages["/a"] = html("Tin", "Chữ.", headers={"ETag": '"1"', "X-Them": "co"})
    answer = get(fetcher(), f"{site.url}/a")
    assert answer.content == answer.body == site.pages["/a"].body
    assert (answer.status, answer.reason, answer.http_version) == (200, "OK", "HTTP/1.1")
    assert answer.validators == Validators('"1"', None)
    assert answer.content_type == "text/html; charset=utf-8"
    assert answer.address == "127.0.0.1"
    assert answer.fetched_at == NOON


def test_requests_say_who_asks_and_what_codings_are_undone(site: Site, fetcher: Make) -> None:
    site.pages["/a"] = html("Tin", "Chữ.")
    get(fetcher(), f"{site.url}/a")
    asked = site.last("/a").headers
    assert asked["user-agent"] == "DiemTin/0.1"
    assert asked["accept-encoding"] == "gzip, deflate"
    assert "if-none-match" not in asked


def test_an_unchanged_page_is_told_as_such(site: Site, fetcher: Make) -> None:
    site.pages["/a"] = html("Tin", "Chữ.", headers={"ETag": '"é"'})
    first = get(fetcher(), f"{site.url}/a")
    again = get(fetcher(), f"{site.url}/a", validators=first.validators)
    assert again.is_not_modified
    assert again.content == b""


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress("Chữ.".encode(), mtime=0)),
        ("x-gzip", gzip.compress("Chữ.".encode(), mtime=0)),
        ("gzip", gzip.compress(b"Ch", mtime=0) + gzip.compress("ữ.".encode(), mtime=0)),
        ("deflate", zlib.compress("Chữ.".encode())),
        ("deflate", zlib.compress("Chữ.".encode())[2:-4]),
        ("identity", "Chữ.".encode()),
        ("", "Chữ.".encode()),
    ],
)
def test_a_content_coding_is_undone_and_the_body_kept_as_it_was_sent(
    site: Site, fetcher: Make, coding: str, body: bytes
) -> None:
    site.pages["/a"] = Reply(body, headers={"Content-Encoding": coding})
    answer = get(fetcher(), f"{site.url}/a")
    assert answer.content == "Chữ.".encode()
    assert answer.body == body


def test_an_answer_in_chunks_is_put_together(site: Site, fetcher: Make) -> None:
    site.pages["/a"] = raw(
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nmot\r\n2\r\nha\r\n0\r\n\r\n"
    )
    assert get(fetcher(), f"{site.url}/a").content == b"motha"


# What does not come


@pytest.mark.parametrize(
    ("status", "is_transient"),
    [(204, False), (400, False), (401, False), (403, False), (404, False), (410, False),
     (451, False), (408, True), (425, True), (429, True), (500, True), (502, True), (503, True),
     (504, True)],
)  # fmt: skip
def test_another_status_is_a_failure_with_its_number(
    site: Site, fetcher: Make, status: int, is_transient: bool
) -> None:
    site.pages["/a"] = Reply(status=status)
    error = failure(fetcher(), f"{site.url}/a")
    assert (error.code, error.status) == (f"http_{status}", status)
    assert error.is_transient == is_transient


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("file:///etc/passwd", "bad_scheme"),
        ("ftp://bao.example/a", "bad_scheme"),
        ("javascript:alert(1)", "bad_scheme"),
        ("mailto:toa-soan@bao.example", "bad_scheme"),
        ("//bao.example/a", "bad_scheme"),
        ("tin.html", "bad_scheme"),
        ("", "bad_scheme"),
        ("http://", "bad_url"),
        ("http:///a", "bad_url"),
        ("http://[::1", "bad_url"),
        ("http://bao.example:99999/", "bad_url"),
        ("http://bao.example/a\x00b", "bad_url"),
        ("http://" + "a" * 300 + ".example/", "dns"),
        ("http://.example/", "dns"),
    ],
)
def test_what_is_no_web_address_is_refused(fetcher: Make, url: str, code: str) -> None:
    def nowhere(host: str, port: int) -> list[str]:
        raise ResolutionError(f"{host} has no address")

    assert failure(fetcher(nowhere, robots=False), url).code in (code, "bad_url")


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (raw(b""), "broken_answer"),
        (raw(b"", reset=True), "connection"),
        (raw(b"khong phai HTTP\r\n\r\n"), "broken_answer"),
        (raw(HEAD + b"Content-Length: 100\r\n\r\nngan"), "broken_answer"),
        (raw(HEAD + b"Content-Length: ba\r\n\r\nngan"), "broken_answer"),
        (raw(HEAD + b"Content-Length: 10\r\n\r\nngan", reset=True), "broken_answer"),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n"), "broken_answer"),
        (raw(HEAD + b"X: " + b"y" * 300_000), "broken_answer"),
        (Reply(b"khong nen", headers={"Content-Encoding": "gzip"}), "content_encoding"),
        (Reply(gzip.compress(b"x" * 99, mtime=0)[:-9], headers={"Content-Encoding": "gzip"}),
         "content_encoding"),
        (Reply(b"\x01", headers={"Content-Encoding": "br"}), "content_encoding"),
        (Reply(b"\x01", headers={"Content-Encoding": "gzip, gzip"}), "content_encoding"),
    ],
    ids=range(12),
)  # fmt: skip
def test_an_answer_that_breaks_off_or_is_none_may_come_another_time(
    site: Site, fetcher: Make, reply: Reply, code: str
) -> None:
    site.pages["/a"] = reply
    error = failure(fetcher(robots=False), f"{site.url}/a")
    assert error.code in (code, "connection")
    assert error.is_transient


def test_more_bytes_than_announced_are_left(site: Site, fetcher: Make) -> None:
    site.pages["/a"] = raw(HEAD + b"Content-Length: 4\r\n\r\nngan va con nua")
    assert get(fetcher(), f"{site.url}/a").content == b"ngan"


def test_a_port_where_nobody_listens_is_a_failed_connection(fetcher: Make) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        assert failure(fetcher(robots=False), url).code == "connection"


# Sizes and times


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"x" * 5_001),
        raw(HEAD + b"Content-Length: 99999999999\r\n\r\n"),
        raw(HEAD + b"\r\n" + b"x" * 5_001),
        endless(HEAD + b"\r\n", b"x" * 1_000),
        endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"400\r\n" + b"x" * 1024 + b"\r\n"),
        Reply(gzip_bomb(50_000_000), headers={"Content-Encoding": "gzip"}),
        Reply(zlib.compress(bytes(5_001)), headers={"Content-Encoding": "deflate"}),
    ],
    ids=["long", "announced", "unannounced", "endless", "endless_chunks", "gzip_bomb", "deflate"],
)
def test_more_than_the_limit_is_not_taken(site: Site, fetcher: Make, reply: Reply) -> None:
    site.pages["/a"] = reply
    limit = 60_000 if len(reply.body) > 10_000 else 5_000
    error = failure(fetcher(max_bytes=limit), f"{site.url}/a")
    assert error.code == "too_large"
    assert not error.is_transient


@pytest.mark.parametrize(
    "reply", [silent(), silent(HEAD), silent(HEAD + b"Content-Length: 9\r\n\r\nngan")]
)
def test_a_host_that_falls_silent_is_not_waited_for(
    site: Site, fetcher: Make, reply: Reply
) -> None:
    site.pages["/a"] = reply
    error = failure(fetcher(robots=False, read_seconds=0.05), f"{site.url}/a")
    assert (error.code, error.is_transient) == ("timeout", True)


@pytest.mark.parametrize(
    "reply",
    [
        endless(HEAD + b"\r\n", b"x"),
        endless(HEAD, b"X-Them: mot chut nua\r\n"),
        endless(b"HTTP/1.1 ", b"1"),
    ],
    ids=["body", "headers", "status_line"],
)
def test_an_answer_that_never_ends_is_given_up_when_its_time_is_over(
    site: Site, fetcher: Make, time: FakeTime, reply: Reply
) -> None:
    site.pages["/a"] = reply
    time.tick = 1.0  # each look at the clock is a second: the host is as slow as that
    error = failure(fetcher(robots=False, total_seconds=20), f"{site.url}/a")
    # Headers without end are as well more than the parser takes.
    assert error.code == "timeout" or "headers" in error.detail or "too" in error.detail
    assert error.is_transient


def test_a_poll_whose_time_is_over_makes_no_request(
    site: Site, fetcher: Make, time: FakeTime
) -> None:
    site.pages["/a"] = html("Tin", "Chữ.")
    one = fetcher(robots=False, poll_seconds=60)
    time.now += 61
    assert failure(one, f"{site.url}/a").code == "out_of_time"
    assert site.asked == []


# Tries


def test_what_may_pass_is_tried_again_with_growing_waits(
    site: Site, fetcher: Make, time: FakeTime
) -> None:
    site.pages["/a"] = [Reply(status=500), Reply(status=502), html("Tin", "Chữ.")]
    assert get(fetcher(robots=False, max_retries=2), f"{site.url}/a").status == 200
    assert time.slept == [1.0, 2.0]


def test_tries_are_bounded(site: Site, fetcher: Make, time: FakeTime) -> None:
    site.pages["/a"] = raw(b"", reset=True)
    failure(fetcher(robots=False, max_retries=3), f"{site.url}/a")
    assert site.paths() == ["/a"] * 4
    assert time.slept == [1.0, 2.0, 4.0]


def test_what_will_not_pass_is_not_tried_again(site: Site, fetcher: Make) -> None:
    failure(fetcher(max_retries=3), f"{site.url}/khong-co")
    assert site.paths() == ["/khong-co"]


@pytest.mark.parametrize(
    ("stated", "waited"),
    [("7", 7.0), ("0", 0.0), ("Sat, 05 Jul 2025 05:00:30 GMT", 30.0),
     ("Sat, 05 Jul 2025 04:00:00 GMT", 0.0), ("vai phút", 1.0), ("-5", 1.0)],
)  # fmt: skip
def test_a_host_is_left_alone_for_as_long_as_it_asks(
    site: Site, fetcher: Make, time: FakeTime, stated: str, waited: float
) -> None:
    busy = Reply(status=429, headers={"Retry-After": stated.encode().decode("latin-1")})
    site.pages["/a"] = [busy, html("Tin", "Chữ.")]
    assert get(fetcher(robots=False, max_retries=1), f"{site.url}/a").status == 200
    assert time.slept == [waited]


def test_a_host_that_asks_for_too_long_is_not_asked_for_its_other_pages_either(
    site: Site, fetcher: Make, time: FakeTime
) -> None:
    site.pages["/a"] = Reply(status=503, headers={"Retry-After": "3600"})
    one = fetcher(robots=False, max_retries=3)
    assert failure(one, f"{site.url}/a").code == "http_503"
    error = failure(one, f"{site.url}/b")
    assert (error.code, error.is_transient) == ("rate_limited", True)
    assert site.paths() == ["/a"]
    assert time.slept == []


def test_two_requests_to_a_host_have_a_pause_between_them(
    site: Site, fetcher: Make, time: FakeTime
) -> None:
    site.pages["/a"] = html("Tin", "Chữ.")
    one = fetcher(robots=False, delay_seconds=2.5)
    for _ in range(3):
        get(one, f"{site.url}/a")
    assert time.slept == [2.5, 2.5]


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(site: Site, fetcher: Make, status: int) -> None:
    site.pages["/a"] = redirect("/b", status)
    site.pages["/b"] = redirect(f"{site.url}/c?d=1#e", status)
    site.pages["/c?d=1"] = html("Tin", "Chữ.")
    answer = get(fetcher(), f"{site.url}/a")
    assert (answer.requested, answer.url) == (f"{site.url}/a", f"{site.url}/c?d=1")
    assert answer.redirects == (f"{site.url}/a", f"{site.url}/b")


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("/a", "too_many_redirects"),
        ("/b", "too_many_redirects"),
        ("", "bad_redirect"),
        ("file:///etc/passwd", "bad_scheme"),
        ("gopher://bao.example/", "bad_scheme"),
        ("javascript:alert(1)", "bad_scheme"),
        ("http://[bao", "bad_redirect"),
        ("http://169.254.169.254/latest/meta-data/", "forbidden_address"),
        ("http://[fe80::1]/", "forbidden_address"),
        ("http://224.0.0.1/", "forbidden_address"),
        ("http://0.0.0.0/", "forbidden_address"),
    ],
)
def test_a_redirect_that_leads_nowhere_or_where_it_must_not_is_refused(
    site: Site, fetcher: Make, to: str, code: str
) -> None:
    site.pages["/a"] = redirect(to)
    site.pages["/b"] = redirect("/a")
    assert failure(fetcher(), f"{site.url}/a").code == code


def test_redirects_are_followed_a_few_times_only(site: Site, fetcher: Make) -> None:
    for number in range(9):
        site.pages[f"/{number}"] = redirect(f"/{number + 1}")
    assert failure(fetcher(max_redirects=3), f"{site.url}/0").code == "too_many_redirects"
    assert site.paths() == ["/0", "/1", "/2", "/3"]


def test_a_redirect_into_a_private_network_is_refused_by_default(
    site: Site, fetcher: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(site.url.rpartition(":")[2])
    # A public host, which in truth is this machine.
    real = socket.create_connection

    def connect(address: tuple[str, int], *arguments: Any, **options: Any) -> socket.socket:
        assert address[0] == "203.0.114.7"
        return real(("127.0.0.1", address[1]), *arguments, **options)

    monkeypatch.setattr(socket, "create_connection", connect)

    def resolve(host: str, port: int) -> list[str]:
        return ["203.0.114.7"] if host == "bao.example" else [host]

    site.pages["/tin"] = html("Tin", "Chữ.")
    for number, to in enumerate(["127.0.0.1", "10.0.0.8", "[::1]", "[::ffff:127.0.0.1]"]):
        site.pages[f"/{number}"] = redirect(f"http://{to}:{port}/tin")
    one = fetcher(resolve, private=False)
    assert get(one, f"http://bao.example:{port}/tin").status == 200
    for number in range(4):
        error = failure(one, f"http://bao.example:{port}/{number}")
        assert (error.code, error.is_transient) == ("forbidden_address", False)


# Addresses


def test_this_machine_is_refused_by_default(site: Site, fetcher: Make) -> None:
    site.pages["/a"] = html("Tin", "Chữ.")
    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1"):
        port = site.url.rpartition(":")[2]
        assert failure(fetcher(private=False), f"http://{host}:{port}/a").code in (
            "forbidden_address",
            "dns",  # a system that does not read such numbers
        )
    assert site.asked == []


def test_a_name_that_moves_into_the_private_network_is_checked_where_it_connects(
    site: Site, fetcher: Make
) -> None:
    """DNS rebinding: whoever looked a name up before connecting would look it up twice."""
    asked = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) > 1 else ["203.0.114.7"]

    port = site.url.rpartition(":")[2]
    one = fetcher(resolve, private=False, robots=False, connect_seconds=0.3)
    failure(one, f"http://bao.example:{port}/a")
    error = failure(one, f"http://bao.example:{port}/a")
    assert error.code == "forbidden_address"
    assert len(asked) == 2
    assert site.asked == []


def test_of_several_addresses_only_allowed_ones_are_tried(site: Site, fetcher: Make) -> None:
    site.pages["/a"] = html("Tin", "Chữ.")
    port = site.url.rpartition(":")[2]

    def resolve(host: str, port: int) -> list[str]:
        return ["169.254.169.254", "224.0.0.1", "127.0.0.1"]

    assert get(fetcher(resolve), f"http://bao.example:{port}/a").address == "127.0.0.1"


def test_an_address_that_does_not_answer_is_followed_by_the_next(site: Site, fetcher: Make) -> None:
    site.pages["/a"] = html("Tin", "Chữ.")
    port = site.url.rpartition(":")[2]

    def resolve(host: str, port: int) -> list[str]:
        return ["127.77.77.77", "127.0.0.1"]

    assert get(fetcher(resolve), f"http://bao.example:{port}/a").status == 200


def test_a_name_server_that_does_not_answer_is_not_waited_for(fetcher: Make) -> None:
    is_over = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        is_over.wait()
        return ["127.0.0.1"]

    error = failure(fetcher(resolve, connect_seconds=0.01), "http://bao.example/a")
    is_over.set()
    assert (error.code, error.is_transient) == ("dns", True)


# robots.txt


def test_what_robots_txt_forbids_is_not_asked_for(site: Site, fetcher: Make) -> None:
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /kin/\nAllow: /kin/mo\n")
    site.pages["/kin/mo"] = html("Tin", "Chữ.")
    one = fetcher()
    assert failure(one, f"{site.url}/kin/a").code == "robots"
    assert get(one, f"{site.url}/kin/mo").status == 200
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/kin/mo"]


def test_rules_for_us_go_before_rules_for_all(site: Site, fetcher: Make) -> None:
    site.pages["/robots.txt"] = Reply(
        b"User-agent: *\nAllow: /\n\nUser-agent: diemtin\nDisallow: /*.html$\n"
    )
    assert failure(fetcher(), f"{site.url}/a.html").code == "robots"


def test_a_robots_txt_with_a_byte_order_mark_is_read(site: Site, fetcher: Make) -> None:
    site.pages["/robots.txt"] = Reply(b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /kin\r\n")
    assert failure(fetcher(), f"{site.url}/kin").code == "robots"


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_robots_txt_that_is_not_there_forbids_nothing(
    site: Site, fetcher: Make, status: int
) -> None:
    site.pages["/robots.txt"] = Reply(status=status)
    site.pages["/a"] = html("Tin", "Chữ.")
    assert get(fetcher(), f"{site.url}/a").status == 200


@pytest.mark.parametrize(
    "reply", [Reply(status=500), raw(b"", reset=True), Reply(b"User-agent: *\n" + b"#\n" * 5_000)]
)
def test_a_robots_txt_that_cannot_be_read_forbids_all_for_now(
    site: Site, fetcher: Make, reply: Reply
) -> None:
    site.pages["/robots.txt"] = reply
    error = failure(fetcher(max_bytes=5_000), f"{site.url}/a")
    assert (error.code, error.is_transient) == ("robots_unreachable", True)
    assert site.paths() == []


def test_a_robots_txt_of_anything_else_forbids_nothing(site: Site, fetcher: Make) -> None:
    site.pages["/robots.txt"] = Reply(b"<html>\xff\x00Disallow: /" + b"\n" * 10_000)
    site.pages["/a"] = html("Tin", "Chữ.")
    assert get(fetcher(), f"{site.url}/a").status == 200


def test_the_pause_that_robots_txt_asks_for_is_kept(
    site: Site, fetcher: Make, time: FakeTime
) -> None:
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 12\n")
    site.pages["/a"] = html("Tin", "Chữ.")
    one = fetcher(delay_seconds=1)
    get(one, f"{site.url}/a")
    get(one, f"{site.url}/a")
    assert time.slept == [1.0, 12.0]


def test_a_source_may_say_that_robots_txt_does_not_count(site: Site, fetcher: Make) -> None:
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /\n")
    site.pages["/a"] = html("Tin", "Chữ.")
    assert get(fetcher(robots=False), f"{site.url}/a").status == 200


def test_the_target_of_a_redirect_is_held_to_its_own_robots_txt(site: Site, fetcher: Make) -> None:
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /kin\n")
    site.pages["/a"] = redirect("/kin")
    assert failure(fetcher(), f"{site.url}/a").code == "robots"
    assert "/kin" not in site.paths()


def test_proxies_of_the_environment_are_not_used(
    site: Site, fetcher: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    site.pages["/a"] = html("Tin", "Chữ.")
    assert get(fetcher(), f"{site.url}/a").status == 200
