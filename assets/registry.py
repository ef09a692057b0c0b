"""The registry of names: what the newsroom knows, the package's files and the user's."""

import dagster as dg

from diemtin.corpus import Corpus
from diemtin.registry.entries import load_registry, registry_fingerprint


@dg.observable_source_asset(group_name="tagging")
def registry(corpus: dg.ResourceParam[Corpus]) -> dg.DataVersion:
    """Persons, bodies, places, titles and heads of names: built in, and `data/registry/`.

    Its data version is the hash of all files, so that mentions and roles made with another registry
    show as out of date. Observing it reads the files: a mistake in one of yours is named here.
    """
    load_registry(corpus.registry)
    return dg.DataVersion(registry_fingerprint(corpus.registry))
