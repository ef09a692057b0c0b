"""WARC files of what was fetched: written under a name that nothing reads, then renamed.

A page is a `response` record with its `request` and a `metadata` record of JSON (`METADATA_TYPE`)
that refers to it: what the listing said of the page, and what the memory needs. The text of an
entry without a page is a `resource` record. A feed or sitemap is a `response` record whose metadata
says `"role": "listing"`. `diemtin.ingest.warc` reads them.
"""

import datetime
import hashlib
import io
import json
import os
from pathlib import Path
from typing import Any, BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from diemtin import __version__
from diemtin.ids import identifier
from diemtin.ingest.warc import METADATA_TYPE
from diemtin.landing.web.fetching import Answer, Validators
from diemtin.landing.web.listing import Listed, url_key
from diemtin.landing.web.memory import Note

_WARC_VERSION = "WARC/1.1"
# The body is written without it: httpcore has put the parts together.
_TRANSFER_ENCODING = "transfer-encoding"


class WarcFile:
    """A WARC file while it is written.

    Attributes:
        notes: What it tells of its pages, for the memory.
        n_bytes: How much has been written.
    """

    def __init__(self, file: Path, name: str, *, source: str, robots: str) -> None:
        self.file = file
        self.name = name
        self.notes: list[Note] = []
        self._source = source
        self._stream: BinaryIO = open(file, "wb")  # noqa: SIM115 - closed by `finish`
        self._writer = WARCWriter(self._stream, gzip=True, warc_version=_WARC_VERSION)
        self._write(
            self._writer.create_warcinfo_record(
                name,
                {
                    "software": f"diemtin/{__version__}",
                    "format": "WARC File Format 1.1",
                    "conformsTo": "https://iipc.github.io/warc-specifications/specifications/"
                    "warc-format/warc-1.1/",
                    "robots": robots,
                    "isPartOf": source,
                },
            )
        )

    @property
    def n_bytes(self) -> int:
        """How much has been written."""
        return self._stream.tell()

    def add_listing(self, answer: Answer) -> None:
        """A feed or sitemap as it was answered."""
        self._add_answer(answer, {"role": "listing"})

    def add_page(self, answer: Answer, listed: Listed, via: str | None) -> None:
        """A page, with what its listing said of it."""
        keys = (listed.key, url_key(answer.url))
        note = Note(
            tuple(dict.fromkeys(keys)), listed.changed, answer.validators, sha256(answer.content)
        )
        self._add_answer(answer, {"role": "page", **_stated(listed, via), **_noted(note)})
        self.notes.append(note)

    def add_text(self, listed: Listed, via: str | None, reason: str) -> None:
        """The text that a listing holds of an article, and why its page did not come."""
        text = _as_document(listed)
        note = Note((listed.key,), listed.changed, sha256=sha256(text))
        target = listed.key
        if not (target.isascii() and target.isprintable() and " " not in target):
            target = f"urn:diemtin:{identifier(target)}"
        record = self._writer.create_warc_record(
            target,
            "resource",
            payload=io.BytesIO(text),
            length=len(text),
            warc_content_type=f"{listed.text_type}; charset=utf-8",
        )
        self._write(record)
        stated = {"role": "text", "reason": reason, **_stated(listed, via), **_noted(note)}
        self._add_metadata(record, target, stated)
        self.notes.append(note)

    def finish(self) -> None:
        """Have all of it on disk and close it."""
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()

    def discard(self) -> None:
        """Close and delete it."""
        self._stream.close()
        self.file.unlink()

    def _add_answer(self, answer: Answer, stated: dict[str, Any]) -> None:
        at = answer.fetched_at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        described = {"WARC-Date": at}
        if answer.address:
            described["WARC-IP-Address"] = answer.address
        headers = [
            (f"X-Archive-Orig-{name}" if name.lower() == _TRANSFER_ENCODING else name, value)
            for name, value in answer.headers
        ]
        response = self._writer.create_warc_record(
            answer.url,
            "response",
            payload=io.BytesIO(answer.body),
            length=len(answer.body),
            warc_headers_dict=dict(described),
            http_headers=StatusAndHeaders(
                f"{answer.status} {answer.reason}", headers, protocol=answer.http_version
            ),
        )
        request = self._writer.create_warc_record(
            answer.url,
            "request",
            payload=io.BytesIO(b""),
            length=0,
            warc_headers_dict={"WARC-Date": at},
            http_headers=StatusAndHeaders(
                f"GET {answer.request_target} HTTP/1.1",
                answer.request_headers,
                is_http_request=True,
            ),
        )
        self._writer.write_request_response_pair(request, response)
        if answer.redirects:
            stated = {**stated, "redirects": list(answer.redirects)}
        self._add_metadata(response, answer.url, stated)

    def _add_metadata(self, record: Any, url: str, stated: dict[str, Any]) -> None:
        content = json.dumps({"source": self._source, **stated}, ensure_ascii=False).encode()
        self._write(
            self._writer.create_warc_record(
                url,
                "metadata",
                payload=io.BytesIO(content),
                length=len(content),
                warc_content_type=METADATA_TYPE,
                warc_headers_dict={
                    "WARC-Refers-To": record.rec_headers.get_header("WARC-Record-ID"),
                },
            )
        )

    def _write(self, record: Any) -> None:
        self._writer.write_record(record)


def _as_document(listed: Listed) -> bytes:
    """A listing's text as a file of its own; as the listing has it, it is in its own record."""
    text = listed.text or ""
    if listed.text_type == "text/html":
        text = (
            '<!doctype html><html><head><meta charset="utf-8"></head><body><article>\n'
            f"{text}\n</article></body></html>"
        )
    return text.encode("utf-8", "replace")


def sha256(content: bytes) -> str:
    """SHA-256 of a body in hex."""
    return hashlib.sha256(content).hexdigest()


def _stated(listed: Listed, via: str | None) -> dict[str, Any]:
    stated = {
        "via": via,
        "listed_url": listed.url,
        "title": listed.title,
        "author": listed.author,
        "published": listed.published,
        "listing_title": listed.listing_title,
    }
    return {name: value for name, value in stated.items() if value is not None}


def _noted(note: Note) -> dict[str, Any]:
    noted = {
        "keys": list(note.keys),
        "changed": note.changed,
        "etag": note.validators.etag,
        "last_modified": note.validators.last_modified,
        "sha256": note.sha256,
    }
    return {name: value for name, value in noted.items() if value is not None}


def note_of(stated: dict[str, Any]) -> Note | None:
    """The note that a metadata record holds; null if it is not about a page."""
    keys = stated.get("keys")
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        return None
    texts = {
        name: value if isinstance(value := stated.get(name), str) else None
        for name in ("changed", "etag", "last_modified", "sha256")
    }
    validators = Validators(texts["etag"], texts["last_modified"])
    return Note(tuple(keys), texts["changed"], validators, texts["sha256"])
