"""The options that several commands have, and what they stand for."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from diemtin import settings
from diemtin.errors import DiemTinError

if TYPE_CHECKING:
    from diemtin.corpus import Corpus


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"


@dataclass(frozen=True)
class Given:
    """What was stated before the command."""

    data: Path | None
    debug: bool


DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="The folder with inbox/, landing/ and tables/.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON, for programs.")]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DAY", help="First landing day, YYYY-MM-DD.")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DAY", help="Last landing day, YYYY-MM-DD.")
]


def corpus_of(context: typer.Context, data: Path | None) -> "Corpus":
    """The corpus in the folder that was named, by whichever of the options, or in the default one.

    Raises:
        DiemTinError: A folder was named that is not there.
    """
    from diemtin.corpus import Corpus

    given = context.find_object(Given)
    stated = data or (given.data if given else None)
    if stated is None:
        return Corpus.at(settings.data_dir())
    if not stated.is_dir():
        raise DiemTinError(
            f"{stated}: there is no such folder. Name the folder of the data with --data, or make "
            f"a new one: mkdir -p {stated / 'inbox'}"
        )
    return Corpus.at(stated.resolve())


def day_of(stated: str | None, option: str) -> datetime.date | None:
    """The day that an option names.

    Raises:
        typer.BadParameter: It is no day.
    """
    return None if stated is None else required_day(stated, option)


def required_day(stated: str, option: str) -> datetime.date:
    """As `day_of`, of an option that has to be there."""
    try:
        return datetime.date.fromisoformat(stated)
    except ValueError:
        raise typer.BadParameter(
            f"{stated!r} is not a day; write YYYY-MM-DD, e.g. 2025-07-01", param_hint=option
        ) from None
