"""Which network addresses may be reached: the check is on the address that is connected to.

A name is resolved once, its addresses are checked, and the connection goes to one that passed. A
name that resolves to another address the next time (DNS rebinding) is checked the next time.
"""

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

# (host, port) -> addresses in the order of preference
Resolve = Callable[[str, int], list[str]]

# What a stream's `get_extra_info` tells the address by, also once the other side has gone.
ADDRESS = "diemtin_address"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class ForbiddenAddressError(Exception):
    """A host has no address that may be connected to."""


class ResolutionError(Exception):
    """A host's name has no address."""


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host as the system knows them.

    Raises:
        ResolutionError: There is none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ResolutionError(f"{host} has no address ({error})") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_allowed(address: str, *, private: bool = False) -> bool:
    """Whether an address may be connected to.

    Public addresses may. Loopback and private ones only where a source says so; link-local (among
    them the cloud's metadata service), multicast, reserved and unspecified ones never.
    """
    try:
        ip = _unwrapped(ipaddress.ip_address(address))
    except ValueError:
        return False
    if ip.is_multicast or ip.is_link_local or ip.is_unspecified:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local:
        return private
    if ip.is_loopback:
        return private
    if ip.is_reserved:
        return False
    return private or ip.is_global


def _unwrapped(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The IPv4 address that an IPv6 address stands for, where it does."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    teredo = ip.teredo
    return ip.ipv4_mapped or ip.sixtofour or (teredo[1] if teredo else None) or ip


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses only, and to nothing after the deadline.

    Attributes:
        deadline: Until when, by `monotonic`, anything may be read or connected to.
    """

    deadline: float = float("inf")

    def __init__(
        self, *, private: bool, monotonic: Callable[[], float], resolve: Resolve = resolve
    ) -> None:
        self._private = private
        self._monotonic = monotonic
        self._resolve = resolve
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the host's allowed addresses that answers.

        Raises:
            ForbiddenAddressError: None is allowed.
            ResolutionError: There is none, or none was told in time.
            httpcore.ConnectError: None answers.
        """
        addresses = self._resolved(host, port, self.left(timeout))
        allowed = [one for one in addresses if is_allowed(one, private=self._private)]
        if not allowed:
            raise ForbiddenAddressError(f"{host} is at {', '.join(addresses)}")
        for address in allowed:
            try:
                stream = self._sockets.connect_tcp(
                    address, port, self.left(timeout), local_address, socket_options
                )
                return _Timed(stream, self, address)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if address == allowed[-1]:
                    raise
        raise AssertionError("unreachable: the last address returns or raises")

    def _resolved(self, host: str, port: int, seconds: float) -> list[str]:
        """The addresses of a host; the system's own time-out may be minutes and cannot be set."""
        told: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                told.put(self._resolve(host, port))
            except Exception as error:  # raised where it is waited for
                told.put(error)

        # A daemon, for a thread that waits for an answer would keep the program from ending.
        threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
        try:
            found = told.get(timeout=seconds)
        except queue.Empty:
            raise ResolutionError(f"no answer in {seconds:.0f} s as to where {host} is") from None
        if isinstance(found, Exception):
            raise found
        return found

    def left(self, timeout: float | None) -> float:
        """A time-out, cut at the deadline.

        Raises:
            httpcore.ReadTimeout: It has passed.
        """
        left = self.deadline - self._monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the answer takes too long as a whole")
        return left if timeout is None else min(left, timeout)


class _Timed(httpcore.NetworkStream):
    """A stream each of whose steps ends by the deadline: a slow header counts as a slow body."""

    def __init__(
        self, stream: httpcore.NetworkStream, backend: CheckedBackend, address: str
    ) -> None:
        self._stream = stream
        self._backend = backend
        self._address = address

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._backend.left(timeout))
        return _Timed(stream, self._backend, self._address)

    def get_extra_info(self, info: str) -> Any:
        if info == ADDRESS:
            return self._address
        return self._stream.get_extra_info(info)
