"""The project's own tagger: registry and rules propose, the article is asked, the model decides."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from diemtin.tag.learned.document import known_words
from diemtin.tag.learned.model import FOLDER, EntityModel, Named
from diemtin.tag.rules.found import Found
from diemtin.tag.rules.lexicon import Lexicon, default_lexicon
from diemtin.tag.rules.line import Line, lines
from diemtin.tag.rules.scan import scan
from diemtin.tag.tagger import Mention, Sentence

BY_MODEL = "model"


class DiemTinTagger:
    """The default tagger."""

    def __init__(self, lexicon: Lexicon | None = None, model: Path = FOLDER) -> None:
        """Load the registry and the model."""
        self.lexicon = lexicon or default_lexicon()
        self.model = EntityModel(model)

    def tag(self, sentences: Sequence[Sentence]) -> list[Mention]:
        """The entities of sentences, those of one article in the light of each other."""
        cut = lines([sentence.text for sentence in sentences], self.lexicon)
        found = [scan(line) for line in cut]
        known: list[list[int]] = []
        for first, behind in _articles(sentences):
            known += known_words(cut[first:behind], found[first:behind])
        types = [sentence.block_type for sentence in sentences]
        named = self.model.names(cut, found, known, types)
        return [
            _mention(number, line, name, answers)
            for number, (line, names, answers) in enumerate(zip(cut, named, found, strict=True))
            for name in names
        ]


def _articles(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Where each article's sentences begin and end."""
    first = 0
    for _, group in groupby(sentences, key=lambda sentence: sentence.article_id):
        behind = first + sum(1 for _ in group)
        yield first, behind
        first = behind


def _mention(number: int, line: Line, name: Named, answers: Sequence[Found]) -> Mention:
    rule = next(
        (
            answer.rule
            for answer in answers
            if (answer.start, answer.end) == (name.start, name.end)
            and answer.entity_type == name.entity_type
        ),
        BY_MODEL,
    )
    start, end = line.starts[name.start], line.ends[name.end - 1]
    return Mention(number, start, end, name.entity_type, round(name.probability, 6), rule)
