"""One address fetched politely and in bounds: what came, or why nothing did.

Redirects are followed here and not by httpx's client, for each hop is checked as the first address
is: scheme, robots.txt, and in `addresses.py` the network address. Proxies that the environment
names are not used, for they would connect where nothing is checked.
"""

import datetime
import email.utils
import functools
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urljoin

import httpcore
import httpx
from protego import Protego

from diemtin.content_coding import ACCEPTED, CodingError, TooLargeError, decoded
from diemtin.landing.sources import NetworkSource
from diemtin.landing.web.addresses import (
    ADDRESS,
    CheckedBackend,
    ForbiddenAddressError,
    ResolutionError,
    Resolve,
    resolve,
)
from diemtin.landing.web.hosts import Clock, Hosts, TooLateError

_REDIRECTS = {301, 302, 303, 307, 308}
_TRANSIENT_STATUSES = {408, 421, 425, 429, 500, 502, 503, 504}
_FIRST_WAIT = 1.0  # seconds, doubled with each further try
_PART = 1 << 16
# RFC 9309: a parser reads at least 500 kibibytes; what follows may be left.
_MAX_ROBOTS_BYTES = 500 * 1024


class FetchError(Exception):
    """Nothing came of an address.

    Attributes:
        code: Why, one of a closed list (docs/sources.md); a status is `http_404` and the like.
        detail: What exactly was found.
        is_transient: Whether the same request may succeed later.
        status: The status of the answer, if there was one.
        wait: How many seconds the host asked to wait.
    """

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        is_transient: bool = False,
        status: int | None = None,
        wait: float | None = None,
    ) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.is_transient = is_transient
        self.status = status
        self.wait = wait


