"""What a source's earlier polls did: `data/landing/.sources/<name>.sqlite`.

All that keeps a page from landing twice is in the WARC files as well: a file that is not in here
yet, because the run was killed or this memory was deleted, is read and remembered before a poll.
What is in here only costs requests when it is lost: when the source was polled, validators of
listings, addresses that were given up.
"""

import datetime
import logging
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diemtin.landing.web.fetching import Validators

NO_VALIDATORS = Validators()

log = logging.getLogger(__name__)

FOLDER_NAME = ".sources"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS pages (
    key TEXT PRIMARY KEY, changed TEXT, etag TEXT, last_modified TEXT, sha256 TEXT,
    n_fetches INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS failures (
    key TEXT PRIMARY KEY, changed TEXT, n_polls INTEGER NOT NULL, is_given_up INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS listings (
    url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS polls (fact TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Page:
    """A page that has landed: as its listing and its host described it when it was last fetched."""

    changed: str | None
    validators: Validators
    sha256: str | None
    n_fetches: int


@dataclass(frozen=True)
class Note:
    """What a WARC file tells of one page for the memory."""

    keys: tuple[str, ...]
    changed: str | None = None
    validators: Validators = NO_VALIDATORS
    sha256: str | None = None


class Memory:
    """One source's memory. Whoever holds the source's lock may use it."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._database = _opened(file)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):  # a full disk, no permission
                raise
            log.warning("%s is damaged (%s) and is made again from the WARC files.", file, error)
            file.unlink()
            self._database = _opened(file)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def page(self, key: str) -> Page | None:
        """What is known of a page that has landed."""
        row = self._row("SELECT * FROM pages WHERE key = ?", key)
        if row is None:
            return None
        validators = Validators(row["etag"], row["last_modified"])
        return Page(row["changed"], validators, row["sha256"], row["n_fetches"])

    def has_file(self, path: str) -> bool:
        """Whether the pages of a WARC file are remembered."""
        return self._row("SELECT path FROM files WHERE path = ?", path) is not None

    def remember(self, path: str | None, notes: Iterable[Note]) -> None:
        """Remember the pages of a WARC file, or of none if they were as they had been."""
        with self._database as database:
            for note in notes:
                values = (
                    note.changed, note.validators.etag, note.validators.last_modified, note.sha256,
                )  # fmt: skip
                for key in note.keys:
                    database.execute(
                        "INSERT INTO pages VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT (key) DO UPDATE "
                        "SET changed = excluded.changed, etag = excluded.etag, "
                        "last_modified = excluded.last_modified, sha256 = excluded.sha256, "
                        "n_fetches = n_fetches + 1",
                        (key, *values),
                    )
                    database.execute("DELETE FROM failures WHERE key = ?", (key,))
            if path is not None:
                database.execute("INSERT OR IGNORE INTO files VALUES (?)", (path,))

    def failed(self, key: str, changed: str | None) -> int:
        """Remember that a page failed in one more poll; returns in how many so far."""
        with self._database as database:
            database.execute(
                "INSERT INTO failures VALUES (?, ?, 1, 0) ON CONFLICT (key) DO UPDATE SET "
                "changed = excluded.changed, n_polls = n_polls + 1, is_given_up = 0",
                (key, changed),
            )
        row = self._row("SELECT n_polls FROM failures WHERE key = ?", key)
        return int(row["n_polls"]) if row else 0

    def give_up(self, key: str) -> None:
        """Do not fetch a page that failed again, unless its listing says that it changed."""
        with self._database as database:
            database.execute("UPDATE failures SET is_given_up = 1 WHERE key = ?", (key,))

    def is_given_up(self, key: str, changed: str | None) -> bool:
        """Whether a page is not to be fetched again."""
        row = self._row(
            "SELECT key FROM failures WHERE key = ? AND is_given_up AND changed IS ?", key, changed
        )
        return row is not None

    def listing(self, url: str) -> Validators | None:
        """The validators of a listing all of whose entries have been dealt with."""
        row = self._row("SELECT * FROM listings WHERE url = ?", url)
        return Validators(row["etag"], row["last_modified"]) if row else None

    def set_listings(self, validators: dict[str, Validators]) -> None:
        """Remember what the next poll of these listings is to be asked with."""
        with self._database as database:
            for url, one in validators.items():
                database.execute(
                    "INSERT OR REPLACE INTO listings VALUES (?, ?, ?)",
                    (url, one.etag, one.last_modified),
                )

    def forget_listings(self) -> None:
        """Ask for all listings in full the next time, for not all entries were dealt with."""
        with self._database as database:
            database.execute("DELETE FROM listings")

    def polled(self, at: datetime.datetime, *, success: bool) -> None:
        """Remember that a poll came to its end."""
        with self._database as database:
            for fact in ("poll", "success") if success else ("poll",):
                database.execute(
                    "INSERT OR REPLACE INTO polls VALUES (?, ?)",
                    (fact, at.astimezone(datetime.UTC).isoformat(timespec="microseconds")),
                )

    def last_poll(self) -> datetime.datetime | None:
        """When the last poll came to its end."""
        return self._instant("poll")

    def last_success(self) -> datetime.datetime | None:
        """When a poll last read the source's listing."""
        return self._instant("success")

    def _instant(self, fact: str) -> datetime.datetime | None:
        row = self._row("SELECT at FROM polls WHERE fact = ?", fact)
        return datetime.datetime.fromisoformat(row["at"]) if row else None

    def _row(self, query: str, *values: str | None) -> Any:
        return self._database.execute(query, values).fetchone()


def _opened(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file, timeout=60)
    database.row_factory = sqlite3.Row
    try:
        database.executescript(_SCHEMA)
        database.execute("SELECT count(*) FROM pages").fetchone()
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database
