"""Which field of a record holds what: as stated for its source, or guessed by its name."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from diemtin.ingest.reasons import Reason, Refused

# Names as `_folded` makes them, the likelier first. English, Vietnamese with or without its marks.
_NAMES = {
    "text": (
        "text", "content", "body", "noidung", "articlebody", "fulltext", "articletext",
        "contenttext", "bodytext", "maintext", "plaintext", "noidungbaiviet", "noidungbai",
        "vanban", "toanvan", "baiviet", "contenthtml", "bodyhtml", "html",
    ),
    "title": (
        "title", "headline", "tieude", "tit", "tenbai", "tenbaiviet", "tieudebaiviet", "heading",
    ),
    "url": (
        "url", "link", "href", "permalink", "canonicalurl", "articleurl", "pageurl", "weburl",
        "duongdan", "duonglink", "lienket",
    ),
    "source": (
        "source", "publisher", "newspaper", "outlet", "site", "sitename", "sourcename", "nguon",
        "nguontin", "tenbao", "bao", "toasoan",
    ),
    "author": (
        "author", "authors", "byline", "creator", "journalist", "tacgia", "nguoiviet", "butdanh",
        "phongvien",
    ),
    "published_at": (
        "publishedat", "published", "publishdate", "publisheddate", "publishedtime",
        "datepublished", "publicationdate", "pubdate", "ngaydang", "ngayxuatban", "thoigiandang",
        "date", "datetime", "ngay", "thoigian",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class ColumnMap:
    """What a source calls the fields of its records; what is not named is guessed.

    A name may be a path: `meta.author` is the field `author` of the object `meta`. A field whose
    own name holds a dot goes before one that it is the path of.
    """

    text: str | None = None
    title: str | None = None
    url: str | None = None
    source: str | None = None
    author: str | None = None
    published_at: str | None = None


GUESSES = ColumnMap()


def values(record: dict[str, Any], columns: ColumnMap) -> dict[str, Any]:
    """The values of the six fields of an article in a record; null where there is none.

    Raises:
        Refused: No field holds the text.
    """
    if columns is GUESSES:
        found = {name: _first(record, keys) for name, keys in _guessed(tuple(record)).items()}
    else:
        guessed = _guessed(tuple(record))
        found = {}
        for one in fields(ColumnMap):
            stated = getattr(columns, one.name)
            found[one.name] = _at(record, stated) if stated else _first(record, guessed[one.name])
    if found["text"] is None:
        raise Refused(Reason.MALFORMED_RECORD, _without_text(record, columns))
    return found


def has_text(names: tuple[str, ...]) -> bool:
    """Whether one of these names of fields is one of the text's."""
    return bool(_guessed(names)["text"])


@lru_cache(256)
def _guessed(names: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    folded: dict[str, list[str]] = {}
    for name in names:
        folded.setdefault(_folded(name), []).append(name)
    guesses = {}
    for field_name, candidates in _NAMES.items():
        keys = [key for candidate in candidates for key in folded.get(candidate, ())]
        # The name that the tables use goes before all others.
        guesses[field_name] = tuple(sorted(keys, key=lambda key: key != field_name))
    return guesses


def _first(record: dict[str, Any], keys: tuple[str, ...]) -> Any:
    value = None
    for key in keys:
        stated = record[key]
        if stated is not None and stated != "":
            return stated
        value = stated if value is None else value
    return value


def _at(record: dict[str, Any], path: str) -> Any:
    if path in record:
        return record[path]
    value: Any = record
    for name in path.split("."):
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


def _folded(name: str) -> str:
    """`Tiêu đề`, `tieu_de`, `TieuDe` → `tieude`."""
    decomposed = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return "".join(character for character in decomposed if character.isalnum())


def _without_text(record: dict[str, Any], columns: ColumnMap) -> str:
    names = ", ".join(repr(name) for name in list(record)[:20])
    what = f"the record has no field {columns.text or 'text'!r}"
    return f"{what} nor another for the text; it has {names or 'none'}"[:500]
