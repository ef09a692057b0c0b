"""The stages on texts and files at hand, outside a corpus: nothing lands, no table is written."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from diemtin.errors import DiemTinError
from diemtin.ingest.articles import extract
from diemtin.ingest.formats import UNSUPPORTED, format_of, known_suffixes
from diemtin.ingest.raw_documents import document, documents_of_files
from diemtin.landing.inbox import waiting
from diemtin.progress import progress
from diemtin.segment.segmentation import DEFAULT_SPLITTER, segment
from diemtin.tables.catalog import TABLES
from diemtin.tag.roles import find_roles
from diemtin.tag.tagger import DEFAULT_TAGGER
from diemtin.tag.tagging import tag

SOURCE = "analysed"
# What text from elsewhere is called: its ending says how it is read.
_STREAM_NAME = "stdin"
_PAGE_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)

# What the rows of mentions and roles are told by: columns of articles.
_PLACE = ("path", "member", "record")

# What to call a file, and where it is.
InputFile = tuple[str, Path]


def analyse_texts(
    texts: Iterable[str],
    *,
    splitter: str = DEFAULT_SPLITTER,
    tagger: str = DEFAULT_TAGGER,
    registry_dir: Path | None = None,
) -> dict[str, pa.Table]:
    """Run the stages on texts, as on a `.txt` file for each.

    Args:
        texts: Any texts; `record` is their position, from 0.
        splitter: Sentence splitter, `diemtin` or `underthesea`.
        tagger: Entity tagger, `diemtin` or `underthesea`.
        registry_dir: The user's part of the registry.

    Returns:
        The tables `articles`, `rejects`, `sentences`, `mentions` and `roles`.
    """
    rows = [
        document(
            content=text.encode("utf-8", "surrogatepass"),
            path=SOURCE,
            record=position,
            source=SOURCE,
            format="txt",
        )
        for position, text in enumerate(texts)
    ]
    documents = pa.Table.from_pylist(rows, schema=TABLES["raw_documents"].schema)
    return _analyse(documents, splitter, tagger, registry_dir)


def analyse_files(
    files: Sequence[InputFile],
    *,
    splitter: str = DEFAULT_SPLITTER,
    tagger: str = DEFAULT_TAGGER,
    registry_dir: Path | None = None,
) -> Iterator[dict[str, pa.Table]]:
    """Run the stages on files, each read by its format, a batch of items at a time.

    Args:
        files: As `input_files` gives them.
        splitter: As in `analyse_texts`.
        tagger: As in `analyse_texts`.
        registry_dir: As in `analyse_texts`.

    Yields:
        The tables that `analyse_texts` returns, of one batch; at least once.
    """
    shown = progress(files, "files", len(files), name=lambda file: file[0])
    documents = documents_of_files(shown, source=SOURCE)
    is_empty = True
    for batch in documents:
        is_empty = False
        yield _analyse(pa.Table.from_batches([batch]), splitter, tagger, registry_dir)
    if is_empty:
        yield _analyse(documents.schema.empty_table(), splitter, tagger, registry_dir)


def input_files(paths: Iterable[str | os.PathLike[str]]) -> list[InputFile]:
    """Files, and all files below folders, each once; names that begin with a dot do not count.

    Raises:
        DiemTinError: There is no such file or folder.
    """
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        if not path.exists():
            raise DiemTinError(f"{path}: there is no such file or folder. Nothing was read.")
        found |= dict.fromkeys(waiting(path) if path.is_dir() else [path])
    return [(os.fsencode(file).decode("utf-8", "backslashreplace"), file) for file in found]


@contextmanager
def input_stream(stream: BinaryIO, format: str | None = None) -> Iterator[InputFile]:
    """What a stream holds, as a file that is there for the while.

    Args:
        stream: Read to its end.
        format: The ending of a file name that is read; by default html for what begins as a page,
            else txt.

    Raises:
        DiemTinError: The format is none that is read.
    """
    if format and format_of(f"_.{format}") == UNSUPPORTED:
        raise DiemTinError(f"There is no format {format!r}. Files are read as {known_suffixes()}.")
    with tempfile.TemporaryDirectory(prefix="diemtin-") as folder:
        file = Path(folder) / _STREAM_NAME
        with open(file, "w+b") as copy:
            shutil.copyfileobj(stream, copy)
            copy.seek(0)
            is_page = _PAGE_START.match(copy.read(10_000))
        yield f"{_STREAM_NAME}.{format or ('html' if is_page else 'txt')}", file


def with_place(
    tables: dict[str, pa.Table],
    name: str,
    *,
    min_confidence: float = 0.0,
    with_sentences: bool = False,
) -> pa.Table:
    """The mentions or roles of an analysis, with where they are found.

    Args:
        tables: What `analyse_texts` returned or `analyse_files` gave.
        name: `mentions` or `roles`.
        min_confidence: Rows below it are left out.
        with_sentences: Whether to add the column `sentence`, the text of the sentence.

    Returns:
        The columns `path`, `member` and `record` of the article, then those of the table, without
        the landing date, which is null.
    """
    rows = tables[name]
    rows = rows.filter(pc.greater_equal(rows["confidence"], min_confidence))
    articles, sentences = tables["articles"], tables["sentences"]
    in_articles = pc.index_in(rows["article_id"], articles["article_id"])
    columns = {column: articles[column].take(in_articles) for column in _PLACE}
    columns |= {column: rows[column] for column in rows.column_names if column != "landing_date"}
    if with_sentences:
        in_sentences = pc.index_in(rows["sentence_id"], sentences["sentence_id"])
        columns["sentence"] = sentences["surface"].take(in_sentences)
    return pa.table(columns)


def _analyse(
    documents: pa.Table, splitter: str, tagger: str, registry_dir: Path | None
) -> dict[str, pa.Table]:
    extraction = extract(ds.dataset(documents))
    articles = extraction.articles.read_all()
    sentences = segment(ds.dataset(articles), splitter=splitter).read_all()
    mentions = tag(ds.dataset(sentences), tagger=tagger, registry_dir=registry_dir).read_all()
    roles = find_roles(ds.dataset(sentences), ds.dataset(mentions), registry_dir=registry_dir)
    return {
        "articles": articles,
        "rejects": extraction.rejects().read_all(),
        "sentences": sentences,
        "mentions": mentions,
        "roles": roles.read_all(),
    }
