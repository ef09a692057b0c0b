"""Trains the model on the project's own annotated texts: `make train`."""

import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from underthesea_core import CRFTrainer

from diemtin.tag.annotated import Annotated, read_annotated
from diemtin.tag.crf.templates import BEFORE, BEHIND, parsed
from diemtin.tag.learned.examples import Examples, examples, vocabulary
from diemtin.tag.learned.features import NOTHING, TEMPLATES, Features
from diemtin.tag.learned.model import FOLDER, MODEL, VOCABULARY
from diemtin.tag.rules.lexicon import Lexicon, lexicon_of

TEXTS = Path(__file__).parents[3] / "data" / "training"


def attributes(examples: Examples, features: Features) -> list[list[list[str]]]:
    """The attributes of each word of each sentence, as strings."""
    arrays = features.arrays(examples.batch, examples.found, examples.known, examples.block_types)
    lengths = examples.batch.counts.tolist()
    firsts = examples.batch.firsts.tolist()
    result: list[list[list[str]]] = [[[] for _ in range(length)] for length in lengths]
    values = features.values
    for template in map(parsed, TEMPLATES):
        names, numbers = values[template.source], arrays[template.source].tolist()
        blank = " ".join([NOTHING] * (names[0].count(" ") + 1))
        for words, first, length in zip(result, firsts, lengths, strict=False):
            for position in range(length):
                at = position + template.offset
                if at < 0:
                    words[position].append(f"{template.text}={BEFORE}")
                elif at + template.width > length:
                    words[position].append(f"{template.text}={BEHIND}")
                elif (name := names[numbers[first + at]]) != blank:
                    words[position].append(f"{template.text}={name}")
    return result


def train(
    documents: Sequence[Annotated],
    lexicon: Lexicon,
    folder: Path,
    *,
    l2_penalty: float = 0.1,
    max_iterations: int = 120,
) -> None:
    """Train on annotated documents and write the model and its vocabulary into a folder.

    The same documents, registry and version of underthesea_core give the same files.
    """
    some = examples(documents, lexicon)
    words = vocabulary(some.batch)
    firsts = some.batch.firsts.tolist()
    labels = [some.labels[a:b] for a, b in pairwise(firsts)]
    rows = attributes(some, Features(words))
    full = [number for number, row in enumerate(rows) if row]
    trainer = CRFTrainer(l2_penalty=l2_penalty, max_iterations=max_iterations, verbose=0)
    model = trainer.train([rows[n] for n in full], [labels[n] for n in full])
    (folder / VOCABULARY).write_text("\n".join(words) + "\n", "utf-8")
    model.save(str(folder / MODEL))


def main() -> None:
    """Train on `data/training/*.txt` with the built-in registry, into the package."""
    files = sorted(TEXTS.glob("*.txt"))
    documents = [document for file in files for document in read_annotated(file)]
    train(documents, lexicon_of(), FOLDER)
    sys.stdout.write(f"Trained on {len(documents)} documents: {FOLDER / MODEL}\n")


if __name__ == "__main__":
    main()
