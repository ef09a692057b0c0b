"""What kind of file a file is, and one bad file among others. All articles are invented."""

import gzip
import io
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from made_files import (
    DAY,
    STORY,
    feed,
    gzipped,
    outcome,
    outcomes,
    parquet,
    pdf,
    rows_of,
    word,
    zipped,
    zstandard,
)

from diemtin.ingest import items
from diemtin.ingest.articles import extract
from diemtin.ingest.parts import Item
from diemtin.ingest.raw_documents import raw_documents
from diemtin.tables.catalog import TABLES
from diemtin.tables.store import TableStore

RECORD = f'{{"text": "{STORY}"}}'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WEB_ARCHIVE = (
    f"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://bao.example/a\r\n"
    f"Content-Type: text/plain\r\nContent-Length: {len(STORY.encode())}\r\n\r\n{STORY}\r\n\r\n"
).encode()
PAGE = f"<!DOCTYPE html><html><body><article><p>{STORY}</p><p>{STORY}</p></article></body></html>"


# Each format, once


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", STORY),
        ("a.jsonl", RECORD),
        ("a.ndjson", RECORD),
        ("a.json", RECORD),
        ("a.csv", f"text\n{STORY!r}\n".replace("'", '"')),
        ("a.tsv", f"text\turl\n{STORY}\t\n"),
        ("a.parquet", parquet({"text": [STORY]})),
        ("a.xml", feed(f"<description>{STORY}</description>")),
        ("a.rss", feed(f"<description>{STORY}</description>")),
        ("a.docx", word(STORY)),
        ("a.pdf", pdf(STORY)),
        ("a.txt.gz", gzipped(STORY)),
        ("a.jsonl.gz", gzipped(RECORD)),
        ("a.txt.zst", zstandard(STORY)),
        ("a.jsonl.zst", zstandard(RECORD)),
        ("a.csv.gz", gzipped(f'text\n"{STORY}"\n')),
        ("a.parquet.zst", zstandard(parquet({"text": [STORY]}))),
        ("a.docx.gz", gzipped(word(STORY))),
        ("a.zip", zipped({"b.txt": STORY})),
        ("a.zip.gz", gzipped(zipped({"b.txt": STORY}))),
        ("sâu/hơn/nữa/a.txt", STORY),
    ],
)
def test_a_file_of_every_format_is_read(tmp_path: Path, name: str, content: bytes | str) -> None:
    assert outcome(tmp_path, name, content) == STORY


@pytest.mark.parametrize(
    "name",
    ["a.txt", "a.html", "a.jsonl", "a.json", "a.csv", "a.tsv", "a.parquet", "a.xml", "a.docx",
     "a.pdf", "a.zip", "a.gz", "a.txt.gz", "a.zst"],
)  # fmt: skip
def test_a_file_of_no_bytes_is_empty(tmp_path: Path, name: str) -> None:
    assert outcome(tmp_path, name, b"") == "empty"


# Names that say something else than the bytes


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", pdf(STORY)),
        ("a.html", pdf(STORY)),
        ("không đuôi", pdf(STORY)),
        ("a.html", gzipped(STORY)),
        ("a.txt", gzipped(STORY)),
        ("a.txt", zstandard(STORY)),
        ("a.txt", word(STORY)),
        ("a.zip", word(STORY)),
        ("a.doc", word(STORY)),
        ("a.docx", zipped({"b.txt": STORY})),
        ("a.bak", zipped({"b.txt": STORY})),
        ("a.csv", parquet({"text": [STORY]})),
        ("a.pdf", b"to dau tep\n" + pdf(STORY)),
        ("a.txt.zst", b"\x50\x2a\x4d\x18\x04\0\0\0skip" + zstandard(STORY)),
        ("a.txt", WEB_ARCHIVE),
        ("a.gz", gzipped(WEB_ARCHIVE)),
    ],
)
def test_the_first_bytes_go_before_the_name(
    tmp_path: Path, name: str, content: bytes | str
) -> None:
    if name == "a.html" and isinstance(content, bytes) and content[:2] == b"\x1f\x8b":
        content = gzip.compress(PAGE.encode(), mtime=0)
        assert outcome(tmp_path, name, content).startswith(STORY)
        return
    assert outcome(tmp_path, name, content) == STORY


