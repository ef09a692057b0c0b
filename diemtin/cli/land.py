"""`diemtin land`."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from diemtin.cli.options import DataOption, JsonOption, corpus_of
from diemtin.cli.output import say, shown, warn, write_json, write_table

if TYPE_CHECKING:
    from pathlib import Path

    from diemtin.landing.capture import Capture

# More paths than that are counted; --json names all.
_MAX_PATHS = 20


def land(
    context: typer.Context,
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source", metavar="NAME", help="Only this source of sources.yaml; may be repeated."
        ),
    ] = None,
    now: Annotated[
        bool, typer.Option("--now", help="Ask sources also where it is not their turn yet.")
    ] = False,
    as_json: JsonOption = False,
    data: DataOption = None,
) -> None:
    """Take in what has arrived, from the inbox and the web.

    Files move from data/inbox/<source>/ to data/landing/<today>/<source>/ and are never changed
    there; bytes that have landed before do not land twice. Sources of data/sources.yaml are asked
    where it is their turn. Tells what landed, what stayed and why. May run while the pipeline runs.

    \b
    Examples:
      cp article.html data/inbox/my-paper/ && diemtin land
      diemtin land --source tin-moi --now
      diemtin land --json

    A source that does not answer is told on standard error, and the others go on: the exit code
    stays 0. It is 1 if sources.yaml has a mistake or the disk fails.
    """
    from diemtin.landing.capture import capture_today

    corpus = corpus_of(context, data)
    captured = capture_today(corpus, only=source or None, even_if_not_due=now)
    if as_json:
        write_json(_described(captured))
    else:
        _report(captured, corpus.landing)


def _described(captured: "Capture") -> dict[str, object]:
    swept = captured.swept
    assert swept, "today is always swept"
    return {
        "day": swept.day,
        "landed": swept.landed,
        "had_landed_before": swept.duplicates,
        "stayed": [{"path": path, "why": swept.left_because[path]} for path in swept.left],
        "sources": [{**asdict(poll), "state": poll.state} for poll in captured.polls],
        "files_of_day": captured.landed.n_files,
        "bytes_of_day": captured.landed.n_bytes,
    }


def _report(captured: "Capture", landing: "Path") -> None:
    from diemtin.landing.health import summary

    swept = captured.swept
    assert swept, "today is always swept"
    say(
        f"{len(swept.landed):,} files landed, {len(swept.duplicates):,} had landed before, "
        f"{len(swept.left):,} stayed."
    )
    _paths(swept.landed)
    if swept.left:
        say("\nStayed:")
        _paths([f"{path}: {swept.left_because[path]}" for path in swept.left])
    if captured.polls:
        say("\nSources:")
        heads = ["source", "state", "listed", "landed", "unchanged", "to come", "failed"]
        rows = [
            [
                poll.source,
                poll.state.replace("_", " "),
                poll.n_listed,
                poll.n_fetched,
                poll.n_not_modified,
                poll.n_waiting,
                sum(poll.codes.values()),
            ]
            for poll in captured.polls
        ]
        write_table(rows, heads, indent=2)
    say(
        f"\n{swept.day} now holds {captured.landed.n_files:,} files: {landing / str(swept.day)}\n"
        f"Build its tables: make backfill SINCE={swept.day}, or leave it to the night."
    )
    for poll in captured.polls:
        if poll.codes:
            warn(f"Warning: source {poll.source}: {shown(summary([poll]))}")


def _paths(paths: list[str]) -> None:
    for path in paths[:_MAX_PATHS]:
        say(f"  {shown(path)}")
    if len(paths) > _MAX_PATHS:
        say(f"  … and {len(paths) - _MAX_PATHS:,} more (--json names all)")
