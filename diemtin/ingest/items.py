"""A landed file → its items: what kind of file it is, and which splitter takes it apart."""

import io
from collections.abc import Iterator
from typing import IO

from diemtin.ingest.archives import Members, kind_of_zip, open_archive
from diemtin.ingest.compressed import unpacked
from diemtin.ingest.csv_rows import csv_rows
from diemtin.ingest.feed_entries import feed_entries
from diemtin.ingest.formats import UNSUPPORTED, WARC, format_of, known_suffixes
from diemtin.ingest.json_values import json_values
from diemtin.ingest.jsonl_lines import jsonl_lines
from diemtin.ingest.line_ends import with_line_feeds
from diemtin.ingest.parquet_rows import parquet_rows
from diemtin.ingest.parts import BEGINNING_BYTES, Item, Part, passed_over
from diemtin.ingest.reasons import Reason, Refused, reader_failed
from diemtin.ingest.sniffing import ENCRYPTED_OFFICE, HEAD_BYTES, is_binary, other_kind, sniffed
from diemtin.ingest.utf16 import as_utf8
from diemtin.ingest.warc import WarcItem, warc_items

# Read as one item, by the readers of `formats.py`.
_WHOLE = ("txt", "html", "docx", "pdf")
# Python makes room for all that is asked for, and most texts are shorter than that.
_SHORT_BYTES = 1 << 17


def items_of(part: Part, max_bytes: int) -> Iterator[Item]:
    """The items of a file, in the order of member and record; at least one.

    What cannot be read, in whole or from some record on, is an item with a problem.

    Args:
        part: The file.
        max_bytes: Items larger than this are told without their content.
    """
    kind, last, head = format_of(part.name), None, b""
    try:
        with part.open() as stream:
            head = stream.peek(HEAD_BYTES)[:HEAD_BYTES]
            kind = sniffed(head, kind)
            for item in _split(part, stream, kind, head, max_bytes):
                item.member = item.member or part.member
                last = item.record
                yield item
    except Refused as refused:
        reason, detail = refused.reason, refused.detail
    except OSError as error:
        reason, detail = Reason.UNREADABLE, f"the file cannot be read: {error.strerror or error}"
    except MemoryError:
        raise
    except Exception as error:
        # What is behind the place that breaks a parser is lost, and not the night.
        failed = reader_failed(kind, part.member or part.name, error)
        reason, detail = failed.reason, failed.detail
    else:
        return
    yield Item(
        kind,
        record=0 if last is None else last + 1,
        member=part.member,
        problem=reason,
        detail=detail,
        beginning=b"" if last is not None or is_binary(head) else head,
    )


def _split(
    part: Part, stream: io.BufferedReader, format: str, head: bytes, max_bytes: int
) -> Iterator[Item]:
    if not head and format != UNSUPPORTED:
        yield Item(format, b"", is_file=True)
    elif kind := other_kind(head):
        yield _other(stream, head, kind, max_bytes)
    elif format == UNSUPPORTED:
        yield _other(stream, head, None, max_bytes)
    elif format in _WHOLE:
        yield _whole(stream, format, max_bytes)
    elif format == "jsonl":
        yield from jsonl_lines(with_line_feeds(as_utf8(stream)), max_bytes)
    elif format in ("csv", "tsv"):
        yield from csv_rows(with_line_feeds(as_utf8(stream)), max_bytes, format=format)
    elif format == "json":
        yield from json_values(part, max_bytes)
    elif format == "xml":
        feed = _whole(stream, format, max_bytes)
        yield from [feed] if feed.content is None else feed_entries(feed.content)
    elif format == WARC:
        yield from map(_archived, warc_items(stream, max_bytes))
    elif format in ("gz", "zst"):
        yield from items_of(unpacked(part, format), max_bytes)
    elif format == "parquet":
        with part.seekable() as file:
            n_bytes = file.seek(0, io.SEEK_END)
            file.seek(0)
            yield from parquet_rows(file, n_bytes, max_bytes)
    elif format == "zip":
        yield from _zip_items(part, stream, max_bytes)


