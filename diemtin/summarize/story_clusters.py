"""The table story_clusters: which articles tell the same text, and who had it first."""

from collections.abc import Iterator

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.dataset as ds

from diemtin.copies.candidates import Signed, candidates
from diemtin.copies.compared import Compared, texts
from diemtin.copies.signatures import matrix
from diemtin.copies.stories import Told, stories
from diemtin.summarize.database import summary
from diemtin.tables.streaming import stream

# When an article was out, as far as seen. A day without an hour counts from its end; an instant of
# publication after that of landing is a wrong clock or a planned date.
_PREPARE = """
CREATE TEMP MACRO end_of(day) AS
    timezone('Asia/Ho_Chi_Minh', day::TIMESTAMP + INTERVAL 1 DAY) - INTERVAL 1 MICROSECOND;

CREATE TEMP TABLE seen AS
WITH landed AS (
    SELECT *, coalesce(landed_at, end_of(landing_date)) AS in_hand FROM articles
),
instants AS (
    SELECT article_id, landing_date, source, text_key,
           CASE WHEN published_at <= in_hand THEN 'published_at'
                WHEN end_of(published_date) <= in_hand THEN 'published_date'
                WHEN landed_at IS NOT NULL THEN 'landed_at'
                ELSE 'landing_date' END AS seen_by,
           CASE seen_by WHEN 'published_at' THEN published_at
                        WHEN 'published_date' THEN end_of(published_date)
                        ELSE in_hand END AS seen_at
    FROM landed
),
numbered AS (
    SELECT *, (row_number() OVER (ORDER BY seen_at, landing_date, article_id))::INTEGER AS article
    FROM instants
)
SELECT *, min(article) OVER (PARTITION BY text_key) AS original FROM numbered;
"""

# `original`: the first article with the very same text but for tone style and case, which stands
# for the others.
_ORIGINALS = """
SELECT article, place
FROM signed JOIN seen USING (article_id) WHERE article = original ORDER BY place
"""

_QUERY = """
WITH placed AS (
    SELECT seen.*, coalesce(told.first, original) AS first,
           coalesce(in_first, 1) AS containment_in_first,
           coalesce(of_first, 1) AS containment_of_first,
           coalesce(told.similarity, 1) AS similarity
    FROM seen LEFT JOIN told ON told.article = original
)
SELECT placed.*,
       firsts.article_id AS story_id,
       CASE WHEN placed.article = first THEN 'first'
            WHEN least(containment_in_first, containment_of_first) >= 0.8 THEN 'copy'
            WHEN containment_in_first >= 0.8 THEN 'part'
            WHEN containment_of_first >= 0.8 THEN 'whole'
            ELSE 'edited' END AS role,
       CASE WHEN placed.article <> first AND placed.seen_by = firsts.seen_by
                 AND placed.seen_by IN ('published_at', 'landed_at')
            THEN date_sub('minute', firsts.seen_at, placed.seen_at) END AS delay,
       count(*) OVER (PARTITION BY first) AS n_articles,
       n_sources
FROM placed
JOIN seen firsts ON firsts.article = first
JOIN (SELECT first, count(DISTINCT source) AS n_sources FROM placed GROUP BY first)
    USING (first)
"""

_BATCH_SIGNATURES = 10_000


def story_clusters(articles: ds.Dataset, article_signatures: ds.Dataset) -> pa.RecordBatchReader:
    """Group the articles of the whole corpus into stories.

    An article without a signature is a copy of the very same text only.
    """

    def prepare(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute(_PREPARE)
        connection.register("told", _table(_told(connection, articles, article_signatures)))

    return summary(
        "story_clusters",
        _QUERY,
        prepare=prepare,
        articles=articles,
    )


def _told(
    connection: duckdb.DuckDBPyConnection, articles: ds.Dataset, article_signatures: ds.Dataset
) -> list[Told]:
    pairs = list(candidates(connection, _signed(connection, article_signatures)))
    if not pairs:
        return []
    later, earlier = (np.concatenate(side) for side in zip(*pairs, strict=True))
    wanted = _numbers(connection, np.union1d(later, earlier))
    compared = Compared(texts(articles, wanted))
    return stories(zip(later.tolist(), earlier.tolist(), strict=True), compared.overlap)


def _signed(
    connection: duckdb.DuckDBPyConnection, article_signatures: ds.Dataset
) -> Iterator[Signed]:
    columns = ["article_id", "n_shingles", "signature"]
    for batch in stream(article_signatures, _BATCH_SIGNATURES, columns):
        batch = batch.filter(batch.column("signature").is_valid())
        places = pa.array(range(batch.num_rows), pa.int32())
        ids = {"article_id": batch.column("article_id"), "place": places}
        connection.register("signed", pa.table(ids))
        found = connection.sql(_ORIGINALS).to_arrow_table()
        batch = batch.take(found["place"].combine_chunks())
        yield Signed(
            found["article"].to_numpy(),
            batch.column("n_shingles").to_numpy(),
            matrix(batch.column("signature")),
        )


def _numbers(
    connection: duckdb.DuckDBPyConnection, wanted: npt.NDArray[np.int32]
) -> dict[str, int]:
    connection.register("wanted", pa.table({"article": wanted}))
    return dict(
        connection.sql(
            "SELECT article_id, article FROM seen JOIN wanted USING (article)"
        ).fetchall()
    )


def _table(told: list[Told]) -> pa.Table:
    columns = {
        "article": ([one.article for one in told], pa.int32()),
        "first": ([one.first for one in told], pa.int32()),
        "in_first": ([one.overlap.share_of_a for one in told], pa.float64()),
        "of_first": ([one.overlap.share_of_b for one in told], pa.float64()),
        "similarity": ([one.overlap.similarity for one in told], pa.float64()),
    }
    return pa.table({name: pa.array(*column) for name, column in columns.items()})
