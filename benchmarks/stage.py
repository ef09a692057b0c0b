"""One stage of the chain in its own process: `python -m benchmarks.stage STAGE FOLDER WORKERS`.

Prints one line of JSON: CPU seconds (of the workers too), wall seconds, peak memory in MB. Start-up
and imports are not in the times, but in the memory.
"""

import datetime
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from upath import UPath

from diemtin.copies.signatures import article_signatures
from diemtin.corpus import Corpus
from diemtin.ingest.articles import extract
from diemtin.ingest.raw_documents import raw_documents
from diemtin.segment.segmentation import segment
from diemtin.tables.catalog import TABLES
from diemtin.tag.roles import find_roles
from diemtin.tag.tagging import tag

DAY = datetime.date(2025, 7, 1)


def stages(corpus: Corpus, n_workers: int) -> dict[str, Callable[[], None]]:
    """The stages by name, in the order of the chain; each reads and writes Parquet."""
    store = corpus.store

    def open_table(name: str):  # type: ignore[no-untyped-def]
        return store.open(TABLES[name])

    def write(name: str, rows) -> None:  # type: ignore[no-untyped-def]
        store.write(TABLES[name], DAY if TABLES[name].is_daily else None, rows)

    def articles() -> None:
        extraction = extract(open_table("raw_documents"), n_workers=n_workers)
        write("articles", extraction.articles)
        write("rejects", extraction.rejects())

    def summaries() -> None:
        from diemtin import summarize  # DuckDB is no part of the other stages' memory

        read, named = open_table("articles"), open_table("mentions")
        sentences = open_table("sentences")
        stories = open_table("story_clusters")
        write("article_versions", summarize.article_versions(read))
        write("daily_entities", summarize.daily_entities(read, named, stories))
        write("daily_sources", summarize.daily_sources(read, open_table("rejects"), stories))
        write("entity_pairs", summarize.entity_pairs(read, sentences, named, stories))
        write("article_overview", summarize.article_overview(read, sentences, named, stories))

    def story_clusters() -> None:
        from diemtin import summarize

        signatures = open_table("article_signatures")
        write("story_clusters", summarize.story_clusters(open_table("articles"), signatures))

    return {
        "raw_documents": lambda: write("raw_documents", raw_documents(corpus.landing, DAY)),
        "articles": articles,
        "article_signatures": lambda: write(
            "article_signatures", article_signatures(open_table("articles"), n_workers=n_workers)
        ),
        "story_clusters": story_clusters,
        "sentences": lambda: write(
            "sentences", segment(open_table("articles"), n_workers=n_workers)
        ),
        "mentions": lambda: write("mentions", tag(open_table("sentences"), n_workers=n_workers)),
        "mentions_by_underthesea": lambda: write(
            "mentions", tag(open_table("sentences"), tagger="underthesea", n_workers=n_workers)
        ),
        "roles": lambda: write(
            "roles",
            find_roles(open_table("sentences"), open_table("mentions"), n_workers=n_workers),
        ),
        "summaries": summaries,
    }


def cpu_seconds() -> float:
    """CPU time of this process and of the workers that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(part.ru_utime + part.ru_stime for part in used)


def peak_memory() -> float:
    """Peak memory of this process in MB.

    Not `ru_maxrss`, which on Linux counts what the process that started this one held.
    """
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def main(stage: str, folder: str, n_workers: str) -> None:
    """Run one stage and tell what it took."""
    corpus = Corpus(data_dir=Path(folder), tables=UPath(folder) / "tables")
    run = stages(corpus, int(n_workers))[stage]
    cpu, wall = cpu_seconds(), time.perf_counter()
    run()
    taken = {"cpu": cpu_seconds() - cpu, "wall": time.perf_counter() - wall}
    taken["peak"] = peak_memory()
    sys.stdout.write(json.dumps(taken) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