@dataclass(frozen=True)
class Validators:
    """What a conditional request goes by, as the last answer gave them."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Answer:
    """An answer: `body` is as it was sent, `content` without its coding."""

    requested: str
    url: str
    redirects: tuple[str, ...]
    status: int
    reason: str
    http_version: str
    headers: list[tuple[str, str]]
    body: bytes
    content: bytes
    request_headers: list[tuple[str, str]]
    request_target: str
    address: str | None
    fetched_at: datetime.datetime

    @property
    def is_not_modified(self) -> bool:
        """Whether the host says that nothing has changed."""
        return self.status == httpx.codes.NOT_MODIFIED

    @property
    def content_type(self) -> str:
        """The header Content-Type; empty if there is none."""
        return self.header("content-type") or ""

    @property
    def validators(self) -> Validators:
        """For the next request of the same address."""
        return Validators(self.header("etag"), self.header("last-modified"))

    def header(self, name: str) -> str | None:
        """The first header of a name, which is given in lower case."""
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass
class Fetcher:
    """Fetches for one source. Not for several threads at once.

    Attributes:
        statuses: How often each status was answered.
    """

    source: NetworkSource
    user_agent: str
    hosts: Hosts
    clock: Clock
    now: Callable[[], datetime.datetime]
    resolve: Resolve = resolve
    statuses: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._limits = self.source.limits
        self._until = self.clock.monotonic() + self._limits.poll_seconds
        self._product = self.user_agent.partition("/")[0]  # what robots.txt goes by
        self._robots: dict[str, Protego | FetchError] = {}
        self._backend = CheckedBackend(
            private=self.source.allow_private_addresses,
            monotonic=self.clock.monotonic,
            resolve=self.resolve,
        )
        # A transport without a client: no redirects, no cookies, no proxies.
        self._transport = _Transport(self._backend, _ssl_context())
        timeout = httpx.Timeout(self._limits.read_seconds, connect=self._limits.connect_seconds)
        self._extensions = {"timeout": timeout.as_dict()}

    @property
    def is_over(self) -> bool:
        """Whether the poll's time is over, so that nothing more is fetched."""
        return self._too_late()

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def get(self, url: str, *, accept: str, validators: Validators | None = None) -> Answer:
        """Fetch an address, trying again what may pass.

        Args:
            url: An http or https address.
            accept: The header Accept.
            validators: Those of the last answer: the host may say that nothing has changed.

        Raises:
            FetchError: No answer of status 200 or 304 came, or one beyond the limits.
        """
        headers = {"Accept": accept}
        if validators and validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators and validators.last_modified:
            headers["If-Modified-Since"] = validators.last_modified
        return self._retried(lambda: self._follow(url, headers, respect=self.source.respect_robots))

    def _retried(self, fetch: Callable[[], Answer]) -> Answer:
        for n_tries in range(self._limits.max_retries + 1):
            try:
                return fetch()
            except FetchError as error:
                if not error.is_transient or n_tries == self._limits.max_retries:
                    raise
                wait = _FIRST_WAIT * 2**n_tries if error.wait is None else error.wait
                if wait > self._limits.max_wait_seconds or self._too_late(wait):
                    raise
                self.clock.sleep(wait)
        raise AssertionError("unreachable: the last try returns or raises")

    def _too_late(self, wait: float = 0.0) -> bool:
        return self.clock.monotonic() + wait >= self._until

    def _follow(self, url: str, headers: dict[str, str], *, respect: bool) -> Answer:
        hops: list[str] = []
        while True:
            address = _parsed(url)
            delay = self._limits.delay_seconds
            if respect:
                delay = max(delay, self._crawl_delay(address))
            answer = self._request(address, headers, delay)
            if answer.status not in _REDIRECTS:
                break
            hops.append(url)
            location = answer.header("location")
            if not location:
                raise FetchError("bad_redirect", f"{url}: status {answer.status} names no address")
            url = _joined(url, location)
            if url in hops:
                raise FetchError("too_many_redirects", f"{url} leads back to itself")
            if len(hops) > self._limits.max_redirects:
                raise FetchError("too_many_redirects", f"more than {len(hops) - 1} from {hops[0]}")
        return replace(answer, requested=hops[0], redirects=tuple(hops)) if hops else answer

    def _crawl_delay(self, address: httpx.URL) -> float:
        """The pause that robots.txt asks for.

        Raises:
            FetchError: It forbids the address, or cannot be read (RFC 9309: then all is forbidden).
        """
        origin = f"{address.scheme}://{address.netloc.decode('ascii')}"
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin)
        rules = self._robots[origin]
        if isinstance(rules, FetchError):
            raise rules
        if not rules.can_fetch(str(address), self._product):
            raise FetchError("robots", f"{origin}/robots.txt forbids {address.raw_path.decode()}")
        return float(rules.crawl_delay(self._product) or 0)

    def _read_robots(self, origin: str) -> Protego | FetchError:
        url = f"{origin}/robots.txt"
        try:
            answer = self._retried(
                lambda: self._follow(url, {"Accept": "text/plain"}, respect=False)
            )
        except FetchError as error:
            if error.code == "forbidden_address":
                return error
            if error.code == "dns":  # which is so for all of the host
                return error
            if error.is_transient or error.code == "too_large":
                return FetchError("robots_unreachable", f"{url}: {error}", is_transient=True)
            return Protego.parse("")  # none, hence no rules
        # Rules are ASCII; a byte that is no UTF-8 is in a comment or matches nothing.
        return Protego.parse(answer.content[:_MAX_ROBOTS_BYTES].decode("utf-8-sig", "replace"))

    def _request(self, address: httpx.URL, headers: dict[str, str], delay: float) -> Answer:
        host = address.host
        closed_for = self.hosts.closed_for(host)
        if closed_for > 0:
            raise FetchError(
                "rate_limited", f"{host} asked to wait {closed_for:.0f} s", is_transient=True,
                wait=closed_for,
            )  # fmt: skip
        try:
            with self.hosts.turn(host, delay, self._until), _told(address):
                answer = self._exchange(address, headers)
        except TooLateError:
            raise FetchError(
                "out_of_time", f"no time left for {address}", is_transient=True
            ) from None
        self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
        if answer.status in (200, 304) or answer.status in _REDIRECTS:
            return answer
        wait = _retry_after(answer.header("retry-after"), self.now())
        if wait is not None and answer.status in (429, 503):
            self.hosts.close(host, wait)
        raise FetchError(
            f"http_{answer.status}",
            f"{address}: {answer.status} {answer.reason}".strip(),
            is_transient=answer.status in _TRANSIENT_STATUSES,
            status=answer.status,
            wait=wait,
        )

    def _exchange(self, address: httpx.URL, headers: dict[str, str]) -> Answer:
        stated = {"User-Agent": self.user_agent, "Accept-Encoding": ACCEPTED, **headers}
        request = httpx.Request(
            "GET",
            address,
            headers=[(name.encode(), value.encode("latin-1")) for name, value in stated.items()],
            extensions=self._extensions,
        )
        self._backend.deadline = min(
            self.clock.monotonic() + self._limits.total_seconds, self._until
        )
        response = self._transport.handle_request(request)
        try:
            network = response.extensions.get("network_stream")
            peer = network.get_extra_info(ADDRESS) if network else None
            body = self._body(response) if response.status_code == 200 else b""
            coding = response.headers.get("content-encoding", "")
            return Answer(
                requested=str(address),
                url=str(address),
                redirects=(),
                status=response.status_code,
                reason=response.reason_phrase,
                http_version=response.http_version,
                headers=_text(response.headers.raw),
                body=body,
                content=decoded(body, coding, self._limits.max_bytes),
                request_headers=_text(request.headers.raw),
                request_target=address.raw_path.decode("ascii"),
                address=peer,
                fetched_at=self.now(),
            )
        finally:
            response.close()

    def _body(self, response: httpx.Response) -> bytes:
        limit = self._limits.max_bytes
        stated = response.headers.get("content-length", "")
        if stated.isascii() and stated.isdigit() and int(stated[:20]) > limit:
            raise TooLargeError(f"{stated} bytes, of which {limit} are taken")
        whole = bytearray()
        for part in response.iter_raw(_PART):
            whole += part
            if len(whole) > limit:
                raise TooLargeError(f"more than {limit} bytes")
            self._backend.left(None)  # for parts that were in the buffer already
        return bytes(whole)


