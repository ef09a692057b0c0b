"""Web archives: each page an item, damage confined to where it is. All pages are invented."""

import gzip
import io
import json
import zlib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from diemtin.ingest.articles import extract_batch
from diemtin.ingest.raw_documents import raw_documents
from diemtin.ingest.reasons import Reason
from diemtin.ingest.warc import METADATA_TYPE, WarcItem, warc_items, warc_metadata
from diemtin.landing.inbox import sweep
from tests.diemtin.ingest.test_raw_documents import DAY, NOW

LIMIT = 1_000_000
HTML = "text/html; charset=utf-8"
PAGE = (
    "<!doctype html><html><head><title>Đò mở lại</title></head><body><article><h1>Đò mở lại</h1>"
    "<p>Sáng nay bến đò Cồn Sẻ mở lại sau ba tuần sửa cầu phao, bà con qua chợ sớm hơn.</p>"
    "</article></body></html>"
).encode()


def packed(body: bytes, codec: str) -> bytes:
    stream = pa.BufferOutputStream()
    with pa.CompressedOutputStream(stream, codec) as packing:
        packing.write(body)
    return bytes(stream.getvalue())


class Archive:
    """An archive in the making."""

    def __init__(self, *, packed: bool = True) -> None:
        self.stream = io.BytesIO()
        self.writer = WARCWriter(self.stream, gzip=packed)
        self.begins: list[int] = []

    def add(self, kind: str, url: str, body: bytes = b"", **options: Any) -> Any:
        self.begins.append(self.stream.tell())
        record = self.writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), length=len(body), **options
        )
        self.writer.write_record(record)
        return record

    def response(
        self,
        url: str,
        body: bytes = PAGE,
        status: str = "200 OK",
        content_type: str | None = HTML,
        **headers: str,
    ) -> Any:
        described = [("Content-Type", content_type)] if content_type else []
        described += [(name.replace("_", "-"), value) for name, value in headers.items()]
        http = StatusAndHeaders(status, described, protocol="HTTP/1.1")
        return self.add("response", url, body, http_headers=http)

    def metadata(self, of: Any, **stated: Any) -> None:
        self.add(
            "metadata",
            "http://bao.example/",
            json.dumps(stated).encode(),
            warc_content_type=METADATA_TYPE,
            warc_headers_dict={"WARC-Refers-To": of.rec_headers.get_header("WARC-Record-ID")},
        )

    def items(self, limit: int = LIMIT) -> list[WarcItem]:
        return items(self.stream.getvalue(), limit)


def items(content: bytes, limit: int = LIMIT) -> list[WarcItem]:
    return list(warc_items(io.BytesIO(content), limit))


@pytest.fixture(params=[True, False], ids=["gz", "plain"])
def archive(request: pytest.FixtureRequest) -> Archive:
    return Archive(packed=request.param)


# What is an item


def test_each_response_is_an_item_with_its_address_type_and_number(archive: Archive) -> None:
    archive.add("warcinfo", "", b"software: thu\r\n")
    archive.add("request", "http://bao.example/a", b"GET /a HTTP/1.1\r\nHost: b\r\n\r\n")
    archive.response("http://bao.example/a")
    archive.response("https://bao.example/b", b"Tin.", content_type="text/plain")
    found = archive.items()
    assert [(one.record, one.url, one.suffix) for one in found] == [
        (3, "http://bao.example/a", ".html"),
        (4, "https://bao.example/b", ".txt"),
    ]
    assert [one.content for one in found] == [PAGE, b"Tin."]
    assert found[0].content_type == HTML
    assert {one.problem for one in found} == {None}


def test_a_file_in_one_gzip_member_is_read_as_well() -> None:
    archive = Archive(packed=False)
    archive.response("http://bao.example/a")
    archive.response("http://bao.example/b")
    assert [one.url for one in items(gzip.compress(archive.stream.getvalue(), mtime=0))] == [
        "http://bao.example/a",
        "http://bao.example/b",
    ]


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "304 Not Modified", "100 Continue"])
def test_an_answer_without_a_page_is_passed_over(archive: Archive, status: str) -> None:
    archive.response("http://bao.example/a", b"", status)
    archive.response("http://bao.example/b")
    assert [one.record for one in archive.items()] == [2]


