"""Tagging: sentences → mentions of persons, organisations and places → roles."""

import dagster as dg
import pyarrow as pa
import pyarrow.dataset as ds

from assets.config import MentionsConfig, RolesConfig
from assets.declare import table_asset
from assets.failures import permanent_failures
from diemtin.corpus import Corpus
from diemtin.registry.table import registry_forms
from diemtin.tag.roles import find_roles
from diemtin.tag.tagging import tag


@table_asset("registry")
def registry(corpus: dg.ResourceParam[Corpus]) -> pa.Table:
    """Names that the newsroom knows: built in, and of `data/registry/*.csv`, checked for mistakes.

    With other content, mentions and roles made before show as out of date.
    """
    with permanent_failures():
        return registry_forms(corpus.registry)


@table_asset("mentions", deps=["registry"])
def mentions(
    config: MentionsConfig, corpus: dg.ResourceParam[Corpus], sentences: ds.Dataset
) -> pa.RecordBatchReader:
    """Persons, organisations and places named in the sentences, with exact offsets and confidence.

    Of the mentions with confidence 0.9 about nine in ten are right; `method` says what decided.
    """
    return tag(
        sentences,
        tagger=config.tagger.value,
        registry_dir=corpus.registry,
        n_workers=config.n_workers,
        batch_sentences=config.batch_sentences,
    )


@table_asset("roles", deps=["registry"])
def roles(
    config: RolesConfig,
    corpus: dg.ResourceParam[Corpus],
    sentences: ds.Dataset,
    mentions: ds.Dataset,
) -> pa.RecordBatchReader:
    """Who acts in which capacity: person, title and body, as the text states them together."""
    return find_roles(sentences, mentions, registry_dir=corpus.registry, n_workers=config.n_workers)
