"""One poll of one network source: what is new in its listing lands in WARC files.

A poll may be killed anywhere. A WARC file has a name that nothing reads until it is complete; from
then on its pages are in it, and the memory learns of them from the file. A listing is asked for
conditionally only once everything in it has been dealt with.
"""

import datetime
import itertools
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock

from diemtin.ids import file_sha256
from diemtin.ingest.warc import warc_metadata
from diemtin.landing import health, manifest
from diemtin.landing.health import Poll
from diemtin.landing.inbox import path_below, tidy
from diemtin.landing.sources import FeedSource, NetworkSource, SitemapSource, UrlsSource
from diemtin.landing.web.addresses import Resolve, resolve
from diemtin.landing.web.feeds import read_feed
from diemtin.landing.web.fetching import Answer, Fetcher, FetchError, Validators
from diemtin.landing.web.hosts import Clock, Hosts
from diemtin.landing.web.listing import Listed, Listing, newest_first, url_key
from diemtin.landing.web.memory import FOLDER_NAME, Memory, Note
from diemtin.landing.web.sitemaps import read_sitemap
from diemtin.landing.web.warc_file import WarcFile, note_of, sha256

log = logging.getLogger(__name__)

# What a killed poll fetches again is at most one file's worth.
_FILE_PAGES = 100
_FILE_BYTES = 100_000_000
# A page that is not there yet when its listing is, often is a little later.
_POLLS_UNTIL_MISSING = 3
# So often does a page fail for what may pass before the listing's own text is taken in its place.
_POLLS_UNTIL_TEXT = 3
# They depend on sources.yaml or robots.txt and cost no request of the page: asked anew each poll.
_NEVER_GIVEN_UP = {"robots", "forbidden_address"}

# Of the poll or the host as a whole: they say nothing of the page, which was not asked for.
_NOT_ITS_FAULT = {"out_of_time", "rate_limited"}

ACCEPT_LISTING = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)
_ACCEPT_PAGE = "text/html, application/xhtml+xml, text/plain;q=0.8"
_PAGE_TYPES = {"text/html", "application/xhtml+xml", "text/plain", ""}


@dataclass(frozen=True)
class Web:
    """What polls share, and what a test may put in the place of the network's time and names."""

    user_agent: str
    hosts: Hosts
    clock: Clock
    resolve: Resolve = resolve


def web(user_agent: str, clock: Clock | None = None, resolve: Resolve = resolve) -> Web:
    """A Web over a clock."""
    clock = clock or Clock()
    return Web(user_agent, Hosts(clock), clock, resolve)


def due_at(landing: Path, source: NetworkSource) -> datetime.datetime | None:
    """When a source may be polled next; null for one that never was."""
    file = _memory_file(landing, source)
    if not file.exists():
        return None
    memory = Memory(file)
    try:
        return _due_at(memory, source)
    finally:
        memory.close()


def poll(
    source: NetworkSource,
    landing: Path,
    *,
    day: datetime.date,
    now: Callable[[], datetime.datetime],
    web: Web,
    even_if_not_due: bool = False,
) -> Poll:
    """Poll a source, land what is new under a day, and record how it went.

    Another run that polls the same source is waited for.

    Args:
        source: As sources.yaml describes it.
        landing: Folder of the landing days.
        day: The day to land under.
        now: The clock for what is written down.
        web: What polls share.
        even_if_not_due: Poll a source that was polled less than its interval ago.

    Raises:
        OSError: The disk failed; what has landed has landed.
    """
    folder = landing / FOLDER_NAME
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / f"{source.name}.lock"):
        memory = Memory(_memory_file(landing, source))
        try:
            return _Polling(source, landing, day, now, web, memory).run(even_if_not_due)
        finally:
            memory.close()


