"""Reads the model files of CRFsuite (format version 100), which underthesea's models are.

A file has a header with the offsets of its parts, a list of features (state features weigh an
attribute for a label, transition features a label after a label) and two constant databases (CQDB)
with the strings of labels and attributes. Source: `crf1d_model.c` and `cqdb.c` of CRFsuite 0.12.
"""

import struct
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from diemtin.errors import DiemTinError
from diemtin.tag.crf.arrays import Floats

_HEADER = struct.Struct("<4sI4s9I")
_FEATURES_HEADER = struct.Struct("<4sII")
_STRINGS_HEADER = struct.Struct("<4s5I")
_FEATURE = np.dtype([("kind", "<u4"), ("source", "<u4"), ("label", "<u4"), ("weight", "<f8")])
_STATE, _TRANSITION = 0, 1

# underthesea_core leaves out state weights this small when it loads a model.
_SMALLEST_WEIGHT = 1e-10


class ModelFileError(DiemTinError):
    """A file is not a CRFsuite model, or is damaged."""


class Model(NamedTuple):
    """A linear-chain conditional random field.

    Attributes:
        labels: The names of the labels.
        attributes: Row in `weights` of each attribute.
        weights: `[n_attributes, n_labels]`, what an attribute adds to the score of a label.
        transitions: `[n_labels, n_labels]`, what a label (row) adds to the next one (column).
    """

    labels: tuple[str, ...]
    attributes: dict[str, int]
    weights: Floats
    transitions: Floats


def read_model(path: Path) -> Model:
    """The model in a file.

    Raises:
        ModelFileError: The file is not a CRFsuite model, or is damaged.
    """
    content = path.read_bytes()
    try:
        return _parsed(content)
    except (struct.error, ValueError, IndexError) as error:
        raise ModelFileError(
            f"{path} is not a whole CRFsuite model ({error}); install the package again that it "
            "came with"
        ) from error


def _parsed(content: bytes) -> Model:
    magic, size, kind, version, _, n_labels, n_attributes, *offsets = _HEADER.unpack_from(content)
    features_at, labels_at, attributes_at, *_ = offsets
    if (magic, kind, version) != (b"lCRF", b"FOMC", 100):
        raise ValueError("it does not begin as one of version 100")
    if size > len(content):
        raise ValueError(f"it ends after {len(content)} of {size} bytes")
    labels = _strings(content, labels_at, n_labels)
    attributes = _strings(content, attributes_at, n_attributes)
    rows = {attribute: row for row, attribute in enumerate(attributes)}
    if len(rows) != n_attributes or len(set(labels)) != n_labels:
        raise ValueError("a label or attribute appears twice")

    magic, _, n_features = _FEATURES_HEADER.unpack_from(content, features_at)
    if magic != b"FEAT":
        raise ValueError("it has no list of features")
    features = np.frombuffer(content, _FEATURE, n_features, features_at + _FEATURES_HEADER.size)
    is_state = features["kind"] == _STATE
    is_heavy = np.abs(features["weight"]) > _SMALLEST_WEIGHT
    return Model(
        tuple(labels),
        rows,
        _matrix(features[is_state & is_heavy], n_attributes, n_labels),
        _matrix(features[features["kind"] == _TRANSITION], n_labels, n_labels),
    )


def _matrix(features: NDArray[Any], n_rows: int, n_columns: int) -> Floats:
    matrix = np.zeros((n_rows, n_columns))
    matrix[features["source"], features["label"]] = features["weight"]
    return matrix


def _strings(content: bytes, offset: int, count: int) -> list[str]:
    """The strings of a constant database in the order of their ids."""
    magic, _, _, _, n_backward, backward_at = _STRINGS_HEADER.unpack_from(content, offset)
    if magic != b"CQDB" or n_backward < count:
        raise ValueError("a list of its strings is missing")
    backward = np.frombuffer(content, "<u4", count, offset + backward_at)
    strings = []
    for record in backward.tolist():
        (length,) = struct.unpack_from("<I", content, offset + record + 4)
        text = content[offset + record + 8 : offset + record + 8 + length]
        strings.append(text.split(b"\0", 1)[0].decode("utf-8", "replace"))
    return strings
