"""The project's own tagger: registry and rules propose, the article is asked, the model decides."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np

from diemtin.registry.entries import ENTITY_TYPES
from diemtin.tag.full_forms import Named, full_forms
from diemtin.tag.learned.calibration import load_calibration
from diemtin.tag.learned.document import evidence
from diemtin.tag.learned.model import FOLDER, Entities, EntityModel
from diemtin.tag.rules.batch import Batch
from diemtin.tag.rules.found import Found
from diemtin.tag.rules.lexicon import Lexicon
from diemtin.tag.rules.scan import scan_batch
from diemtin.tag.tagger import Mention, Sentence
from diemtin.tag.users_names import with_users_names

BY_MODEL = "model"


class DiemTinTagger:
    """The default tagger."""

    def __init__(self, lexicon: Lexicon, model: Path = FOLDER) -> None:
        """Load the model beside a registry that has been compiled."""
        self.lexicon = lexicon
        self.model = EntityModel(model)
        self.calibration = load_calibration(model)

    def tag(self, sentences: Sequence[Sentence]) -> list[Mention]:
        """The entities of sentences, those of one article in the light of each other."""
        batch = Batch([sentence.text for sentence in sentences], self.lexicon)
        found = scan_batch(batch)
        said = evidence(batch, found, _articles(sentences))
        types = [sentence.block_type for sentence in sentences]
        entities = self.model.entities(batch, found, said, types)
        entities = with_users_names(batch, entities)
        mentions = self._mentions(batch, entities, methods(entities, found))
        return self._resolved(sentences, mentions)

    def _mentions(self, batch: Batch, entities: Entities, by: Sequence[str]) -> list[Mention]:
        is_proposed = np.array([method != BY_MODEL for method in by], bool)
        confidences = self.calibration.confidences(
            entities.probabilities, entities.types, is_proposed
        )
        first = batch.firsts[entities.sentences]
        return [
            Mention(sentence, start, end, ENTITY_TYPES[kind], confidence, method)
            for sentence, start, end, kind, confidence, method in zip(
                entities.sentences.tolist(),
                batch.starts[first + entities.starts].tolist(),
                batch.ends[first + entities.ends - 1].tolist(),
                entities.types.tolist(),
                confidences.round(6).tolist(),
                by,
                strict=True,
            )
        ]

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


def methods(entities: Entities, found: Sequence[Sequence[Found]]) -> list[str]:
    """The rule that proposed each entity as it is, else `BY_MODEL`."""
    rules = {
        (number, answer.start, answer.end, answer.entity_type): answer.rule
        for number, answers in enumerate(found)
        for answer in answers
    }
    return [
        rules.get((sentence, start, end, ENTITY_TYPES[kind]), BY_MODEL)
        for sentence, start, end, kind in zip(
            entities.sentences.tolist(),
            entities.starts.tolist(),
            entities.ends.tolist(),
            entities.types.tolist(),
            strict=True,
        )
    ]


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
