"""Reading CRFsuite model files."""

from pathlib import Path

import numpy as np
import pytest
from underthesea_core import CRFTagger

from diemtin.tag.crf.model_file import ModelFileError, read_model
from diemtin.tag.crf.release import ENTITY_MODEL, POS_MODEL, WORD_MODEL, package_folder

PATHS = [package_folder() / name for name in (WORD_MODEL, POS_MODEL, ENTITY_MODEL)]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_labels_and_sizes_are_those_that_underthesea_core_sees(path: Path) -> None:
    model, tagger = read_model(path), CRFTagger()
    tagger.load(str(path))
    assert list(model.labels) == tagger.labels()
    assert model.weights.shape == (len(model.attributes), len(model.labels))
    assert model.transitions.shape == (len(model.labels),) * 2
    assert sorted(model.attributes.values()) == list(range(len(model.attributes)))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_one_attribute_decides_as_in_underthesea_core(path: Path) -> None:
    model, tagger = read_model(path), CRFTagger()
    tagger.load(str(path))
    for attribute, row in list(model.attributes.items())[::97]:
        assert tagger.tag([[attribute]]) == [model.labels[np.argmax(model.weights[row])]]


@pytest.mark.parametrize("content", [b"", b"lCRF", b"PK\x03\x04" + b"\0" * 100, b"\xff" * 1_000])
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(content)
    with pytest.raises(ModelFileError, match=r"model\.bin is not a whole CRFsuite model"):
        read_model(path)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.999])
def test_a_truncated_model_is_refused(tmp_path: Path, share: float) -> None:
    content = PATHS[-1].read_bytes()
    path = tmp_path / "model.bin"
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(ModelFileError):
        read_model(path)


@pytest.mark.parametrize("place", range(0, 48, 4))
def test_a_damaged_header_is_refused_or_harmless(tmp_path: Path, place: int) -> None:
    content = bytearray(PATHS[-1].read_bytes())
    content[place : place + 4] = b"\xff\xff\xff\x7f"
    path = tmp_path / "model.bin"
    path.write_bytes(content)
    if place in (16, 40, 44):  # the number of features and the references, which are not read
        read_model(path)
    else:
        with pytest.raises(ModelFileError):
            read_model(path)