@pytest.mark.parametrize("name", ["a.txt", "a.xml", "a.docx", "a.pdf"])
def test_a_page_under_another_name_is_read_as_a_page(tmp_path: Path, name: str) -> None:
    text = outcome(tmp_path, name, f"\ufeff  <!-- lưu từ mạng -->\n{PAGE}")
    assert text.startswith(STORY)
    assert "<" not in text


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.parquet", "a.zip", "a.gz", "a.zst"])
def test_a_text_under_the_name_of_a_binary_format_is_refused(tmp_path: Path, name: str) -> None:
    articles, [reject] = rows_of(tmp_path, {f"s/{name}": STORY})
    assert (articles, reject["reason"]) == ([], "unreadable")
    assert name[1:] in reject["detail"]
    assert reject["excerpt"] == STORY


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(40)),
        ("a.txt", b"\xff\xd8\xff\xe0" + bytes(40)),
        ("a.html", b"\x89PNG\r\n\x1a\n" + bytes(40)),
        ("a.doc", OLE),
        ("a.docx", OLE),
        ("a.rtf", rb"{\rtf1 Tin}"),
        ("a.txt", rb"{\rtf1 Tin}"),
        ("a.rar", b"Rar!\x1a\x07\x01\x00"),
        ("a.xlsx", zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"})),
        ("a.odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text"})),
        ("a.zip", zipped({"META-INF/MANIFEST.MF": "", "A.class": "x"})),
        ("a.tar", b"tin.txt".ljust(512, b"\0")),
        ("a.tar.gz", gzipped(b"tin.txt".ljust(512, b"\0"))),
        ("a.mp3", b"ID3\x03" + bytes(40)),
        ("tin", STORY),
        ("a.md", STORY),
        ("a.py", "print('tin')"),
        ("a.xml", "<urlset><url><loc>https://v.example</loc></url></urlset>"),
    ],
)
def test_a_file_of_another_format_is_refused(
    tmp_path: Path, name: str, content: bytes | str
) -> None:
    assert outcome(tmp_path, name, content) == "unsupported_format"


def test_a_text_of_an_unknown_name_is_shown_and_told_how_to_be_named(tmp_path: Path) -> None:
    _, [reject] = rows_of(tmp_path, {"s/a.md": "# Ghi chú\nHọp chợ."})
    assert reject["excerpt"] == "# Ghi chú\\nHọp chợ."
    assert "name a plain text .txt" in reject["detail"]


def test_an_office_document_under_a_password_is_encrypted(tmp_path: Path) -> None:
    content = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(100)
    assert outcome(tmp_path, "a.docx", content) == "encrypted"


@pytest.mark.parametrize("name", ["a.jpg", "a.mp4"])
def test_bytes_that_are_no_text_have_no_excerpt(tmp_path: Path, name: str) -> None:
    _, [reject] = rows_of(tmp_path, {f"s/{name}": b"\xff\xd8\xff\x00\x01\x02" * 50})
    assert reject["excerpt"] is None


# Limits


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.docx", "a.pdf", "a.xml"])
def test_a_file_above_the_limit_is_too_large(tmp_path: Path, name: str) -> None:
    made = {"a.docx": word(STORY), "a.pdf": pdf(STORY), "a.xml": feed(STORY).encode()}
    content = made.get(name, STORY.encode() * 4)
    assert outcome(tmp_path, name, content, max_document_bytes=len(content) - 1) == "too_large"
    assert len(outcomes(tmp_path, {}, max_document_bytes=len(content))) == 1


