"""DuckDB over the published tables, out of core, and what the summaries count.

Every summary counts `counted_articles`: every article that landed, copies included, but of several
versions of one URL only the current one, and what arrived again unchanged under its URL not again.
`counted_mentions` are their mentions outside furniture lines. All of it is told from the whole
corpus, so nothing depends on the order in which days were built.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds

from diemtin.tables.catalog import TABLES

DEFAULT_MEMORY_LIMIT = "2GB"
_BATCH_ROWS = 65_536

# An article with another text or headline than the one before it under its URL is a new version.
# What was put into the folder of a day by hand has no hour and counts as the day's last.
_COUNTED = """
CREATE TEMP TABLE article_copies AS
SELECT article_id, landing_date, source,
       first_value(article_id) OVER (
           PARTITION BY content_key ORDER BY landing_date, article_id
       ) AS first_article_id
FROM articles;

CREATE TEMP TABLE url_versions AS
WITH arrivals AS (
    SELECT *, lag(content_key) OVER arrival IS DISTINCT FROM content_key
              OR lag(title) OVER arrival IS DISTINCT FROM title AS is_new
    FROM (SELECT article_id, url_key, content_key, title, landing_date, landed_at, path, record
          FROM articles WHERE url_key IS NOT NULL)
    WINDOW arrival AS (PARTITION BY url_key ORDER BY
                       landing_date, landed_at NULLS LAST, path, record, article_id)
)
SELECT url_key, article_id,
       row_number() OVER (PARTITION BY url_key ORDER BY
                          landing_date, landed_at NULLS LAST, path, record, article_id) AS version,
       version = count(*) OVER (PARTITION BY url_key) AS is_current
FROM arrivals WHERE is_new;

CREATE TEMP TABLE counted_articles AS
SELECT article_id, articles.landing_date, articles.source,
       coalesce(story_id, article_id) AS story_id
FROM articles
LEFT JOIN url_versions USING (article_id)
LEFT JOIN story_clusters USING (article_id)
WHERE articles.url_key IS NULL OR is_current;
"""

_COUNTED_MENTIONS = """
CREATE TEMP VIEW counted_mentions AS
SELECT mention_id, sentence_id, article_id, story_id, counted_articles.landing_date, source,
       entity_type, entity_key, full_form
FROM mentions
JOIN counted_articles USING (article_id)
WHERE block_type <> 'furniture';

CREATE TEMP TABLE entity_names AS
SELECT entity_type, entity_key, full_form AS entity
FROM counted_mentions
GROUP BY entity_type, entity_key, full_form
QUALIFY row_number() OVER (
    PARTITION BY entity_type, entity_key ORDER BY count(*) DESC, full_form
) = 1;
"""


@contextmanager
def database(
    *, memory_limit: str = DEFAULT_MEMORY_LIMIT, **tables: ds.Dataset | pa.Table
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that sees the datasets under their names.

    With `articles` among them it has `article_copies`, `url_versions` and `counted_articles`; with
    `mentions` as well, `counted_mentions` and `entity_names`. An article that `story_clusters` does
    not know, as when it is not given, is a story of its own.

    Args:
        memory_limit: What DuckDB may hold before it spills to disk, e.g. `2GB`.
        **tables: Datasets by the name of the table.
    """
    tables.setdefault("story_clusters", TABLES["story_clusters"].schema.empty_table())
    with duckdb.connect() as connection:
        connection.execute("SET memory_limit = ?", [memory_limit])
        connection.execute("SET TimeZone = 'UTC'")
        for name, dataset in tables.items():
            connection.register(name, dataset)
        if "articles" in tables:
            connection.execute(_COUNTED)
        if {"articles", "mentions"} <= tables.keys():
            connection.execute(_COUNTED_MENTIONS)
        yield connection


def summary(
    table: str,
    query: str,
    *,
    prepare: Callable[[duckdb.DuckDBPyConnection], None] | str = "",
    parameters: dict[str, object] | None = None,
    **tables: ds.Dataset | pa.Table,
) -> pa.RecordBatchReader:
    """Stream a query's result as a summary table, with its declared schema and order.

    Args:
        table: Name of the summary.
        query: What makes its columns.
        prepare: Statements to run before it, or what else there is to do with the connection.
        parameters: Of the query, by name.
        **tables: As for `database`.
    """
    declared = TABLES[table]

    def batches() -> Iterator[pa.RecordBatch]:
        with database(**tables) as connection:
            if callable(prepare):
                prepare(connection)
            else:
                connection.execute(prepare)
            order = ", ".join(f'"{name}"' for name in declared.sort_by)
            names = ", ".join(f'"{name}"' for name in declared.column_names)
            result = connection.sql(
                f"SELECT {names} FROM ({query}) ORDER BY {order}", params=parameters
            )
            for batch in result.to_arrow_reader(_BATCH_ROWS):
                arrays = [
                    column.cast(field.type)
                    for column, field in zip(batch.columns, declared.schema, strict=True)
                ]
                yield pa.RecordBatch.from_arrays(arrays, schema=declared.schema)

    return pa.RecordBatchReader.from_batches(declared.schema, batches())
