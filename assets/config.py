"""What can be set for a run in the launchpad; the defaults are what the nightly run uses."""

from enum import Enum

import dagster as dg
from pydantic import Field

from diemtin.ingest.raw_documents import DEFAULT_MAX_DOCUMENT_BYTES
from diemtin.segment.segmentation import DEFAULT_SPLITTER
from diemtin.segment.splitters import SPLITTERS
from diemtin.summarize.entity_pairs import DEFAULT_MIN_ARTICLES
from diemtin.tag.tagger import DEFAULT_TAGGER, TAGGERS
from diemtin.tag.tagging import DEFAULT_BATCH_SENTENCES

Splitter = Enum("Splitter", {name: name for name in SPLITTERS}, type=str)  # type: ignore[misc]
TaggerName = Enum("TaggerName", {name: name for name in TAGGERS}, type=str)  # type: ignore[misc]

_WORKERS = Field(
    default=1,
    ge=1,
    description="Processes that share the stage's work, the run's own among them: with 1 none is "
    "started. The tables do not depend on it. More pay on days of many thousand articles, or some "
    "thousand HTML pages, for starting them takes seconds.",
)


class RawDocumentsConfig(dg.Config):
    """How much is taken in."""

    max_document_bytes: int = Field(
        default=DEFAULT_MAX_DOCUMENT_BYTES,
        ge=1,
        description="Items larger than this many bytes are refused as too_large.",
    )


class ArticlesConfig(dg.Config):
    """How articles are read."""

    n_workers: int = _WORKERS


class SignaturesConfig(dg.Config):
    """How articles are signed."""

    n_workers: int = _WORKERS


class SentencesConfig(dg.Config):
    """How sentences are split."""

    splitter: Splitter = Field(
        default=Splitter[DEFAULT_SPLITTER],
        description="diemtin: the project's own splitter. underthesea: the baseline.",
    )
    n_workers: int = _WORKERS


class MentionsConfig(dg.Config):
    """How entities are found."""

    tagger: TaggerName = Field(
        default=TaggerName[DEFAULT_TAGGER],
        description="diemtin: the project's own. underthesea: the baseline.",
    )
    batch_sentences: int = Field(
        default=DEFAULT_BATCH_SENTENCES,
        ge=1,
        description="Sentences that a worker is given at a time, rounded up to whole articles.",
    )
    n_workers: int = _WORKERS


class RolesConfig(dg.Config):
    """How roles are found."""

    n_workers: int = _WORKERS


class EntityPairsConfig(dg.Config):
    """Which pairs are kept."""

    min_articles: int = Field(
        default=DEFAULT_MIN_ARTICLES,
        ge=1,
        description="Leave out pairs that share fewer articles than this; 1 keeps all. Raise it "
        "where the corpus is large: pairs grow with the square of the entities of an article.",
    )
