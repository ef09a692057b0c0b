"""The table person_roles: in which capacities each person appears."""

import pyarrow as pa
import pyarrow.dataset as ds

from diemtin.summarize.database import summary

_QUERY = """
WITH counted_roles AS (
    SELECT article_id, story_id, counted_articles.landing_date, source, person_key, person_name,
           title_key, title, title_kind, coalesce(body_key, '') AS body_key, body_name
    FROM roles JOIN counted_articles USING (article_id)
    WHERE block_type <> 'furniture'
),
-- Of the ways in which each is written, the most frequent; ties by code points.
persons AS (
    SELECT person_key, person_name AS person FROM counted_roles
    GROUP BY person_key, person_name
    QUALIFY row_number() OVER (
        PARTITION BY person_key ORDER BY count(*) DESC, person_name) = 1
),
titles AS (
    SELECT title_key, title, title_kind FROM counted_roles
    GROUP BY title_key, title, title_kind
    QUALIFY row_number() OVER (
        PARTITION BY title_key ORDER BY count(*) DESC, title, title_kind) = 1
),
bodies AS (
    SELECT body_key, body_name AS body FROM counted_roles
    GROUP BY body_key, body_name
    QUALIFY row_number() OVER (PARTITION BY body_key ORDER BY count(*) DESC, body_name) = 1
),
counts AS (
    SELECT person_key, title_key, body_key,
           count(*) AS n_roles,
           count(DISTINCT article_id) AS n_articles,
           count(DISTINCT story_id) AS n_stories,
           count(DISTINCT source) AS n_sources,
           min(landing_date) AS first_landing_date,
           max(landing_date) AS last_landing_date
    FROM counted_roles
    GROUP BY person_key, title_key, body_key
)
SELECT * FROM counts
JOIN persons USING (person_key) JOIN titles USING (title_key) JOIN bodies USING (body_key)
"""


def person_roles(
    articles: ds.Dataset, roles: ds.Dataset, story_clusters: ds.Dataset
) -> pa.RecordBatchReader:
    """Count every title of every person in every body, over the whole corpus."""
    return summary(
        "person_roles", _QUERY, articles=articles, roles=roles, story_clusters=story_clusters
    )
