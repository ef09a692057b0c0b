"""How right the sentences, entities and roles are, on annotated texts: `make quality`."""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

import diemtin
from diemtin.segment.splitters import SPLITTERS
from diemtin.tag.annotated import TITLE, Annotated, Mark, read_all

GOLD = Path(__file__).parent.parent / "tests" / "gold"
HALVES = ("dev", "test")
TYPES = ("PER", "ORG", "LOC")
# Confidences are compared with what is right in bins that begin at these.
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)


class Score(NamedTuple):
    """Counts of a comparison with gold."""

    n_right: int
    n_found: int
    n_gold: int

    @property
    def precision(self) -> float:
        """Of what was found, the share that is right."""
        return self.n_right / self.n_found if self.n_found else 0.0

    @property
    def recall(self) -> float:
        """Of what is right, the share that was found."""
        return self.n_right / self.n_gold if self.n_gold else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.n_found + self.n_gold
        return 2 * self.n_right / total if total else 0.0


class Predicted(NamedTuple):
    """What the pipeline finds in a document, in code points of its text."""

    boundaries: list[int]
    entities: dict[Mark, float]
    roles: list[tuple[object, ...]]


class Measured(NamedTuple):
    """The scores of one tagger on one half, by name, and `(confidence, is_right)` of mentions."""

    scores: dict[str, Score]
    confidences: list[tuple[float, bool]]


def gold(half: str) -> list[Annotated]:
    """The annotated documents of a half: `dev`, whose errors may be read, or `test`."""
    return read_all(sorted(GOLD.glob(f"{half}-*.txt")))


def hard_sentences() -> dict[str, list[str]]:
    """Texts on which splitters fail, by what is hard about them, cut where sentences end."""
    lines = (GOLD / "sentences.txt").read_text("utf-8").splitlines()
    named = [line for line in lines if line]
    return {
        name.removeprefix("# "): text.replace("⏎", "\n").split("‖")
        for name, text in zip(named[::2], named[1::2], strict=True)
    }


def n_split(splitter: str) -> int:
    """How many of the hard texts a splitter cuts as it should."""
    split = SPLITTERS[splitter]
    return sum(
        [text[start:end].strip() for start, end in split(text)] == [part.strip() for part in parts]
        for parts in hard_sentences().values()
        for text in ["".join(parts)]
    )


def predicted(
    documents: Sequence[Annotated], tagger: str = "diemtin", splitter: str = "diemtin"
) -> list[Predicted]:
    """What the pipeline finds, through `diemtin.analyse`."""
    frames = diemtin.analyse(
        [document.text for document in documents], tagger=tagger, splitter=splitter
    )
    articles = frames["articles"].set_index("record")
    result = []
    by_article = {
        name: dict(tuple(frames[name].groupby("article_id")))
        for name in ("sentences", "mentions", "roles")
    }
    for position, document in enumerate(documents):
        article = articles.loc[position]
        if article.text != document.text:
            raise ValueError(f"{document.id}: the canonical text is not that of the gold file")
        sentences, mentions, roles = (
            by_article[name].get(article.article_id, frames[name].iloc[:0])
            for name in ("sentences", "mentions", "roles")
        )
        result.append(
            Predicted(
                sentences.end.tolist(),
                {
                    Mark(row.start, row.end, row.entity_type): row.confidence
                    for row in mentions.itertuples()
                },
                [
                    (row.person_start, row.person_end, row.title_start, row.title_end, *_body(row))
                    for row in roles.itertuples()
                ],
            )
        )
    return result


def _body(row: Any) -> tuple[int | None, int | None]:
    if pd.isna(row.body_start):
        return None, None
    return int(row.body_start), int(row.body_end)


def measured(documents: Sequence[Annotated], found: Sequence[Predicted]) -> Measured:
    """Compare what was found with the annotation."""
    right: Counter[str] = Counter()
    n_found: Counter[str] = Counter()
    n_gold: Counter[str] = Counter()
    confidences = []

    def count(name: str, ours: Iterable[object], theirs: Iterable[object]) -> None:
        ours, theirs = set(ours), set(theirs)
        right[name] += len(ours & theirs)
        n_found[name] += len(ours)
        n_gold[name] += len(theirs)

    for document, of_document in zip(documents, found, strict=True):
        entities = {mark for mark in document.marks if mark.kind != TITLE}
        for kind in TYPES:
            count(
                kind,
                (mark for mark in of_document.entities if mark.kind == kind),
                (mark for mark in entities if mark.kind == kind),
            )
        count("all", of_document.entities, entities)
        count("span", (m[:2] for m in of_document.entities), (m[:2] for m in entities))
        count("sentence", of_document.boundaries[:-1], document.boundaries[:-1])
        count("role", of_document.roles, _marked_roles(document))
        confidences += [
            (confidence, mark in entities) for mark, confidence in of_document.entities.items()
        ]
    names = [*TYPES, "all", "span", "role", "sentence"]
    return Measured(
        {name: Score(right[name], n_found[name], n_gold[name]) for name in names}, confidences
    )


