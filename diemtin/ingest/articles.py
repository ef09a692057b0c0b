"""raw_documents → articles and rejects: each item becomes a row of one or the other."""

import datetime
import hashlib
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from diemtin.ingest.canonical import canonical, canonical_line, encodable
from diemtin.ingest.extracted import Extracted
from diemtin.ingest.formats import READERS, known_suffixes
from diemtin.ingest.language import language_of
from diemtin.ingest.reasons import Reason, Refused
from diemtin.ingest.urls import url_key
from diemtin.parallel import map_batches
from diemtin.progress import progress
from diemtin.segment.blocks import blocks
from diemtin.tables.catalog import TABLES
from diemtin.tables.streaming import stream

if TYPE_CHECKING:  # it imports pandas, which a worker process can do without
    import pyarrow.dataset as ds

log = logging.getLogger(__name__)

_ARTICLES, _REJECTS = TABLES["articles"].schema, TABLES["rejects"].schema

# Documents a batch: with the largest allowed item a batch stays within a few hundred megabytes.
_BATCH_ROWS = 64
_EXCERPT_CHARS = 200
# Below this many characters a text alone does not tell copies from coincidence ("Đang cập nhật.").
_SHORT_TEXT = 80


class Extraction:
    """The two tables that come out of one pass over the raw documents.

    Attributes:
        articles: A stream; reading it does the work.
    """

    articles: pa.RecordBatchReader

    def __init__(self, parts: Iterator[tuple[pa.RecordBatch, pa.RecordBatch]]) -> None:
        self._parts = parts
        self._rejects: list[pa.RecordBatch] = []
        self._finished = False
        self.articles = pa.RecordBatchReader.from_batches(_ARTICLES, self._read())

    def _read(self) -> Iterator[pa.RecordBatch]:
        for articles, rejects in self._parts:
            self._rejects.append(rejects)
            yield articles
        self._finished = True

    def rejects(self) -> pa.RecordBatchReader:
        """What was refused.

        Raises:
            RuntimeError: `articles` has not been read to its end.
        """
        if not self._finished:
            raise RuntimeError("read Extraction.articles to its end before asking for rejects")
        return pa.RecordBatchReader.from_batches(_REJECTS, self._rejects)


def extract(raw_documents: "ds.Dataset", *, n_workers: int = 1) -> Extraction:
    """Read every raw document by its format, make its text canonical, find its language.

    Args:
        raw_documents: Rows of the table raw_documents, in its order.
        n_workers: Processes to share the work; the result does not depend on it.
    """
    n_documents = raw_documents.count_rows()
    batches = progress(
        stream(raw_documents, _BATCH_ROWS),
        "articles",
        n_documents if n_documents > _BATCH_ROWS else 0,
        size=len,
    )
    return Extraction(map_batches(extract_batch, batches, n_workers=n_workers))


def extract_batch(documents: pa.RecordBatch) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """A batch of raw_documents as a batch of articles and a batch of rejects."""
    articles, rejects = [], []
    for row in documents.to_pylist():
        try:
            articles.append(_article(row))
        except Refused as refused:
            rejects.append(_reject(row, refused))
    return _batch(articles, _ARTICLES), _batch(rejects, _REJECTS)


