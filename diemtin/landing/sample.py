"""The committed sample corpus, landed under the days on which its files "arrived"."""

import datetime
from pathlib import Path

from diemtin.calendar import VIETNAM, days_between
from diemtin.corpus import Corpus
from diemtin.landing.inbox import Sweep, sweep

FIRST_DAY = datetime.date(2025, 6, 26)
LAST_DAY = datetime.date(2025, 7, 5)
# Late in the evening, when everything of the day has arrived.
_LANDED_AT = datetime.time(23, 0)


def sample_days() -> list[datetime.date]:
    """The ten days of the sample; one of them is empty."""
    return list(days_between(FIRST_DAY, LAST_DAY))


def land_sample(corpus: Corpus, sample: Path) -> list[Sweep]:
    """Copy `sample/<day>/<source>/…` into the landing days; what has landed stays as it is."""
    return [
        sweep(
            sample / day.isoformat(),
            corpus.landing,
            now=datetime.datetime.combine(day, _LANDED_AT, VIETNAM),
            keep_inbox=True,
        )
        for day in sample_days()
    ]