@pytest.mark.parametrize("status", ["403 Forbidden", "404 Not Found", "500 Oops", "503 Busy"])
def test_an_archived_error_is_refused_with_its_address(archive: Archive, status: str) -> None:
    archive.response("http://bao.example/a", PAGE, status)
    (found,) = archive.items()
    assert (found.problem, found.url, found.content) == (
        Reason.HTTP_ERROR,
        "http://bao.example/a",
        None,
    )


@pytest.mark.parametrize("kind", ["resource", "conversion"])
def test_a_text_without_headers_is_an_item(archive: Archive, kind: str) -> None:
    archive.add(kind, "http://bao.example/a", b"Tin.", warc_content_type="text/plain")
    (found,) = archive.items()
    assert (found.content, found.suffix, found.url) == (b"Tin.", ".txt", "http://bao.example/a")


def test_what_an_archiver_says_of_itself_is_no_item(archive: Archive) -> None:
    log = "metadata://gnu.org/software/wget/warc/wget.log"
    archive.add("resource", log, b"xong", warc_content_type="text/plain")
    archive.add("metadata", "http://bao.example/a", b"a: b\r\n")
    archive.response("http://bao.example/b")
    assert [one.url for one in archive.items()] == ["http://bao.example/b"]


@pytest.mark.parametrize("content", [b"", gzip.compress(b"", mtime=0), b"\r\n\r\n"])
def test_an_archive_of_nothing_is_an_empty_item(content: bytes) -> None:
    assert items(content) == [WarcItem(0, content=b"")]


# What a listing said


def test_the_metadata_record_says_what_the_listing_said(archive: Archive) -> None:
    response = archive.response("http://bao.example/a")
    archive.add("request", "http://bao.example/a", b"GET /a HTTP/1.1\r\n\r\n")
    archive.metadata(response, source="báo", title="Tít", author="Lê", published="2025", via=7)
    (found,) = archive.items()
    assert (found.source, found.listed_title, found.listed_author, found.listed_published) == (
        "báo", "Tít", "Lê", "2025"
    )  # fmt: skip


def test_a_listing_is_no_item(archive: Archive) -> None:
    archive.metadata(archive.response("http://bao.example/rss", b"<rss/>"), role="listing")
    archive.response("http://bao.example/a")
    assert [one.url for one in archive.items()] == ["http://bao.example/a"]


def test_an_archive_of_listings_only_holds_no_item(archive: Archive) -> None:
    archive.metadata(archive.response("http://bao.example/rss", b"<rss/>"), role="listing")
    assert archive.items() == []


@pytest.mark.parametrize("stated", [b"{", b"[]", b"7", b"\xff", b'{"title": 5}', b"[" * 99_999])
def test_a_metadata_record_of_anything_else_says_nothing(archive: Archive, stated: bytes) -> None:
    response = archive.response("http://bao.example/a")
    refers = {"WARC-Refers-To": response.rec_headers.get_header("WARC-Record-ID")}
    archive.add(
        "metadata", "http://bao.example/a", stated,
        warc_content_type=METADATA_TYPE, warc_headers_dict=refers,
    )  # fmt: skip
    (found,) = archive.items()
    assert (found.content, found.listed_title) == (PAGE, None)


def test_all_own_metadata_can_be_read_alone(archive: Archive) -> None:
    response = archive.response("http://bao.example/a")
    archive.metadata(response, keys=["a"])
    archive.add("metadata", "http://bao.example/a", b"a: b\r\n")
    archive.metadata(response, keys=["b"])
    stream = io.BytesIO(archive.stream.getvalue())
    assert [one["keys"] for one in warc_metadata(stream)] == [["a"], ["b"]]


