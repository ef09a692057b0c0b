"""Writing rows and reports to standard output, also into a pipe: no colour, no bars, UTF-8."""

import base64
import csv
import datetime
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, TextIO

import typer

from diemtin.cli.options import Format

if TYPE_CHECKING:
    import pyarrow as pa

Row = Mapping[str, Any]

# Control characters of a file name or text must not reach the terminal.
_SHOWN = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}
_SHOWN |= {ord("\n"): " ⏎ ", ord("\t"): " ", 0x2028: " ⏎ ", 0x2029: " ⏎ "}

# A pipe has no width: wider than any row of ours.
_PIPE_WIDTH = 100_000


def prefer_utf8() -> None:
    """Write UTF-8 whatever the locale says; what cannot be written is spelled out."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def shown(text: str) -> str:
    """A text as one line that a terminal takes for nothing else."""
    return text.translate(_SHOWN)


def place_of(row: Row) -> str:
    """Where an item is: its file, then what it is within it."""
    member = f", {row['member']}" if row["member"] else ""
    record = f", record {row['record']}" if row["record"] else ""
    return shown(f"{row['path']}{member}{record}")


def say(text: str = "") -> None:
    """A line of a report."""
    typer.echo(text)


def warn(text: str) -> None:
    """A line on standard error."""
    typer.echo(text, err=True)


def default_format() -> Format:
    """A table for a person, CSV for a pipe or a file."""
    return Format.TABLE if sys.stdout.isatty() else Format.CSV


def write_json(value: Any) -> None:
    """One JSON value, indented."""
    say(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def write_parts(
    parts: "Iterable[pa.Table | pa.RecordBatch]",
    format: Format | None = None,
    *,
    in_table: Sequence[str] | None = None,
    if_varied: Sequence[str] = (),
) -> None:
    """Write rows as they come; as a table once all are there, for they are aligned.

    Args:
        parts: Of the same columns; at least one.
        format: Default as `default_format` says.
        in_table: The columns that a table has room for; default all.
        if_varied: Columns that a table begins with where they are not the same in all rows.
    """
    iterator = iter(parts)
    first = next(iterator)
    columns: list[str] = first.schema.names
    rows: Iterable[Row] = (row for part in chain([first], iterator) for row in part.to_pylist())
    wanted = format or default_format()
    out = sys.stdout
    # All before the first line, where bars share the terminal or columns are aligned.
    if out.isatty() or wanted == Format.TABLE:
        rows = list(rows)
    if wanted == Format.TABLE:
        varied = [name for name in if_varied if len({row[name] for row in rows}) > 1]
        heads = [*varied, *(in_table or columns)]
        write_table([[row[name] for name in heads] for row in rows], heads)
    elif wanted == Format.CSV:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_plain(row[name]) for name in columns] for row in rows)
    elif wanted == Format.JSONL:
        out.writelines(f"{text}\n" for text in _as_json(rows, columns))
    else:
        _write_array(out, _as_json(rows, columns))


def write_table(
    rows: Sequence[Sequence[Any]], heads: Sequence[str] | None, indent: int = 0
) -> None:
    """Aligned columns, filled to the width of a terminal, of any width in a pipe."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_header=heads is not None, header_style="bold")
    for number, head in enumerate(heads or rows[0]):
        is_number = heads is not None and any(_is_number(row[number]) for row in rows)
        table.add_column(
            Text(head if heads else ""), justify="right" if is_number else "left", overflow="fold"
        )
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    is_terminal = sys.stdout.isatty()
    text = io.StringIO()
    console = Console(file=text, force_terminal=is_terminal, highlight=False)
    console.width = max(20, console.width - indent) if is_terminal else _PIPE_WIDTH
    console.print(table)
    for line in text.getvalue().splitlines():
        say((" " * indent + line).rstrip())


def _as_json(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[str]:
    for row in rows:
        stated = {name: row[name] for name in columns}
        yield json.dumps(stated, ensure_ascii=False, default=_plain)


def _write_array(out: TextIO, texts: Iterator[str]) -> None:
    before = "[\n"
    for text in texts:
        out.write(before + text)
        before = ",\n"
    out.write("[]\n" if before == "[\n" else "\n]\n")


def _plain(value: Any) -> Any:
    """A value as CSV and JSON can hold it: days and instants in ISO 8601, bytes in base 64."""
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return shown(str(_plain(value)))
