"""What a reader takes out of one item, before the text is made canonical."""

from dataclasses import dataclass, field

from diemtin.ingest.canonical import Repairs
from diemtin.ingest.dates import Published


@dataclass(frozen=True)
class Extracted:
    """An article as read; everything but the text may be unknown.

    `encoding` is what the bytes were in, each further one that was found under it behind a `+`.
    `repairs` are those that the reader itself, or a library under it, has made already.
    """

    text: str
    title: str | None = None
    url: str | None = None
    author: str | None = None
    source: str | None = None
    published: Published | None = None
    published_date_source: str | None = None
    published_raw: str | None = None
    encoding: str = "utf-8"
    encoding_confidence: float = 1.0
    repairs: Repairs = field(default_factory=Repairs)
