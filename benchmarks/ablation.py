"""What each part of the tagger is worth: `python -m benchmarks.ablation` (some minutes).

The model is trained anew without a part and scored on both halves of the annotated texts.
"""

import sys
import tempfile
from collections.abc import Collection
from pathlib import Path

from benchmarks.quality import HALVES, Measured, Predicted, gold, measured, table
from diemtin.registry.entries import ENTITY_TYPES, Registry, load_registry
from diemtin.tag.annotated import Annotated, Mark, read_all
from diemtin.tag.learned.examples import examples
from diemtin.tag.learned.model import EntityModel
from diemtin.tag.learned.training import train
from diemtin.tag.rules.lexicon import Lexicon

TEXTS = Path(__file__).parent.parent / "data" / "training"
_RULES = ("rule", "rule_name")
_DOCUMENT = ("document", "elsewhere", "topic")
# Below this a rule's answer is a guess that the model should see but no entity.
_LEAST_WEIGHT = 0.5


def main() -> None:
    """Train, score, print."""
    registry = load_registry()
    lexicon, bare = Lexicon(registry), Lexicon(_without_names(registry))
    documents = {half: gold(half) for half in HALVES}
    texts = read_all(sorted(TEXTS.glob("*.txt")))
    variants: dict[str, tuple[Lexicon, Collection[str]]] = {
        "all": (lexicon, ()),
        "without the article": (lexicon, _DOCUMENT),
        "without rules": (lexicon, _RULES),
        "without names of the registry": (bare, ()),
        "without rules and names": (bare, _RULES),
    }
    found: dict[str, Measured] = {}
    for half in HALVES:
        found[f"rules alone, {half}"] = _scored(documents[half], lexicon)
    with tempfile.TemporaryDirectory() as folder:
        for name, (words, without) in variants.items():
            sys.stderr.write(f"{name} …\n")
            train(texts, words, Path(folder), without=without)
            model = EntityModel(Path(folder), without)
            for half in HALVES:
                found[f"{name}, {half}"] = _scored(documents[half], words, model)
    sys.stdout.write(table(found) + "\n")


def _without_names(registry: Registry) -> Registry:
    """The registry's heads, titles and words of names, but no names."""
    return Registry(tuple(entry for entry in registry.entries if not entry.entity_type))


def _scored(
    documents: list[Annotated], lexicon: Lexicon, model: EntityModel | None = None
) -> Measured:
    some = examples(documents, lexicon)
    firsts = some.batch.firsts.tolist()
    spans: list[tuple[int, int, int, str]] = []  # sentence, first and last word's positions, type
    if model is None:
        spans = [
            (number, answer.start, answer.end, answer.entity_type)
            for number, answers in enumerate(some.found)
            for answer in answers
            if answer.entity_type and answer.weight >= _LEAST_WEIGHT
        ]
    else:
        entities = model.entities(*some.seen)
        spans = [
            (sentence, start, end, ENTITY_TYPES[kind])
            for sentence, start, end, kind in zip(
                *(column.tolist() for column in entities[:4]), strict=True
            )
        ]
    predicted = [Predicted([], {}, []) for _ in documents]
    for sentence, start, end, kind in spans:
        first = firsts[sentence]
        number, offset = some.places[sentence]
        mark = Mark(
            offset + int(some.batch.starts[first + start]),
            offset + int(some.batch.ends[first + end - 1]),
            kind,
        )
        predicted[number].entities[mark] = 1.0
    return measured(documents, predicted)


if __name__ == "__main__":
    main()
