"""Files of every format, made for tests, and what becomes of them. All articles are invented."""

import datetime
import gzip
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pyarrow as pa
import pyarrow.parquet as pq

from diemtin.ingest.articles import extract_batch
from diemtin.ingest.column_map import ColumnMap
from diemtin.ingest.raw_documents import raw_documents
from diemtin.tables.catalog import TABLES
from diemtin.tables.validate import key_problems, order_problems

DAY = datetime.date(2025, 6, 30)
STORY = "Phiên chợ Bản Mù họp từ tờ mờ sáng, người các bản xuống đông như hội."


class Outcome(NamedTuple):
    """An article (its text is given) or a reject (its reason is)."""

    path: str
    member: str | None
    record: int
    text: str | None
    reason: str | None


def rows_of(
    folder: Path,
    files: Mapping[str, bytes | str],
    column_maps: Mapping[str, ColumnMap] | None = None,
    **options: Any,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of articles and of rejects that landed files give, as the two stages make them."""
    for name, content in files.items():
        file = folder / DAY.isoformat() / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    table = raw_documents(folder, DAY, **options).read_all()
    assert (
        key_problems(TABLES["raw_documents"], table)
        + order_problems(TABLES["raw_documents"], table)
        == []
    )
    articles, rejects = [], []
    for batch in table.to_batches():
        for found, part in zip(
            (articles, rejects), extract_batch(batch, column_maps or {}), strict=True
        ):
            found += part.to_pylist()
    assert len(articles) + len(rejects) == table.num_rows
    return articles, rejects


def outcomes(
    folder: Path,
    files: Mapping[str, bytes | str],
    column_maps: Mapping[str, ColumnMap] | None = None,
    **options: Any,
) -> list[Outcome]:
    """What becomes of each item, in the order of raw_documents but for nulls, which come first."""
    articles, rejects = rows_of(folder, files, column_maps, **options)
    found = [
        Outcome(row["path"], row["member"], row["record"], row.get("text"), row.get("reason"))
        for row in (*articles, *rejects)
    ]
    return sorted(found, key=lambda one: (one.path, one.member or "", one.record))


def outcome(folder: Path, name: str, content: bytes | str, **options: Any) -> str:
    """The text or the reason of the one item that a file is."""
    [only] = outcomes(folder, {f"s/{name}": content}, **options)
    return str(only.text or only.reason)


def zipped(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            # Dates and all else as they are by default, so that bytes do not change.
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return stream.getvalue()


def gzipped(content: bytes | str) -> bytes:
    return gzip.compress(content.encode() if isinstance(content, str) else content, mtime=0)


def zstandard(content: bytes | str) -> bytes:
    plain = content.encode() if isinstance(content, str) else content
    return bytes(pa.Codec("zstd").compress(plain, asbytes=True))


def parquet(columns: Mapping[str, Any], **options: Any) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table(dict(columns)), stream, **options)
    return stream.getvalue()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def feed(*entries: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    items = "".join(f"<item>{entry}</item>" for entry in entries)
    return f'{head}<rss version="2.0"><channel><title>Báo Suối</title>{items}</channel></rss>'


def pdf(*pages: str, trailer: str = "") -> bytes:
    """A PDF whose text is in an unembedded font with a table of its characters, as many are."""
    characters = sorted({character for page in pages for character in page if character != "\n"})
    codes = {character: code for code, character in enumerate(characters, 1)}
    n_pages = len(pages)
    kids = " ".join(f"{6 + 2 * index} 0 R" for index in range(n_pages))
    table = "\n".join(
        f"<{code:04x}> <{character.encode('utf-16-be').hex()}>" for character, code in codes.items()
    )
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        "/CMapName /Made def /CMapType 2 def "
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{table}\nendbfchar endcmap end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {n_pages} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H "
        "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /DW 500 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        f"<< /Length {len(to_unicode)} >>\nstream\n{to_unicode}\nendstream",
    ]
    for index, page in enumerate(pages):
        lines = [
            "<" + "".join(f"{codes[character]:04x}" for character in line) + "> Tj 0 -14 Td"
            for line in page.split("\n")
        ]
        drawn = f"BT /F1 10 Tf 40 780 Td {' '.join(lines)} ET" if page else ""
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * index} 0 R >>",
            f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        ]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode()
    places = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    n_objects = len(objects) + 1
    end = f"xref\n0 {n_objects}\n0000000000 65535 f \n{places}trailer\n"
    end += f"<< /Size {n_objects} /Root 1 0 R {trailer} >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + end.encode()
