"""`data/landing/<day>` → the table raw_documents: every item as received."""

import datetime
import hashlib
import logging
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from diemtin.ids import identifier, open_regular
from diemtin.ingest.canonical import encodable
from diemtin.ingest.excerpts import excerpt_of
from diemtin.ingest.formats import format_of
from diemtin.ingest.items import items_of
from diemtin.ingest.parts import Budget, Item, Part
from diemtin.ingest.reasons import Reason
from diemtin.landing import manifest
from diemtin.landing.inbox import landed_files, path_below
from diemtin.landing.landed_day import source_of
from diemtin.tables.catalog import TABLES

log = logging.getLogger(__name__)

DEFAULT_MAX_DOCUMENT_BYTES = 20_000_000
_BATCH_ROWS = 256
_BATCH_BYTES = 32_000_000

_TABLE = TABLES["raw_documents"]


def raw_documents(
    landing: Path,
    day: datetime.date,
    *,
    max_document_bytes: int = DEFAULT_MAX_DOCUMENT_BYTES,
) -> pa.RecordBatchReader:
    """Read a landing day: one row an item, in the order of path, member and record.

    Args:
        landing: Folder of the landing days.
        day: The day; without a folder it is an empty day.
        max_document_bytes: Larger items are listed without their content, with a problem.
    """
    rows = _rows(landing / day.isoformat(), day, max_document_bytes)
    return pa.RecordBatchReader.from_batches(_TABLE.schema, _batches(rows))


def documents_of_files(
    files: Iterable[tuple[str, Path]],
    *,
    source: str,
    max_document_bytes: int = DEFAULT_MAX_DOCUMENT_BYTES,
) -> pa.RecordBatchReader:
    """Files at hand as raw documents: one row an item, in their order, without landing dates.

    Args:
        files: What to call each file, which also tells its format, and where it is.
        source: What to call their source.
        max_document_bytes: Larger items are listed without their content, with a problem.
    """
    rows = (
        {**item_document(item, path=path), "source": item.source or source}
        for path, file in files
        for item in _items(file, path, max_document_bytes)
    )
    return pa.RecordBatchReader.from_batches(_TABLE.schema, _batches(rows))


def document(
    *,
    content: bytes | None,
    path: str,
    member: str | None = None,
    record: int = 0,
    landing_date: datetime.date | None = None,
    landed_at: datetime.datetime | None = None,
    source: str | None = None,
    n_bytes: int | None = None,
    sha256: str | None = None,
    problem: Reason | None = None,
    format: str | None = None,
    detail: str | None = None,
    excerpt: str | None = None,
    url: str | None = None,
    content_type: str | None = None,
    listed_title: str | None = None,
    listed_author: str | None = None,
    listed_published: str | None = None,
) -> dict[str, Any]:
    """One row of raw_documents as a dict."""
    if content is not None:
        n_bytes = len(content)
        sha256 = hashlib.sha256(content).hexdigest()
    return {
        "document_id": identifier(
            landing_date.isoformat() if landing_date else None,
            path,
            *(() if member is None else (member,)),
            record,
            sha256,
        ),
        "landing_date": landing_date,
        "source": source or source_of(path),
        "path": path,
        "member": member,
        "record": record,
        "format": format or format_of(path),
        "content": content,
        "n_bytes": n_bytes or 0,
        "content_sha256": sha256,
        "problem": problem,
        "detail": detail,
        "excerpt": excerpt,
        "url": url,
        "content_type": content_type,
        "listed_title": listed_title,
        "listed_author": listed_author,
        "listed_published": listed_published,
        "landed_at": landed_at,
    }


def _rows(
    day_folder: Path, day: datetime.date, max_document_bytes: int
) -> Iterator[dict[str, Any]]:
    entries = {entry.path: entry for entry in manifest.read(day_folder)}
    for file in landed_files(day_folder):
        path = path_below(day_folder, file)
        entry = entries.get(path)
        landed_at = entry.instant if entry else None
        for item in _items(file, path, max_document_bytes):
            row = item_document(item, path=path, landing_date=day, landed_at=landed_at)
            if item.is_file and entry and entry.sha256 != row["content_sha256"]:
                log.warning(
                    "%s was changed after it landed: landed files should stay as they are. The "
                    "text of today is used.",
                    file,
                )
            yield row


def _items(file: Path, path: str, max_document_bytes: int) -> Iterator[Item]:
    open_file = partial(open_regular, file)
    return items_of(Part(path, open_file, Budget(), open_seekable=open_file), max_document_bytes)


def item_document(
    item: Item,
    *,
    path: str,
    landing_date: datetime.date | None = None,
    landed_at: datetime.datetime | None = None,
) -> dict[str, Any]:
    """The row of an item of the file at `path`."""
    return document(
        content=item.content,
        path=path,
        member=item.member,
        record=item.record,
        landing_date=landing_date,
        landed_at=landed_at,
        n_bytes=item.n_bytes,
        sha256=item.sha256,
        problem=item.problem,
        format=item.format,
        detail=item.detail,
        excerpt=excerpt_of(item.beginning) if item.beginning else None,
        source=item.source,
        url=encodable(item.url),
        content_type=encodable(item.content_type),
        listed_title=encodable(item.listed_title),
        listed_author=encodable(item.listed_author),
        listed_published=encodable(item.listed_published),
    )


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[pa.RecordBatch]:
    pending: list[dict[str, Any]] = []
    n_bytes = 0
    for row in rows:
        pending.append(row)
        n_bytes += len(row["content"] or b"")
        if len(pending) >= _BATCH_ROWS or n_bytes >= _BATCH_BYTES:
            yield pa.RecordBatch.from_pylist(pending, schema=_TABLE.schema)
            pending, n_bytes = [], 0
    if pending:
        yield pa.RecordBatch.from_pylist(pending, schema=_TABLE.schema)