def test_what_is_too_large_is_shown(tmp_path: Path) -> None:
    _, [reject] = rows_of(tmp_path, {"s/a.txt": STORY * 9}, max_document_bytes=600)
    assert reject["excerpt"] == (STORY * 9)[:200]


@pytest.mark.parametrize("pack", [bytes, zstandard])
def test_a_line_of_sixty_megabytes_does_not_lose_its_file(tmp_path: Path, pack: object) -> None:
    # Random hex digits pack to a half; a run of one letter would be a bomb.
    long = os.urandom(30_000_000).hex()
    content = f'{RECORD}\n{{"text": "{long}"}}\n{RECORD}\n'.encode()
    ending = ".zst" if pack is zstandard else ""
    found = outcomes(tmp_path, {f"s/a.jsonl{ending}": pack(content)})  # type: ignore[operator]
    assert [(one.record, one.text or one.reason) for one in found] == [
        (1, STORY), (2, "too_large"), (3, STORY)
    ]  # fmt: skip


# A day of all of them


@pytest.mark.parametrize("n_workers", [1, 2])
def test_a_day_of_all_formats_gives_the_same_bytes_however_often_it_is_read(
    tmp_path: Path, n_workers: int
) -> None:
    files = {
        "s/a.zip": zipped({"b.txt": STORY, "c.zip": zipped({"d.docx": word(STORY)}), "../e": "x"}),
        "s/a.zip.txt": STORY,
        "s/b.csv": f'text\n"{STORY}"\n"x\n',
        "s/c.json": f"[{RECORD}, 7]",
        "s/d.parquet": parquet({"text": [STORY] * 200}),
        "s/e.xml": feed(f"<description>{STORY}</description>"),
        "s/f.pdf": pdf(STORY),
        "s/g.jsonl.gz": gzipped(f"{RECORD}\n" * 100)[:-9],
    }
    rows_of(tmp_path, files)
    written = []
    for turn in range(2):
        store = TableStore(tmp_path / f"tables-{turn}")
        raw = store.write(TABLES["raw_documents"], DAY, raw_documents(tmp_path, DAY))
        dataset = store.open(TABLES["raw_documents"], [DAY])
        extraction = extract(dataset, n_workers=n_workers if turn else 1)
        articles = store.write(TABLES["articles"], DAY, extraction.articles)
        rejects = store.write(TABLES["rejects"], DAY, extraction.rejects())
        written.append([raw.sha256, articles.sha256, rejects.sha256])
        assert raw.n_rows == articles.n_rows + rejects.n_rows
    assert written[0] == written[1]


# One bad file among others


def test_a_splitter_that_breaks_loses_only_what_is_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(stream: io.BufferedReader, max_bytes: int) -> Iterator[Item]:
        yield Item("jsonl", RECORD.encode(), 1)
        raise RecursionError("too deep")

    monkeypatch.setattr(items, "jsonl_lines", broken)
    articles, [reject] = rows_of(tmp_path, {"s/a.jsonl": "x", "s/b.txt": STORY})
    assert [row["path"] for row in articles] == ["s/a.jsonl", "s/b.txt"]
    assert (reject["record"], reject["reason"]) == (2, "unreadable")
    assert "RecursionError: too deep" in reject["detail"]


