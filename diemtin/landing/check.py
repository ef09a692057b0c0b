"""`diemtin sources check`: what sources.yaml names, whether it is due, and whether it answers."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from diemtin.corpus import Corpus
from diemtin.landing.capture import folder_path
from diemtin.landing.inbox import waiting
from diemtin.landing.sources import FolderSource, NetworkSource, UrlsSource, read_sources
from diemtin.landing.web.fetching import Fetcher, FetchError
from diemtin.landing.web.poll import ACCEPT_LISTING, Web, due_at, read_listing, web
from diemtin.progress import progress


@dataclass(frozen=True)
class SourceCheck:
    """One source as a person wants to see it.

    Attributes:
        name: Its name.
        kind: folder, feed, sitemap or urls.
        where: The folder or the address; of several addresses the first.
        is_enabled: Whether it is asked at all.
        due_at: When it may be polled next; null for a folder and for what never was polled.
        found: What was found there, in words; null if nobody looked.
        problem: What is wrong; null if nothing is.
    """

    name: str
    kind: str
    where: str
    is_enabled: bool
    due_at: datetime.datetime | None = None
    found: str | None = None
    problem: str | None = None


def check_sources(
    corpus: Corpus, *, is_online: bool = False, network: Web | None = None
) -> Iterator[SourceCheck]:
    """Check `sources.yaml` and look at each source; nothing lands.

    Args:
        corpus: Whose sources.
        is_online: Ask the enabled network sources for what they list.
        network: For tests, as in `capture`.

    Raises:
        SourcesError: `sources.yaml` is not what it should be; the message names every problem.
    """
    sources = read_sources(corpus.sources_file)
    shared = network or web(sources.user_agent)
    listed = sources.sources
    for source in progress(listed, "sources", len(listed) if is_online else 0):
        if isinstance(source, FolderSource):
            yield _folder(corpus, source)
        else:
            yield _network(corpus, source, shared if is_online and source.enabled else None)


def _folder(corpus: Corpus, source: FolderSource) -> SourceCheck:
    path = folder_path(corpus, source)
    is_there = path.is_dir()
    return SourceCheck(
        source.name,
        source.kind,
        str(path),
        source.enabled,
        found=f"{len(waiting(path))} files" if is_there else None,
        problem=None if is_there else "there is no such folder",
    )


def _network(corpus: Corpus, source: NetworkSource, network: Web | None) -> SourceCheck:
    url = source.urls[0] if isinstance(source, UrlsSource) else source.url
    found = problem = None
    if network:
        fetcher = Fetcher(
            source, network.user_agent, network.hosts, network.clock, corpus.now, network.resolve
        )
        try:
            answer = fetcher.get(url, accept=ACCEPT_LISTING)
            found = f"{len(answer.content)} bytes of {answer.content_type or 'no stated type'}"
            if not isinstance(source, UrlsSource):
                listing = read_listing(source, answer)
                n_further = f", {len(listing.further)} sitemaps" if listing.further else ""
                found = f"{len(listing.entries)} entries{n_further}"
                problem = str(listing.problem) if listing.problem else None
        except FetchError as error:
            problem = str(error)
        finally:
            fetcher.close()
    return SourceCheck(
        source.name,
        source.kind,
        url,
        source.enabled,
        due_at(corpus.landing, source),
        found,
        problem,
    )
