"""`diemtin rejects`."""

from typing import TYPE_CHECKING, Annotated

import typer

from diemtin.cli.options import (
    DataOption,
    Format,
    SinceOption,
    UntilOption,
    corpus_of,
    day_of,
)
from diemtin.cli.output import place_of, say, shown, write_parts

if TYPE_CHECKING:
    from diemtin.ingest.rejected import Rejected

# The rest of an excerpt is in the other formats.
_MAX_CHARS = 100


def rejects(
    context: typer.Context,
    reason: Annotated[
        list[str] | None,
        typer.Option("--reason", metavar="REASON", help="Only this reason; may be repeated."),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="NAME", help="Only this source; may be repeated."),
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    counts: Annotated[
        bool, typer.Option("--counts", help="Only how often for which reason, not the rows.")
    ] = False,
    format: Annotated[
        Format, typer.Option("--format", help="How to write it.", show_default=True)
    ] = Format.TABLE,
    data: DataOption = None,
) -> None:
    """Show what was refused, and why.

    How often for which reason, then each item. Every item that arrives becomes an article or is
    here, with its file and an excerpt. Pages that a site did not deliver are not here but in the
    table source_health.

    \b
    Examples:
      diemtin rejects
      diemtin rejects --reason undecodable --since 2025-07-01
      diemtin rejects --counts
      diemtin rejects --format csv > refused.csv

    csv, json and jsonl hold the rows alone, or with --counts the counts.
    """
    from diemtin.ingest.rejected import rejected

    found = rejected(
        corpus_of(context, data).store,
        reasons=reason or (),
        sources=source or (),
        since=day_of(since, "--since"),
        until=day_of(until, "--until"),
    )
    if format == Format.TABLE:
        _report(found, counts)
    else:
        write_parts([found.counts if counts else found.rows], format)


def _report(found: "Rejected", counts: bool) -> None:
    n_rows = len(found.rows)
    say(f"{n_rows:,} item{'s' if n_rows != 1 else ''} refused.")
    if not n_rows:
        return
    say()
    write_parts([found.counts], Format.TABLE)
    for row in [] if counts else found.rows.to_pylist():
        say(f"\n{row['landing_date']}  {place_of(row)}")
        say(f"  {row['reason']}: {shown(row['detail'])}")
        if row["excerpt"]:
            say(f"  {shown(row['excerpt'][:_MAX_CHARS])}")
