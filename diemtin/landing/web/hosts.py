"""Politeness: one request at a time to a host, with a pause between two, whoever asks."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Clock:
    """The time that waits and time-outs go by, for tests to hold still."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class TooLateError(Exception):
    """A request would have to wait for longer than there is time."""


@dataclass
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0
    closed_until: float = 0.0


class Hosts:
    """What all the sources of a poll know of each other's requests."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, delay: float, until: float) -> Iterator[None]:
        """Wait until no other request to the host runs and the last is `delay` seconds ago.

        Raises:
            TooLateError: That will not be before `until`, a time of the clock.
        """
        known = self._host(host)
        with known.lock:
            now = self._clock.monotonic()
            if max(now, known.free_at) >= until:
                raise TooLateError
            if known.free_at > now:
                self._clock.sleep(known.free_at - now)
            try:
                yield
            finally:
                known.free_at = self._clock.monotonic() + delay

    def close(self, host: str, seconds: float) -> None:
        """Note that a host wants no request for a while."""
        self._host(host).closed_until = self._clock.monotonic() + seconds

    def closed_for(self, host: str) -> float:
        """How many seconds a host still wants no request; 0 or less if it takes them."""
        return self._host(host).closed_until - self._clock.monotonic()

    def _host(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host())
