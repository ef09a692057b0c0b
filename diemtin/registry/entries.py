"""Reads the registry's files: those of the package and those of the user.

Every file has the same columns. `id` begins with the file's name; `aliases` and `weak_aliases`
are separated by `;`. A weak alias is also an ordinary word, a personal name or another thing's
name: it counts only where something else speaks for it.
"""

import csv
import datetime
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from sys import intern
from typing import NamedTuple

from diemtin.errors import DiemTinError
from diemtin.ids import file_sha256

COLUMNS = (
    "id", "name", "aliases", "weak_aliases", "entity_type", "kind", "parent", "valid_from",
    "valid_to", "successors", "source",
)  # fmt: skip
ENTITY_TYPES = ("PER", "ORG", "LOC")

BUILT_IN = Path(__file__).parent

_ID = re.compile(r"[a-z0-9_]+/[a-z0-9]+(?:-[a-z0-9]+)*")


class RegistryError(DiemTinError):
    """A file of the registry does not keep to the form."""


class Entry(NamedTuple):
    """One row: a person, organisation or place, or a word that says something about names."""

    id: str
    name: str
    aliases: tuple[str, ...]
    weak_aliases: tuple[str, ...]
    entity_type: str
    kind: str
    parent: str
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    successors: tuple[str, ...]
    source: str

    @property
    def file(self) -> str:
        """The name of the file that it is from, without its ending."""
        return self.id.partition("/")[0]

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and its aliases: what stands for the entry wherever it is written."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Registry:
    """The rows of all files, in the order of files and lines; `users` are the ids of the user's."""

    entries: tuple[Entry, ...]
    users: frozenset[str] = frozenset()

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """The rows by id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def by_file(self) -> dict[str, list[Entry]]:
        """The rows of each file, e.g. `titles`."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.file, []).append(entry)
        return found


def load_registry(user_dir: Path | None = None) -> Registry:
    """The package's registry with the user's rows, which come first and so are preferred.

    Args:
        user_dir: A folder with files of the same form, e.g. `data/registry`; it need not exist.

    Raises:
        RegistryError: A row does not keep to the form, or an id occurs twice.
    """
    users = [entry for path in _users_files(user_dir) for entry in read_entries(path)]
    built_in = [entry for path in sorted(BUILT_IN.glob("*.csv")) for entry in read_entries(path)]
    entries = [*users, *built_in]
    seen: dict[str, Entry] = {}
    for entry in entries:
        if entry.id in seen:
            raise RegistryError(f"the registry has two rows with the id {entry.id!r}; rename one")
        seen[entry.id] = entry
    return Registry(tuple(entries), frozenset(entry.id for entry in users))


def registry_fingerprint(user_dir: Path | None = None) -> str:
    """SHA-256 over the names and hashes of the registry's files: it changes when the registry does.

    A file whose time and size are those of the last look is not read again.
    """
    digest = hashlib.sha256()
    for path in _files(user_dir):
        state = path.stat()
        digest.update(f"{path.name}\0{_hash(path, state.st_mtime_ns, state.st_size)}\0".encode())
    return digest.hexdigest()


def registry_state(registry_dir: Path | None) -> tuple[Path | None, str]:
    """What to keep by that which is made of a registry: the user's folder and the fingerprint.

    The folder is None if the user has no file there: all who have none share one registry.
    """
    user_dir = registry_dir if _users_files(registry_dir) else None
    return user_dir, registry_fingerprint(user_dir)


@lru_cache(maxsize=1_000)
def _hash(path: Path, _mtime_ns: int, _size: int) -> str:
    return file_sha256(path)


def _users_files(user_dir: Path | None) -> list[Path]:
    return sorted(user_dir.glob("*.csv")) if user_dir is not None else []


def _files(user_dir: Path | None) -> list[Path]:
    """The user's files, then the package's, in order."""
    return [*_users_files(user_dir), *sorted(BUILT_IN.glob("*.csv"))]


def read_entries(path: Path) -> Iterator[Entry]:
    """The rows of one file.

    Raises:
        RegistryError: The header or a row does not keep to the form; it says which and how.
    """
    try:
        lines = unicodedata.normalize("NFC", path.read_text("utf-8-sig")).splitlines()
    except UnicodeDecodeError as error:
        raise RegistryError(f"{path} is not UTF-8: {error}; save it as UTF-8") from None
    reader = csv.reader(lines)
    header = tuple(next(reader, ()))
    if header != COLUMNS:
        raise RegistryError(f"{path}: the first line has to be {','.join(COLUMNS)}")
    for row in reader:
        if row:
            try:
                yield _entry(row)
            except RegistryError as error:
                raise RegistryError(f"{path}, line {reader.line_num}: {error}") from None


def _entry(row: list[str]) -> Entry:
    if len(row) != len(COLUMNS):
        raise RegistryError(f"{len(row)} columns, where {len(COLUMNS)} are expected")
    cells = list(map(str.strip, row))
    entry_id, name, aliases, weak, entity_type, kind, parent, since, until, successors, source = (
        cells
    )
    if not (name and kind and source):
        column = next(c for c in ("name", "kind", "source") if not cells[COLUMNS.index(c)])
        raise RegistryError(f"the column {column!r} is empty")
    if not _ID.fullmatch(entry_id):
        raise RegistryError(f"the id {entry_id!r} is not of the form file/some-name")
    if entity_type and entity_type not in ENTITY_TYPES:
        raise RegistryError("entity_type is PER, ORG, LOC or empty")
    # Many rows have the same kind, parent and source: each is kept once.
    return Entry(
        entry_id,
        _single_blanks(name),
        _split(aliases),
        _split(weak),
        intern(entity_type),
        intern(kind),
        intern(parent),
        _date(since) if since else None,
        _date(until) if until else None,
        _split(successors),
        intern(source),
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, map(_single_blanks, cell.split(";")))) if cell else ()


def _single_blanks(text: str) -> str:
    return " ".join(text.split())


@cache
def _date(cell: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(cell)
    except ValueError:
        raise RegistryError(f"{cell!r} is not a date as YYYY-MM-DD") from None
