"""`diemtin export`."""

from typing import Annotated

import typer

from diemtin.cli.options import (
    DataOption,
    Format,
    SinceOption,
    UntilOption,
    corpus_of,
    day_of,
)
from diemtin.cli.output import write_parts


def export(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="TABLE", hidden=True)],
    columns: Annotated[
        str | None,
        typer.Option("--columns", metavar="A,B,…", help="Only these columns, in this order."),
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    format: Annotated[Format, typer.Option("--format")] = Format.CSV,
    data: DataOption = None,
) -> None:
    """Write a table for a spreadsheet or a program.

    `diemtin tables` tells which tables there are.

    \b
    Examples:
      diemtin export mentions --since 2025-07-01 > mentions.csv
      diemtin export daily_entities --columns landing_date,entity,n_articles --format table
      diemtin export articles --until 2025-06-30 --format jsonl | head

    In CSV what is null is empty, in JSON it is null. Bytes (raw_documents.content) are in base 64.
    A spreadsheet must be told that the file is UTF-8.
    """
    from diemtin.tables.catalog import table_named
    from diemtin.tables.select import batches

    chosen = None if columns is None else [part.strip() for part in columns.split(",")]
    rows = batches(
        corpus_of(context, data).store,
        table_named(name),
        columns=chosen,
        since=day_of(since, "--since"),
        until=day_of(until, "--until"),
    )
    write_parts(rows, format)