@functools.cache
def _ssl_context() -> ssl.SSLContext:
    return httpx.create_ssl_context()  # a twentieth of a second


class _Transport(httpx.BaseTransport):
    """httpx over connections to checked addresses; what httpcore raises is not translated."""

    def __init__(self, backend: CheckedBackend, ssl_context: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context, network_backend=backend, max_keepalive_connections=1
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Stream(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@contextmanager
def _told(address: httpx.URL) -> Iterator[None]:
    """Tell what goes wrong on the way as a FetchError."""
    try:
        yield
    except ForbiddenAddressError as error:
        raise FetchError("forbidden_address", str(error)) from None
    except ResolutionError as error:
        raise FetchError("dns", str(error), is_transient=True) from None
    except TooLargeError as error:
        raise FetchError("too_large", f"{address}: {error}") from None
    except CodingError as error:
        raise FetchError("content_encoding", f"{address}: {error}", is_transient=True) from None
    except httpcore.TimeoutException as error:
        kind = "connect" if isinstance(error, httpcore.ConnectTimeout) else "read"
        detail = str(error) or f"no answer in time ({kind})"
        raise FetchError("timeout", f"{address}: {detail}", is_transient=True) from None
    except httpcore.NetworkError as error:
        raise FetchError("connection", f"{address}: {error}", is_transient=True) from None
    except httpcore.LocalProtocolError as error:
        raise FetchError("bad_url", f"{address}: {error}") from None
    except httpcore.ProtocolError as error:
        raise FetchError("broken_answer", f"{address}: {error}", is_transient=True) from None


def _parsed(url: str) -> httpx.URL:
    if not url.lower().startswith(("http:", "https:")):
        raise FetchError("bad_scheme", f"{url[:200]!r} is neither http nor https")
    try:
        address = httpx.URL(url).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError("bad_url", f"{url[:200]!r}: {error}") from None
    if not address.host or not 0 < (address.port or 80) < 1 << 16:
        raise FetchError("bad_url", f"{url[:200]!r} names no host, or no port that there is")
    return address


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, _address_of(location))
    except ValueError as error:
        raise FetchError("bad_redirect", f"{url} leads to {location[:200]!r}: {error}") from None


def _text(headers: list[tuple[bytes, bytes]]) -> list[tuple[str, str]]:
    """Headers as strings that have every byte in them, as Latin-1."""
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]


def _address_of(header: str) -> str:
    """An address in a header, which may hold UTF-8 where it should be percent-encoded."""
    try:
        return header.encode("latin-1").decode("utf-8").strip()
    except UnicodeDecodeError:
        return header.strip()


def _retry_after(stated: str | None, now: datetime.datetime) -> float | None:
    """Seconds to wait, from a number or a date; null if there is no readable header."""
    if not stated:
        return None
    if stated.strip().isdecimal():
        return float(stated.strip()[:9])
    try:
        until: Any = email.utils.parsedate_to_datetime(stated)
        if until.tzinfo is None:
            until = until.replace(tzinfo=datetime.UTC)
        return max(0.0, float((until - now).total_seconds()))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
