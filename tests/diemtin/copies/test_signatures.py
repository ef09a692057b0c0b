"""Signatures: the same for ever, and close to what they stand for."""

import hashlib

import numpy as np
import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from diemtin.copies import signatures
from diemtin.copies.signatures import MIN_SHINGLES, N_PERMUTATIONS, article_signatures, matrix
from diemtin.copies.words import SHINGLE
from diemtin.tables.catalog import TABLES

_ONSETS = ["b", "c", "d", "đ", "g", "h", "l", "m", "n", "r", "s", "t", "v", "x"]
_RHYMES = ["a", "an", "anh", "ang", "âu", "em", "ên", "in", "oan", "ong", "ôi", "ung", "ưa", "ương"]
WORDS = [f"{onset}{rhyme}" for onset in _ONSETS for rhyme in _RHYMES]


def articles(*texts: str) -> ds.Dataset:
    empty = {pa.string(): "", pa.int32(): 0}
    rows = [
        {
            field.name: None if field.nullable else empty.get(field.type)
            for field in TABLES["articles"].schema
        }
        | {"article_id": f"{n:04}", "text": text, "title": None}
        for n, text in enumerate(texts)
    ]
    schema = pa.schema([field.with_nullable(True) for field in TABLES["articles"].schema])
    return ds.dataset(pa.Table.from_pylist(rows, schema))


def signed(*texts: str, n_workers: int = 1) -> pa.Table:
    return article_signatures(articles(*texts), n_workers=n_workers).read_all()


def test_signatures_do_not_change_from_one_release_to_the_next() -> None:
    """Those of other days were made with an older one, and all have to go together."""
    [signature] = signed(" ".join(WORDS))["signature"].to_pylist()
    assert len(signature) == 4 * N_PERMUTATIONS
    assert (
        hashlib.sha256(signature).hexdigest()
        == "1441f8abd4391cdc6fe775023cc12f7400be9f650aadc1253e21fb2a9c31c61e"
    )


def test_a_text_of_few_shingles_has_no_signature() -> None:
    found = signed(*(" ".join(WORDS[: MIN_SHINGLES + n]) for n in (6, 7)), "")
    assert found["n_shingles"].to_pylist() == [MIN_SHINGLES - 1, MIN_SHINGLES, 0]
    assert [one is None for one in found["signature"].to_pylist()] == [True, False, True]


@pytest.mark.parametrize("n_common", [7, 60, 150, len(WORDS)])
def test_signatures_agree_in_about_the_share_that_the_texts_have_in_common(n_common: int) -> None:
    others = [word.upper() + "z" for word in WORDS]
    found = signed(" ".join(WORDS), " ".join(WORDS[:n_common] + others[n_common:]))
    one, other = matrix(found["signature"].combine_chunks())
    n_shared, n_each = n_common - SHINGLE + 1, len(WORDS) - SHINGLE + 1
    similarity = n_shared / (2 * n_each - n_shared)
    assert np.mean(one == other) == pytest.approx(similarity, abs=0.13)  # three standard errors


def test_signatures_do_not_depend_on_workers_and_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [" ".join(np.roll(WORDS, n)) for n in range(20)]
    together = signed(*texts)
    monkeypatch.setattr(signatures, "_BATCH_ARTICLES", 3)
    assert signed(*texts).equals(together)
    assert signed(*texts, n_workers=2).equals(together)


def test_no_articles_have_no_signatures() -> None:
    assert signed().num_rows == 0
