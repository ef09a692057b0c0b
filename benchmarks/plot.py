"""The plot of the chain: how fast each stage is, and what it holds in memory, by size."""

from pathlib import Path

import matplotlib

from benchmarks.chain import SIZES, STAGES, Taken
from benchmarks.corpus import UNIT_ARTICLES

matplotlib.use("Agg")

import matplotlib.pyplot as plt


def draw(by_size: dict[int, dict[str, Taken]], path: Path) -> None:
    """Write a PNG of two panels."""
    figure, (speed, memory) = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
    width = 0.8 / len(SIZES)
    for number, size in enumerate(SIZES):
        places = [place + number * width for place in range(len(STAGES))]
        stages = [by_size[size][stage] for stage in STAGES]
        rates = [size * UNIT_ARTICLES / taken["cpu"] for taken in stages]
        speed.bar(places, rates, width, label=f"{size * UNIT_ARTICLES:,} articles")
        memory.bar(places, [taken["peak"] for taken in stages], width)
    speed.set(yscale="log", ylabel="articles/s of CPU time", title="Speed, one process")
    memory.set(ylabel="MB", title="Peak memory of the stage")
    for axes in (speed, memory):
        axes.set_xticks([place + 0.4 - width / 2 for place in range(len(STAGES))], STAGES)
        axes.tick_params(axis="x", rotation=20)
        axes.grid(axis="y", alpha=0.3)
    figure.legend(loc="outside lower center", ncols=len(SIZES))
    figure.savefig(path, dpi=110)
    plt.close(figure)
