"""A poll that is killed anywhere, and polls that run at once: nothing is lost, nothing twice."""

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from warcio.warcwriter import WARCWriter

from diemtin.corpus import Corpus
from diemtin.landing import journal, manifest
from diemtin.landing.inbox import landed_files
from diemtin.landing.web import poll as poll_module
from diemtin.landing.web import warc_file
from diemtin.landing.web.memory import FOLDER_NAME, Memory
from tests.diemtin.landing.web.newsroom import PARAGRAPH, Newsroom
from tests.diemtin.landing.web.site import Reply, Site, html, rss

PATHS = ["/0", "/1", "/2"]


class KilledError(BaseException):
    """Stands for the end of the process: no `except Exception` sees it."""


# Every step that writes anything.
STEPS: dict[str, tuple[Any, str]] = {
    "warc": (WARCWriter, "_write_warc_record"),
    "fsync": (warc_file.os, "fsync"),
    "rename": (Path, "rename"),
    "mkdir": (Path, "mkdir"),
    "journal": (journal, "append"),
    "remember": (Memory, "remember"),
    "failed": (Memory, "failed"),
    "give_up": (Memory, "give_up"),
    "set_listings": (Memory, "set_listings"),
    "forget_listings": (Memory, "forget_listings"),
    "polled": (Memory, "polled"),
    "unlink": (Path, "unlink"),
}


def kill(patch: pytest.MonkeyPatch, step: str, number: int, *, before: bool) -> Callable[[], int]:
    """Make the `number`-th call of a step the last thing that happens; returns a call counter."""
    owner, name = STEPS[step]
    real = getattr(owner, name)
    n_calls = 0

    def call(*arguments: Any, **options: Any) -> Any:
        nonlocal n_calls
        n_calls += 1
        mine = n_calls
        if mine == number and before:
            raise KilledError
        answer = real(*arguments, **options)
        if mine == number:
            raise KilledError
        return answer

    patch.setattr(owner, name, call)
    return lambda: n_calls


@pytest.fixture
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poll_module, "_FILE_PAGES", 2)


@pytest.fixture
def paper(newsroom: Newsroom, site: Site, small_files: None) -> Newsroom:
    """Pages, one more of which only the feed's text is left, and one that is gone."""
    text = f"<content:encoded><![CDATA[<p>{PARAGRAPH}</p>]]></content:encoded>"
    items = [f"<title>T</title><link>{path}</link>" for path in PATHS]
    feed = rss(
        *items[:2], f"<title>X</title><link>/chu</link>{text}", "<link>/mat</link>", *items[2:]
    )
    feed.headers["ETag"] = '"mot"'
    site.pages["/rss"] = feed
    for path in PATHS:
        site.pages[path] = html(f"Tin {path}", f"Bài {path}. {PARAGRAPH}")
    site.pages["/chu"] = site.pages["/mat"] = Reply(status=410)
    newsroom.feed()
    return newsroom


WHOLE = sorted([*PATHS, "/chu"])


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_poll_that_is_killed_anywhere_loses_nothing_and_lands_nothing_twice(
    paper: Newsroom,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    when: str,
    tmp_path: Path,
) -> None:
    number = 0
    while True:
        number += 1
        folder = tmp_path / f"kill-{number}"
        folder.mkdir()
        paper.corpus = _moved(paper, folder)
        with monkeypatch.context() as patch:
            n_calls = kill(patch, step, number, before=when == "before")
            try:
                paper.land()
                assert n_calls() == number - 1
                assert number > 1 or step in ("forget_listings", "unlink"), f"no step {step}"
                return
            except KilledError:
                pass
        seen = paper.urls_landed()
        assert set(seen) <= set(WHOLE), f"half a page can be read after kill {number}"
        assert all(row["problem"] is None for row in paper.rows())
        paper.land(
            hours=24 if number % 2 else 0
        )  # the next poll is on the next day, or on the same
        paper.land(hours=2)
        assert paper.urls_landed() == WHOLE, f"after kill {number}"
        for day in paper.days:
            day_folder = paper.corpus.landing / day.isoformat()
            recorded = Counter(entry.path for entry in manifest.read(day_folder))
            files = [f.relative_to(day_folder).as_posix() for f in landed_files(day_folder)]
            assert set(recorded.values()) <= {1}
            assert set(recorded) <= set(files)
            if day == paper.days[-1]:  # days that are over stay as they are
                assert set(recorded) == set(files)
        assert not list((paper.corpus.landing / FOLDER_NAME).glob("*.part"))
        assert paper.health()["source_state"] in ("ok", "partial")


def _moved(paper: Newsroom, folder: Path) -> Corpus:
    sources = paper.corpus.sources_file.read_bytes()
    corpus = replace(paper.corpus, data_dir=folder)
    corpus.sources_file.write_bytes(sources)
    return corpus


def test_what_a_killed_poll_had_landed_is_not_fetched_again(
    paper: Newsroom, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        kill(patch, "rename", 2, before=False)
        with pytest.raises(KilledError):
            paper.land()
    paper.land()
    asked = Counter(site.paths())
    assert [asked[path] for path in PATHS[:2]] == [1, 1]
    assert paper.urls_landed() == WHOLE


@pytest.mark.parametrize("error", [OSError(28, "No space left"), sqlite3.OperationalError("full")])
def test_a_disk_that_fails_is_told_after_the_other_sources_have_landed_theirs(
    newsroom: Newsroom, site: Site, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    for name in ("a", "b"):
        site.pages[f"/{name}"] = rss(f"<link>/{name}/1</link>")
        site.pages[f"/{name}/1"] = html(name, PARAGRAPH)
    newsroom.sources(
        *({"name": name, "kind": "feed", "url": f"{site.url}/{name}"} for name in ("a", "b"))
    )
    real = Memory.remember

    def remember(self: Memory, path: str | None, notes: Any) -> None:
        if path and "/a/" in path:
            raise error
        real(self, path, notes)

    monkeypatch.setattr(Memory, "remember", remember)
    with pytest.raises(type(error)):
        newsroom.land()
    assert newsroom.urls_landed() == ["/a/1", "/b/1"]
    monkeypatch.setattr(Memory, "remember", real)
    newsroom.land()
    assert newsroom.urls_landed() == ["/a/1", "/b/1"]


def test_landings_at_once_land_everything_once(paper: Newsroom) -> None:
    errors: list[BaseException] = []

    def land() -> None:
        try:
            paper.land(even_if_not_due=True)
        except BaseException as error:  # for the main thread to see
            errors.append(error)

    threads = [threading.Thread(target=land) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert paper.urls_landed() == WHOLE
    assert paper.health()["n_polls"] == 4
