"""Ingestion: what arrived → what was received → articles and rejects."""

from collections.abc import Iterator

import dagster as dg
import pyarrow as pa
import pyarrow.dataset as ds

from assets.config import ArticlesConfig, RawDocumentsConfig, SignaturesConfig
from assets.declare import OWNERS, table_asset, table_out
from assets.failures import RETRY, permanent_failures
from assets.metadata import landing_result
from assets.partitions import daily
from diemtin.calendar import day_from_key
from diemtin.copies.signatures import article_signatures as sign
from diemtin.corpus import Corpus
from diemtin.ingest.articles import extract
from diemtin.ingest.raw_documents import raw_documents as read_landing_day
from diemtin.landing.capture import capture
from diemtin.landing.health import source_health as read_health
from diemtin.landing.sources import read_sources


@dg.asset(
    partitions_def=daily,
    group_name="ingestion",
    kinds={"file"},
    owners=OWNERS,
    tags={"grain": "day"},
    retry_policy=RETRY,
)
def landing(
    context: dg.AssetExecutionContext, corpus: dg.ResourceParam[Corpus]
) -> dg.MaterializeResult[None]:
    """The files of a day in `data/landing/<day>/<source>/`, never changed once they have landed.

    For the current day the sources of `data/sources.yaml` are asked first: files of the folders
    move here (`data/inbox/<source>/…`), unless the same bytes landed before, and what is new in
    feeds and sitemaps is fetched, where a poll is due. A source that fails is told in
    source_health, and the others go on. For a day that is over this only reads what is there.
    """
    with permanent_failures():
        return landing_result(capture(corpus, day_from_key(context.partition_key)))


@table_asset("source_health", deps=["landing"])
def source_health(
    context: dg.AssetExecutionContext, corpus: dg.ResourceParam[Corpus]
) -> pa.RecordBatchReader:
    """How each source fared on the day: what it listed, what landed, what failed and why.

    Made from the record that landing leaves in `data/landing/<day>`.
    """
    with permanent_failures():
        return read_health(corpus.landing, day_from_key(context.partition_key))


@table_asset("raw_documents", deps=["landing"])
def raw_documents(
    context: dg.AssetExecutionContext,
    config: RawDocumentsConfig,
    corpus: dg.ResourceParam[Corpus],
) -> pa.RecordBatchReader:
    """Every item received on the day: a file, a record or page of one, or of what an archive holds.

    A pure function of `data/landing/<day>`.
    """
    with permanent_failures():
        return read_landing_day(
            corpus.landing,
            day_from_key(context.partition_key),
            max_document_bytes=config.max_document_bytes,
        )


@dg.multi_asset(
    outs={"articles": table_out("articles"), "rejects": table_out("rejects")},
    partitions_def=daily,
    retry_policy=RETRY,
)
def articles_and_rejects(
    config: ArticlesConfig, corpus: dg.ResourceParam[Corpus], raw_documents: ds.Dataset
) -> Iterator[dg.Output[pa.RecordBatchReader]]:
    """Each raw document read by its format: an article, or a reject with a reason."""
    with permanent_failures():
        column_maps = read_sources(corpus.sources_file).columns()
    extraction = extract(raw_documents, n_workers=config.n_workers, column_maps=column_maps)
    yield dg.Output(extraction.articles, "articles")
    yield dg.Output(extraction.rejects(), "rejects")


@table_asset("article_signatures")
def article_signatures(config: SignaturesConfig, articles: ds.Dataset) -> pa.RecordBatchReader:
    """A MinHash of every article's syllables, by which the stories of the corpus are found."""
    return sign(articles, n_workers=config.n_workers)
