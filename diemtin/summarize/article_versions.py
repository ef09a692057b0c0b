"""The table article_versions: how the article at an address changed between landings."""

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds

from diemtin.copies.compared import n_common, texts
from diemtin.copies.numbers_on_disk import NumbersOnDisk
from diemtin.copies.words import content, shingles
from diemtin.summarize.database import summary

_FOLLOWING = """
CREATE TEMP TABLE following AS
SELECT article_id, lag(article_id) OVER (PARTITION BY url_key ORDER BY version) AS before
FROM url_versions
QUALIFY before IS NOT NULL
ORDER BY article_id
"""

_QUERY = """
SELECT url_versions.*, articles.* EXCLUDE (url_key, article_id), following.before,
       articles.title IS DISTINCT FROM earlier.title AND version > 1 AS is_title_changed,
       similarity, added_share, removed_share
FROM url_versions
JOIN articles USING (article_id)
LEFT JOIN following USING (article_id)
LEFT JOIN articles earlier ON earlier.article_id = following.before
LEFT JOIN changes USING (article_id)
"""


def article_versions(articles: ds.Dataset) -> pa.RecordBatchReader:
    """Every version of every article that has an address, from the whole corpus."""

    def prepare(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute(_FOLLOWING)
        pairs = connection.sql("FROM following ORDER BY article_id").fetchall()
        connection.register("changes", _changes(articles, pairs))

    return summary("article_versions", _QUERY, prepare=prepare, articles=articles)


def _changes(articles: ds.Dataset, pairs: list[tuple[str, str]]) -> pa.Table:
    """What versions share with those before them; `pairs` are their article_ids."""
    numbers = {name: number for number, name in enumerate(sorted({*sum(pairs, ())}))}
    kept = NumbersOnDisk()
    for one in texts(articles, numbers):
        kept.add(one.article, shingles(content(one.text, one.content_start)))
    rows = []
    for article, before in pairs:
        new, old = kept.part(numbers[article], 0), kept.part(numbers[before], 0)
        shared = n_common(new, old)
        rows.append(
            {
                "article_id": article,
                "similarity": _share(shared, len(new) + len(old) - shared),
                "added_share": 1 - _share(shared, len(new)),
                "removed_share": 1 - _share(shared, len(old)),
            }
        )
    names = ["similarity", "added_share", "removed_share"]
    schema = pa.schema([("article_id", pa.string()), *((name, pa.float64()) for name in names)])
    return pa.Table.from_pylist(rows, schema)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
