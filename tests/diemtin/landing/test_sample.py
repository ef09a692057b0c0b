"""The sample corpus as it lands."""

import datetime
from pathlib import Path

from diemtin.corpus import Corpus
from diemtin.landing import manifest
from diemtin.landing.inbox import landed_files
from diemtin.landing.sample import land_sample, sample_days
from diemtin.settings import sample_dir


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in (manifest.MANIFEST_NAME, ".lock")
    }


def test_the_sample_has_ten_days_in_a_row() -> None:
    days = sample_days()
    assert (len(days), days[0], days[-1]) == (
        10,
        datetime.date(2025, 6, 26),
        datetime.date(2025, 7, 5),
    )
    assert days == sorted(set(days))


def test_every_sample_file_lands_unchanged_under_its_day(corpus: Corpus) -> None:
    land_sample(corpus, sample_dir())
    assert contents(corpus.landing) == contents(sample_dir())


def test_the_committed_sample_stays_as_it_is(corpus: Corpus) -> None:
    before = contents(sample_dir())
    land_sample(corpus, sample_dir())
    assert contents(sample_dir()) == before


def test_landing_the_sample_again_changes_nothing(corpus: Corpus) -> None:
    first = land_sample(corpus, sample_dir())
    before = {path: path.stat().st_mtime_ns for path in corpus.landing.rglob("*.*")}
    again = land_sample(corpus, sample_dir())
    assert [sweep.duplicates for sweep in again] == [sorted(sweep.landed) for sweep in first]
    assert not any(sweep.landed for sweep in again)
    after = {path: path.stat().st_mtime_ns for path in corpus.landing.rglob("*.*")}
    assert {p: t for p, t in after.items() if p.name != ".lock"} == {
        p: t for p, t in before.items() if p.name != ".lock"
    }


def test_sample_files_land_on_their_own_day_late_in_the_evening(corpus: Corpus) -> None:
    land_sample(corpus, sample_dir())
    for day in sample_days():
        for entry in manifest.read(corpus.landing / day.isoformat()):
            assert entry.landed_at == f"{day.isoformat()}T16:00:00.000000+00:00"


def test_one_day_of_the_sample_is_empty(corpus: Corpus) -> None:
    land_sample(corpus, sample_dir())
    empty = [day for day in sample_days() if not landed_files(corpus.landing / day.isoformat())]
    assert empty == [datetime.date(2025, 6, 29)]
