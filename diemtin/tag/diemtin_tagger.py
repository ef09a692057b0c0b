"""The project's own tagger: registry and rules propose, the article is asked, the model decides."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from diemtin.tag.full_forms import Named, full_forms
from diemtin.tag.learned.document import known_words
from diemtin.tag.learned.model import FOLDER, Entity, EntityModel
from diemtin.tag.rules.batch import Batch
from diemtin.tag.rules.found import Found
from diemtin.tag.rules.lexicon import Lexicon
from diemtin.tag.rules.scan import scan
from diemtin.tag.tagger import Mention, Sentence

BY_MODEL = "model"


class DiemTinTagger:
    """The default tagger."""

    def __init__(self, lexicon: Lexicon, model: Path = FOLDER) -> None:
        """Load the model beside a registry that has been compiled."""
        self.lexicon = lexicon
        self.model = EntityModel(model)

    def tag(self, sentences: Sequence[Sentence]) -> list[Mention]:
        """The entities of sentences, those of one article in the light of each other."""
        batch = Batch([sentence.text for sentence in sentences], self.lexicon)
        found = [scan(*of_line) for of_line in zip(batch.lines, batch.candidates, strict=True)]
        known = known_words(batch, found, _articles(sentences))
        types = [sentence.block_type for sentence in sentences]
        names = self.model.names(batch, found, known, types)
        mentions = list(_mentions(batch, names, found))
        return self._resolved(sentences, mentions)

    def _resolved(
        self, sentences: Sequence[Sentence], mentions: Sequence[Mention]
    ) -> list[Mention]:
        """The mentions with what they stand for in their article and in the registry."""
        resolved: list[Mention] = []
        by_article = groupby(mentions, key=lambda mention: sentences[mention.sentence].article_id)
        for _, group in by_article:
            some = list(group)
            named = list(_named(sentences, some))
            for mention, full_form in zip(some, full_forms(named), strict=True):
                entry = self.lexicon.entry_id(full_form, mention.entity_type)
                resolved.append(mention._replace(full_form=full_form, registry_id=entry))
        return resolved


def _named(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> Iterator[Named]:
    before: Mention | None = None
    for mention in mentions:
        text = sentences[mention.sentence].text
        is_defined = (
            before is not None
            and before.sentence == mention.sentence
            and text[before.end : mention.start].strip() == "("
            and text[mention.end : mention.end + 1] == ")"
        )
        yield Named(text[mention.start : mention.end], mention.entity_type, is_defined)
        before = mention


def _articles(sentences: Sequence[Sentence]) -> list[int]:
    """Where each article's sentences begin, and where those of the last end."""
    bounds = [0]
    for _, group in groupby(sentences, key=lambda sentence: sentence.article_id):
        bounds.append(bounds[-1] + sum(1 for _ in group))
    return bounds


def _mentions(
    batch: Batch, names: Sequence[Entity], found: Sequence[Sequence[Found]]
) -> Iterator[Mention]:
    rules = {
        (number, answer.start, answer.end, answer.entity_type): answer.rule
        for number, answers in enumerate(found)
        for answer in answers
    }
    firsts = batch.firsts.tolist()
    for name in names:
        first = firsts[name.sentence]
        rule = rules.get((name.sentence, name.start, name.end, name.entity_type), BY_MODEL)
        yield Mention(
            name.sentence,
            int(batch.starts[first + name.start]),
            int(batch.ends[first + name.end - 1]),
            name.entity_type,
            round(name.probability, 6),
            rule,
        )
