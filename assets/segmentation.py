"""Segmentation: articles → sentences."""

import pyarrow as pa
import pyarrow.dataset as ds

from assets.config import SentencesConfig
from assets.declare import table_asset
from diemtin.segment.segmentation import segment


@table_asset("sentences")
def sentences(config: SentencesConfig, articles: ds.Dataset) -> pa.RecordBatchReader:
    """The sentences of each article, with the type of their line and exact offsets.

    Together they hold every character of the text that is not white space.
    """
    return segment(articles, splitter=config.splitter.value, n_workers=config.n_workers)
