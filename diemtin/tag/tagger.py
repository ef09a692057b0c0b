"""The seam behind which entities are found: a batch of sentences in, a batch of mentions out."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol


class Sentence(NamedTuple):
    """What a tagger sees of a sentence; sentences of one article come together and in order."""

    article_id: str
    block_type: str
    text: str


class Mention(NamedTuple):
    """One entity found: offsets are code points of the sentence's text.

    `full_form` is what it stands for in its article, `registry_id` the registry's row of that;
    None where the tagger does not say.
    """

    sentence: int
    start: int
    end: int
    entity_type: str
    confidence: float
    method: str
    full_form: str | None = None
    registry_id: str | None = None


class Tagger(Protocol):
    """Finds the entities of a batch of sentences.

    A batch holds whole articles, so that a tagger may use what one sentence says for another. The
    result must depend on the batch's articles alone, each by itself. Mentions come in the order of
    sentence and start and do not overlap; `Mention.sentence` counts the sentences of the batch.
    """

    def tag(self, sentences: Sequence[Sentence]) -> list[Mention]:
        """The mentions of a batch."""
        ...


def _diemtin(registry_dir: Path | None) -> Tagger:
    from diemtin.tag.diemtin_tagger import DiemTinTagger
    from diemtin.tag.rules.lexicon import lexicon_of

    return DiemTinTagger(lexicon_of(registry_dir))


def _underthesea(_: Path | None) -> Tagger:
    from diemtin.tag.underthesea_tagger import UndertheseaTagger

    return UndertheseaTagger()


# Each is made with the folder of the user's part of the registry.
TAGGERS: dict[str, Callable[[Path | None], Tagger]] = {
    "diemtin": _diemtin,
    "underthesea": _underthesea,
}
DEFAULT_TAGGER = "diemtin"