def _marked_roles(document: Annotated) -> list[tuple[object, ...]]:
    return [
        (*role.person[:2], *role.title[:2], *(role.body[:2] if role.body else (None, None)))
        for role in document.roles
    ]


def table(measurements: dict[str, Measured]) -> str:
    """The scores as text, a line for each tagger and half."""
    names = [*TYPES, "all", "span", "role", "sentence"]
    width = max(map(len, measurements))
    lines = [f"{'exact P/R/F1':{width}}  " + "  ".join(f"{name:^14}" for name in names)]
    for title, of_half in measurements.items():
        cells = (
            f"{100 * s.precision:4.1f} {100 * s.recall:4.1f} {100 * s.f1:4.1f}"
            for s in map(of_half.scores.__getitem__, names)
        )
        lines.append(f"{title:{width}}  " + "  ".join(f"{cell:^14}" for cell in cells))
    return "\n".join(lines)


def calibration(confidences: Sequence[tuple[float, bool]]) -> str:
    """Of the mentions in each bin of confidence: mean confidence, share that is right, number."""
    lines = ["confidence    mean  right      n"]
    for low, high in zip(BINS, (*BINS[1:], 1.01), strict=True):
        some = [(c, is_right) for c, is_right in confidences if low <= c < high]
        if some:
            mean = sum(c for c, _ in some) / len(some)
            right = sum(is_right for _, is_right in some) / len(some)
            lines.append(
                f"{low:4.2f}–{min(high, 1):4.2f}    {mean:5.3f}  {right:5.3f}  {len(some):5}"
            )
    error = sum(c - is_right for c, is_right in confidences) / max(1, len(confidences))
    lines.append(f"mean confidence minus share right: {error:+.3f}")
    return "\n".join(lines)


def errors(documents: Sequence[Annotated], found: Sequence[Predicted]) -> str:
    """What is missing, spurious or different, document by document."""
    lines = []
    for document, of_document in zip(documents, found, strict=True):
        entities = {mark for mark in document.marks if mark.kind != TITLE}
        wrong = sorted(entities ^ set(of_document.entities))
        roles = sorted(set(_marked_roles(document)) ^ set(of_document.roles), key=str)
        if wrong or roles:
            lines.append(f"--- {document.id} ({document.genre})")
        for mark in wrong:
            sign = "missed  " if mark in entities else "spurious"
            start, end = max(0, mark.start - 40), mark.end + 30
            around = document.text[start : mark.start], document.text[mark.end : end]
            surface = document.text[mark.start : mark.end]
            confidence = of_document.entities.get(mark)
            shown = "" if confidence is None else f" {confidence:.2f}"
            lines.append(
                f"{sign} {mark.kind}{shown} …{around[0]}[{surface}]{around[1]}…".replace("\n", "⏎")
            )
        for role in roles:
            sign = "missed  " if role in _marked_roles(document) else "spurious"
            parts = [
                document.text[a:b] if a is not None else "–"
                for a, b in zip(role[::2], role[1::2], strict=True)
            ]
            lines.append(f"{sign} role {parts}")
    return "\n".join(lines)


def main(print_: Callable[[str], object]) -> None:
    """Score every half with the tagger and the baseline."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list the errors on the dev half")
    arguments = parser.parse_args()
    measurements = {}
    for tagger in ("diemtin", "underthesea"):
        for half in HALVES:
            documents = gold(half)
            found = predicted(documents, tagger, tagger)
            measurements[f"{tagger} {half}"] = measured(documents, found)
            if arguments.errors and tagger == "diemtin" and half == "dev":
                print_(errors(documents, found))
    print_(table(measurements))
    n_hard = len(hard_sentences())
    hard = ", ".join(f"{name} {n_split(name)} of {n_hard}" for name in SPLITTERS)
    print_(f"hard cases of sentences: {hard}")
    for half in HALVES:
        print_(f"\nCalibration, {half} half:")
        print_(calibration(measurements[f"diemtin {half}"].confidences))


if __name__ == "__main__":
    main(lambda text: sys.stdout.write(f"{text}\n"))
