"""The table daily_sources: what each source delivered on each day, days of nothing included."""

import pyarrow as pa
import pyarrow.dataset as ds

from diemtin.calendar import days_between
from diemtin.summarize.database import summary
from diemtin.tables.store import days_of

_QUERY = """
WITH arrived AS (
    SELECT landing_date, source,
           count(*) FILTER (WHERE article_id = first_article_id) AS n_new,
           count(*) FILTER (WHERE article_id <> first_article_id) AS n_duplicates,
           count(*) FILTER (WHERE article_id = coalesce(story_id, article_id)) AS n_stories,
           0 AS n_rejected
    FROM article_copies
    LEFT JOIN (SELECT article_id, story_id FROM story_clusters) USING (article_id)
    GROUP BY landing_date, source
    UNION ALL
    SELECT landing_date, source, 0, 0, 0, count(*) FROM rejects GROUP BY landing_date, source
),
grid AS (
    SELECT landing_date, is_processed, source
    FROM days CROSS JOIN (SELECT DISTINCT source FROM arrived)
)
SELECT landing_date, source, is_processed,
       coalesce(sum(n_new + n_duplicates + n_rejected), 0) AS n_seen,
       coalesce(sum(n_new), 0) AS n_new,
       coalesce(sum(n_duplicates), 0) AS n_duplicates,
       coalesce(sum(n_stories), 0) AS n_stories,
       coalesce(sum(n_rejected), 0) AS n_rejected
FROM grid LEFT JOIN arrived USING (landing_date, source)
GROUP BY landing_date, source, is_processed
"""


def daily_sources(
    articles: ds.Dataset, rejects: ds.Dataset, story_clusters: ds.Dataset
) -> pa.RecordBatchReader:
    """Count what arrived from every source on every day from the first built to the last."""
    built = set(days_of(articles))
    calendar = list(days_between(min(built), max(built))) if built else []
    days = pa.table(
        {
            "landing_date": pa.array(calendar, pa.date32()),
            "is_processed": pa.array([day in built for day in calendar], pa.bool_()),
        }
    )
    return summary(
        "daily_sources",
        _QUERY,
        articles=articles,
        rejects=rejects,
        story_clusters=story_clusters,
        days=days,
    )
