"""`.warc` and `.warc.gz`: the pages in a web archive, each an item of its own.

Items are the answers of status 2xx, and texts that an archive holds without their HTTP headers
(`resource` and `conversion` records of web addresses). Answers of status 4xx and 5xx are refused,
each with a reason. Requests, redirects, revisits and the like hold nothing of their own and are
passed over, as are the feeds and sitemaps that `diemtin.landing.web` kept.

warcio reads records; where they are is found here, for a damaged record must not lose those after
it: reading goes on at the next gzip member, or at the next line that begins a record.
"""

import hashlib
import io
import json
import logging
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from warcio.bufferedreaders import ChunkedDataReader
from warcio.recordloader import ArcWarcRecordLoader

from diemtin.content_coding import CodingError, TooLargeError, decoded
from diemtin.ingest.reasons import Reason

# What it finds odd about a record is told by the record's row.
logging.getLogger("warcio").setLevel(logging.ERROR)

METADATA_TYPE = "application/vnd.diemtin.listed+json"

_BEGIN = b"WARC/1."
_GZIP_MAGIC = b"\x1f\x8b\x08"
_PART = 1 << 16
# A record's two headers are some kilobytes; a file without line ends is not taken for one.
_MAX_HEADER_BYTES = 4_000_000
_MAX_METADATA_BYTES = 1_000_000
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/json": ".json",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_HTML_STARTS = (b"<!doctype html", b"<html")


@dataclass(frozen=True)
class WarcItem:
    """One item of an archive, or what could not be read as one.

    `record` is its number in the file, from 1; 0 stands for the file as a whole. `suffix` is that
    of a file of this type, empty where the type is unknown. `content` is null where there is a
    `problem`. The `listed_` values are what a feed or sitemap said of the page.
    """

    record: int
    content: bytes | None = None
    n_bytes: int = 0
    sha256: str | None = None
    problem: Reason | None = None
    detail: str | None = None
    url: str | None = None
    content_type: str | None = None
    suffix: str = ""
    source: str | None = None
    listed_title: str | None = None
    listed_author: str | None = None
    listed_published: str | None = None


def warc_items(stream: BinaryIO, max_document_bytes: int) -> Iterator[WarcItem]:
    """The items of an archive in their order; a file without any gives one that is empty.

    Args:
        stream: A `.warc`, or a `.warc.gz` in one gzip member or in many; need not be seekable.
        max_document_bytes: Larger items come without their content, with a problem.

    Raises:
        OSError: The stream cannot be read.
    """
    pending: tuple[str | None, WarcItem] | None = None  # a metadata record may refer to it
    is_empty = True
    for number, record in _records(stream):
        if isinstance(record, _Damage):
            found: WarcItem | None = WarcItem(
                number, problem=Reason.MALFORMED_RECORD, detail=f"the archive is damaged: {record}"
            )
        elif record.rec_type == "metadata":
            stated = _metadata(record)
            refers_to = record.rec_headers.get_header("WARC-Refers-To")
            if pending and stated and refers_to and refers_to == pending[0]:
                is_empty = False
                is_listing = stated.get("role") == "listing"
                pending = None if is_listing else (None, _with_metadata(pending[1], stated))
            continue
        else:
            found = _item(number, record, max_document_bytes)
        if found:
            if pending:
                yield pending[1]
            is_empty = False
            record_id = None
            if not isinstance(record, _Damage):
                record_id = record.rec_headers.get_header("WARC-Record-ID")
            pending = (record_id, found)
    if pending:
        yield pending[1]
    if is_empty:
        yield WarcItem(0, content=b"")


def warc_metadata(stream: BinaryIO) -> Iterator[dict[str, Any]]:
    """What the project's own metadata records say, damaged records passed over.

    Raises:
        OSError: The stream cannot be read.
    """
    for _, record in _records(stream):
        if not isinstance(record, _Damage) and record.rec_type == "metadata":
            stated = _metadata(record)
            if stated:
                yield stated


class _Damage(Exception):  # noqa: N818 - an outcome, not an error: every record may be damaged
    """A record, or the compression around it, cannot be read."""


