"""The seam behind which entities are found: a batch of sentences in, a batch of mentions out."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol


class Sentence(NamedTuple):
    """What a tagger sees of a sentence; sentences of one article come together and in order."""

    article_id: str
    block_type: str
    text: str


class Mention(NamedTuple):
    """One entity found: offsets are code points of the sentence's text."""

    sentence: int
    start: int
    end: int
    entity_type: str
    confidence: float
    method: str


class Tagger(Protocol):
    """Finds the entities of a batch of sentences.

    A batch holds whole articles, so that a tagger may use what one sentence says for another. The
    result must depend on the batch's articles alone, each by itself. Mentions come in the order of
    sentence and start and do not overlap; `Mention.sentence` counts the sentences of the batch.
    """

    def tag(self, sentences: Sequence[Sentence]) -> list[Mention]:
        """The mentions of a batch."""
        ...


def _underthesea() -> Tagger:
    from diemtin.tag.underthesea_tagger import UndertheseaTagger

    return UndertheseaTagger()


TAGGERS: dict[str, Callable[[], Tagger]] = {"underthesea": _underthesea}
DEFAULT_TAGGER = "underthesea"
