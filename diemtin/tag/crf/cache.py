"""The compiled tables on disk, so that only the first process of an environment compiles them.

A file is keyed by what it was made from: underthesea's files and the engine's code. It is written
under a temporary name and renamed, so processes that start at once may all write it, and a file
that cannot be read is made again.
"""

import hashlib
import json
import logging
import os
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from diemtin.tag.crf.linear_model import Feature, LinearModel
from diemtin.tag.crf.pair_map import PairMap
from diemtin.tag.crf.release import checked_digests, package_folder
from diemtin.tag.crf.tables import Tables, TokenRules, compile_tables

log = logging.getLogger(__name__)

Arrays = dict[str, np.ndarray[Any, Any]]

_MODELS = ("words", "pos", "entities")
_TEXTS = "texts"  # the array with everything that is not one, as JSON


def load_tables(folders: Iterable[Path] | None = None) -> Tables:
    """The tables of the installed underthesea: from the cache, else compiled and put there.

    Args:
        folders: Where the cache may be, in order; default: `cache_folders()`.

    Raises:
        ReleaseError: The installed underthesea is not the one that the engine was made for.
    """
    package = package_folder()
    name = f"crf-{_key(checked_digests(package))}.npz"
    paths = [folder / name for folder in (cache_folders() if folders is None else folders)]
    for path in paths:
        if (tables := _read(path)) is not None:
            return tables
    log.info("Compiling underthesea's models, once for this environment …")
    tables = compile_tables(package)
    for path in paths:
        if _written(path, tables):
            break
    else:
        log.warning("The compiled models cannot be kept: none of %s can be written.", paths)
    return tables


def cache_folders() -> list[Path]:
    """Beside the environment; where that cannot be written, the user's cache."""
    user = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return [Path(sys.prefix) / "var" / "diemtin", Path(user) / "diemtin"]


def _key(digests: Mapping[str, str]) -> str:
    digest = hashlib.sha256(json.dumps([sys.byteorder, digests], sort_keys=True).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _read(path: Path) -> Tables | None:
    """The tables in a file, none if it is not there or not whole."""
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as file:
            return _from_arrays({name: file[name] for name in file.files})
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        log.warning("%s cannot be read (%s); it is made again.", path, error)
        return None


def _written(path: Path, tables: Tables) -> bool:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as file:
            temporary = Path(file.name)
            try:
                np.savez(file, allow_pickle=False, **_to_arrays(tables))
                file.close()
                temporary.chmod(0o644)  # temporary files are private; an environment is not
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)
        for other in path.parent.glob("crf-*.npz"):
            if other != path:  # of older code
                other.unlink(missing_ok=True)
    except OSError as error:
        log.debug("%s cannot be written: %s", path, error)
        return False
    return True


def _to_arrays(tables: Tables) -> Arrays:
    texts: dict[str, Any] = {"rules": tables.rules, "vocabulary": tables.vocabulary}
    arrays: Arrays = {
        "trie_keys": tables.trie.keys,
        "trie_values": _small(tables.trie.values),
        "is_in_dictionary": _small(tables.is_in_dictionary),
        "word_of_node": _small(tables.word_of_node),
        "pair_keys": tables.word_pairs.keys,
        "pair_values": _small(tables.word_pairs.values),
    }
    for name in _MODELS:
        model: LinearModel = getattr(tables, name)
        texts[name] = {
            "labels": model.labels,
            "features": [
                (feature.source, feature.offset, feature.width, feature.before, feature.behind)
                for feature in model.features
            ],
        }
        arrays[f"{name}_weights"] = model.weights
        arrays[f"{name}_transitions"] = model.transitions
        for number, feature in enumerate(model.features):
            arrays[f"{name}_rows_{number}"] = _small(feature.rows)
    arrays[_TEXTS] = np.frombuffer(json.dumps(texts).encode(), np.uint8)
    return arrays


def _from_arrays(arrays: Arrays) -> Tables:
    texts = json.loads(arrays[_TEXTS].tobytes())

    def model(name: str) -> LinearModel:
        features = []
        for number, (source, offset, width, before, behind) in enumerate(texts[name]["features"]):
            rows = _large(arrays[f"{name}_rows_{number}"])
            features.append(Feature(source, offset, width, rows, before, behind))
        return LinearModel(
            tuple(texts[name]["labels"]),
            arrays[f"{name}_weights"],
            arrays[f"{name}_transitions"],
            tuple(features),
        )

    return Tables(
        TokenRules(*texts["rules"]),
        texts["vocabulary"],
        PairMap(arrays["trie_keys"], _large(arrays["trie_values"])),
        _large(arrays["is_in_dictionary"]),
        _large(arrays["word_of_node"]),
        PairMap(arrays["pair_keys"], _large(arrays["pair_values"])),
        *(model(name) for name in _MODELS),
    )


def _small(ids: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Ids as they are on disk: half the size."""
    return ids.astype(np.int32)


def _large(ids: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return ids.astype(np.intp)
