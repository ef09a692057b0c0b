"""`diemtin sources …`."""

from dataclasses import asdict
from typing import Annotated

import typer

from diemtin.cli.options import DataOption, JsonOption, corpus_of
from diemtin.cli.output import say, shown, write_json, write_table

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Where articles come from: data/sources.yaml.",
)


@app.callback()
def sources() -> None:
    """Where articles come from: data/sources.yaml."""


@app.command()
def check(
    context: typer.Context,
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Ask each network source once what it lists.")
    ] = False,
    as_json: JsonOption = False,
    data: DataOption = None,
) -> None:
    """Check data/sources.yaml and look at each source.

    Nothing lands. Every mistake in the file is told with its line and field. With --fetch feeds,
    sitemaps and addresses are asked once, as politely as by the pipeline.

    \b
    Examples:
      diemtin sources check
      diemtin sources check --fetch

    The exit code is 1 if the file has a mistake or an enabled source has a problem.
    """
    from diemtin.landing.check import check_sources

    corpus = corpus_of(context, data)
    checked = list(check_sources(corpus, is_online=fetch))
    if as_json:
        write_json([asdict(one) for one in checked])
    else:
        file = corpus.sources_file
        say(f"{file}: no mistakes" if file.exists() else f"{file} does not exist: only the inbox")
        heads = ["source", "kind", "state", "next turn", "found", "where"]
        rows = [
            [
                one.name,
                one.kind,
                _state(one.is_enabled, one.problem),
                f"{one.due_at:%Y-%m-%d %H:%M}" if one.due_at else "",
                one.found,
                one.where,
            ]
            for one in checked
        ]
        write_table(rows, heads, indent=2)
        for one in checked:
            if one.problem:
                say(f"  {one.name}: {shown(one.problem)}")
    if any(one.problem and one.is_enabled for one in checked):
        raise typer.Exit(1)


def _state(is_enabled: bool, problem: str | None) -> str:
    if not is_enabled:
        return "disabled"
    return "problem" if problem else "ok"
