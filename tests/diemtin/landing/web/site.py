"""A web site on this machine that answers as a test tells it to, and remembers what was asked."""

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Raw = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Reply:
    """What is answered to a request of a path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    # Takes over the connection instead.
    raw: Raw | None = None


@dataclass
class Asked:
    """A request: its path with the query, and its headers by their names in lower case."""

    path: str
    headers: dict[str, str]


def html(
    title: str,
    text: str,
    *,
    head: str = "",
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Reply:
    """A page with a headline and one paragraph, long enough to be taken for an article."""
    page = (
        f"<!doctype html><html lang=vi><head><meta charset=utf-8><title>{title}</title>{head}"
        f"</head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )
    described = {"Content-Type": "text/html; charset=utf-8", **(headers or {})}
    return Reply(page.encode(), status, described)


def rss(*items: str, title: str = "Báo Thử") -> Reply:
    """An RSS feed of items, each the inside of an <item>."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    feed = (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{title}</title><link>http://bao.example/</link>{inside}</channel></rss>"
    )
    return Reply(feed.encode(), headers={"Content-Type": "application/rss+xml; charset=utf-8"})


def xml(text: str, **headers: str) -> Reply:
    """An XML document."""
    return Reply(text.encode(), headers={"Content-Type": "application/xml", **headers})


def redirect(to: str, status: int = 302) -> Reply:
    """A redirect."""
    return Reply(status=status, headers={"Location": to})


def raw(what: bytes, *, reset: bool = False) -> Reply:
    """These bytes instead of an answer, then the end of the connection, or its reset."""

    def take(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(what)
        handler.wfile.flush()
        handler.close_connection = True
        if reset:
            linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"  # on, for 0 seconds: a reset
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            socket.close(handler.connection.detach())

    return Reply(raw=take)


def endless(begin: bytes, part: bytes) -> Reply:
    """A beginning, and then the same part until the other side has had enough."""

    def take(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        try:
            handler.wfile.write(begin)
            while part:
                handler.wfile.write(part)
        except OSError:
            return

    return Reply(raw=take)


def silent(begin: bytes = b"") -> Reply:
    """A beginning, and then nothing until the other side has gone."""

    def take(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        handler.wfile.write(begin)
        handler.wfile.flush()
        try:
            handler.connection.recv(1)
        except OSError:
            return

    return Reply(raw=take)


def gzip_bomb(n_bytes: int) -> bytes:
    """That many zeros, compressed."""
    return gzip.compress(bytes(n_bytes), 9, mtime=0)


class Site:
    """The replies by path; a list is answered one after the other, its last one ever after."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.pages: dict[str, Reply | list[Reply]] = {}
        self.asked: list[Asked] = []
        self._lock = threading.Lock()

    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def last(self, path: str) -> Asked:
        """The last request of a path."""
        return next(one for one in reversed(self.asked) if one.path == path)

    def reply(self, asked: Asked) -> Reply:
        """The reply to a request; conditional ones are compared with what the reply would say."""
        with self._lock:
            self.asked.append(asked)
            found = self.pages.get(asked.path, Reply(b"khong co", 404))
            if isinstance(found, list):
                found = found.pop(0) if len(found) > 1 else found[0]
        etag, date = found.headers.get("ETag"), found.headers.get("Last-Modified")
        is_known = (etag and asked.headers.get("if-none-match") == etag) or (
            date and asked.headers.get("if-modified-since") == date
        )
        return Reply(status=304, headers=found.headers) if is_known else found


@contextmanager
def running_site() -> Iterator[Site]:
    """A site on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = site.reply(Asked(self.path, headers))
            if reply.raw:
                reply.raw(self)
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.status != 304 and "Content-Length" not in reply.headers:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            try:
                self.wfile.write(reply.body)
            except OSError:  # the other side had enough
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    site = Site(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
