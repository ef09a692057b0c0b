"""How tables are stored between stages: Parquet, as the tables are declared.

The IO manager hands out pyarrow datasets, one for one or many partitions, and takes record batches.
Paths, validation and crash safety belong to `diemtin.tables.store`; here they meet Dagster's
partitions, metadata and data versions.
"""

import datetime

import dagster as dg
import pyarrow as pa
import pyarrow.dataset as ds
from dagster import InputContext, OutputContext
from upath import UPath

from assets.declare import column_schema
from assets.failures import permanent_failures
from assets.metadata import table_metadata
from diemtin.calendar import day_from_key
from diemtin.errors import MissingTableError
from diemtin.tables.catalog import Table, table_named
from diemtin.tables.store import TableStore


class ParquetIOManager(dg.UPathIOManager):
    """Writes `<base>/<table>/<day>.parquet` or `<base>/<table>.parquet`; reads datasets.

    A table is validated against its declaration before it replaces the one of before. Its content
    hash becomes the data version, so an unchanged table leaves what follows in sync.
    """

    extension = ".parquet"

    def __init__(self, store: TableStore) -> None:
        super().__init__(store.base)
        self._store = store

    def dump_to_path(
        self, context: OutputContext, obj: pa.RecordBatchReader | pa.Table, path: UPath
    ) -> None:
        """Write one partition, or the one file of a whole-corpus table.

        Raises:
            dg.Failure: The rows break the declaration, or the stage that makes them found a
                permanent error. The file of before stays as it was.
        """
        table = _table(context)
        day = day_from_key(context.partition_key) if table.is_daily else None
        batches = obj.to_batches() if isinstance(obj, pa.Table) else obj
        with permanent_failures():
            written = self._store.write(table, day, batches)
            dataset = self._store.partition(table, day)
        context.add_output_metadata(table_metadata(table, written, dataset, column_schema(table)))
        # The hash is known only now, after the batches have streamed to disk; Output.data_version
        # would have had to be set before.
        context.step_context.set_data_version(context.asset_key, dg.DataVersion(written.sha256))

    def load_input(self, context: InputContext) -> ds.Dataset:
        """One dataset over the partitions that the asset depends on.

        Of several partitions, those that have been built are read; a single one must be there.

        Raises:
            dg.Failure: The one partition, or all of several, have not been built.
        """
        table = _table(context)
        with permanent_failures():
            if not table.is_daily:
                return self._store.open(table)
            wanted = [day_from_key(key) for key in context.asset_partition_keys]
            if len(wanted) == 1:
                return self._store.open(table, wanted)
            return self._store.open(table, self._built(table, wanted))

    def load_from_path(self, context: InputContext, path: UPath) -> ds.Dataset:
        """The whole table; `load_input` does not come here."""
        return self._store.open(_table(context))

    def _built(self, table: Table, wanted: list[datetime.date]) -> list[datetime.date]:
        built = sorted(set(self._store.require_days(table)) & set(wanted))
        if not built:
            raise MissingTableError(
                f"{table.name}: none of the days from {min(wanted)} to {max(wanted)} has been "
                f"built. Materialise {table.name} for a day first."
            )
        return built


def _table(context: InputContext | OutputContext) -> Table:
    with permanent_failures():
        return table_named(context.asset_key.path[-1])
