"""What every asset of a table has in common, taken from the table's declaration."""

from collections.abc import Callable, Sequence
from typing import Any

import dagster as dg

from assets.automation import follow_corpus, follow_day
from assets.failures import RETRY
from assets.partitions import daily
from diemtin import __version__
from diemtin.tables.catalog import TABLES, Table

OWNERS = ["team:diem-tin"]
IO_MANAGER = "parquet"


def column_schema(table: Table) -> dg.TableSchema:
    """The declared columns as the UI shows them, descriptions in English and Vietnamese."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                name=column.name,
                type=str(column.type),
                description=f"{column.english} · {column.vietnamese}"
                + (f" [{column.unit}]" if column.unit else ""),
                constraints=dg.TableColumnConstraints(
                    nullable=column.name in table.nullable,
                    unique=table.primary_key == (column.name,),
                ),
            )
            for column in table.columns
        ]
    )


def _common(name: str) -> dict[str, Any]:
    table = TABLES[name]
    return {
        "group_name": table.group,
        "kinds": {"parquet"} if table.is_daily else {"parquet", "duckdb"},
        "owners": OWNERS,
        "tags": {"grain": "day" if table.is_daily else "corpus"},
        "code_version": __version__,
        "io_manager_key": IO_MANAGER,
        "automation_condition": follow_day if table.is_daily else follow_corpus,
        "metadata": {
            "dagster/column_schema": column_schema(table),
            "grain": table.grain,
            "description_vi": table.vietnamese,
        },
    }


def table_asset(
    name: str, *, deps: Sequence[str] = ()
) -> Callable[[Callable[..., Any]], dg.AssetsDefinition]:
    """The `@dg.asset` of a declared table.

    Args:
        name: The table's, and so the asset's.
        deps: Assets that it depends on without loading them.
    """
    partitions = daily if TABLES[name].is_daily else None
    decorate: Callable[[Callable[..., Any]], dg.AssetsDefinition] = dg.asset(
        name=name, deps=deps, partitions_def=partitions, retry_policy=RETRY, **_common(name)
    )
    return decorate


def table_out(name: str) -> dg.AssetOut:
    """The `AssetOut` of a declared table that shares its step with another."""
    return dg.AssetOut(description=TABLES[name].english, **_common(name))
