"""A notebook's way in: the stages on texts and files, and the published tables as frames."""

import datetime
from collections.abc import Sequence
from os import PathLike

import pandas as pd
import pyarrow as pa

from diemtin.analysis import analyse_files as analyse_by_batches
from diemtin.analysis import analyse_texts, input_files
from diemtin.corpus import Corpus
from diemtin.segment.segmentation import DEFAULT_SPLITTER
from diemtin.tables.catalog import table_named
from diemtin.tables.select import damage_told, select
from diemtin.tag.tagger import DEFAULT_TAGGER

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
    tables = analyse_texts(
        [text] if isinstance(text, str) else text,
        splitter=splitter,
        tagger=tagger,
        registry_dir=Corpus().registry,
    )
    return {name: _frame(table) for name, table in tables.items()}


def analyse_files(
    *paths: str | PathLike[str], splitter: str = DEFAULT_SPLITTER, tagger: str = DEFAULT_TAGGER
) -> dict[str, pd.DataFrame]:
    """Run the stages on files, each read by its format, and on all files below folders.

    Args:
        *paths: Files and folders.
        splitter: As in `analyse`.
        tagger: As in `analyse`.

    Returns:
        As `analyse`; `articles.path` is the file, as it was named or below the folder.

    Raises:
        DiemTinError: There is no such file or folder.
    """
    parts = analyse_by_batches(
        input_files(paths), splitter=splitter, tagger=tagger, registry_dir=Corpus().registry
    )
    found = list(parts)
    return {name: _frame(pa.concat_tables([part[name] for part in found])) for name in found[0]}


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
    dataset = select(Corpus().store, declared, since=_date(since), until=_date(until))
    with damage_told(declared):
        return _frame(dataset.to_table())


def _date(stated: Date | None) -> datetime.date | None:
    return datetime.date.fromisoformat(stated) if isinstance(stated, str) else stated


def _frame(table: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = table.to_pandas()
    return frame
