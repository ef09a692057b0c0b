"""`diemtin tag`."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from diemtin.cli.options import DataOption, Format, corpus_of
from diemtin.cli.output import place_of, shown, warn, write_parts
from diemtin.tag.tagger import DEFAULT_TAGGER, TAGGERS

if TYPE_CHECKING:
    import pyarrow as pa

_STDIN = Path("-")
# What a terminal has room for.
_SHOWN = {
    "mentions": ["start", "end", "surface", "entity_type", "full_form", "confidence"],
    "roles": ["person_start", "person_name", "title", "body_name", "confidence"],
}


def _tagger(stated: str) -> str:
    if stated not in TAGGERS:
        raise typer.BadParameter(f"{stated!r} is none of: {', '.join(TAGGERS)}")
    return stated


def tag(
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", hidden=True),
    ] = None,
    roles: Annotated[
        bool,
        typer.Option("--roles", help="Who acts in which capacity, in place of single names."),
    ] = False,
    sentences: Annotated[
        bool, typer.Option("--sentences", help="Add the sentence that holds the name.")
    ] = False,
    min_confidence: Annotated[
        float,
        typer.Option(
            "--min-confidence", metavar="0-1", min=0, max=1, help="Leave out what is less certain."
        ),
    ] = 0.0,
    format: Annotated[
        Format | None,
        typer.Option("--format", help="Default: table in a terminal, csv in a pipe or file."),
    ] = None,
    as_format: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="ENDING",
            help="What standard input is, as a file's ending: txt, html, jsonl, …; default txt, "
            "or html for what begins as a page.",
        ),
    ] = None,
    tagger: Annotated[
        str,
        typer.Option(
            "--tagger",
            metavar="NAME",
            callback=_tagger,
            help=f"Who looks for names: {' or '.join(TAGGERS)} (the baseline).",
        ),
    ] = DEFAULT_TAGGER,
    data: DataOption = None,
) -> None:
    """Find persons, organisations and places in Vietnamese texts.

    FILE is a file or a folder; without any, or with -, standard input is read. Files are read by
    their ending, as the pipeline reads them: a page without its menus, a .jsonl file record by
    record. Nothing lands and no table is changed.

    \b
    Examples:
      diemtin tag article.txt
      diemtin tag --sentences --min-confidence 0.8 pages/*.html > names.csv
      echo "Bà Lê Thu An, Giám đốc Sở Y tế Hà Nội, thăm Đà Nẵng." | diemtin tag --roles
      diemtin tag --format jsonl folder/ | jq -r .full_form | sort | uniq -c

    PER is a person, ORG an organisation, LOC a place. full_form is the whole name where the text
    has only a part of it. start and end count the characters of the article's cleaned text (white
    space and broken letters mended, a known headline in front), from 0. Of the names with
    confidence 0.9 about 90 % are right to the letter.

    What cannot be read is told on standard error with its reason; the rest is tagged, and the exit
    code is 1.
    """
    from diemtin.analysis import analyse_files, input_files, input_stream, with_place

    corpus = corpus_of(context, data)
    name = "roles" if roles else "mentions"
    n_refused = 0
    with ExitStack() as stack:
        if not files or files == [_STDIN]:
            if sys.stdin.isatty():
                warn("Type or paste a text, then press Ctrl-D at the beginning of a line.")
            inputs = [stack.enter_context(input_stream(sys.stdin.buffer, as_format))]
        elif as_format or _STDIN in files:
            raise typer.BadParameter("- and --as are for standard input alone, without files")
        else:
            inputs = input_files(files)
        parts = analyse_files(inputs, tagger=tagger, registry_dir=corpus.registry)

        def found() -> Iterator["pa.Table"]:
            nonlocal n_refused
            for part in parts:
                n_refused += _tell_refused(part["rejects"])
                yield with_place(
                    part, name, min_confidence=min_confidence, with_sentences=sentences
                )

        columns = [*_SHOWN[name], *(["sentence"] if sentences else [])]
        write_parts(found(), format, in_table=columns, if_varied=["path", "member", "record"])
    if n_refused:
        raise typer.Exit(1)


def _tell_refused(rejects: "pa.Table") -> int:
    for row in rejects.to_pylist():
        warn(f"Not read: {place_of(row)}: {row['reason']}: {shown(row['detail'])}")
    return len(rejects)