# Codings and types


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE, mtime=0), {"Content_Encoding": "gzip"}),
        (zlib.compress(PAGE), {"Content_Encoding": "deflate"}),
        (packed(PAGE, "brotli"), {"Content_Encoding": "br"}),
        (packed(PAGE, "zstd"), {"Content_Encoding": "zstd"}),
        # undone by the archiver, who left the header
        (PAGE, {"Content_Encoding": "gzip"}),
        (PAGE, {"Content_Encoding": "br"}),
        (b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE), {"Transfer_Encoding": "chunked"}),
        (PAGE, {"Transfer_Encoding": "chunked"}),
    ],
    ids=[
        "gzip",
        "deflate",
        "br",
        "zstd",
        "gzip_header_only",
        "br_header_only",
        "chunked",
        "chunked_header_only",
    ],
)
def test_codings_are_undone(archive: Archive, body: bytes, headers: dict[str, str]) -> None:
    archive.response("http://bao.example/a", body, **headers)
    (found,) = archive.items()
    assert found.content == PAGE


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (gzip.compress(PAGE, mtime=0)[:-9], "gzip"),
        (b"\x1f\x8bhong", "gzip"),
        (b"\x8b\x01\x80", "br"),
        (packed(PAGE, "zstd")[:-9], "zstd"),
        (b"\x8b\x01\x80", "khong"),
        (zlib.compress(PAGE)[:-9], "deflate"),
    ],
)
def test_a_coding_that_cannot_be_undone_is_a_malformed_record(
    archive: Archive, body: bytes, coding: str
) -> None:
    archive.response("http://bao.example/a", body, Content_Encoding=coding)
    archive.response("http://bao.example/b")
    first, second = archive.items()
    assert (first.problem, second.problem) == (Reason.MALFORMED_RECORD, None)
    assert first.detail


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"x" * 5_001, {}),
        (gzip.compress(bytes(50_000_000), 9, mtime=0), {"Content_Encoding": "gzip"}),
    ],
    ids=["long", "bomb"],
)
def test_an_item_beyond_the_limit_is_told_by_its_size(
    archive: Archive, body: bytes, headers: dict[str, str]
) -> None:
    archive.response("http://bao.example/a", body, **headers)
    archive.response("http://bao.example/b")
    limit = 5_000 if not headers else 100_000
    first, second = archive.items(limit)
    assert (first.problem, first.content, first.n_bytes) == (Reason.TOO_LARGE, None, len(body))
    assert second.content == PAGE


@pytest.mark.parametrize(
    ("content_type", "body", "suffix"),
    [
        ("text/html", PAGE, ".html"),
        ("TEXT/HTML;charset=x", PAGE, ".html"),
        ("application/xhtml+xml", PAGE, ".html"),
        (None, PAGE, ".html"),
        ("application/octet-stream", b"\xef\xbb\xbf\n<HTML>", ".html"),
        (None, b"Tin.", ""),
        ("image/jpeg", b"\xff\xd8", ""),
        ("application/pdf", b"%PDF", ".pdf"),
    ],
)
def test_the_type_is_that_of_the_header_or_of_the_page(
    archive: Archive, content_type: str | None, body: bytes, suffix: str
) -> None:
    archive.response("http://bao.example/a", body, content_type=content_type)
    (found,) = archive.items()
    assert found.suffix == suffix


# Damage


def good_and_bad(packed: bool, damage: bytes) -> bytes:
    """A good record, damage in the place of one, a good record."""
    archive = Archive(packed=packed)
    archive.response("http://bao.example/a")
    middle = archive.stream.tell()
    archive.response("http://bao.example/b")
    whole = archive.stream.getvalue()
    return whole[:middle] + damage + whole[middle:]


PLAIN_DAMAGE = {
    "no_record": b"day khong phai ban ghi\r\n\r\n",
    "blank_header": b"WARC/1.0\r\n\r\n",
    "no_length": b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://b/\r\n\r\n",
    "no_type": b"WARC/1.0\r\nContent-Length: 2\r\n\r\nab\r\n\r\n",
    "bad_length": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\n",
    "odd_length": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: ba\r\n\r\n",
    "no_address": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 4\r\n\r\nabcd\r\n\r\n",
    "other_version": b"WARC/9.9\r\nWARC-Type: response\r\nContent-Length: 4\r\n\r\nabcd\r\n\r\n",
    "nul": b"\x00" * 500 + b"\r\n",
    "long_line": b"x" * 6_000_000 + b"\r\n",
    "long_header": b"WARC/1.0\r\nX: " + b"y" * 6_000_000 + b"\r\n\r\n",
    "endless_headers": b"WARC/1.0\r\n" + b"X: y\r\n" * 900_000 + b"\r\n",
}