def _batch(rows: list[dict[str, Any]], schema: pa.Schema) -> pa.RecordBatch:
    # A column at a time: pyarrow takes three times as long over rows.
    arrays = [pa.array([row[field.name] for row in rows], field.type) for field in schema]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _article(row: dict[str, Any]) -> dict[str, Any]:
    extracted = _read(row)
    text, text_repairs = canonical(extracted.text)
    if not text:
        raise Refused(Reason.EMPTY, "nothing is left of the text but white space")
    title, title_repairs = canonical_line(extracted.title)
    author, _ = canonical_line(extracted.author)
    source, _ = canonical_line(extracted.source)
    headed = _with_headline(title, text)
    published = extracted.published
    if published and _lies_ahead(published.date, row["landing_date"]):
        published = None
    repairs = extracted.repairs + text_repairs
    if headed.is_prepended:
        repairs += title_repairs
    return {
        "article_id": row["document_id"],
        "landing_date": row["landing_date"],
        "source": source or row["source"],
        "title": headed.title,
        "text": headed.text,
        "content_start": headed.content_start,
        "content_key": _content_key(headed),
        "url": encodable(extracted.url),
        "url_key": url_key(encodable(extracted.url)),
        "author": author,
        "published_at": published.at if published else None,
        "published_date": published.date if published else None,
        "published_date_source": extracted.published_date_source if published else None,
        "published_raw": encodable(extracted.published_raw),
        "landed_at": row["landed_at"],
        "language": language_of(headed.text),
        "n_chars": len(headed.text),
        "n_repairs_nfc": repairs.nfc,
        "n_repairs_line_end": repairs.line_end,
        "n_repairs_zero_width": repairs.zero_width,
        "n_repairs_space": repairs.space,
        "n_repairs_control": repairs.control,
        "n_repairs_edge": repairs.edge,
        "path": row["path"],
        "record": row["record"],
    }


def _read(row: dict[str, Any]) -> Extracted:
    problem = row["problem"]
    if problem == Reason.UNSUPPORTED_FORMAT:
        raise Refused(Reason.UNSUPPORTED_FORMAT, f"only {known_suffixes()} files are read")
    if problem:
        raise Refused(Reason(problem), f"the item was not taken in ({row['n_bytes']} bytes)")
    if not row["content"].strip():
        raise Refused(Reason.EMPTY, f"{row['n_bytes']} bytes, nothing but white space")
    try:
        return READERS[row["format"]](row["content"])
    except (Refused, MemoryError):
        raise
    except Exception as error:
        # A page that breaks a parser must not lose the night, and its reason is told.
        log.exception("The reader of %s failed on %s.", row["format"], row["path"])
        raise Refused(
            Reason.UNREADABLE, f"the {row['format']} reader failed: {type(error).__name__}: {error}"
        ) from error


class _Headed(NamedTuple):
    """A text with its headline as the first line; `content_start` is where the rest begins."""

    title: str | None
    text: str
    content_start: int
    is_prepended: bool


def _with_headline(title: str | None, text: str) -> _Headed:
    """Put a known headline before the text, unless it begins with it; or find it there."""
    first, _, rest = text.partition("\n")
    if title is None and rest.strip() and blocks(text)[0].block_type == "heading":
        title = " ".join(first.split())
    if title is None:
        return _Headed(None, text, 0, False)
    if _same_line(first, title) and rest.strip():
        return _Headed(title, text, len(text) - len(rest.lstrip()), False)
    if _same_line(first, title):
        return _Headed(title, text, 0, False)
    return _Headed(title, f"{title}\n{text}", len(title) + 1, True)


def _same_line(first: str, title: str) -> bool:
    words = title.split()
    # No more words than that are cut off the line, which may be the whole text.
    return " ".join(first.split(None, len(words))).casefold() == " ".join(words).casefold()


def _content_key(headed: _Headed) -> str:
    content = headed.text[headed.content_start :]
    if len(content) < _SHORT_TEXT:
        content = headed.text
    return hashlib.sha256(content.encode()).hexdigest()


def _lies_ahead(published: datetime.date, landed: datetime.date | None) -> bool:
    # One day of grace: a newspaper may date a night's article for the morning.
    return landed is not None and published > landed + datetime.timedelta(days=1)


def _reject(row: dict[str, Any], refused: Refused) -> dict[str, Any]:
    excerpt = None
    if row["content"]:
        start = row["content"][: 4 * _EXCERPT_CHARS].decode("utf-8", "backslashreplace")
        excerpt = canonical(start[:_EXCERPT_CHARS])[0] or None
    kept = ("document_id", "landing_date", "source", "path", "record", "format", "landed_at")
    return {
        **{name: row[name] for name in kept},
        "reason": str(refused.reason),
        "detail": refused.detail,
        "excerpt": excerpt,
    }