def test_one_bad_file_does_not_lose_the_others(tmp_path: Path) -> None:
    whole = {
        "a.docx": word(STORY), "b.pdf": pdf(STORY), "c.parquet": parquet({"text": [STORY]}),
        "d.zip": zipped({"b.txt": STORY}), "e.gz": gzipped(STORY), "f.zst": zstandard(STORY),
    }  # fmt: skip
    files = {f"s/{name}": content[: len(content) // 2] for name, content in whole.items()}
    found = outcomes(tmp_path, {**files, "s/0.txt": STORY, "s/z.txt": STORY})
    assert [one.reason for one in found if one.text is None] == ["unreadable"] * 6
    assert [one.path for one in found if one.text] == ["s/0.txt", "s/z.txt"]


@pytest.mark.parametrize("pack", [gzipped, zstandard])
def test_records_before_the_place_where_a_packed_file_is_damaged_are_read(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    # With what does not pack well, so that there are several blocks.
    noise = random.Random(7).randbytes
    lines = b"".join(
        b'{"text": "Tin.", "x": "%s"}\n' % noise(500).hex().encode() for _ in range(900)
    )
    ending = "gz" if pack is gzipped else "zst"
    for damaged in (pack(lines)[:-40], pack(lines) + b"to dau tep"):
        found = outcomes(tmp_path, {f"s/a.jsonl.{ending}": damaged})
        assert len(found) > 700
        assert {one.reason for one in found[:-1]} == {None}
        assert (found[-1].record, found[-1].reason) == (len(found), "unreadable")


@pytest.mark.parametrize("pack", [gzipped, zstandard])
def test_packed_files_one_after_another_are_one_file(
    tmp_path: Path, pack: Callable[[str], bytes]
) -> None:
    ending = "gz" if pack is gzipped else "zst"
    found = outcomes(tmp_path, {f"s/a.jsonl.{ending}": pack(f"{RECORD}\n") + pack(f"{RECORD}\n")})
    assert [(one.record, one.text) for one in found] == [(1, STORY), (2, STORY)]


@pytest.mark.parametrize(
    "name",
    ["tin mới.txt", "tin\u0301.txt", "🦀 cua.txt", "xuống\ndòng.txt", "a'b\"c;.txt", "%2e%2e.txt",
     "-rf.txt", "~.txt", "a" * 200 + ".txt", "NUL.txt", "a.TXT", "a.b.c.txt"],
)  # fmt: skip
def test_any_name_of_a_file_is_read(tmp_path: Path, name: str) -> None:
    assert outcomes(tmp_path, {f"s/{name}": STORY}) == [(f"s/{name}", None, 0, STORY, None)]


def test_a_name_of_bytes_that_are_no_utf8_is_read(tmp_path: Path) -> None:
    found = outcomes(tmp_path, {os.fsdecode(b"s/b\xb6n.txt"): STORY})
    assert found == [("s/b\\xb6n.txt", None, 0, STORY, None)]


def test_a_folder_named_like_a_file_is_a_folder(tmp_path: Path) -> None:
    found = outcomes(tmp_path, {"s/a.txt/b.zip/c.txt": STORY})
    assert [(one.path, one.text) for one in found] == [("s/a.txt/b.zip/c.txt", STORY)]


@pytest.mark.parametrize("kind", ["pipe", "link", "broken_link", "link_to_folder"])
def test_what_is_no_regular_file_is_unreadable(tmp_path: Path, kind: str) -> None:
    outside = tmp_path / "ngoài"
    outside.mkdir()
    (outside / "a.txt").write_text("Ở ngoài.")
    odd = tmp_path / DAY.isoformat() / "s/lạ.txt"
    odd.parent.mkdir(parents=True)
    if kind == "pipe":
        os.mkfifo(odd)
    else:
        targets = {"link": outside / "a.txt", "link_to_folder": outside}
        odd.symlink_to(targets.get(kind, tmp_path / "không"))
    found = outcomes(tmp_path, {"s/a.txt": STORY})
    assert [one.text or one.reason for one in found] == [STORY, "unreadable"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"{STORY}\x00\x07\x1b[31m".encode(), f"{STORY}[31m"),
        (b"\x00" * 500, "empty"),
        (b"\x00\x01\x02\x03" * 100, "empty"),
        (b"\x0c\x0b\x1c\x1d\x1e\x1f\x85", "…"),  # 0x85 is that in Windows-1258
    ],
)
def test_nul_and_control_bytes_are_taken_out_of_a_text(
    tmp_path: Path, content: bytes, expected: str
) -> None:
    assert outcome(tmp_path, "a.txt", content) == expected
