"""Which file is read how: one reader for each format; docs/formats.md tells of all of them."""

from collections.abc import Callable
from pathlib import PurePosixPath

from diemtin.ingest.extracted import Extracted
from diemtin.ingest.html import read_html
from diemtin.ingest.json_record import read_json_record
from diemtin.ingest.pdf import read_pdf
from diemtin.ingest.plain_text import read_text
from diemtin.ingest.stated import Stated
from diemtin.ingest.word_document import read_docx

UNSUPPORTED = "unsupported"
# Not read as one item: `warc.py` takes it apart.
WARC = "warc"

# Items of all but the first four are JSON objects, whose fields may have names of their own.
READERS: dict[str, Callable[[bytes, Stated], Extracted]] = {
    "txt": read_text,
    "html": read_html,
    "docx": read_docx,
    "pdf": read_pdf,
    **dict.fromkeys(("jsonl", "json", "csv", "tsv", "parquet", "xml"), read_json_record),
}
_SUFFIXES = {
    ".txt": "txt",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".xml": "xml",
    ".rss": "xml",
    ".atom": "xml",
    ".docx": "docx",
    ".pdf": "pdf",
    # These hold other files: `items.py` takes them apart.
    ".zip": "zip",
    ".gz": "gz",
    ".zst": "zst",
}


def format_of(path: str) -> str:
    """The format that a file has by the end of its name."""
    if path.lower().endswith((".warc", ".warc.gz")):
        return WARC
    return _SUFFIXES.get(PurePosixPath(path).suffix.lower(), UNSUPPORTED)


def known_suffixes() -> str:
    """The file names that can be read, for messages."""
    return ", ".join([*_SUFFIXES, ".warc", ".warc.gz"])