def read_listing(source: NetworkSource, answer: Answer) -> Listing:
    """What a feed or sitemap lists.

    Raises:
        FetchError: It is none.
    """
    if isinstance(source, FeedSource):
        return read_feed(answer.content, answer.url, answer.content_type)
    max_bytes = source.limits.max_bytes
    return read_sitemap(answer.content, answer.url, answer.content_type, max_bytes)


def _memory_file(landing: Path, source: NetworkSource) -> Path:
    return landing / FOLDER_NAME / f"{source.name}.sqlite"


def _due_at(memory: Memory, source: NetworkSource) -> datetime.datetime | None:
    last = memory.last_poll()
    return last and last + datetime.timedelta(minutes=source.poll_every_minutes)


@dataclass
class _Polling:
    """The state of a poll while it runs."""

    source: NetworkSource
    landing: Path
    day: datetime.date
    now: Callable[[], datetime.datetime]
    web: Web
    memory: Memory
    result: Poll = field(init=False)
    # Whether everything in the listings has been dealt with.
    is_complete: bool = True

    def __post_init__(self) -> None:
        self.result = Poll(self.source.name, self.source.kind)
        self._begun = self.now()
        self._day_folder = self.landing / self.day.isoformat()
        self._part = self.landing / FOLDER_NAME / f"{self.source.name}.part"
        self._file: WarcFile | None = None
        self._listings: list[Answer] = []
        self._validators: dict[str, Validators] = {}

    def run(self, even_if_not_due: bool) -> Poll:
        self._tidy()
        self._remember_files()
        due_at = _due_at(self.memory, self.source)
        if due_at and due_at > self._begun and not even_if_not_due:
            last = self.memory.last_success()
            self.result.last_success_at = last.isoformat() if last else None
            if all(p.source != self.source.name for p in health.read(self._day_folder)):
                self._record()
            return self.result
        self.result.polled_at = self._begun.astimezone(datetime.UTC).isoformat()
        self._fetcher = Fetcher(
            self.source, self.web.user_agent, self.web.hosts, self.web.clock, self.now,
            self.web.resolve,
        )  # fmt: skip
        try:
            self._fetch_all()
        finally:
            self._fetcher.close()
        self._finish_file()
        if self.is_complete:
            self.memory.set_listings(self._validators)
        else:
            self.memory.forget_listings()
        self.result.statuses = {str(k): n for k, n in sorted(self._fetcher.statuses.items())}
        self.memory.polled(self._begun, success=self.result.is_read)
        last = self.memory.last_success()
        self.result.last_success_at = last.isoformat() if last else None
        self._record()
        return self.result

    def _tidy(self) -> None:
        """Remove the file that a killed poll was writing, record one that it could not record."""
        self._part.unlink(missing_ok=True)
        if self._day_folder.exists():
            with FileLock(self.landing / ".lock"):
                tidy(self._day_folder, self._begun)

    def _remember_files(self) -> None:
        """Learn of pages that landed without the memory's knowing."""
        for day_folder in sorted(self.landing.glob("*-*-*")):
            for file in sorted((day_folder / self.source.name).glob("*.warc.gz")):
                path = path_below(self.landing, file)
                if self.memory.has_file(path):
                    continue
                try:
                    with open(file, "rb") as stream:
                        found = [note_of(stated) for stated in warc_metadata(stream)]
                except OSError as error:
                    log.warning("%s cannot be read: %s", file, error.strerror)
                    continue
                self.memory.remember(path, filter(None, found))

    def _record(self) -> None:
        self._day_folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self.landing / ".lock"):
            health.append(self._day_folder, self.result)
        if self.result.codes:
            log.warning("Source %s: %s", self.source.name, health.summary([self.result]))

    # What is listed

    def _fetch_all(self) -> None:
        new: list[tuple[Listed, str | None]] = []
        seen: set[str] = set()
        for listed, via in self._listed():
            self.result.n_listed += 1
            if listed.key not in seen and self._is_wanted(listed):
                new.append((listed, via))
            seen.add(listed.key)
        n_begun = 0
        for listed, via in new[: self.source.limits.max_items]:
            if self._fetcher.is_over:
                self._fail(FetchError("out_of_time", f"{len(new) - n_begun} pages are left"))
                break
            n_begun += 1
            self._land(listed, via)
        if n_begun < len(new):
            self.result.n_waiting += len(new) - n_begun
            self.is_complete = False

    def _listed(self) -> list[tuple[Listed, str | None]]:
        """The entries of all listings, each with the listing that it is in."""
        if isinstance(self.source, UrlsSource):
            self.result.is_read = True
            return [(Listed(url=url), None) for url in self.source.urls]
        since = None
        if isinstance(self.source, SitemapSource) and self.source.max_age_days is not None:
            since = self._begun - datetime.timedelta(days=self.source.max_age_days)
        found: dict[Listed, str] = {}
        pending, asked = [self.source.url], set[str]()
        while pending and len(asked) < self.source.limits.max_listings:
            url = pending.pop(0)
            if url_key(url) in asked:
                continue
            asked.add(url_key(url))
            try:
                listing = self._listing(url)
            except FetchError as error:
                self._fail(error)
                continue
            self.result.is_read = True
            if listing.problem:
                self._fail(listing.problem)
                self.is_complete = False
            for listed in listing.entries:
                found.setdefault(listed, url)
            pending += [one.url for one in newest_first(listing.further, since) if one.url]
        pending = [url for url in pending if url_key(url) not in asked]
        if pending:
            self.is_complete = False
            self._fail(FetchError("too_many_listings", f"{len(pending)} sitemaps were not read"))
        entries = list(found)
        if isinstance(self.source, SitemapSource):
            entries = newest_first(entries, since)
        return [(listed, found[listed]) for listed in entries]

    def _listing(self, url: str) -> Listing:
        """A feed or sitemap; an empty one where it has not changed."""
        validators = self.memory.listing(url)
        answer = self._fetcher.get(url, accept=ACCEPT_LISTING, validators=validators)
        if answer.is_not_modified:
            self.result.n_not_modified += 1
            return Listing()
        listing = read_listing(self.source, answer)
        self._listings.append(answer)
        # An index is asked for in full each time: that it is as before says nothing of its parts.
        if not listing.further:
            self._validators[url] = answer.validators
        return listing

    def _is_wanted(self, listed: Listed) -> bool:
        if self.memory.is_given_up(listed.key, listed.changed):
            return False
        known = self.memory.page(listed.key)
        if known is None:
            return True
        return (
            listed.url is not None
            and listed.changed is not None
            and listed.changed != known.changed
            and known.n_fetches < self.source.limits.max_versions
        )

    # What lands

    def _land(self, listed: Listed, via: str | None) -> None:
        if listed.url is None:
            if listed.text:
                self._add_text(listed, via, "it has no address")
            else:
                self._fail(FetchError("empty_entry", f"an entry of {via} has no address, no text"))
            return
        if self._is_in_file(listed.key):  # another address led to it in this poll
            self.result.n_not_modified += 1
            return
        known = self.memory.page(listed.key)
        try:
            answer = self._page(listed.url, known.validators if known else None)
        except FetchError as error:
            self._without_page(listed, via, error)
            return
        if known and (answer.is_not_modified or sha256(answer.content) == known.sha256):
            self.result.n_not_modified += 1
            validators = known.validators if answer.is_not_modified else answer.validators
            note = Note((listed.key,), listed.changed, validators, known.sha256)
            self.memory.remember(None, [note])
            return
        if not known and self._is_elsewhere(listed, answer):
            self.result.n_not_modified += 1
            return
        self._open_file().add_page(answer, listed, via)
        self.result.n_fetched += 1
        self._finish_full_file()

    def _page(self, url: str, validators: Validators | None) -> Answer:
        answer = self._fetcher.get(url, accept=_ACCEPT_PAGE, validators=validators)
        if answer.is_not_modified and not validators:
            raise FetchError("broken_answer", f"{url}: status 304 to a plain request")
        media_type = answer.content_type.partition(";")[0].strip().lower()
        if media_type not in _PAGE_TYPES and not answer.is_not_modified:
            raise FetchError("content_type", f"{url} is {media_type}")
        return answer

    def _is_elsewhere(self, listed: Listed, answer: Answer) -> bool:
        """Whether an address leads to a page that has landed under its own; then it is noted."""
        key = url_key(answer.url)
        if key == listed.key or not (self.memory.page(key) or self._is_in_file(key)):
            return False
        note = Note((listed.key,), listed.changed, answer.validators, sha256(answer.content))
        self.memory.remember(None, [note])
        return True

    def _is_in_file(self, key: str) -> bool:
        return self._file is not None and any(key in note.keys for note in self._file.notes)

    def _without_page(self, listed: Listed, via: str | None, error: FetchError) -> None:
        """Count a page that did not come; take the listing's text in its place, or wait."""
        self._fail(error)
        if known := self.memory.page(listed.key):  # the version that has landed will do
            if not error.is_transient:
                note = Note((listed.key,), listed.changed, known.validators, known.sha256)
                self.memory.remember(None, [note])
            return
        if error.code in _NOT_ITS_FAULT:
            self.result.n_waiting += 1
            return
        n_polls = self.memory.failed(listed.key, listed.changed)
        may_come = error.is_transient or (
            error.code == "http_404" and n_polls < _POLLS_UNTIL_MISSING
        )
        is_final = not may_come or n_polls >= _POLLS_UNTIL_TEXT
        if listed.text and listed.is_full_text and is_final:
            self._add_text(listed, via, str(error))
            return
        if may_come:
            self.result.n_waiting += 1
            self.is_complete = False
        elif error.code in _NEVER_GIVEN_UP:
            self.is_complete = False
        else:
            self.memory.give_up(listed.key)

    def _add_text(self, listed: Listed, via: str | None, reason: str) -> None:
        self._open_file().add_text(listed, via, reason)
        self.result.n_fetched += 1
        self._finish_full_file()

    def _fail(self, error: FetchError) -> None:
        self.result.fail(error.code, error.detail)
        if error.is_transient:
            self.is_complete = False

    # Where it lands

    def _open_file(self) -> WarcFile:
        if self._file is None:
            begun = self._begun.astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%S%fZ")
            names = (f"{begun}-{number:03}.warc.gz" for number in itertools.count(1))
            taken = self._day_folder / self.source.name
            name = next(name for name in names if not (taken / name).exists())
            robots = "obey" if self.source.respect_robots else "ignore"
            self._file = WarcFile(self._part, name, source=self.source.name, robots=robots)
            while self._listings:
                self._file.add_listing(self._listings.pop(0))
        return self._file

    def _finish_full_file(self) -> None:
        if self._file and (
            len(self._file.notes) >= _FILE_PAGES or self._file.n_bytes >= _FILE_BYTES
        ):
            self._finish_file()

    def _finish_file(self) -> None:
        """Have a file land: complete, renamed, recorded, remembered, in this order."""
        file, self._file = self._file, None
        if file is None:
            return
        file.finish()
        digest = file_sha256(file.file)
        n_bytes = file.file.stat().st_size
        target = self._day_folder / self.source.name / file.name
        with FileLock(self.landing / ".lock"):
            target.parent.mkdir(parents=True, exist_ok=True)
            file.file.rename(target)
            landed_at = self.now().astimezone(datetime.UTC).isoformat(timespec="microseconds")
            manifest.append(
                self._day_folder,
                manifest.Landed(path_below(self._day_folder, target), digest, n_bytes, landed_at),
            )
        self.memory.remember(path_below(self.landing, target), file.notes)
