"""The chain, landed files → summary tables, stage by stage, at several sizes of the corpus."""

import json
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.corpus import UNIT_ARTICLES, varied, write_jsonl
from benchmarks.stage import DAY

STAGES = [
    "raw_documents",
    "articles",
    "sentences",
    "mentions",
    "roles",
    "article_signatures",
    "story_clusters",
    "summaries",
]
SIZES = [1, 4, 16]
# Two processes are compared on this: the night of a whole country's press.
SHARED_SIZES = [16]
PLAIN_ARTICLES = 40
# The tagger → the stage that tags with it.
TAGGING = {"underthesea": "mentions_by_underthesea", "diemtin": "mentions"}

Taken = dict[str, float]


def run_stage(stage: str, folder: Path, n_workers: int = 1) -> Taken:
    """Run a stage in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.stage", stage, str(folder), str(n_workers)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    taken: Taken = json.loads(ran.stdout.splitlines()[-1])
    return taken


def land(folder: Path, articles: list[dict[str, str]], n_articles: int) -> Path:
    """A corpus with one landed JSONL file of `n_articles`."""
    shutil.rmtree(folder, ignore_errors=True)
    path = folder / "landing" / DAY.isoformat() / "bao" / "tin.jsonl"
    write_jsonl(path, varied(articles, n_articles))
    return path


def by_size(folder: Path, articles: list[dict[str, str]]) -> dict[int, dict[str, Taken]]:
    """What each stage takes at each size, in one process."""
    found = {}
    for size in SIZES:
        corpus = folder / f"x{size}"
        land(corpus, articles, size * UNIT_ARTICLES)
        found[size] = {stage: run_stage(stage, corpus) for stage in STAGES}
    return found


def against_plain_script(
    folder: Path, articles: list[dict[str, str]], n_rounds: int
) -> dict[str, Taken]:
    """CPU seconds an article of the plain script and of the chain up to the mentions, by tagger.

    Alternating, start-up of the plain script subtracted by running it on one article as well. With
    underthesea's entities the chain does what the script does, with the project's own it does more.
    """
    source = land(folder / "plain", articles, PLAIN_ARTICLES)
    one = folder / "one.jsonl"
    write_jsonl(one, varied(articles, 1))
    chain = folder / f"x{SIZES[1]}"
    plain_seconds: list[float] = []
    chain_seconds: dict[str, list[float]] = {name: [] for name in TAGGING}
    for _ in range(n_rounds):
        whole = plain(source, folder / "plain.parquet")
        start_up = plain(one, folder / "plain.parquet")
        plain_seconds.append((whole - start_up) / (PLAIN_ARTICLES - 1))
        before = sum(run_stage(stage, chain)["cpu"] for stage in STAGES[:3])
        for name, stage in TAGGING.items():
            taken = before + run_stage(stage, chain)["cpu"]
            chain_seconds[name].append(taken / (SIZES[1] * UNIT_ARTICLES))
    found = {}
    for name, seconds in chain_seconds.items():
        ratios = [p / c for p, c in zip(plain_seconds, seconds, strict=True)]
        found[name] = {
            "plain": statistics.median(plain_seconds),
            "chain": statistics.median(seconds),
            "ratio": statistics.median(ratios),
            "least": min(ratios),
            "most": max(ratios),
        }
    return found


def plain(source: Path, target: Path) -> float:
    """CPU seconds of the plain script in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.timed", "benchmarks.plain_script"]
    ran = subprocess.run(
        [*command, str(source), str(target)], check=True, capture_output=True, text=True
    )
    return float(ran.stdout.splitlines()[-1])


def two_processes(folder: Path, articles: list[dict[str, str]], size: int, n_rounds: int) -> Taken:
    """How much sooner two workers have tagged a corpus than one, by wall time."""
    corpus = folder / f"x{size}"
    if not corpus.exists():
        land(corpus, articles, size * UNIT_ARTICLES)
        for stage in STAGES[:3]:
            run_stage(stage, corpus)
    ratios = []
    for _ in range(n_rounds):
        one = run_stage("mentions", corpus, 1)["wall"]
        two = run_stage("mentions", corpus, 2)["wall"]
        ratios.append(one / two)
    return {"ratio": statistics.median(ratios), "least": min(ratios), "most": max(ratios)}
