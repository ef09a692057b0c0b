"""raw_documents → articles and rejects: each item becomes a row of one or the other."""

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from diemtin.ingest.canonical import canonical, canonical_line, encodable
from diemtin.ingest.column_map import GUESSES, ColumnMap
from diemtin.ingest.dates import Published, parse_published, problem_with
from diemtin.ingest.excerpts import excerpt_of
from diemtin.ingest.extracted import Extracted
from diemtin.ingest.formats import READERS
from diemtin.ingest.language import is_surely_foreign, language_of
from diemtin.ingest.reasons import Reason, Refused, reader_failed
from diemtin.ingest.stated import Stated, charset_of
from diemtin.ingest.text_repair import repaired
from diemtin.ingest.urls import url_key
from diemtin.parallel import map_batches
from diemtin.progress import progress
from diemtin.segment.blocks import blocks
from diemtin.syllables import one_style
from diemtin.tables.catalog import TABLES
from diemtin.tables.streaming import stream

if TYPE_CHECKING:  # it imports pandas, which a worker process can do without
    import pyarrow.dataset as ds

NO_MAPS: Mapping[str, ColumnMap] = {}

_ARTICLES, _REJECTS = TABLES["articles"].schema, TABLES["rejects"].schema

# Documents a batch: with the largest allowed item a batch stays within a few hundred megabytes.
_BATCH_ROWS = 64
# Their bytes show nothing.
_NO_EXCERPT = ("docx", "pdf")
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


def extract(
    raw_documents: "ds.Dataset",
    *,
    n_workers: int = 1,
    column_maps: Mapping[str, ColumnMap] = NO_MAPS,
) -> Extraction:
    """Read every raw document by its format, make its text canonical, find its language.

    Args:
        raw_documents: Rows of the table raw_documents, in its order.
        n_workers: Processes to share the work; the result does not depend on it.
        column_maps: Source → what its records call their fields; guessed for those not named.
    """
    n_documents = raw_documents.count_rows()
    batches = progress(
        stream(raw_documents, _BATCH_ROWS),
        "articles",
        n_documents if n_documents > _BATCH_ROWS else 0,
        size=len,
    )
    function = partial(extract_batch, column_maps=dict(column_maps))
    return Extraction(map_batches(function, batches, n_workers=n_workers))


def extract_batch(
    documents: pa.RecordBatch, column_maps: Mapping[str, ColumnMap] = NO_MAPS
) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """A batch of raw_documents as a batch of articles and a batch of rejects."""
    articles, rejects = [], []
    for row in documents.to_pylist():
        try:
            articles.append(_article(row, column_maps))
        except Refused as refused:
            rejects.append(_reject(row, refused))
        except MemoryError:
            raise
        except Exception as error:
            rejects.append(_reject(row, reader_failed(row["format"], row["path"], error)))
    return _batch(articles, _ARTICLES), _batch(rejects, _REJECTS)


def _batch(rows: list[dict[str, Any]], schema: pa.Schema) -> pa.RecordBatch:
    # A column at a time: pyarrow takes three times as long over rows.
    arrays = [pa.array([row[field.name] for row in rows], field.type) for field in schema]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _article(row: dict[str, Any], column_maps: Mapping[str, ColumnMap]) -> dict[str, Any]:
    extracted = repaired(_with_listing(_read(row, column_maps), row))
    text, text_repairs = canonical(extracted.text)
    if not text:
        raise Refused(Reason.EMPTY, "nothing is left of the text but white space")
    title, title_repairs = canonical_line(extracted.title)
    author, _ = canonical_line(extracted.author)
    source, _ = canonical_line(extracted.source)
    headed = _with_headline(title, text)
    language = language_of(headed.text)
    if is_surely_foreign(headed.text, language):
        raise Refused(Reason.NOT_VIETNAMESE, f"the language is {language} by its letters and words")
    published, problem = _published(extracted, row["landing_date"])
    content = _content(headed)
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
        "content_key": _sha256(content),
        "text_key": _sha256(_folded(content)),
        "url": encodable(extracted.url),
        "url_key": url_key(encodable(extracted.url)),
        "author": author,
        "published_at": published.at if published else None,
        "published_date": published.date if published else None,
        "published_date_source": extracted.published_date_source if published else None,
        "published_date_problem": problem,
        "published_raw": encodable(extracted.published_raw),
        "landed_at": row["landed_at"],
        "language": language,
        "encoding": extracted.encoding,
        "encoding_confidence": extracted.encoding_confidence,
        "n_chars": len(headed.text),
        "n_repairs_nfc": repairs.nfc,
        "n_repairs_line_end": repairs.line_end,
        "n_repairs_zero_width": repairs.zero_width,
        "n_repairs_space": repairs.space,
        "n_repairs_control": repairs.control,
        "n_repairs_edge": repairs.edge,
        "n_repairs_encoding": repairs.encoding,
        "n_repairs_entity": repairs.entity,
        "n_repairs_d_stroke": repairs.d_stroke,
        "n_replacement_chars": headed.text.count("\ufffd"),
        "path": row["path"],
        "member": row["member"],
        "record": row["record"],
    }


