"""The table daily_entities: how often each entity was named on each day."""

import pyarrow as pa
import pyarrow.dataset as ds

from diemtin.summarize.database import summary

_QUERY = """
WITH days AS (
    SELECT landing_date, count(*) AS n_day_articles FROM counted_articles GROUP BY landing_date
),
counts AS (
    SELECT landing_date, entity_type, entity_key,
           count(*) AS n_mentions,
           count(DISTINCT article_id) AS n_articles,
           count(DISTINCT source) AS n_sources
    FROM counted_mentions
    GROUP BY landing_date, entity_type, entity_key
),
first_days AS (
    SELECT entity_type, entity_key, story_id, min(landing_date) AS landing_date
    FROM counted_mentions GROUP BY entity_type, entity_key, story_id
),
new_stories AS (
    SELECT landing_date, entity_type, entity_key, count(*) AS n_stories
    FROM first_days GROUP BY landing_date, entity_type, entity_key
)
SELECT * REPLACE (coalesce(n_stories, 0) AS n_stories), n_articles / n_day_articles AS article_share
FROM counts
JOIN days USING (landing_date)
JOIN entity_names USING (entity_type, entity_key)
LEFT JOIN new_stories USING (landing_date, entity_type, entity_key)
"""


def daily_entities(
    articles: ds.Dataset, mentions: ds.Dataset, story_clusters: ds.Dataset
) -> pa.RecordBatchReader:
    """Count every entity on every landing date, over the whole corpus."""
    return summary(
        "daily_entities",
        _QUERY,
        articles=articles,
        mentions=mentions,
        story_clusters=story_clusters,
    )
