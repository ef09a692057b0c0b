"""The IO manager joins the store to Dagster's partitions, metadata, data versions and failures."""

import datetime
import hashlib
from collections.abc import Iterator

import dagster as dg
import pyarrow as pa
import pyarrow.dataset as ds
import pytest
from upath import UPath

from diemtin.errors import TableError
from diemtin.tables.catalog import TABLES
from diemtin.tables.store import TableStore
from pipelines.io_managers import ParquetIOManager

DAYS = ["2025-07-01", "2025-07-02", "2025-07-03"]
daily = dg.StaticPartitionsDefinition(DAYS)
SCHEMA = TABLES["rejects"].schema


def rows(day: str, *paths: str) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(
        [
            {
                "document_id": f"{day}-{path}",
                "landing_date": datetime.date.fromisoformat(day),
                "source": "báo",
                "path": path,
                "record": 0,
                "format": "txt",
                "reason": "empty",
                "detail": "0 bytes",
                "excerpt": None,
                "landed_at": None,
            }
            for path in paths
        ],
        schema=SCHEMA,
    )


def reader(batches: Iterator[pa.RecordBatch] | list[pa.RecordBatch]) -> pa.RecordBatchReader:
    return pa.RecordBatchReader.from_batches(SCHEMA, batches)


@dg.asset(name="rejects", partitions_def=daily, io_manager_key="parquet")
def upstream(context: dg.AssetExecutionContext) -> pa.RecordBatchReader:
    return reader([rows(context.partition_key, "a", "b")])


@dg.asset(partitions_def=daily)
def same_day(rejects: ds.Dataset) -> int:
    return rejects.count_rows()


@dg.asset
def whole_corpus(rejects: ds.Dataset) -> int:
    return rejects.count_rows()


@pytest.fixture
def base(request: pytest.FixtureRequest) -> UPath:
    return UPath(
        f"memory://io-manager-{hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:12]}"
    )


def run(
    assets: list[dg.AssetsDefinition],
    base: UPath,
    day: str | None = None,
    select: list[str] | None = None,
) -> dg.ExecuteInProcessResult:
    return dg.materialize(
        assets,
        partition_key=day,
        selection=select,
        resources={"parquet": ParquetIOManager(TableStore(base)), "io_manager": dg.mem_io_manager},
        raise_on_error=False,
    )


def failure(result: dg.ExecuteInProcessResult) -> str:
    assert not result.success
    (event,) = [event for event in result.all_events if event.is_step_failure]
    error = event.step_failure_data.error
    description = event.step_failure_data.user_failure_data
    return f"{description.description if description else ''} {error}"


def test_a_partition_is_written_under_its_day(base: UPath) -> None:
    assert run([upstream], base, DAYS[0]).success
    assert (base / "rejects" / f"{DAYS[0]}.parquet").exists()


def test_one_partition_is_loaded_as_a_dataset(base: UPath) -> None:
    run([upstream], base, DAYS[0])
    run([upstream], base, DAYS[1])
    result = run([upstream, same_day], base, DAYS[0], ["same_day"])
    assert result.output_for_node("same_day") == 2


def test_of_many_partitions_those_that_were_built_are_loaded_as_one_dataset(base: UPath) -> None:
    run([upstream], base, DAYS[0])
    run([upstream], base, DAYS[2])
    result = run([upstream, whole_corpus], base, select=["whole_corpus"])
    assert result.output_for_node("whole_corpus") == 4


def test_a_single_partition_among_many_is_a_dataset_too(base: UPath) -> None:
    run([upstream], base, DAYS[1])
    result = run([upstream, whole_corpus], base, select=["whole_corpus"])
    assert result.output_for_node("whole_corpus") == 2


def test_a_missing_partition_fails_with_its_name_and_the_remedy(base: UPath) -> None:
    message = failure(run([upstream, same_day], base, DAYS[0], ["same_day"]))
    assert "rejects" in message
    assert f"{DAYS[0]}.parquet does not exist" in message
    assert "Materialise rejects first" in message


def test_no_partition_at_all_fails_with_the_remedy(base: UPath) -> None:
    message = failure(run([upstream, whole_corpus], base, select=["whole_corpus"]))
    assert "no day has been built" in message


def test_an_undeclared_table_is_refused(base: UPath) -> None:
    @dg.asset(io_manager_key="parquet")
    def unheard_of() -> pa.Table:
        return SCHEMA.empty_table()

    assert "There is no table 'unheard_of'" in failure(run([unheard_of], base))


def test_rows_that_break_the_declaration_do_not_replace_the_file_of_before(base: UPath) -> None:
    run([upstream], base, DAYS[0])
    before = (base / "rejects" / f"{DAYS[0]}.parquet").read_bytes()

    @dg.asset(name="rejects", partitions_def=daily, io_manager_key="parquet")
    def broken(context: dg.AssetExecutionContext) -> pa.RecordBatchReader:
        return reader([rows(context.partition_key, "b", "a")])

    assert "not in the order" in failure(run([broken], base, DAYS[0]))
    assert (base / "rejects" / f"{DAYS[0]}.parquet").read_bytes() == before


@pytest.mark.parametrize(("error", "n_tries"), [(TableError("for good"), 1), (OSError("disk"), 3)])
def test_what_may_pass_is_tried_again_and_what_cannot_is_not(
    base: UPath, error: Exception, n_tries: int
) -> None:
    tries = []

    @dg.asset(
        name="rejects",
        partitions_def=daily,
        io_manager_key="parquet",
        retry_policy=dg.RetryPolicy(max_retries=2),
    )
    def failing() -> pa.RecordBatchReader:
        def batches() -> Iterator[pa.RecordBatch]:
            tries.append(1)
            raise error
            yield

        return reader(batches())

    assert not run([failing], base, DAYS[0]).success
    assert len(tries) == n_tries


def test_a_materialisation_tells_rows_columns_hash_and_shows_a_preview(base: UPath) -> None:
    result = run([upstream], base, DAYS[0])
    (event,) = result.get_asset_materialization_events()
    metadata = event.materialization.metadata
    assert metadata["dagster/row_count"].value == 2
    columns = metadata["dagster/column_schema"].value.columns
    assert [column.name for column in columns] == SCHEMA.names
    assert all(column.description for column in columns)
    assert "0 bytes" in metadata["preview"].value
    assert "empty" in metadata["rows_by_reason"].value
    assert len(metadata["sha256"].value) == 64


def test_the_data_version_is_the_content_hash_so_the_same_rows_have_the_same_version(
    base: UPath,
) -> None:
    def version(day: str) -> tuple[str, str]:
        (event,) = run([upstream], base, day).get_asset_materialization_events()
        materialization = event.materialization
        return materialization.tags["dagster/data_version"], materialization.metadata[
            "sha256"
        ].value

    first, digest = version(DAYS[0])
    assert first == digest
    assert version(DAYS[0])[0] == first
    assert version(DAYS[1])[0] != first
