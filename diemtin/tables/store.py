"""The published tables on disk: one Parquet file a partition, under a fixed name.

    data/tables/<table>/<YYYY-MM-DD>.parquet    a daily table
    data/tables/<table>.parquet                 a table over the whole corpus

A file is written under a temporary name, validated and only then renamed, so a reader sees the old
file or the new one, never half of one.
"""

import datetime
import hashlib
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.fs as pafs
import pyarrow.parquet as pq
from fsspec.implementations.local import LocalFileSystem
from upath import UPath

from diemtin.errors import MissingTableError, TableError
from diemtin.tables.catalog import Table
from diemtin.tables.validate import WrittenKeys, conform, key_problems

log = logging.getLogger(__name__)

Day = datetime.date


@dataclass(frozen=True)
class Written:
    """What a write left behind; `sha256` is that of the file's bytes."""

    path: str
    n_rows: int
    n_bytes: int
    sha256: str


class TableStore:
    """Reads and writes the declared tables below one base path, local or any fsspec address.

    Days before `first_day` are as good as not there.
    """

    def __init__(
        self, base: UPath | os.PathLike[str] | str, *, first_day: Day = datetime.date.min
    ) -> None:
        self.base = UPath(base)
        self.first_day = first_day

    def path(self, table: Table, day: Day | None = None) -> UPath:
        """Where a partition, or the one file of a whole-corpus table, is kept.

        Raises:
            TableError: A day is given for a whole-corpus table, or missing for a daily one.
        """
        if table.is_daily != (day is not None):
            kind = "daily: name a day" if table.is_daily else "not daily: name no day"
            raise TableError(f"{table.name} is {kind}.")
        if day is None:
            return self.base / f"{table.name}.parquet"
        return self.base / table.name / f"{day.isoformat()}.parquet"

    def days(self, table: Table) -> list[Day]:
        """The days of a daily table that have been built, in order."""
        folder = self.base / table.name
        if not folder.exists():
            return []
        names = [path.name for path in folder.iterdir()]
        days = [
            Day.fromisoformat(name.removesuffix(".parquet"))
            for name in names
            if name.endswith(".parquet") and not name.startswith(".")
        ]
        return sorted(day for day in days if day >= self.first_day)

    def require_days(self, table: Table) -> list[Day]:
        """As `days`, but at least one.

        Raises:
            MissingTableError: No day has been built.
        """
        built = self.days(table)
        if not built:
            raise MissingTableError(
                f"{table.name}: no day has been built in {self.base / table.name}. Materialise "
                f"{table.name} for a day first."
            )
        return built

    def open(self, table: Table, days: Iterable[Day] | None = None) -> ds.Dataset:
        """One dataset over one or many partitions, in the order of the days.

        Args:
            table: The declaration.
            days: Days of a daily table, all of which must have been built; default all built ones.

        Raises:
            MissingTableError: A day, or the whole-corpus file, has not been built.
        """
        if table.is_daily:
            wanted = self.days(table) if days is None else sorted(days)
            paths = [self.path(table, day) for day in wanted]
        else:
            paths = [self.path(table)]
        for path in paths:
            if not path.exists():
                raise MissingTableError(
                    f"{table.name}: {path} does not exist. Materialise {table.name} first"
                    f"{' for that day' if table.is_daily else ''}."
                )
        return ds.FileSystemDataset(
            [
                _parquet.make_fragment(path.path, filesystem=self._arrow_filesystem())
                for path in paths
            ],
            table.schema,
            _parquet,
            self._arrow_filesystem(),
        )

    def partition(self, table: Table, day: Day | None) -> ds.Dataset:
        """One day of a daily table, or the whole of one that is not daily (`day` is null).

        Raises:
            MissingTableError: It has not been built.
        """
        return self.open(table, None if day is None else [day])

    def write(self, table: Table, day: Day | None, batches: Iterable[pa.RecordBatch]) -> Written:
        """Replace a partition with `batches`, streaming; no batches give an empty file.

        Raises:
            TableError: The rows break the declaration. The file of before stays as it was.
        """
        path = self.path(table, day)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._remove_leftovers(path)
        # A name that begins with a dot is no part of the table for pandas, pyarrow and DuckDB.
        temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            written = WrittenKeys(table)
            n_rows = self._write_rows(table, temporary, path, batches, written)
            found = written.order_problems
            if written.may_repeat():
                found = [*key_problems(table, self._keys(table, temporary)), *found]
            if found:
                raise TableError(
                    f"{table.name} ({path}): {'; '.join(found)}. Nothing was written. Mend the "
                    "stage that makes this table."
                )
            digest, n_bytes = self._digest(temporary)
            self._rename(temporary, path)
        except BaseException:
            if temporary.exists():
                temporary.fs.rm_file(temporary.path)
            raise
        return Written(path=str(path), n_rows=n_rows, n_bytes=n_bytes, sha256=digest)

    def _write_rows(
        self,
        table: Table,
        temporary: UPath,
        path: UPath,
        batches: Iterable[pa.RecordBatch],
        written: WrittenKeys,
    ) -> int:
        n_rows = 0
        with (
            temporary.fs.open(temporary.path, "wb") as sink,
            pq.ParquetWriter(sink, table.schema, compression="zstd") as writer,
        ):
            conforming = (conform(table, batch, str(path)) for batch in batches)
            for group in regroup(conforming, table.row_group_rows):
                writer.write_table(group, row_group_size=table.row_group_rows)
                written.add(group)
                n_rows += group.num_rows
        return n_rows

    def _keys(self, table: Table, path: UPath) -> pa.Table:
        return pq.read_table(
            path.path,
            columns=list(table.primary_key),
            filesystem=self._arrow_filesystem(),
            partitioning=None,
        )

    def _arrow_filesystem(self) -> pafs.FileSystem:
        if isinstance(self.base.fs, LocalFileSystem):
            return pafs.LocalFileSystem()
        return pafs.PyFileSystem(pafs.FSSpecHandler(self.base.fs))

    def _digest(self, path: UPath) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        with path.fs.open(path.path, "rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
                size += len(chunk)
        return digest.hexdigest(), size

    def _rename(self, temporary: UPath, path: UPath) -> None:
        if not isinstance(path.fs, LocalFileSystem):
            # Not `mv` or `rm`, which read brackets in a path as a pattern.
            path.fs.cp_file(temporary.path, path.path)
            path.fs.rm_file(temporary.path)
            return
        with open(temporary.path, "rb") as stream:
            os.fsync(stream.fileno())
        os.replace(temporary.path, path.path)

    def _remove_leftovers(self, path: UPath) -> None:
        """Delete temporary files of this partition whose writer no longer runs."""
        if not isinstance(path.fs, LocalFileSystem):
            return
        for leftover in path.parent.glob(f".{path.name}.*.tmp"):
            pid = int(leftover.name.removesuffix(".tmp").rsplit(".", 1)[1])
            if not _is_running(pid):
                log.warning("Removing %s, left by a run that was killed.", leftover)
                leftover.unlink(missing_ok=True)


_parquet = ds.ParquetFileFormat()


def regroup(batches: Iterable[pa.RecordBatch], n_rows: int) -> Iterator[pa.Table]:
    """The same rows in tables of exactly `n_rows` (the last may be shorter, none is empty).

    So the bytes of a file do not depend on how a stage happened to cut its batches.
    """
    pending: list[pa.RecordBatch] = []
    n_pending = 0
    for batch in batches:
        while n_pending + batch.num_rows >= n_rows:
            head = batch.slice(0, n_rows - n_pending)
            yield pa.Table.from_batches([*pending, head]).combine_chunks()
            batch = batch.slice(head.num_rows)
            pending, n_pending = [], 0
        if batch.num_rows:
            pending.append(batch)
            n_pending += batch.num_rows
    if pending:
        yield pa.Table.from_batches(pending).combine_chunks()


def days_of(dataset: ds.Dataset) -> list[Day]:
    """The days whose files make up a dataset that `TableStore.open` returned."""
    return sorted(
        Day.fromisoformat(os.path.basename(path).removesuffix(".parquet")) for path in dataset.files
    )


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