@pytest.mark.parametrize("damage", PLAIN_DAMAGE.values(), ids=PLAIN_DAMAGE)
@pytest.mark.parametrize("packed", [True, False], ids=["gz", "plain"])
def test_one_bad_record_does_not_lose_the_others(packed: bool, damage: bytes) -> None:
    content = good_and_bad(packed, gzip.compress(damage, mtime=0) if packed else damage)
    found = items(content)
    assert [one.url for one in found if not one.problem] == [
        "http://bao.example/a",
        "http://bao.example/b",
    ]
    assert {one.problem for one in found if one.problem} == {Reason.MALFORMED_RECORD}
    assert len(found) == 3


@pytest.mark.parametrize("place", ["header", "middle", "end"])
def test_a_damaged_gzip_member_does_not_lose_the_others(place: str) -> None:
    archive = Archive()
    for name in "abc":
        archive.response(f"http://bao.example/{name}", PAGE + name.encode() * 999)
    content = bytearray(archive.stream.getvalue())
    begin, end = archive.begins[1], archive.begins[2]
    at = {"header": begin + 10, "middle": (begin + end) // 2, "end": end - 6}[place]
    content[at : at + 4] = bytes(byte ^ 0xFF for byte in content[at : at + 4])
    found = items(bytes(content))
    assert [one.url for one in found if not one.problem] == [
        "http://bao.example/a",
        "http://bao.example/c",
    ]
    assert [one.problem for one in found if one.problem] == [Reason.MALFORMED_RECORD]


@pytest.mark.parametrize("packed", [True, False], ids=["gz", "plain"])
def test_an_archive_that_is_cut_off_gives_what_came_before(packed: bool) -> None:
    archive = Archive(packed=packed)
    archive.response("http://bao.example/a")
    begin = archive.stream.tell()
    archive.response("http://bao.example/b")
    whole = archive.stream.getvalue()
    for end in range(begin + 4, len(whole) - 12, 7):
        found = items(whole[:end])
        assert found[0].content == PAGE
        assert [one.problem for one in found[1:]] == [Reason.MALFORMED_RECORD], end


@pytest.mark.parametrize(
    "content",
    [
        b"<html></html>",
        b"\x00" * 999,
        b"\x1f\x8b\x08",
        b"\x1f\x8b\x08" * 999,
        b"WARC/1.0",
        b"WARC/",
    ],
)
def test_what_is_no_archive_is_one_malformed_item(content: bytes) -> None:
    assert [one.problem for one in items(content)] == [Reason.MALFORMED_RECORD]


def test_a_compressed_file_of_zeros_is_not_unpacked_into_memory() -> None:
    (found,) = items(gzip.compress(bytes(100_000_000), 9, mtime=0))
    assert found.problem == Reason.MALFORMED_RECORD


def _sample() -> bytes:
    archive = Archive(packed=False)
    archive.metadata(archive.response("http://bao.example/a", b"<p>Tin.</p>"), title="Tin")
    archive.response(
        "http://bao.example/b", gzip.compress(b"Tin.", mtime=0), Content_Encoding="gzip"
    )
    archive.add("resource", "http://bao.example/c", b"Tin.", warc_content_type="text/plain")
    return archive.stream.getvalue()


SAMPLE = _sample()


@settings(max_examples=300, deadline=None)
@given(
    cut=st.integers(0, len(SAMPLE)),
    put=st.binary(max_size=40),
    skip=st.integers(0, 60),
    is_packed=st.booleans(),
)
@example(cut=0, put=b"\x1f\x8b\x08", skip=0, is_packed=False)
def test_no_damage_raises(cut: int, put: bytes, skip: int, is_packed: bool) -> None:
    content = SAMPLE[:cut] + put + SAMPLE[cut + skip :]
    if is_packed:
        whole = gzip.compress(SAMPLE, mtime=0)
        content = whole[: cut % len(whole)] + put + whole[cut % len(whole) + skip :]
    found = items(content)
    assert found
    assert all((one.content is None) == (one.problem is not None) for one in found)
    numbers = [one.record for one in found]
    assert numbers == sorted(set(numbers))
    list(warc_metadata(io.BytesIO(content)))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise(content: bytes) -> None:
    for begin in (b"", b"WARC/1.0\r\n", b"\x1f\x8b\x08\x00"):
        assert items(begin + content)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.binary(max_size=2_000), min_size=1, max_size=4), st.booleans())
