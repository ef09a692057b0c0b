"""Summaries over the whole corpus, computed out of core by DuckDB from the daily tables."""

import pyarrow as pa
import pyarrow.dataset as ds

from assets.config import EntityPairsConfig
from assets.declare import table_asset
from diemtin import summarize


@table_asset("story_clusters")
def story_clusters(articles: ds.Dataset, article_signatures: ds.Dataset) -> pa.RecordBatchReader:
    """Which articles tell the same text, who had it first as far as seen, and the delay."""
    return summarize.story_clusters(articles, article_signatures)


@table_asset("article_versions")
def article_versions(articles: ds.Dataset) -> pa.RecordBatchReader:
    """How the article at an address changed from one landing to the next; which one is current."""
    return summarize.article_versions(articles)


@table_asset("daily_entities")
def daily_entities(
    articles: ds.Dataset, mentions: ds.Dataset, story_clusters: ds.Dataset
) -> pa.RecordBatchReader:
    """How often each entity was named on each day, with the share of the day's articles.

    Every article counts, and every distinct story; furniture lines do not.
    """
    return summarize.daily_entities(articles, mentions, story_clusters)


@table_asset("person_roles")
def person_roles(
    articles: ds.Dataset, roles: ds.Dataset, story_clusters: ds.Dataset
) -> pa.RecordBatchReader:
    """In which capacities each person appears, how often and from when to when."""
    return summarize.person_roles(articles, roles, story_clusters)


@table_asset("daily_sources")
def daily_sources(
    articles: ds.Dataset, rejects: ds.Dataset, story_clusters: ds.Dataset
) -> pa.RecordBatchReader:
    """What each source delivered on each day: seen, new, duplicates, rejected, zeros included."""
    return summarize.daily_sources(articles, rejects, story_clusters)


@table_asset("entity_pairs")
def entity_pairs(
    config: EntityPairsConfig,
    articles: ds.Dataset,
    sentences: ds.Dataset,
    mentions: ds.Dataset,
    story_clusters: ds.Dataset,
) -> pa.RecordBatchReader:
    """Which entities occur together, in an article and in a sentence, with normalised PMI."""
    return summarize.entity_pairs(
        articles, sentences, mentions, story_clusters, min_articles=config.min_articles
    )


@table_asset("article_overview")
def article_overview(
    articles: ds.Dataset,
    sentences: ds.Dataset,
    mentions: ds.Dataset,
    story_clusters: ds.Dataset,
) -> pa.RecordBatchReader:
    """The flat table: one row an article, copies marked, with what was counted in it."""
    return summarize.article_overview(articles, sentences, mentions, story_clusters)