def _archived(page: WarcItem) -> Item:
    """An item of a web archive."""
    known = format_of(f"_{page.suffix}") if page.suffix else UNSUPPORTED
    problem, detail = page.problem, page.detail
    if page.content is None or not page.record:  # nothing to read, or an archive of nothing
        known = WARC
    else:
        try:
            known = _page_format(page, known)
        except Refused as refused:
            problem, detail = refused.reason, refused.detail
    return Item(
        known,
        None if problem else page.content,
        page.record,
        problem=problem,
        detail=detail,
        n_bytes=page.n_bytes,
        sha256=page.sha256,
        source=page.source,
        url=page.url,
        content_type=page.content_type,
        listed_title=page.listed_title,
        listed_author=page.listed_author,
        listed_published=page.listed_published,
    )


def _page_format(page: WarcItem, stated: str) -> str:
    """The format of a page, which is what its first bytes say, as with files.

    Raises:
        Refused: It is of none that is read.
    """
    assert page.content is not None
    head = page.content[:HEAD_BYTES]
    found = sniffed(head, stated)
    if kind := other_kind(head):
        raise Refused(Reason.UNSUPPORTED_FORMAT, f"the page is {kind}")
    if found == "zip" and kind_of_zip(io.BytesIO(page.content)) == "docx":
        return "docx"
    if found not in (*_WHOLE, "json"):
        stated_type = page.content_type or "unknown"
        raise Refused(Reason.UNSUPPORTED_FORMAT, f"a page of the type {stated_type!r}")
    return found


def _whole(stream: io.BufferedReader, format: str, max_bytes: int) -> Item:
    content = stream.read(min(_SHORT_BYTES, max_bytes + 1))
    if len(content) == _SHORT_BYTES:
        content += stream.read(max_bytes + 1 - _SHORT_BYTES)
    if len(content) <= max_bytes:
        return Item(format, content, is_file=True)
    n_bytes, sha256 = passed_over(stream, content)
    return Item(
        format,
        problem=Reason.TOO_LARGE,
        detail=f"a file of {n_bytes:,} bytes",
        beginning=b"" if is_binary(content[:HEAD_BYTES]) else content[:BEGINNING_BYTES],
        n_bytes=n_bytes,
        sha256=sha256,
        is_file=True,
    )


def _other(stream: io.BufferedReader, head: bytes, kind: str | None, max_bytes: int) -> Item:
    """An item for a file of no format that is read."""
    begun = stream.read(max_bytes)
    reason, detail = Reason.UNSUPPORTED_FORMAT, f"only {known_suffixes()} files are read"
    if ENCRYPTED_OFFICE in begun:
        reason, detail = Reason.ENCRYPTED, "an Office document under a password"
    elif kind:
        detail = f"the file is {kind}; {detail}"
    elif not is_binary(head):
        detail = f"{detail}; name a plain text .txt"
    n_bytes, sha256 = passed_over(stream, begun)
    return Item(
        UNSUPPORTED,
        problem=reason,
        detail=detail,
        beginning=b"" if kind or is_binary(head) else head,
        n_bytes=n_bytes,
        sha256=sha256,
        is_file=True,
    )


def _zip_items(part: Part, stream: io.BufferedReader, max_bytes: int) -> Iterator[Item]:
    with part.seekable() as file:
        kind = kind_of_zip(file)
        if kind == "docx":
            yield _whole(stream, kind, max_bytes)
        elif kind == UNSUPPORTED:
            kind = "a zip archive of another kind, such as a spreadsheet or a book"
            yield _other(stream, b"", kind, max_bytes)
        else:
            yield from _member_items(part, file, max_bytes)


def _member_items(part: Part, file: IO[bytes], max_bytes: int) -> Iterator[Item]:
    with open_archive(file) as archive:
        members = Members(archive, part)
        is_empty = True
        for member, is_again in members:
            is_empty = False
            if not is_again and _is_archive(member):
                members.reinsert(member)
            else:
                yield from items_of(member, max_bytes)
    if is_empty:
        yield Item("zip", problem=Reason.EMPTY, detail="the archive holds no file")


def _is_archive(member: Part) -> bool:
    """Whether the items of a member are members themselves."""
    try:
        with member.open() as stream:
            return sniffed(stream.peek(HEAD_BYTES)[:HEAD_BYTES], "") == "zip"
    except (Refused, OSError):
        return False
