"""Which file name is read how: one reader for each format."""

from collections.abc import Callable
from pathlib import PurePosixPath

from diemtin.ingest.extracted import Extracted
from diemtin.ingest.html import read_html
from diemtin.ingest.json_record import read_json_record
from diemtin.ingest.plain_text import read_text

UNSUPPORTED = "unsupported"
# Not read as one item: `warc.py` takes it apart.
WARC = "warc"

READERS: dict[str, Callable[[bytes], Extracted]] = {
    "txt": read_text,
    "html": read_html,
    "jsonl": read_json_record,
}
_SUFFIXES = {".txt": "txt", ".html": "html", ".htm": "html", ".jsonl": "jsonl"}


def format_of(path: str) -> str:
    """The format of a landed file, by the end of its name."""
    if path.lower().endswith((".warc", ".warc.gz")):
        return WARC
    return _SUFFIXES.get(PurePosixPath(path).suffix.lower(), UNSUPPORTED)


def known_suffixes() -> str:
    """The file names that can be read, for messages."""
    return ", ".join([*_SUFFIXES, ".warc", ".warc.gz"])
