"""Where a run finds the corpus and keeps its tables.

Resources only: what they hold is described in `diemtin.corpus`, what they do is done elsewhere.
"""

from typing import Any

from diemtin.corpus import Corpus
from pipelines.io_managers import ParquetIOManager


def resources_for(corpus: Corpus) -> dict[str, Any]:
    """The resources that the assets and checks ask for, over one corpus."""
    return {"corpus": corpus, "parquet": ParquetIOManager(corpus.store)}
