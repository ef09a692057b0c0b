"""articles → the table article_signatures: a few numbers by which copies of an article are found.

MinHash: for each of 128 fixed permutations of all shingles, the least of the article's. Two
articles agree in about the share of their shingles that they have in common (Broder 1997).
"""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from rensa import RMinHash

from diemtin.copies.words import content, shingles
from diemtin.parallel import map_batches
from diemtin.progress import progress
from diemtin.tables.catalog import TABLES
from diemtin.tables.streaming import stream

if TYPE_CHECKING:  # it imports pandas, which a worker process can do without
    import pyarrow.dataset as ds

N_PERMUTATIONS = 128
# A text with fewer shingles is a caption or a notice: only the very same text is its copy.
MIN_SHINGLES = 30

_SCHEMA = TABLES["article_signatures"].schema
_READ = ["article_id", "landing_date", "text", "content_start"]
_BATCH_ARTICLES = 500
_SEED = 20250701
_DTYPE = np.dtype("<u4")


def article_signatures(articles: "ds.Dataset", *, n_workers: int = 1) -> pa.RecordBatchReader:
    """Sign every article.

    Args:
        articles: Rows of the table articles, whose order the signatures keep.
        n_workers: Processes to share the work; the result does not depend on it.
    """
    n_articles = articles.count_rows()
    batches = progress(
        stream(articles, _BATCH_ARTICLES, _READ),
        "signatures",
        n_articles if n_articles > _BATCH_ARTICLES else 0,
        size=len,
    )
    signed = map_batches(sign_batch, batches, n_workers=n_workers)
    return pa.RecordBatchReader.from_batches(_SCHEMA, signed)


def sign_batch(articles: pa.RecordBatch) -> pa.RecordBatch:
    """A batch of articles as a batch of signatures."""
    found = [shingles(content(row["text"], row["content_start"])) for row in articles.to_pylist()]
    signed = [
        row.astype(_DTYPE).tobytes() if len(one) >= MIN_SHINGLES else None
        for one, row in zip(found, _minhashes(found), strict=True)
    ]
    columns = {
        "article_id": articles.column("article_id"),
        "landing_date": articles.column("landing_date"),
        "n_shingles": pa.array([len(one) for one in found], pa.int32()),
        "signature": pa.array(signed, pa.binary()),
    }
    return pa.RecordBatch.from_arrays([columns[name] for name in _SCHEMA.names], schema=_SCHEMA)


def matrix(signatures: pa.Array) -> npt.NDArray[np.uint32]:
    """Signatures as rows of `N_PERMUTATIONS` numbers."""
    joined = b"".join(signatures.to_pylist())
    return np.frombuffer(joined, _DTYPE).reshape(len(signatures), N_PERMUTATIONS)


def _minhashes(found: list[npt.NDArray[np.uint64]]) -> npt.NDArray[np.uint32]:
    if not found:
        return np.empty((0, N_PERMUTATIONS), np.uint32)
    ends = np.cumsum([0, *map(len, found)]).astype(np.uint64)
    digests = RMinHash.digest_matrix_from_flat_token_hashes(
        np.concatenate(found), ends, N_PERMUTATIONS, _SEED
    )
    return np.array(digests.to_rows(), np.uint32)
