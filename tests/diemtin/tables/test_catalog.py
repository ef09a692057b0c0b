"""The declarations keep the house rules, and the dictionary says what they say."""

from pathlib import Path

import pyarrow as pa
import pytest

from diemtin.errors import TableError
from diemtin.tables.catalog import TABLES, Table, table_named
from diemtin.tables.columns import COLUMNS
from diemtin.tables.dictionary import dictionary

ROOT = Path(__file__).resolve().parents[3]

tables = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())


@tables
def test_keys_and_order_are_made_of_the_table_s_own_columns(table: Table) -> None:
    named = {*table.primary_key, *table.sort_by, *table.nullable, *table.foreign_keys}
    assert named <= set(table.column_names)


@tables
def test_a_primary_key_is_never_null(table: Table) -> None:
    assert not table.nullable & set(table.primary_key)


@tables
def test_foreign_keys_point_at_the_single_key_of_a_declared_table(table: Table) -> None:
    for target in table.foreign_keys.values():
        assert len(table_named(target).primary_key) == 1


@tables
def test_daily_tables_carry_their_partition_as_a_column(table: Table) -> None:
    assert not table.is_daily or "landing_date" in table.column_names


@pytest.mark.parametrize("column", COLUMNS.values(), ids=COLUMNS.keys())
def test_a_column_s_name_tells_its_type(column) -> None:
    expected = {
        "_date": pa.date32(),
        "_at": pa.timestamp("us", tz="UTC"),
        "_share": pa.float64(),
        "_id": pa.string(),
    }
    for ending, arrow_type in expected.items():
        if column.name.endswith(ending):
            assert column.type == arrow_type
    if column.name.startswith("n_"):
        assert pa.types.is_integer(column.type)
    if column.name.startswith(("is_", "has_")):
        assert column.type == pa.bool_()
    assert not pa.types.is_nested(column.type)


def test_every_declared_column_is_used() -> None:
    used = {name for table in TABLES.values() for name in table.column_names}
    assert used == set(COLUMNS)


def test_an_unknown_table_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(TableError, match=r"no table 'mention'.*mentions"):
        table_named("mention")


def test_the_data_dictionary_is_that_of_the_declarations() -> None:
    written = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert written == dictionary(), "docs/tables.md is stale: run `make docs`"
