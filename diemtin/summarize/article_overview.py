"""The table article_overview: one flat row an article, copies and old versions marked."""

import pyarrow as pa
import pyarrow.dataset as ds

from diemtin.summarize.database import summary

_QUERY = """
WITH by_entity AS (
    SELECT article_id, entity_type, entity_key, count(*) AS n,
           arg_min(surface, (start, mention_id)) AS first_surface, min(start) AS first_start
    FROM mentions
    WHERE block_type <> 'furniture'
    GROUP BY article_id, entity_type, entity_key
),
top AS (
    SELECT article_id, entity_type, first_surface
    FROM by_entity
    QUALIFY row_number() OVER (
        PARTITION BY article_id, entity_type ORDER BY n DESC, first_start
    ) = 1
),
found AS (
    SELECT article_id,
           sum(n) AS n_mentions,
           count(*) FILTER (WHERE entity_type = 'PER') AS n_persons,
           count(*) FILTER (WHERE entity_type = 'ORG') AS n_organisations,
           count(*) FILTER (WHERE entity_type = 'LOC') AS n_places
    FROM by_entity GROUP BY article_id
),
lengths AS (SELECT article_id, count(*) AS n_sentences FROM sentences GROUP BY article_id)
SELECT articles.*,
       first_article_id <> articles.article_id AS is_duplicate,
       nullif(first_article_id, articles.article_id) AS duplicate_of,
       coalesce(story_clusters.story_id, articles.article_id) AS story_id,
       articles.article_id = coalesce(story_clusters.story_id, articles.article_id)
           AS is_first_of_story,
       counted_articles.article_id IS NOT NULL AS is_counted,
       coalesce(n_sentences, 0) AS n_sentences,
       coalesce(n_mentions, 0) AS n_mentions,
       coalesce(n_persons, 0) AS n_persons,
       coalesce(n_organisations, 0) AS n_organisations,
       coalesce(n_places, 0) AS n_places,
       person.first_surface AS top_person,
       organisation.first_surface AS top_organisation,
       place.first_surface AS top_place
FROM articles
JOIN article_copies ON article_copies.article_id = articles.article_id
LEFT JOIN counted_articles ON counted_articles.article_id = articles.article_id
LEFT JOIN story_clusters ON story_clusters.article_id = articles.article_id
LEFT JOIN lengths ON lengths.article_id = articles.article_id
LEFT JOIN found ON found.article_id = articles.article_id
LEFT JOIN top person ON person.article_id = articles.article_id AND person.entity_type = 'PER'
LEFT JOIN top organisation
    ON organisation.article_id = articles.article_id AND organisation.entity_type = 'ORG'
LEFT JOIN top place ON place.article_id = articles.article_id AND place.entity_type = 'LOC'
"""


def article_overview(
    articles: ds.Dataset,
    sentences: ds.Dataset,
    mentions: ds.Dataset,
    story_clusters: ds.Dataset,
) -> pa.RecordBatchReader:
    """One row for every article of the corpus, with what was counted in it.

    `top_person` and its like are the surface at the first mention of the entity that the article
    names most often (ties: the one named first).
    """
    return summary(
        "article_overview",
        _QUERY,
        articles=articles,
        sentences=sentences,
        mentions=mentions,
        story_clusters=story_clusters,
    )
