"""A model trained on a few marked sentences. All people and places are invented."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from underthesea_core import CRFTagger

from diemtin.registry.entries import ENTITY_TYPES
from diemtin.tag.annotated import Annotated, read_annotated
from diemtin.tag.learned.calibration import FILE as CALIBRATION
from diemtin.tag.learned.calibration import load_calibration
from diemtin.tag.learned.examples import examples
from diemtin.tag.learned.model import MODEL, VOCABULARY, EntityModel
from diemtin.tag.learned.training import attributes, calibrate, train, train_and_calibrate
from diemtin.tag.rules.lexicon import Lexicon

TEXT = """\
=== a news
{Sở Mưa|ORG} họp ở {xã Mường Lèng|LOC}. ¦ Ông {Lê Văn Mẫu|PER} chủ trì.
{Mẫu|PER} nói: “Lúa ở {Mường Lèng|LOC} tốt.” ¦ Bà {Orlova|PER} chưa trả lời.
Người dân {Pa Khuôi|LOC} chờ {Viện Đo Sóng|ORG}. ¦ {Viện Đo Sóng|ORG} chưa mở cửa.

=== b politics
LŨ TRÀN VỀ {NGHỆ AN|LOC}
Giám đốc {Trung tâm Hạt giống|ORG} {Đỗ Thị Vi|PER} kể chuyện mưa. ¦ {Vi|PER} cười.
Xe từ {Hà Nội|LOC} tới {huyện Pa Khuôi|LOC} mất 7 giờ. ¦ Trời tạnh.
"""


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Annotated]:
    path = tmp_path_factory.mktemp("texts") / "texts.txt"
    path.write_text(TEXT, "utf-8")
    return read_annotated(path)


@pytest.fixture(scope="module")
def folder(
    documents: list[Annotated], lexicon: Lexicon, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("model")
    train(documents, lexicon, folder, max_iterations=30)
    return folder


def test_the_same_texts_give_the_same_bytes(
    documents: list[Annotated], lexicon: Lexicon, folder: Path, tmp_path: Path
) -> None:
    train(documents, lexicon, tmp_path, max_iterations=30)
    for name in (MODEL, VOCABULARY):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_the_model_has_learnt_its_texts(
    documents: list[Annotated], lexicon: Lexicon, folder: Path
) -> None:
    some = examples(documents, lexicon)
    n_marked = sum(mark.kind != "TIT" for document in documents for mark in document.marks)
    entities = EntityModel(folder).entities(*some.seen)
    assert len(entities.sentences) == n_marked
    assert labels_of(folder, documents, lexicon) == some.labels
    assert ((entities.probabilities > 0) & (entities.probabilities <= 1)).all()


def test_the_labels_are_those_of_underthesea_cores_own_tagger(
    documents: list[Annotated], lexicon: Lexicon, folder: Path
) -> None:
    some = examples(documents, lexicon)
    reference = CRFTagger()
    reference.load(str(folder / MODEL))
    rows = attributes(some, EntityModel(folder).features)
    expected = [label for row in rows if row for label in reference.tag(row)]
    assert labels_of(folder, documents, lexicon) == expected


def labels_of(folder: Path, documents: list[Annotated], lexicon: Lexicon) -> list[str]:
    """The labels that the found entities stand for."""
    some = examples(documents, lexicon)
    entities = EntityModel(folder).entities(*some.seen)
    labels = ["O"] * len(some.labels)
    first = some.batch.firsts[entities.sentences]
    spans = zip(first + entities.starts, first + entities.ends, entities.types, strict=True)
    for start, end, kind in spans:
        labels[start:end] = [f"I-{ENTITY_TYPES[kind]}"] * (end - start)
        labels[start] = f"B-{ENTITY_TYPES[kind]}"
    return labels


def test_the_model_is_trained_on_all_texts_and_its_confidences_on_some_that_it_has_not_seen(
    documents: list[Annotated], lexicon: Lexicon, folder: Path, tmp_path: Path
) -> None:
    train_and_calibrate(documents, lexicon, tmp_path, max_iterations=30)
    assert (tmp_path / MODEL).read_bytes() == (folder / MODEL).read_bytes()
    seen = tmp_path / "seen"
    seen.mkdir()
    train(documents[1:], lexicon, seen, max_iterations=30)
    calibrate(documents[:1], lexicon, seen)
    assert (tmp_path / CALIBRATION).read_bytes() == (seen / CALIBRATION).read_bytes()


def test_calibrated_confidences_are_probabilities_and_rise_with_the_models(
    documents: list[Annotated], lexicon: Lexicon, folder: Path
) -> None:
    calibrate(documents, lexicon, folder)
    curve = load_calibration(folder)
    probabilities = np.linspace(0, 1, 101)
    for kind in range(len(ENTITY_TYPES)):
        for is_proposed in (False, True):
            confidences = curve.confidences(
                probabilities, np.full(101, kind), np.full(101, is_proposed)
            )
            assert ((confidences >= 0) & (confidences <= 1)).all()
            assert all(a <= b for a, b in pairwise(confidences.tolist()))