def test_any_body_comes_back_as_it_went_in(bodies: list[bytes], packed: bool) -> None:
    archive = Archive(packed=packed)
    for number, body in enumerate(bodies):
        archive.response(f"http://bao.example/{number}", body)
    assert [one.content for one in archive.items()] == bodies


# In the tables


def test_an_archive_from_the_inbox_gives_articles_and_rejects(tmp_path: Path) -> None:
    archive = Archive()
    archive.metadata(
        archive.response("http://bao.example/a", PAGE), source="báo-gốc", published="2025-06-29"
    )
    archive.response("http://bao.example/anh.jpg", b"\xff\xd8", content_type="image/jpeg")
    archive.response("http://bao.example/b", b"", "404 Not Found")
    content = archive.stream.getvalue() + b"hong"
    folder = tmp_path / "inbox" / "kho"
    folder.mkdir(parents=True)
    (folder / "2025.warc.gz").write_bytes(content)
    sweep(tmp_path / "inbox", tmp_path / "landing", now=NOW)
    rows = raw_documents(tmp_path / "landing", DAY).read_all()
    (batch,) = rows.to_batches()
    articles, rejects = extract_batch(batch)
    (article,) = articles.to_pylist()
    assert (article["url"], article["source"], article["record"]) == (
        "http://bao.example/a", "báo-gốc", 1
    )  # fmt: skip
    assert article["published_date_source"] == "listing"
    assert [(one["record"], one["reason"], one["source"]) for one in rejects.to_pylist()] == [
        (3, "unsupported_format", "kho"),
        (4, "http_error", "kho"),
        (5, "malformed_record", "kho"),
    ]


@pytest.mark.parametrize(
    ("body", "content_type", "told"),
    [
        (b"%PDF-1.4\n", HTML, "unreadable"),
        (b"\xff\xd8\xff\xe0", HTML, "unsupported_format"),
        (gzip.compress(PAGE, mtime=0), HTML, "unsupported_format"),
        (b"PK\x05\x06" + bytes(18), HTML, "unsupported_format"),
        (PAGE, "application/pdf", None),
        (PAGE, "text/plain", None),
    ],
)
def test_a_page_is_what_its_first_bytes_say_whatever_its_type(
    archive: Archive, tmp_path: Path, body: bytes, content_type: str, told: str | None
) -> None:
    archive.response("http://bao.example/a", body, content_type=content_type)
    (tmp_path / DAY.isoformat()).mkdir()
    (tmp_path / DAY.isoformat() / "a.warc.gz").write_bytes(archive.stream.getvalue())
    (batch,) = raw_documents(tmp_path, DAY).read_all().to_batches()
    articles, rejects = extract_batch(batch)
    assert rejects.column("reason").to_pylist() == ([told] if told else [])
    assert all("<" not in text for text in articles.column("text").to_pylist())


def test_the_rows_of_an_archive_do_not_depend_on_how_it_is_compressed(tmp_path: Path) -> None:
    archive = Archive(packed=False)
    archive.response("http://bao.example/a")
    archive.response("http://bao.example/b", b"Tin.", content_type="text/plain")
    plain = archive.stream.getvalue()
    assert items(plain) == items(gzip.compress(plain, mtime=0))
