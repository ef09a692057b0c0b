"""Trains the model on the project's own annotated texts: `python -m diemtin.tag.learned.training`."""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from underthesea_core import CRFTrainer

from diemtin.tag.annotated import read_annotated
from diemtin.tag.crf.templates import parsed
from diemtin.tag.learned.examples import Example, examples, vocabulary
from diemtin.tag.learned.features import NOTHING, TEMPLATES, Features
from diemtin.tag.learned.model import MODEL, VOCABULARY
from diemtin.tag.rules.lexicon import Lexicon, default_lexicon


def attributes(sentences: Sequence[Example], features: Features) -> list[list[list[str]]]:
    """The attributes of each word of each sentence, as strings."""
    arrays = features.arrays(
        [s.line for s in sentences],
        [s.found for s in sentences],
        [s.known for s in sentences],
        [s.block_type for s in sentences],
    )
    lengths = [len(s.line) for s in sentences]
    firsts = np.cumsum([0, *lengths]).tolist()
    result: list[list[list[str]]] = [[[] for _ in range(length)] for length in lengths]
    values = features.values
    for template in map(parsed, TEMPLATES):
        names, numbers = values[template.source], arrays[template.source].tolist()
        blank = " ".join([NOTHING] * (names[0].count(" ") + 1))
        for number, (first, length) in enumerate(zip(firsts, lengths, strict=False)):
            words = result[number]
            for position in range(length):
                at = position + template.offset
                if at < 0:
                    words[position].append(f"{template.text}=BOS")
                elif at + template.width > length:
                    words[position].append(f"{template.text}=EOS")
                elif (name := names[numbers[first + at]]) != blank:
                    words[position].append(f"{template.text}={name}")
    return result


def train(files: Sequence[Path], lexicon: Lexicon, folder: Path, *, l1: float = 0.0, l2: float = 0.1, n: int = 120) -> None:
    """Train on annotated files and write the model and its vocabulary into a folder."""
    documents = [document for file in files for document in read_annotated(file)]
    sentences = [s for s in examples(documents, lexicon) if len(s.line)]
    words = vocabulary(sentences)
    features = Features(words)
    trainer = CRFTrainer(l1_penalty=l1, l2_penalty=l2, max_iterations=n, verbose=0)
    model = trainer.train(attributes(sentences, features), [s.labels for s in sentences])
    (folder / VOCABULARY).write_text("\n".join(words) + "\n", "utf-8")
    model.save(str(folder / MODEL))


if __name__ == "__main__":
    from diemtin.tag.learned.model import FOLDER
    train(sorted(Path("data/training").glob("*.txt")), default_lexicon(), FOLDER)
    sys.stdout.write("trained\n")
