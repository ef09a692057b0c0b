"""A notebook's way in: the stages on a text at hand, and the published tables as frames."""

import datetime
from collections.abc import Sequence

import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds

from diemtin.corpus import Corpus
from diemtin.errors import TableError
from diemtin.ingest.articles import extract
from diemtin.ingest.raw_documents import document
from diemtin.segment.segmentation import DEFAULT_SPLITTER, segment
from diemtin.tables.catalog import TABLES, table_named
from diemtin.tag.roles import find_roles
from diemtin.tag.tagger import DEFAULT_TAGGER
from diemtin.tag.tagging import tag

Date = datetime.date | str


def analyse(
    text: str | Sequence[str], *, splitter: str = DEFAULT_SPLITTER, tagger: str = DEFAULT_TAGGER
) -> dict[str, pd.DataFrame]:
    """Run the stages on one text or a list of texts, as on a `.txt` file for each.

    Args:
        text: Any text; offsets refer to its canonical form in the column `articles.text`.
        splitter: Sentence splitter, `diemtin` or `underthesea`.
        tagger: Entity tagger, `diemtin` or `underthesea`.

    Returns:
        The frames `articles`, `rejects`, `sentences`, `mentions` and `roles`, with the columns of
        the tables. `articles.record` is the position of the text in the list, from 0; texts that
        are empty or cannot be encoded are in `rejects`. Landing dates and times are null.
    """
    texts = [text] if isinstance(text, str) else list(text)
    documents = [
        document(
            content=item.encode("utf-8", "surrogatepass"),
            path="analysed",
            record=position,
            source="analysed",
            format="txt",
        )
        for position, item in enumerate(texts)
    ]
    extraction = extract(_dataset("raw_documents", documents))
    articles = extraction.articles.read_all()
    sentences = segment(ds.dataset(articles), splitter=splitter).read_all()
    registry = Corpus().registry
    mentions = tag(ds.dataset(sentences), tagger=tagger, registry_dir=registry).read_all()
    roles = find_roles(ds.dataset(sentences), ds.dataset(mentions), registry_dir=registry)
    tables = {
        "articles": articles,
        "rejects": extraction.rejects().read_all(),
        "sentences": sentences,
        "mentions": mentions,
        "roles": roles.read_all(),
    }
    return {name: _frame(table) for name, table in tables.items()}


def read(table: str, *, since: Date | None = None, until: Date | None = None) -> pd.DataFrame:
    """A published table, or the landing dates of it from `since` to `until` (both included).

    Args:
        table: Its name, e.g. `mentions`.
        since: First day, a date or `YYYY-MM-DD`; default the first there is.
        until: Last day; default the last there is.

    Raises:
        TableError: There is no such table, or it has no landing date to choose by.
        MissingTableError: The table has not been built yet.
    """
    declared = table_named(table)
    store = Corpus().store
    first = _date(since) or datetime.date.min
    last = _date(until) or datetime.date.max
    if declared.is_daily:
        built = store.require_days(declared)
        dataset = store.open(declared, [day for day in built if first <= day <= last])
        return _frame(dataset.to_table())
    dataset = store.open(declared)
    if since is None and until is None:
        return _frame(dataset.to_table())
    if "landing_date" not in declared.column_names:
        raise TableError(f"{table} counts the whole corpus: it cannot be read by since and until.")
    days = ds.field("landing_date")
    return _frame(dataset.to_table(filter=(days >= first) & (days <= last)))


def _date(stated: Date | None) -> datetime.date | None:
    return datetime.date.fromisoformat(stated) if isinstance(stated, str) else stated


def _frame(table: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = table.to_pandas()
    return frame


def _dataset(name: str, rows: list[dict[str, object]]) -> ds.Dataset:
    return ds.dataset(pa.Table.from_pylist(rows, schema=TABLES[name].schema))
