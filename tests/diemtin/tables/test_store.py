"""The store writes what is declared, or nothing, and says why."""

import datetime
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from upath import UPath

from diemtin.errors import MissingTableError, TableError
from diemtin.tables.catalog import TABLES
from diemtin.tables.store import TableStore, days_of, regroup

DAY = datetime.date(2025, 7, 1)
REJECTS = TABLES["rejects"]
SOURCES = TABLES["daily_sources"]


def reject(path: str, **changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "document_id": f"id-{path}",
        "landing_date": DAY,
        "source": "báo",
        "path": path,
        "record": 0,
        "format": "txt",
        "reason": "empty",
        "detail": "0 bytes",
        "excerpt": None,
        "landed_at": None,
    }
    return row | changes


def batch(*rows: dict[str, object]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(list(rows), schema=REJECTS.schema)


@pytest.fixture(params=["local", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> TableStore:
    if request.param == "local":
        return TableStore(tmp_path / "tables")
    return TableStore(UPath(f"memory://{tmp_path.name}/{request.node.name}/tables"))


def test_what_was_written_is_read_back(store: TableStore) -> None:
    written = store.write(REJECTS, DAY, [batch(reject("a"), reject("b"))])
    assert written.n_rows == 2
    assert store.open(REJECTS, [DAY]).to_table()["path"].to_pylist() == ["a", "b"]


def test_a_day_without_batches_is_a_file_without_rows_and_with_the_full_schema(
    store: TableStore,
) -> None:
    store.write(REJECTS, DAY, [])
    dataset = store.open(REJECTS, [DAY])
    assert dataset.count_rows() == 0
    assert dataset.to_table().schema.equals(REJECTS.schema)


def test_several_days_are_one_dataset_in_the_order_of_the_days(store: TableStore) -> None:
    later = DAY + datetime.timedelta(days=1)
    store.write(REJECTS, later, [batch(reject("x", landing_date=later))])
    store.write(REJECTS, DAY, [batch(reject("y"))])
    dataset = store.open(REJECTS)
    assert dataset.to_table()["path"].to_pylist() == ["y", "x"]
    assert days_of(dataset) == [DAY, later] == store.days(REJECTS)


def test_no_days_are_an_empty_dataset_with_the_schema(store: TableStore) -> None:
    assert store.open(REJECTS, []).to_table().schema.equals(REJECTS.schema)


def test_a_second_write_replaces_the_first(store: TableStore) -> None:
    store.write(REJECTS, DAY, [batch(reject("a"), reject("b"))])
    store.write(REJECTS, DAY, [batch(reject("c"))])
    assert store.open(REJECTS).to_table()["path"].to_pylist() == ["c"]


def test_columns_in_another_order_are_put_in_the_declared_one(store: TableStore) -> None:
    shuffled = batch(reject("a")).select(sorted(REJECTS.column_names))
    store.write(REJECTS, DAY, [shuffled])
    assert store.open(REJECTS).schema.equals(REJECTS.schema)


def without(name: str) -> pa.RecordBatch:
    return batch(reject("a")).select([n for n in REJECTS.column_names if n != name])


def with_type(name: str, arrow_type: pa.DataType) -> pa.RecordBatch:
    good = batch(reject("a"))
    arrays = [
        column.cast(arrow_type) if field.name == name else column
        for field, column in zip(good.schema, good.columns, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, names=good.schema.names)


def with_extra_column() -> pa.RecordBatch:
    good = batch(reject("a"))
    return pa.RecordBatch.from_arrays(
        [*good.columns, pa.array(["?"])], names=[*good.schema.names, "remark"]
    )


def with_null(name: str) -> pa.RecordBatch:
    fields = [field.with_nullable(True) for field in REJECTS.schema]
    return pa.RecordBatch.from_pylist([reject("a", **{name: None})], schema=pa.schema(fields))


@pytest.mark.parametrize(
    ("batches", "complaint"),
    [
        ([without("reason")], r"missing columns \['reason'\]"),
        ([with_extra_column()], r"undeclared columns \['remark'\]"),
        ([with_type("record", pa.int64())], r"rejects\.record .*type int64, declared int32"),
        ([with_type("path", pa.large_string())], r"rejects\.path .*large_string, declared string"),
        ([with_null("detail")], r"rejects\.detail .*1 null"),
        ([batch(reject("a"), reject("b", document_id="id-a"))], "primary key.*id-a"),
        ([batch(reject("a")), batch(reject("a", record=1, document_id="id-a"))], "primary key"),
        ([batch(reject("b"), reject("a"))], "not in the order of path, member, record from row 0"),
        ([batch(reject("b")), batch(reject("a"))], "not in the order"),
    ],
    ids=[
        "missing column",
        "undeclared column",
        "wider type",
        "large string",
        "null",
        "repeated key",
        "key repeated in another batch",
        "disorder",
        "disorder between batches",
    ],
)
@pytest.mark.parametrize("row_group_rows", [1, 10_000])
def test_rows_that_break_the_declaration_are_refused_and_the_old_file_stays(
    store: TableStore, batches: list[pa.RecordBatch], complaint: str, row_group_rows: int
) -> None:
    table = replace(REJECTS, row_group_rows=row_group_rows)
    store.write(table, DAY, [batch(reject("old"))])
    with pytest.raises(TableError, match=complaint):
        store.write(table, DAY, batches)
    assert store.open(REJECTS).to_table()["path"].to_pylist() == ["old"]
    assert [path.name for path in (store.base / "rejects").iterdir()] == ["2025-07-01.parquet"]


def test_an_error_names_the_table_the_path_and_what_to_do(store: TableStore) -> None:
    with pytest.raises(TableError, match=r"rejects .*2025-07-01\.parquet.*[Mm]end"):
        store.write(REJECTS, DAY, [without("reason")])


@pytest.mark.parametrize("row_group_rows", [1, 2, 10_000])
def test_rows_of_an_article_that_lie_apart_are_refused(
    store: TableStore, row_group_rows: int
) -> None:
    table = replace(TABLES["sentences"], row_group_rows=row_group_rows)

    def sentence(article: str, start: int) -> dict[str, object]:
        return {
            "sentence_id": f"{article}{start}",
            "article_id": article,
            "landing_date": DAY,
            "sentence_index": 0,
            "block_index": 0,
            "block_type": "body",
            "start": start,
            "end": start + 1,
            "surface": "x",
        }

    apart = [sentence("b", 0), sentence("a", 0), sentence("b", 5)]
    with pytest.raises(TableError, match=r"order of article_id as in articles.* from row [12] on"):
        store.write(table, DAY, [pa.RecordBatch.from_pylist(apart, schema=table.schema)])
    together = [sentence("b", 0), sentence("b", 5), sentence("a", 0)]
    store.write(table, DAY, [pa.RecordBatch.from_pylist(together, schema=table.schema)])


def test_a_stage_that_fails_midway_leaves_the_old_file_and_no_other(store: TableStore) -> None:
    store.write(REJECTS, DAY, [batch(reject("old"))])

    def failing():
        yield batch(reject("new"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.write(REJECTS, DAY, failing())
    assert store.open(REJECTS).to_table()["path"].to_pylist() == ["old"]
    assert len(list((store.base / "rejects").iterdir())) == 1


def test_a_writer_that_is_killed_leaves_no_half_file_and_the_next_one_cleans_up(
    tmp_path: Path,
) -> None:
    killed = f"""
import datetime, os, signal, sys
sys.path[:0] = {sys.path!r}
from tests_store_rows import batch, reject
from diemtin.tables.catalog import TABLES
from diemtin.tables.store import TableStore
def rows():
    yield batch(reject("a"))
    os.kill(os.getpid(), signal.SIGKILL)
TableStore({str(tmp_path)!r}).write(TABLES["rejects"], datetime.date(2025, 7, 1), rows())
"""
    (tmp_path / "tests_store_rows.py").write_text(
        "import importlib.util\n"
        f"spec = importlib.util.spec_from_file_location('rows', {__file__!r})\n"
        "rows = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(rows)\n"
        "batch, reject = rows.batch, rows.reject\n",
        encoding="utf-8",
    )
    ended = subprocess.run([sys.executable, "-c", killed], cwd=tmp_path, capture_output=True)
    assert ended.returncode == -9, ended.stderr.decode()
    folder = tmp_path / "rejects"
    (leftover,) = folder.iterdir()
    assert leftover.name.startswith(".2025-07-01.parquet.")
    assert TableStore(tmp_path).days(REJECTS) == []
    TableStore(tmp_path).write(REJECTS, DAY, [batch(reject("b"))])
    assert [path.name for path in folder.iterdir()] == ["2025-07-01.parquet"]


def test_the_temporary_file_of_a_writer_that_still_runs_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "rejects"
    folder.mkdir()
    running = folder / f".2025-07-01.parquet.{os.getppid()}.tmp"
    running.touch()
    TableStore(tmp_path).write(REJECTS, DAY, [])
    assert running.exists()


def test_a_day_that_was_not_built_is_named_in_the_error(store: TableStore) -> None:
    with pytest.raises(MissingTableError, match=r"rejects.*2025-07-01.*Materialise"):
        store.open(REJECTS, [DAY])


def test_a_daily_table_wants_a_day_and_a_corpus_table_wants_none(store: TableStore) -> None:
    with pytest.raises(TableError, match="rejects is daily"):
        store.write(REJECTS, None, [])
    with pytest.raises(TableError, match="daily_sources is not daily"):
        store.write(SOURCES, DAY, [])


def test_the_same_rows_give_the_same_bytes_however_they_were_cut(store: TableStore) -> None:
    rows = [reject(f"{n:03}") for n in range(50)]
    whole = store.write(REJECTS, DAY, [batch(*rows)])
    cut = store.write(
        REJECTS, DAY, [batch(*rows[:7]), batch(), batch(*rows[7:8]), batch(*rows[8:])]
    )
    assert whole.sha256 == cut.sha256


def test_pandas_reads_every_table_without_object_columns_or_floats_for_integers(
    tmp_path: Path,
) -> None:
    store = TableStore(tmp_path)
    for table in TABLES.values():
        store.write(table, DAY if table.is_daily else None, [])
        frame = pd.read_parquet(store.base / table.name if table.is_daily else store.path(table))
        assert list(frame.columns) == list(table.column_names)
        for column in table.columns:
            dtype = frame[column.name].dtype
            assert not pd.api.types.is_object_dtype(dtype), f"{table.name}.{column.name}"
            assert pd.api.types.is_float_dtype(dtype) == (column.type == pa.float64())


@given(
    sizes=st.lists(st.integers(0, 9), max_size=12),
    n_rows=st.integers(1, 7),
)
def test_regrouping_keeps_the_rows_and_fills_every_group_but_the_last(
    sizes: list[int], n_rows: int
) -> None:
    numbers = iter(range(sum(sizes)))
    batches = [
        pa.RecordBatch.from_pydict(
            {"n": pa.array([next(numbers) for _ in range(size)], pa.int32())}
        )
        for size in sizes
    ]
    groups = list(regroup(batches, n_rows))
    assert [n for group in groups for n in group["n"].to_pylist()] == list(range(sum(sizes)))
    assert all(group.num_rows == n_rows for group in groups[:-1])
    assert all(group.num_rows > 0 for group in groups)


def test_days_before_the_first_day_are_as_good_as_not_there(tmp_path: Path) -> None:
    TableStore(tmp_path).write(REJECTS, DAY, [batch(reject("a"))])
    later = TableStore(tmp_path, first_day=DAY + datetime.timedelta(days=1))
    assert later.days(REJECTS) == []
    assert later.open(REJECTS).count_rows() == 0
