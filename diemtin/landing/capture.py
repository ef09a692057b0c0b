"""What the landing stage does for a day: capture if it is today, then tell what the day holds."""

import datetime
import logging
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock

from diemtin.calendar import day_of
from diemtin.corpus import Corpus
from diemtin.errors import DiemTinError
from diemtin.landing import health
from diemtin.landing.health import Poll
from diemtin.landing.inbox import Sweep, sweep, waiting
from diemtin.landing.landed_day import LandedDay, landed_day
from diemtin.landing.sources import FolderSource, Sources, read_sources
from diemtin.landing.web.poll import Web, due_at, poll, web
from diemtin.progress import progress

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Capture:
    """A landing day after the stage ran.

    Attributes:
        landed: What the day holds.
        swept: What the sweeps of all folders did; null for a day that is over. What was left is
            named by its whole path.
        polls: How the network sources fared, also those that were not due.
    """

    landed: LandedDay
    swept: Sweep | None
    polls: list[Poll] = field(default_factory=list)


def capture(
    corpus: Corpus,
    day: datetime.date,
    *,
    only: Collection[str] | None = None,
    even_if_not_due: bool = False,
    network: Web | None = None,
) -> Capture:
    """Sweep the folders and poll the network sources if `day` is today; else only read the day.

    A source that fails is recorded, and the others go on.

    Args:
        corpus: Where to land.
        day: The landing day.
        only: Names of sources; by default all that are enabled.
        even_if_not_due: Poll sources that were polled less than their interval ago.
        network: For tests: the time and the names that polls go by.

    Raises:
        SourcesError: `sources.yaml` is not what it should be; nothing has landed.
        OSError: The disk failed; what has landed has landed.
    """
    now = corpus.now()
    if day != day_of(now):
        return Capture(landed_day(corpus.landing, day), None)
    return _capture(corpus, now, only, even_if_not_due, network)


def capture_today(
    corpus: Corpus,
    *,
    only: Collection[str] | None = None,
    even_if_not_due: bool = False,
    network: Web | None = None,
) -> Capture:
    """As `capture`, under the day that it is when the capture begins.

    Raises:
        DiemTinError: `sources.yaml` is not what it should be, or `only` names no enabled source
            of it; nothing has landed.
        OSError: The disk failed; what has landed has landed.
    """
    return _capture(corpus, corpus.now(), only, even_if_not_due, network)


def _capture(
    corpus: Corpus,
    now: datetime.datetime,
    only: Collection[str] | None,
    even_if_not_due: bool,
    network: Web | None,
) -> Capture:
    day = day_of(now)
    sources = read_sources(corpus.sources_file)
    _require_enabled(corpus, sources, only or ())
    swept = Sweep(day)
    for folder in sources.folders:
        if only is None or folder.name in only:
            _sweep(corpus, folder, now, swept)
    polls = _poll_all(corpus, sources, day, only, even_if_not_due, network)
    return Capture(landed_day(corpus.landing, day), swept, polls)


def waiting_files(corpus: Corpus) -> list[Path]:
    """The files that wait in the folders of sources.yaml, in a fixed order."""
    sources = read_sources(corpus.sources_file)
    return [file for one in sources.folders for file in waiting(folder_path(corpus, one))]


def due_sources(corpus: Corpus) -> dict[str, datetime.datetime | None]:
    """The network sources that may be polled now → since when; null for those that never were."""
    found = {}
    for source in read_sources(corpus.sources_file).network:
        at = due_at(corpus.landing, source)
        if at is None or at <= corpus.now():
            found[source.name] = at
    return found


def folder_path(corpus: Corpus, folder: FolderSource) -> Path:
    """Where a folder of sources.yaml is."""
    return corpus.data_dir / folder.path


def _require_enabled(corpus: Corpus, sources: Sources, names: Collection[str]) -> None:
    enabled = [source.name for source in [*sources.folders, *sources.network]]
    unknown = [name for name in names if name not in enabled]
    if unknown:
        raise DiemTinError(
            f"{corpus.sources_file} has no enabled source {', '.join(map(repr, unknown))}. The "
            f"enabled ones are: {', '.join(enabled) or 'none'}."
        )


def _sweep(corpus: Corpus, folder: FolderSource, now: datetime.datetime, total: Sweep) -> None:
    path = folder_path(corpus, folder)
    result = Poll(folder.name, folder.kind, now.astimezone(datetime.UTC).isoformat())
    if path.is_dir():
        result.n_listed = len(waiting(path))
        swept = sweep(
            path,
            corpus.landing,
            now=now,
            keep_inbox=folder.keep_files,
            source=None if folder.subfolders_are_sources else folder.name,
        )
        total.landed += swept.landed
        total.duplicates += swept.duplicates
        result.is_read = True
        result.n_fetched = len(swept.landed)
        result.n_not_modified = len(swept.duplicates)
        result.n_waiting = len(swept.left)
        for left in swept.left:
            why = swept.left_because[left]
            total.left.append(str(path / left))
            total.left_because[total.left[-1]] = why
            result.fail("left_in_folder", f"{left}: {why}")
        result.last_success_at = result.polled_at
    elif folder.path != folder.name or corpus.sources_file.exists():
        result.fail("no_folder", str(path))
    _record_sweep(corpus.landing / total.day.isoformat(), result)


def _record_sweep(day_folder: Path, result: Poll) -> None:
    """Record a sweep unless it found nothing, or just what the last one had to leave."""
    if not (result.n_fetched or result.n_not_modified or result.codes) and not day_folder.exists():
        return
    day_folder.mkdir(parents=True, exist_ok=True)
    with FileLock(day_folder.parent / ".lock"):
        earlier = [one for one in health.read(day_folder) if one.source == result.source]
        is_news = result.n_fetched or not earlier or earlier[-1].failures != result.failures
        if is_news:
            health.append(day_folder, result)


def _poll_all(
    corpus: Corpus,
    sources: Sources,
    day: datetime.date,
    only: Collection[str] | None,
    even_if_not_due: bool,
    network: Web | None,
) -> list[Poll]:
    wanted = [one for one in sources.network if only is None or one.name in only]
    if not wanted:
        return []
    shared = network or web(sources.user_agent)
    with ThreadPoolExecutor(min(sources.concurrency, len(wanted)), "poll") as pool:
        running = [
            pool.submit(
                poll,
                source,
                corpus.landing,
                day=day,
                now=corpus.now,
                web=shared,
                even_if_not_due=even_if_not_due,
            )
            for source in wanted
        ]
        for _ in progress(as_completed(running), "polling", len(running)):
            pass
    # All have ended: what one raises (a full disk) is raised when the others have landed theirs.
    return [one.result() for one in running]
