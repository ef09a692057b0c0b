"""Texts to make copies of."""

import pytest
from upath import UPath

from diemtin.corpus import Corpus
from diemtin.ingest.articles import extract
from diemtin.ingest.raw_documents import raw_documents
from diemtin.landing.sample import land_sample, sample_days
from diemtin.settings import sample_dir
from diemtin.tables.catalog import TABLES


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The texts of the sample, without headlines, each once; some 240 syllables long."""
    folder = tmp_path_factory.mktemp("sample")
    corpus = Corpus(data_dir=folder, tables=UPath(folder / "tables"))
    land_sample(corpus, sample_dir())
    found: dict[str, None] = {}
    for day in sample_days():
        corpus.store.write(TABLES["raw_documents"], day, raw_documents(corpus.landing, day))
        documents = corpus.store.open(TABLES["raw_documents"], [day])
        for row in extract(documents).articles.read_all().to_pylist():
            found[row["text"][row["content_start"] :]] = None
    return [text for text in found if len(text.split()) > 180]
