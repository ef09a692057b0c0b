"""`diemtin tables`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from diemtin.cli.options import DataOption, JsonOption, corpus_of
from diemtin.cli.output import say, write_json, write_table

if TYPE_CHECKING:
    import datetime

    from diemtin.tables.inventory import Holding

_MAX_CHARS = 60


def tables(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="TABLE", hidden=True)] = None,
    rows: Annotated[
        int, typer.Option("--rows", metavar="N", min=0, help="How many rows of TABLE to show.")
    ] = 3,
    vietnamese: Annotated[
        bool, typer.Option("--vietnamese", help="Descriptions in Vietnamese / mô tả tiếng Việt.")
    ] = False,
    as_json: JsonOption = False,
    data: DataOption = None,
) -> None:
    """Show which tables there are.

    Which days are built, how many rows they have, where the files are. With the name of a TABLE:
    what it is, its columns with their descriptions, its first rows.

    \b
    Examples:
      diemtin tables
      diemtin tables mentions
      diemtin tables daily_entities --vietnamese --rows 10

    `diemtin export` writes the rows for a spreadsheet. The tables are Parquet files, which pandas,
    R and DuckDB read.
    """
    from diemtin.tables.catalog import table_named
    from diemtin.tables.inventory import first_rows, inventory

    store = corpus_of(context, data).store
    wanted = None if name is None else [table_named(name)]
    held = list(inventory(store, wanted))
    if name is None:
        if as_json:
            write_json([_described(one, vietnamese) for one in held])
        else:
            _overview(held, str(store.base), vietnamese)
        return
    (one,) = held
    shown = first_rows(store, one, rows)
    if as_json:
        described = _described(one, vietnamese)
        write_json({**described, "columns": _columns(one, vietnamese), "first_rows": shown})
    else:
        _report(one, shown, vietnamese)


def _described(held: "Holding", vietnamese: bool) -> dict[str, Any]:
    return {
        "name": held.table.name,
        "description": held.table.vietnamese if vietnamese else held.table.english,
        "grain": held.table.grain,
        "where": held.where,
        "is_daily": held.table.is_daily,
        "days": held.days,
        "n_rows": held.n_rows,
        "n_bytes": held.n_bytes,
    }


def _columns(held: "Holding", vietnamese: bool) -> list[dict[str, Any]]:
    return [
        {
            "name": column.name,
            "type": str(column.type),
            "may_be_null": column.name in held.table.nullable,
            "unit": column.unit,
            "description": column.vietnamese if vietnamese else column.english,
        }
        for column in held.table.columns
    ]


def _overview(held: Sequence["Holding"], base: str, vietnamese: bool) -> None:
    say(f"Tables in {base}\n")
    rows = [
        [
            one.table.name,
            one.n_rows,
            _built(one),
            one.table.vietnamese if vietnamese else one.table.grain,
        ]
        for one in held
    ]
    write_table(rows, ["table", "rows", "built", "mỗi bảng" if vietnamese else "one row is"])
    say("\n`diemtin tables TABLE` tells more of one.")


def _built(held: "Holding") -> str:
    if held.n_rows is None:
        return "not yet"
    if not held.table.is_daily:
        return "whole corpus"
    n_days = len(held.days)
    return f"{held.days[0]} … {held.days[-1]}, {n_days:,} day{'s' if n_days != 1 else ''}"


def _report(held: "Holding", rows: list[dict[str, Any]], vietnamese: bool) -> None:
    from diemtin.tables.inventory import runs_of

    table = held.table
    say(f"{table.name}: {table.grain}")
    say(table.vietnamese if vietnamese else table.english)
    say(f"\nFile{'s' if table.is_daily else ''}: {held.where}")
    if held.n_rows is None:
        say("Not built yet.")
    else:
        say(f"Rows: {held.n_rows:,} ({held.n_bytes:,} bytes)")
    if held.days:
        say(f"Days: {', '.join(map(_run, runs_of(held.days)))}")
    say("\nColumns:")
    described = [
        [column["name"], column["type"], column["description"]]
        for column in _columns(held, vietnamese)
    ]
    write_table(described, ["column", "type", "description"], indent=2)
    for number, row in enumerate(rows, 1):
        say(f"\nRow {number}:")
        write_table([[name, _short(value)] for name, value in row.items()], None, indent=2)


def _run(run: "tuple[datetime.date, datetime.date]") -> str:
    first, last = run
    return str(first) if first == last else f"{first} … {last}"


def _short(value: Any) -> str:
    if value is None:
        return ""
    text = str(value)
    return text if len(text) <= _MAX_CHARS else f"{text[: _MAX_CHARS - 1]}…"
