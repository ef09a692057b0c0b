"""Which articles may be copies of each other, by their signatures: locality-sensitive hashing.

The bands have one row each: every one of the 128 numbers in which two articles agree counts. So an
agency's text of 60 syllables is found inside an article of 1,000, where 6 numbers agree on average;
bands of several rows, as for texts of one length, would miss it. What the rows of a usual band keep
away is kept away by `CROWD`, for a number that very many articles have comes from a phrase or a
line that a newspaper puts everywhere, and by what copies of such lengths agree in at least.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from diemtin.copies.compared import MIN_CONTAINMENT

# Agreeing numbers that make a candidate: at least so many, and at least this share of what is to be
# expected of two texts of which the shorter is in the other to MIN_CONTAINMENT.
MIN_AGREEING = 2
MARGIN = 0.35
# Where more articles than this have a number, each is compared with the earliest of them only.
CROWD = 50

_BATCH_PAIRS = 1_000_000

_TABLES = """
CREATE TEMP TABLE bands (article INTEGER, band UTINYINT, value UINTEGER);
CREATE TEMP TABLE sizes (article INTEGER, n_shingles INTEGER);
"""

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
),
counted AS (
    SELECT later, earlier, count(*) AS n_agreeing FROM agreeing
    GROUP BY later, earlier HAVING count(*) >= $min_agreeing
)
SELECT later, earlier
FROM counted
JOIN sizes a ON a.article = earlier
JOIN sizes b ON b.article = later
WHERE n_agreeing * (a.n_shingles + b.n_shingles
                    - $containment * least(a.n_shingles, b.n_shingles))
      >= $margin * $n_bands * $containment * least(a.n_shingles, b.n_shingles)
ORDER BY later, earlier
"""


class Signed(NamedTuple):
    """A batch of signed articles, one in each row of the arrays.

    Attributes:
        articles: Their numbers in order of time.
        n_shingles: How many shingles each has.
        signatures: A row of numbers for each.
    """

    articles: npt.NDArray[np.int32]
    n_shingles: npt.NDArray[np.int32]
    signatures: npt.NDArray[np.uint32]


def candidates(
    connection: duckdb.DuckDBPyConnection, batches: Iterable[Signed]
) -> Iterator[tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]]:
    """Pairs of articles, in batches, sorted by the later and then the earlier.

    Args:
        connection: DuckDB, which does the grouping, on disk where memory is short.
        batches: All articles.

    Yields:
        The later and the earlier articles of pairs.
    """
    connection.execute(_TABLES)
    n_bands = 0
    for batch in batches:
        n_bands = batch.signatures.shape[1]
        connection.register("signed", _banded(batch))
        connection.execute("INSERT INTO bands FROM signed")
        sizes = {"article": batch.articles, "n_shingles": batch.n_shingles}
        connection.register("signed", pa.table(sizes))
        connection.execute("INSERT INTO sizes FROM signed")
    limits = {
        "crowd": CROWD,
        "min_agreeing": MIN_AGREEING,
        "margin": MARGIN,
        "containment": MIN_CONTAINMENT,
        "n_bands": n_bands,
    }
    for found in connection.sql(_QUERY, params=limits).to_arrow_reader(_BATCH_PAIRS):
        yield found.column("later").to_numpy(), found.column("earlier").to_numpy()
    connection.execute("DROP TABLE bands; DROP TABLE sizes")


def _banded(batch: Signed) -> pa.Table:
    n_articles, n_bands = batch.signatures.shape
    return pa.table(
        {
            "article": np.repeat(batch.articles, n_bands),
            "band": np.tile(np.arange(n_bands, dtype=np.uint8), n_articles),
            "value": batch.signatures.reshape(-1),
        }
    )
