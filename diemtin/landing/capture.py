"""What the landing stage does for a day: capture if it is today, then tell what the day holds."""

import datetime
from dataclasses import dataclass

from diemtin.calendar import day_of
from diemtin.corpus import Corpus
from diemtin.landing.inbox import Sweep, sweep
from diemtin.landing.landed_day import LandedDay, landed_day


@dataclass(frozen=True)
class Capture:
    """A landing day after the stage ran; `swept` is null for a day that is over."""

    landed: LandedDay
    swept: Sweep | None


def capture(corpus: Corpus, day: datetime.date) -> Capture:
    """Sweep the inbox if `day` is the current day; a day that is over is only read."""
    now = corpus.now()
    swept = sweep(corpus.inbox, corpus.landing, now=now) if day == day_of(now) else None
    return Capture(landed_day(corpus.landing, day), swept)