def _records(stream: BinaryIO) -> Iterator[tuple[int, Any]]:
    """`(number, warcio's record)`, or once for each damaged stretch `(number, the damage)`.

    A record is read before the next is asked for.
    """
    unpacked = _Unpacked(stream)
    lines = io.BufferedReader(unpacked, _PART)
    number = 0
    is_lost = False
    while True:
        unpacked.budget = _MAX_HEADER_BYTES
        try:
            line = lines.readline(_PART)
            if not line:
                return
            if not line.startswith(_BEGIN):
                if line.strip() and not is_lost:
                    raise _Damage("a line that begins no record")
                continue
            record = _parsed(line, lines)
        except _Damage as damage:
            record = damage
        unpacked.budget = None
        is_damaged = isinstance(record, _Damage)
        if not (is_damaged and is_lost):
            number += 1
            yield number, record
        is_lost = is_damaged or not _drained(record)
        if unpacked.is_broken:
            if not unpacked.find_member():
                return
            lines.detach()  # or it would close what the next one reads
            lines = io.BufferedReader(unpacked, _PART)


class _Unpacked(io.RawIOBase):
    """A stream without its gzip members, which damage in one of them does not end.

    Attributes:
        budget: How many more bytes may be read before that counts as damage; null for any.
        is_broken: Whether the current member cannot be read on.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self.budget: int | None = None
        self.is_broken = False
        self._stream = stream
        self._packed = stream.read(_PART)
        self._is_gzip = self._packed.startswith(_GZIP_MAGIC)
        self._inflater: Any = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self._inflated(len(buffer)) if self._is_gzip else self._plain(len(buffer))
        if self.budget is not None:
            self.budget -= len(part)
            if self.budget < 0:
                raise _Damage("a header without an end")
        buffer[: len(part)] = part
        return len(part)

    def find_member(self) -> bool:
        """Go to where a gzip member may begin; whether there is such a place."""
        self._inflater, self.is_broken = None, False
        begin = 1
        while (found := self._packed.find(_GZIP_MAGIC, begin)) < 0:
            more = self._stream.read(_PART)
            if not more:
                return False
            self._packed, begin = self._packed[-2:] + more, 0
        self._packed = self._packed[found:]
        return True

    def _plain(self, n_bytes: int) -> bytes:
        part = self._packed[:n_bytes] or self._stream.read(n_bytes)
        self._packed = self._packed[n_bytes:]
        return part

    def _inflated(self, n_bytes: int) -> bytes:
        while True:
            if self._inflater is None:
                self._packed = self._packed.lstrip(b"\0")  # padding
            self._packed = self._packed or self._stream.read(_PART)
            if not self._packed:
                if self._inflater is None:
                    return b""
                self.is_broken = True
                raise _Damage("the compressed file ends too early")
            self._inflater = self._inflater or zlib.decompressobj(16 + zlib.MAX_WBITS)
            try:
                part: bytes = self._inflater.decompress(self._packed, n_bytes)
            except zlib.error as error:
                self.is_broken = True
                raise _Damage(str(error)) from None
            self._packed = self._inflater.unconsumed_tail
            if self._inflater.eof:
                self._packed, self._inflater = self._inflater.unused_data, None
            if part:
                return part


def _parsed(line: bytes, lines: BinaryIO) -> Any:
    try:
        record = ArcWarcRecordLoader(verify_http=False).parse_record_stream(
            lines, line, known_format="warc"
        )
    except io.UnsupportedOperation:  # it asks where it is in what has no stated length
        raise _Damage("a record without a length") from None
    except (_Damage, OSError, MemoryError):
        raise
    except Exception as error:  # warcio raises what it happens to fail on
        raise _Damage(f"{type(error).__name__}: {error}") from None
    stated = (record.rec_headers.get_header("Content-Length") or "").strip()
    if not record.rec_type or not (stated.isascii() and stated.isdigit()):
        raise _Damage("a record without a type or a length")
    return record


def _drained(record: Any) -> bool:
    """Whether the rest of a record is all there."""
    try:
        while record.raw_stream.read(_PART):
            pass
    except _Damage:
        return False
    return not record.raw_stream.limit


def _item(number: int, record: Any, max_document_bytes: int) -> WarcItem | None:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.rec_type == "response" and record.http_headers is not None:
        status = record.http_headers.get_statuscode()
        if not (len(status) == 3 and status.isascii() and status.isdigit()):
            return WarcItem(
                number,
                problem=Reason.MALFORMED_RECORD,
                detail="an answer without a status",
                url=url or None,
            )
        if status.startswith(("4", "5")):
            return WarcItem(
                number,
                problem=Reason.HTTP_ERROR,
                detail=f"an answer of status {status}",
                url=url,
                n_bytes=record.length or 0,
            )
        if not status.startswith("2"):
            return None
        content_type = record.http_headers.get_header("content-type")
    elif record.rec_type in ("resource", "conversion") and url.startswith(
        ("http://", "https://", "urn:diemtin:")
    ):
        content_type = record.content_type
    else:
        return None
    item = WarcItem(
        number, url=url if url.startswith("http") else None, content_type=content_type or None
    )
    try:
        if record.raw_stream.limit > max_document_bytes:
            return _too_large(item, record)
        body = record.raw_stream.read()
        if record.raw_stream.limit:
            raise _Damage("the record is cut off")
        try:
            content = _without_codings(body, record.http_headers, max_document_bytes)
        except TooLargeError as error:
            return replace(
                item,
                problem=Reason.TOO_LARGE,
                detail=f"a page of {error}",
                n_bytes=len(body),
                sha256=hashlib.sha256(body).hexdigest(),
            )
    except (_Damage, CodingError) as error:
        return replace(
            item,
            problem=Reason.MALFORMED_RECORD,
            detail=str(error),
            n_bytes=record.length or 0,
        )
    return replace(
        item,
        content=content,
        n_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        suffix=_suffix(content_type or "", content),
    )


def _too_large(item: WarcItem, record: Any) -> WarcItem:
    """An item told by size and hash alone."""
    digest, n_bytes = hashlib.sha256(), record.raw_stream.limit
    while part := record.raw_stream.read(_PART):
        digest.update(part)
    return replace(
        item,
        problem=Reason.TOO_LARGE,
        detail=f"a page of {n_bytes:,} bytes",
        n_bytes=n_bytes,
        sha256=digest.hexdigest(),
    )


def _without_codings(body: bytes, http_headers: Any, max_bytes: int) -> bytes:
    """A body as its host meant it. Some archives undo codings and leave the headers."""
    if http_headers is None:
        return body
    if (http_headers.get_header("transfer-encoding") or "").strip().lower() == "chunked":
        body = ChunkedDataReader(io.BytesIO(body)).read()
    coding = http_headers.get_header("content-encoding") or ""
    try:
        return decoded(body, coding, max_bytes)
    except CodingError:
        if body.startswith(_GZIP_MAGIC[:2]) or not _is_text(body):
            raise
        return decoded(body, "", max_bytes)


def _is_text(body: bytes) -> bool:
    """Whether a body is a page or UTF-8, as what is packed is not."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return body.lstrip().startswith(b"<")
    return b"\0" not in body


def _suffix(content_type: str, content: bytes) -> str:
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type in ("", "application/octet-stream", "unknown/unknown"):
        begin = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        return ".html" if begin.startswith(_HTML_STARTS) else ""
    return _SUFFIXES.get(media_type, "")


def _metadata(record: Any) -> dict[str, Any] | None:
    """What a metadata record of the project's own says; null for any other."""
    if record.content_type != METADATA_TYPE or record.raw_stream.limit > _MAX_METADATA_BYTES:
        return None
    try:
        stated = json.loads(record.raw_stream.read())
    except (_Damage, ValueError, RecursionError):
        return None
    return stated if isinstance(stated, dict) else None


def _with_metadata(item: WarcItem, stated: dict[str, Any]) -> WarcItem:
    texts = {
        name: value if isinstance(value := stated.get(name), str) else None
        for name in ("source", "title", "author", "published")
    }
    return replace(
        item,
        source=texts["source"],
        listed_title=texts["title"],
        listed_author=texts["author"],
        listed_published=texts["published"],
    )
