"""Fixtures of the network sources: a site on this machine, and a clock that does not wait."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from diemtin.corpus import Corpus
from diemtin.landing.web.hosts import Clock
from tests.diemtin.landing.web.newsroom import Newsroom
from tests.diemtin.landing.web.site import Site, running_site


@dataclass
class FakeTime:
    """A time that passes when someone sleeps, and by `tick` with each look at it."""

    now: float = 1_000.0
    tick: float = 0.0
    slept: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        self.now += self.tick
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    @property
    def clock(self) -> Clock:
        return Clock(self.monotonic, self.sleep)


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as site:
        yield site


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def newsroom(corpus: Corpus, site: Site, time: FakeTime) -> Newsroom:
    return Newsroom(corpus, site, time.clock, corpus.now())
