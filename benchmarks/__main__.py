"""`make bench`: measure everything in one run, write `benchmarks/RESULTS.md` and `results.png`."""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from rich.console import Console

from benchmarks import chain, pages
from benchmarks.chain import SIZES, STAGES, Taken
from benchmarks.corpus import UNIT_ARTICLES, sample_articles
from benchmarks.plot import draw

HERE = Path(__file__).parent
console = Console(stderr=True)


def main() -> None:
    """Measure, write, say where."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="alternations of each comparison")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder, console.status("") as status:
        status.update("The CRF engine against underthesea.ner …")
        tagging = subprocess.run(
            [sys.executable, "-m", "benchmarks.tagging", "--rounds", str(2 * rounds + 1)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
        status.update("Reading HTML …")
        articles = sample_articles(Path(folder) / "pages")
        html = pages.measured(articles, rounds)
        status.update("The chain at several sizes of the corpus …")
        by_size = chain.by_size(Path(folder), articles)
        status.update("The chain against a plain script …")
        plain = chain.against_plain_script(Path(folder), articles, rounds)
        status.update("Two processes against one …")
        processes = {
            size: chain.two_processes(Path(folder), articles, size, rounds)
            for size in chain.SHARED_SIZES
        }
    draw(by_size, HERE / "results.png")
    text = report(tagging, html, by_size, plain, processes)
    (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
    console.print(text, markup=False)
    console.print(f"Written: {HERE / 'RESULTS.md'}, {HERE / 'results.png'}")


def report(
    tagging: str,
    html: dict[str, Taken],
    by_size: dict[int, dict[str, Taken]],
    plain: dict[str, Taken],
    processes: dict[int, Taken],
) -> str:
    """The whole of RESULTS.md."""
    return "\n".join(
        [
            "# Measured by `make bench`",
            "",
            _machine(),
            "Ratios are of CPU time in one run, alternating; medians (smallest–largest).",
            "",
            "## Tagging",
            "",
            "```text",
            tagging.rstrip(),
            "```",
            "",
            "## The chain, one process",
            "",
            f"1× is {UNIT_ARTICLES} articles of some 650 syllables in one `.jsonl`. "
            "Articles a second of CPU time; peak memory of the stage's process in MB.",
            "",
            *_chain_table(by_size),
            "",
            f"Time at {SIZES[-1]}× over time at 1×, all stages: "
            f"{_total(by_size[SIZES[-1]]) / _total(by_size[SIZES[0]]):.1f}.",
            "",
            "![Articles a second and memory](results.png)",
            "",
            "## Against a plain pandas + underthesea script",
            "",
            "`.jsonl` → mentions Parquet, start of the stages included, that of the script not.",
            "",
            *(
                f"- tagger `{name}`: {1 / taken['chain']:,.0f} articles/s against "
                f"{1 / taken['plain']:.1f}, × {taken['ratio']:.0f} "
                f"({taken['least']:.0f}–{taken['most']:.0f})"
                for name, taken in plain.items()
            ),
            "",
            "## Two processes against one",
            "",
            *(
                f"Tagging stage at {size}×, wall time with the worker's start: "
                f"× {taken['ratio']:.2f} ({taken['least']:.2f}–{taken['most']:.2f})."
                for size, taken in processes.items()
            ),
            "",
            "## HTML",
            "",
            f"Pages of some {next(iter(html.values()))['kilobytes']:.0f} KB, one core.",
            "",
            "| way | pages/s | |",
            "|---|---|---|",
            *(
                f"| {name} | {way['median']:.0f} | {way['least']:.0f}–{way['most']:.0f} |"
                for name, way in html.items()
            ),
            "",
        ]
    )


def _machine() -> str:
    names = ("underthesea", "numpy", "pyarrow", "duckdb", "trafilatura")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, {versions}."
    )


def _chain_table(by_size: dict[int, dict[str, Taken]]) -> list[str]:
    heads = [f"{size}×: articles/s | MB" for size in SIZES]
    lines = [f"| stage | {' | '.join(heads)} |", "|---|" + "---|---|" * len(SIZES)]
    for stage in STAGES:
        cells = [
            f"{size * UNIT_ARTICLES / by_size[size][stage]['cpu']:,.0f} | "
            f"{by_size[size][stage]['peak']:.0f}"
            for size in SIZES
        ]
        lines.append(f"| {stage} | {' | '.join(cells)} |")
    cells = [f"{size * UNIT_ARTICLES / _total(by_size[size]):,.0f} | " for size in SIZES]
    return [*lines, f"| all | {' | '.join(cells)} |"]


def _total(stages: dict[str, Taken]) -> float:
    return sum(taken["cpu"] for taken in stages.values())


if __name__ == "__main__":
    main()
