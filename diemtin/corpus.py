"""A corpus on disk: its inbox, its landing days, its tables, and the clock it goes by."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from upath import UPath

from diemtin import calendar, settings
from diemtin.tables.store import TableStore


@dataclass(frozen=True)
class Corpus:
    """Where a corpus is kept and when it begins; by default as the settings say."""

    data_dir: Path = field(default_factory=settings.data_dir)
    tables: UPath = field(default_factory=settings.tables_base)
    first_day: datetime.date = field(default_factory=settings.first_day)
    now: Callable[[], datetime.datetime] = calendar.now

    @classmethod
    def at(cls, data_dir: Path) -> "Corpus":
        """The corpus in a folder, whatever the settings say of where it is."""
        return cls(data_dir=data_dir, tables=UPath(data_dir / "tables"))

    @property
    def inbox(self) -> Path:
        """Where users and other programs drop files."""
        return self.data_dir / "inbox"

    @property
    def sources_file(self) -> Path:
        """Where articles come from."""
        return self.data_dir / "sources.yaml"

    @property
    def landing(self) -> Path:
        """What arrived, by day, never changed."""
        return self.data_dir / "landing"

    @property
    def registry(self) -> Path:
        """The user's part of the registry of names: CSV files."""
        return self.data_dir / "registry"

    @property
    def store(self) -> TableStore:
        """The published tables."""
        return TableStore(self.tables, first_day=self.first_day)

    @property
    def today(self) -> datetime.date:
        """The current day in Vietnam."""
        return calendar.day_of(self.now())
