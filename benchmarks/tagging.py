"""Words a second, tagger and CRF engine against `underthesea.ner`: `python -m benchmarks.tagging`.

All run in one process and by turns, so that what else the machine does meets all; time is CPU time.
A round gives underthesea 100 sentences of a batch and the others the whole batch, the engine with a
warm table of tokens and with an empty one; what is reported are medians over the rounds, with the
smallest and the largest.

The texts are the sentences of the sample corpus, varied by exchanging their halves, or those of the
UTF-8 text files below a folder.
"""

import argparse
import datetime
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa

from diemtin.logs import root_handlers_kept
from diemtin.parallel import map_batches
from diemtin.segment.sentences import split
from diemtin.settings import sample_dir
from diemtin.tables.catalog import TABLES
from diemtin.tag.crf.engine import Engine
from diemtin.tag.tagging import OF_SENTENCES, tag_batch

BATCH = 1_000
N_PER_ARTICLE = 25  # sentences
N_BATCHES = 5  # of different sentences; a round takes one of them
N_BASELINE = 100  # sentences a round for underthesea, which takes a second for them

# What a round measures, in the order of the table.
BASELINE = "underthesea.ner"
STAGE = "tagging stage: sentences → mentions"
WARM = "engine, warm"
MARGINALS = "engine, warm, with marginals"
COLD = "engine, empty table of tokens"
COLD_BATCHES = "engine, first pass over all batches"


def main() -> None:
    """Measure and print a table."""
    arguments = _arguments()
    texts = _texts(arguments.folder)
    batches = [texts[first : first + BATCH] for first in range(0, len(texts), BATCH)]
    sentences = [_sentences(batch) for batch in batches]
    engine = Engine()
    tag_batch(sentences[0].slice(0, 0))
    memory = [_peak_memory()]  # before underthesea is imported
    for batch, rows in zip(batches, sentences, strict=True):
        engine.tag(batch, marginals=True)
        tag_batch(rows)
    memory.append(_peak_memory())
    with root_handlers_kept():
        import underthesea

    underthesea.ner(texts[0])
    rounds = []
    for number in range(arguments.rounds):
        rounds.append(_round(engine, batches, sentences, number, underthesea.ner))
        sys.stderr.write(f"\rround {number + 1} of {arguments.rounds}")
    sys.stderr.write("\n")
    n_words = len(engine.tag(texts).starts)
    _print(
        f"{len(texts):,} sentences, {n_words:,} words, batches of {BATCH:,}, {arguments.rounds} "
        f"rounds; peak memory of the process {memory[0]:.0f} MB with the models loaded, "
        f"{memory[1]:.0f} MB after all batches\n"
    )
    _report(rounds)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, help="text files to take sentences from")
    parser.add_argument("--rounds", type=int, default=11)
    return parser.parse_args()


def _texts(folder: Path | None) -> list[str]:
    """The sentences of `N_BATCHES` batches."""
    sentences = []
    for path in sorted((folder or sample_dir()).rglob("*.txt")):
        text = path.read_bytes().decode("utf-8", "replace")
        sentences += [text[start:end] for start, end in split(text)]
    sentences = list(dict.fromkeys(sentences))
    if not sentences:
        sys.exit(f"there is no text in {folder}")
    n_sentences, wanted = len(sentences), BATCH * N_BATCHES
    step = next(step for step in (7_919, 7_907) if n_sentences % step)  # primes
    mixed = [sentences[number * step % n_sentences] for number in range(n_sentences)]
    for number in range(wanted - n_sentences):
        first = mixed[number % n_sentences].split()
        second = mixed[(number * step + number // n_sentences) % n_sentences].split()
        mixed.append(" ".join(first[: len(first) // 2] + second[len(second) // 2 :]))
    return mixed[:wanted]


def _sentences(texts: Sequence[str]) -> pa.RecordBatch:
    """The columns of the table sentences that tagging reads."""
    columns = {
        "sentence_id": [f"{number:016x}" for number in range(len(texts))],
        "article_id": [f"{number // N_PER_ARTICLE:016x}" for number in range(len(texts))],
        "landing_date": [datetime.date(2025, 7, 1)] * len(texts),
        "block_type": ["paragraph"] * len(texts),
        "start": [0] * len(texts),
        "surface": list(texts),
    }
    schema = TABLES["sentences"].schema
    arrays = {name: pa.array(columns[name], schema.field(name).type) for name in OF_SENTENCES}
    return pa.RecordBatch.from_pydict(arrays)


def _round(
    engine: Engine,
    batches: Sequence[Sequence[str]],
    sentences: Sequence[pa.RecordBatch],
    number: int,
    ner: Callable[[str], list[object]],
) -> dict[str, float]:
    """Words a second of each, once."""
    batch, rows = batches[number % len(batches)], sentences[number % len(batches)]
    n_words = len(engine.tag(batch).starts)
    start = number // len(batches) * N_BASELINE % BATCH

    def baseline() -> int:
        return sum(len(ner(text)) for text in batch[start : start + N_BASELINE])

    def tagged(engine: Engine, batches: Sequence[Sequence[str]], marginals: bool = False) -> int:
        return sum(len(engine.tag(batch, marginals=marginals).starts) for batch in batches)

    def stage() -> int:
        list(map_batches(tag_batch, [rows]))
        return n_words

    empty, other_empty = Engine(engine.tables), Engine(engine.tables)
    return {
        BASELINE: _speed(baseline),
        STAGE: _speed(stage),
        WARM: _speed(lambda: tagged(engine, [batch])),
        MARGINALS: _speed(lambda: tagged(engine, [batch], marginals=True)),
        COLD: _speed(lambda: tagged(empty, [batch])),
        COLD_BATCHES: _speed(lambda: tagged(other_empty, batches)),
    }


def _speed(work: Callable[[], int]) -> float:
    start = time.process_time()
    n_words = work()
    return n_words / (time.process_time() - start)


def _report(rounds: Sequence[dict[str, float]]) -> None:
    _print(f"{'':36} {'words/s (smallest–largest)':>32} {'× underthesea':>24}")
    for name in rounds[0]:
        speeds = [speeds[name] for speeds in rounds]
        ratios = [speeds[name] / speeds[BASELINE] for speeds in rounds]
        speed, ratio = statistics.median(speeds), statistics.median(ratios)
        spread = f"({min(speeds):,.0f}–{max(speeds):,.0f})"
        ratio_spread = f"({min(ratios):.0f}–{max(ratios):.0f})"
        _print(f"{name:36} {speed:>12,.0f} {spread:>19} {ratio:>10.0f} {ratio_spread:>13}")


def _peak_memory() -> float:
    """Megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1_000_000 if sys.platform == "darwin" else 1_000)


def _print(line: str) -> None:
    sys.stdout.write(line + os.linesep)


if __name__ == "__main__":
    main()
