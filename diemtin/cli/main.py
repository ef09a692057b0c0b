"""The command line itself: its options, how errors are told, which commands there are."""

import errno
import logging
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from diemtin import __version__
from diemtin.cli import export, land, rejects, sources, tables, tag
from diemtin.cli.options import Given
from diemtin.cli.output import prefer_utf8, warn
from diemtin.errors import DiemTinError

_DEBUG = "--debug"


class _Commands(TyperGroup):
    """Tells what a command could not do in one line, where it was not asked for more."""

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()  # a pipe that is closed must show here, not when Python ends
            return result
        except (DiemTinError, OSError) as error:
            given = ctx.find_object(Given)
            if getattr(error, "errno", None) == errno.EPIPE or (given and given.debug):
                raise
            _tell(error)
            raise typer.Exit(1) from error


app = typer.Typer(
    name="diemtin",
    cls=_Commands,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("land")(land.land)
app.add_typer(sources.app, name="sources")
app.command("tag")(tag.tag)
app.command("tables")(tables.tables)
app.command("export")(export.export)
app.command("rejects")(rejects.rejects)


def _show_version(is_wanted: bool) -> None:
    if is_wanted:
        typer.echo(f"diemtin {__version__}")
        raise typer.Exit


@app.callback()
def start(
    context: typer.Context,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            metavar="DIR",
            envvar="DIEMTIN_DATA",
            help="The folder with inbox/, landing/ and tables/; data/ of the checkout by default.",
        ),
    ] = None,
    debug: Annotated[
        bool, typer.Option(_DEBUG, help="Log what happens; show where an error arose.")
    ] = False,
    version: Annotated[  # noqa: ARG001 - its callback answers
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Tell the version."),
    ] = False,
) -> None:
    """Vietnamese news text to tables: who was named where and when.

    \b
    Examples:
      diemtin tag article.txt            the names in a text
      diemtin land                       take in what waits in the inbox, ask the feeds
      diemtin rejects                    what could not be read, and why
      diemtin tables                     which tables there are
      diemtin export mentions > m.csv    a table for a spreadsheet

    The tables are built by the pipeline: make ui, make backfill.

    Results go to standard output, bars and warnings to standard error. The exit code is 0 if all
    went well, 1 if something could not be done, 2 if the command was not understood.
    """
    context.obj = Given(data, debug)
    logging.basicConfig(
        handlers=[logging.StreamHandler() if debug else logging.NullHandler()],
        level=logging.INFO if debug else logging.WARNING,
    )


def main() -> None:
    """Run the command line; the last resort for errors that nobody foresaw."""
    prefer_utf8()
    try:
        app()
    except Exception as error:
        if _DEBUG in sys.argv:
            raise
        _tell(error)
        raise SystemExit(1) from error


def _tell(error: Exception) -> None:
    if isinstance(error, DiemTinError):
        warn(f"Error: {error}")
    elif isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        warn(f"Error: {where}{error.strerror}. `diemtin {_DEBUG} …` shows where it arose.")
    else:
        warn(
            f"Error: {type(error).__name__}: {error}. This should not happen; run it as "
            f"`diemtin {_DEBUG} …` and report what it shows."
        )
