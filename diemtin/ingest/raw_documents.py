"""`data/landing/<day>` → the table raw_documents: every item as received."""

import datetime
import hashlib
import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa

from diemtin.ids import file_sha256, identifier
from diemtin.ingest.canonical import encodable
from diemtin.ingest.formats import UNSUPPORTED, WARC, format_of
from diemtin.ingest.reasons import Reason
from diemtin.ingest.warc import WarcItem, warc_items
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
    """Read a landing day: one row an item, in the order of path and record.

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
        row
        for path, file in files
        for row in _rows_of_file(file, max_document_bytes, {"path": path, "source": source}, None)
    )
    return pa.RecordBatchReader.from_batches(_TABLE.schema, _batches(rows))


def document(
    *,
    content: bytes | None,
    path: str,
    record: int = 0,
    landing_date: datetime.date | None = None,
    landed_at: datetime.datetime | None = None,
    source: str | None = None,
    n_bytes: int | None = None,
    sha256: str | None = None,
    problem: Reason | None = None,
    format: str | None = None,
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
            landing_date.isoformat() if landing_date else None, path, record, sha256
        ),
        "landing_date": landing_date,
        "source": source or source_of(path),
        "path": path,
        "record": record,
        "format": format or format_of(path),
        "content": content,
        "n_bytes": n_bytes or 0,
        "content_sha256": sha256,
        "problem": problem,
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
        common: dict[str, Any] = {
            "path": path,
            "landing_date": day,
            "landed_at": entry.instant if entry else None,
        }
        yield from _rows_of_file(file, max_document_bytes, common, entry)


def _rows_of_file(
    file: Path, max_document_bytes: int, common: dict[str, Any], entry: manifest.Landed | None
) -> Iterator[dict[str, Any]]:
    try:
        if format_of(common["path"]) == "jsonl":
            with open(file, "rb") as stream:
                yield from _records(stream, max_document_bytes, common)
        elif format_of(common["path"]) == WARC:
            with open(file, "rb") as stream:
                for item in warc_items(stream, max_document_bytes):
                    yield warc_document(item, common)
        else:
            yield _whole_file(file, max_document_bytes, common, entry)
    except OSError as error:
        log.warning("%s cannot be read: %s", file, error.strerror)
        yield document(content=None, problem=Reason.UNREADABLE, **common)


def _whole_file(
    file: Path, max_document_bytes: int, common: dict[str, Any], entry: manifest.Landed | None
) -> dict[str, Any]:
    size = file.stat().st_size
    unsupported = format_of(common["path"]) == UNSUPPORTED
    if unsupported or size > max_document_bytes:
        problem = Reason.UNSUPPORTED_FORMAT if unsupported else Reason.TOO_LARGE
        row = document(
            content=None, n_bytes=size, sha256=file_sha256(file), problem=problem, **common
        )
    else:
        row = document(content=file.read_bytes(), **common)
    if entry and entry.sha256 != row["content_sha256"]:
        log.warning(
            "%s was changed after it landed: landed files should stay as they are. The text of "
            "today is used.",
            file,
        )
    return row


def warc_document(item: WarcItem, common: dict[str, Any]) -> dict[str, Any]:
    """The row of one item of a web archive; `common` says where the archive is."""
    known = format_of(f"_{item.suffix}") if item.suffix else UNSUPPORTED
    problem = item.problem
    if item.content is None or not item.record:  # nothing to read, or an archive of nothing
        known = WARC
    elif known == UNSUPPORTED:
        problem = Reason.UNSUPPORTED_FORMAT
    return document(
        **{**common, "source": item.source},
        content=None if problem else item.content,
        record=item.record,
        n_bytes=item.n_bytes,
        sha256=item.sha256,
        problem=problem,
        format=known,
        url=encodable(item.url),
        content_type=encodable(item.content_type),
        listed_title=encodable(item.listed_title),
        listed_author=encodable(item.listed_author),
        listed_published=encodable(item.listed_published),
    )


def _records(
    stream: BinaryIO, max_document_bytes: int, common: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """The lines of a JSONL file, blank ones passed over. A file of none is one empty item."""
    number, found = 0, False
    while line := stream.readline(max_document_bytes + 2):  # with room for \r\n
        number += 1
        content = line.rstrip(b"\r\n")
        if len(content) > max_document_bytes:
            size, digest = _pass_over_line(stream, line)
            found = True
            yield document(
                content=None,
                record=number,
                n_bytes=size,
                sha256=digest,
                problem=Reason.TOO_LARGE,
                **common,
            )
            continue
        if content.strip():
            found = True
            yield document(content=content, record=number, **common)
    if not found:
        yield document(content=b"", **common)


def _pass_over_line(stream: BinaryIO, begun: bytes) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    part = begun
    while part:
        size += len(part)
        digest.update(part)
        if part.endswith(b"\n"):
            break
        part = stream.readline(1 << 20)
    return size, digest.hexdigest()


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