def _read(row: dict[str, Any], column_maps: Mapping[str, ColumnMap]) -> Extracted:
    if problem := row["problem"]:
        detail = row["detail"] or f"the item was not taken in ({row['n_bytes']} bytes)"
        raise Refused(Reason(problem), detail)
    if not row["content"].strip():
        raise Refused(Reason.EMPTY, f"{row['n_bytes']} bytes, nothing but white space")
    columns = column_maps.get(row["source"], GUESSES)
    stated = Stated(charset_of(row["content_type"]), columns)
    return READERS[row["format"]](row["content"], stated)


def _with_listing(extracted: Extracted, row: dict[str, Any]) -> Extracted:
    """Fill what the item itself is silent on from the feed or sitemap that listed it.

    The address is the one that the item was fetched from.
    """
    extracted = replace(
        extracted,
        title=extracted.title or row["listed_title"],
        author=extracted.author or row["listed_author"],
        url=row["url"] or extracted.url,
    )
    stated = row["listed_published"]
    if extracted.published_raw or not stated:
        return extracted
    published = parse_published(stated)
    return replace(
        extracted,
        published=published,
        published_date_source="listing" if published else None,
        published_raw=stated,
    )


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
    if not _same_line(first, title):
        return _Headed(title, f"{title}\n{text}", len(title) + 1, True)
    return _Headed(title, text, len(text) - len(rest.lstrip()) if rest.strip() else 0, False)


def _same_line(first: str, title: str) -> bool:
    words = title.split()
    # No more words than that are cut off the line, which may be the whole text.
    return " ".join(first.split(None, len(words))).casefold() == " ".join(words).casefold()


def _content(headed: _Headed) -> str:
    """The text by which copies are known."""
    content = headed.text[headed.content_start :]
    return headed.text if len(content) < _SHORT_TEXT else content


def _folded(content: str) -> str:
    """A canonical text whatever its case, its style of tone marks and its white space."""
    folded = content.lower().replace("\n", " ").replace("\t", " ")
    while "  " in folded:
        folded = folded.replace("  ", " ")
    return one_style(folded)


def _sha256(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def _published(
    extracted: Extracted, landed: datetime.date | None
) -> tuple[Published | None, str | None]:
    """The date of publication, or why there is none although one is stated."""
    if extracted.published is None:
        raw = extracted.published_raw
        return None, problem_with(raw) if raw else None
    if _lies_ahead(extracted.published.date, landed):
        return None, "in_future"
    return extracted.published, None


def _lies_ahead(published: datetime.date, landed: datetime.date | None) -> bool:
    # One day of grace: a newspaper may date a night's article for the morning.
    return landed is not None and published > landed + datetime.timedelta(days=1)


def _reject(row: dict[str, Any], refused: Refused) -> dict[str, Any]:
    excerpt = row["excerpt"]
    if row["content"] and row["format"] not in _NO_EXCERPT:
        excerpt = excerpt_of(row["content"])
    kept = (
        "document_id", "landing_date", "source", "path", "member", "record", "format", "landed_at",
    )  # fmt: skip
    return {
        **{name: row[name] for name in kept},
        "reason": str(refused.reason),
        "detail": encodable(refused.detail) or str(refused.reason),
        "excerpt": excerpt,
    }
