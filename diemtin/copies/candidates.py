"""Which articles may be copies of each other, by their signatures: locality-sensitive hashing.

The bands have one row each: a pair is a candidate if two of the 128 numbers agree. So an agency's
text of 60 syllables is found inside an article of 1,000, where 6 numbers agree on average; bands of
several rows, as for equal lengths, would miss it. What the many rows of a usual band keep away is
kept away by `CROWD`: a number that very many articles have comes from a phrase or a line that a
newspaper puts everywhere.
"""

from collections.abc import Iterable, Iterator

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

# Agreeing numbers that make a candidate.
MIN_AGREEING = 2
# Where more articles than this have a number, each is compared with the earliest of them only.
CROWD = 50

_BATCH_PAIRS = 1_000_000

_BANDS = "CREATE TEMP TABLE bands (article INTEGER, band UTINYINT, value UINTEGER)"

# A bucket is what has one value in one band. Pairs come with their later article in order.
_QUERY = """
WITH buckets AS (
    SELECT band, value, count(*) AS n, min(article) AS earliest
    FROM bands GROUP BY band, value HAVING count(*) > 1
),
agreeing AS (
    SELECT a.article AS earlier, b.article AS later
    FROM buckets
    JOIN bands a USING (band, value)
    JOIN bands b USING (band, value)
    WHERE n <= $crowd AND a.article < b.article
    UNION ALL
    SELECT earliest AS earlier, article AS later
    FROM buckets JOIN bands USING (band, value)
    WHERE n > $crowd AND earliest < article
)
SELECT later, earlier FROM agreeing
GROUP BY later, earlier HAVING count(*) >= $min_agreeing
ORDER BY later, earlier
"""


def candidates(
    connection: duckdb.DuckDBPyConnection,
    signatures: Iterable[tuple[npt.NDArray[np.int32], npt.NDArray[np.uint32]]],
) -> Iterator[tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]]:
    """Pairs of articles, in batches, sorted by the later and then the earlier.

    Args:
        connection: DuckDB, which does the grouping, on disk where memory is short.
        signatures: Batches of articles, by their numbers in order of time, and of their signatures.

    Yields:
        The later and the earlier articles of pairs.
    """
    connection.execute(_BANDS)
    for articles, values in signatures:
        connection.register("signed", _banded(articles, values))
        connection.execute("INSERT INTO bands FROM signed")
    found = connection.sql(_QUERY, params={"crowd": CROWD, "min_agreeing": MIN_AGREEING})
    for batch in found.to_arrow_reader(_BATCH_PAIRS):
        yield batch.column("later").to_numpy(), batch.column("earlier").to_numpy()
    connection.execute("DROP TABLE bands")


def _banded(articles: npt.NDArray[np.int32], values: npt.NDArray[np.uint32]) -> pa.Table:
    n_bands = values.shape[1]
    return pa.table(
        {
            "article": np.repeat(articles, n_bands),
            "band": np.tile(np.arange(n_bands, dtype=np.uint8), len(articles)),
            "value": values.reshape(-1),
        }
    )
