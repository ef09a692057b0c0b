"""`python -m pipelines`: what the Makefile's targets run."""

import datetime
from typing import Annotated

import pandas as pd
import typer

from diemtin.calendar import days_between
from diemtin.cli.options import required_day
from diemtin.corpus import Corpus
from diemtin.errors import DiemTinError
from diemtin.landing.sample import land_sample, sample_days
from diemtin.notebook import read
from diemtin.settings import first_day, sample_dir
from diemtin.tables.catalog import TABLES
from pipelines.commands import (
    build_days,
    build_summaries,
    console,
    persistent_instance,
    terminal_defs,
)

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Build the tables from a terminal; the runs show in the Dagster UI.",
)


@app.command()
def sample() -> None:
    """Land the committed sample corpus, build all its days and the summaries, show the result."""
    corpus = Corpus()
    landed = sum(len(sweep.landed) for sweep in land_sample(corpus, sample_dir()))
    console.print(f"Sample corpus: {landed} new files in {corpus.landing}")
    _build(corpus, sample_days())
    _show_tables(corpus)
    _show_top_entities()
    console.print(
        "\nNext:\n"
        "  make ui                       the Dagster UI at http://127.0.0.1:3000\n"
        "  cp article.txt data/inbox/    then materialise today in the UI, or let the sensor\n"
        "  .venv/bin/python -c 'import diemtin; print(diemtin.read(\"mentions\"))'",
        soft_wrap=True,
    )


@app.command()
def backfill(
    since: Annotated[str, typer.Option(help="First day, YYYY-MM-DD.")],
    until: Annotated[str, typer.Option(help="Last day, YYYY-MM-DD; today by default.")] = "",
) -> None:
    """Build every day from SINCE to UNTIL again, then the summaries."""
    corpus = Corpus()
    first = required_day(since, "--since")
    last = required_day(until, "--until") if until else corpus.today
    if not first_day() <= first <= last <= corpus.today:
        raise typer.BadParameter(
            f"the days must lie between {first_day()} (the first, DIEMTIN_FIRST_DAY) and "
            f"{corpus.today} (today), --since not after --until"
        )
    _build(corpus, list(days_between(first, last)))
    _show_tables(corpus)


def _build(corpus: Corpus, days: list[datetime.date]) -> None:
    defs = terminal_defs(corpus)
    with persistent_instance() as instance:
        failed = build_days(defs, instance, days)
        summed = build_summaries(defs, instance)
    if failed or not summed:
        what = [*map(str, failed), *([] if summed else ["the summaries"])]
        raise DiemTinError(
            f"Failed: {', '.join(what)}. The reason is above; `make ui` shows the runs with all "
            "their log lines."
        )


def _show_tables(corpus: Corpus) -> None:
    store = corpus.store
    console.print("\nTables")
    for table in TABLES.values():
        path = store.base / table.name if table.is_daily else store.path(table)
        n_rows = store.open(table).count_rows()
        console.print(f"  {table.name:<17} {n_rows:>9,} rows   {path}", soft_wrap=True)


def _show_top_entities() -> None:
    entities = read("daily_entities")
    top = (
        entities.groupby(["entity_type", "entity"], as_index=False)[["n_mentions", "n_articles"]]
        .sum()
        .sort_values(["n_articles", "n_mentions", "entity"], ascending=[False, False, True])
    )
    console.print("\nTop entities (pandas, from daily_entities)")
    with pd.option_context("display.width", 100):
        console.print(top.head(15).to_string(index=False))


def main() -> None:
    """Run a command; a permanent error is told in one line, without a traceback."""
    try:
        app()
    except DiemTinError as error:
        typer.secho(f"Error: {error}", fg="red", err=True)
        raise SystemExit(1) from error


if __name__ == "__main__":
    main()
