"""The release of underthesea that the engine speaks for: its files, templates and rules.

The engine promises underthesea's own words and tags. It can only promise them for models and code
that its tests have seen, so the files are pinned by their SHA-256 and nothing else is compiled.
"""

import hashlib
import importlib.util
from pathlib import Path
from typing import Any, NamedTuple

from diemtin.errors import DiemTinError
from diemtin.logs import root_handlers_kept

RELEASE = "9.5.0"

WORD_MODEL = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727/models.bin"
WORD_TEMPLATES = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727/features.bin"
DICTIONARY = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727/dictionary.bin"
POS_MODEL = "pipeline/pos_tag/pos_crf_2017_10_11.bin"
ENTITY_MODEL = "pipeline/ner/ner_crf_2017_10_12.bin"

# Whatever decides underthesea's words, parts of speech and entities: its models, and the code with
# the templates, the pattern of tokens and the rules of spelling.
PINNED = {
    "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727/models.bin": (
        "c3a64c64349f1d73304f89babacaa8f8cd6078b1ec1a1b2c104e9e411ac1d2c3"
    ),
    "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727/features.bin": (
        "cf93263c7c7973bf50122b0be76a394443ff61be00c1368713dee1b7d5b8a435"
    ),
    "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727/dictionary.bin": (
        "ec8c62b3881c6682c18959988e1fe08800cc835777778845bded470ca02745d9"
    ),
    "pipeline/pos_tag/pos_crf_2017_10_11.bin": (
        "5b1606d0c3688cda7cc1e19b3789e1b98412eb94fc507219dc3bd19ef7ac7493"
    ),
    "pipeline/ner/ner_crf_2017_10_12.bin": (
        "62e7435bb3af0baa9ba0fc2a2436a016c51f34b315cc02da6e45b50fa3a41cee"
    ),
    "pipeline/text_normalize/tn_rules_2023_07_14.bin": (
        "a8ef96ef9837f6a377154fdfc970b9b88351d39f9353fa693d53ab49798817f9"
    ),
    "pipeline/word_tokenize/__init__.py": (
        "65b26025dfd44e2e1ddb03b98b1a25a26fe703596b22730e0c16f79a7f0fbb5d"
    ),
    "pipeline/word_tokenize/regex_tokenize.py": (
        "5cb4fdc04fc806ac51842d9ec96834e9647262361bf865bacc164e96dc898a76"
    ),
    "models/fast_crf_sequence_tagger.py": (
        "2f7dba214c3e4ea31221a328e759c5a11deff902c9768581a061e8a4a28d8762"
    ),
    "pipeline/text_normalize/character_normalize.py": (
        "f10727cca09ec90c88abaaa6b697ad3a1205ab783066ad0b59fa31ecdaa792d1"
    ),
    "pipeline/text_normalize/text_normalizer.py": (
        "f35f6d22e7b1c4f916bc0f832222496ff3993be4f31d34dee2c8fed4565b4c2d"
    ),
    "pipeline/text_normalize/token_normalize.py": (
        "e3dfaccc016417d181260234db2573f2c2c349e403e6566d9f35022633d9c50e"
    ),
    "pipeline/pos_tag/model_crf.py": (
        "1cd2d47e97dc0d7809b9c814eb6d12f9bf910852e807f626ac74e10370e15afe"
    ),
    "pipeline/pos_tag/tagged_feature.py": (
        "1a19bc38d48f140344be6af15139c06cc90c2b52d430437e9ece26c56de223e1"
    ),
    "pipeline/ner/__init__.py": (
        "23c7584e8b1225bdb3c26821c7cf2f6ef8b9f18c448927df4c4a3871a0b5e2ab"
    ),
    "pipeline/ner/model_crf.py": (
        "2c44d8e1ce990a4e651f0eaf6f80fae451d3d79d2a764d0b40451c616bca9821"
    ),
    "pipeline/ner/tagged_feature.py": (
        "41afa823b457e96403a3b80b6de40ff0f23891f275340b0541d9b3e60711727d"
    ),
}


class ReleaseError(DiemTinError):
    """The installed underthesea is not the one that the engine was made for."""


class Rules(NamedTuple):
    """What underthesea's code says, as against its models.

    Attributes:
        token_pattern: The regular expression of a token (verbose).
        characters: Characters that are replaced before tokens are looked for, one by one.
        spellings: Tokens that are written otherwise afterwards.
        word_templates: Templates of the model of words.
        pos_templates: Templates of the model of parts of speech.
        entity_templates: Templates of the model of entities.
        dictionary: The words that `is_in_dict` knows.
    """

    token_pattern: str
    characters: dict[str, str]
    spellings: dict[str, str]
    word_templates: list[str]
    pos_templates: list[str]
    entity_templates: list[str]
    dictionary: list[str]


def package_folder() -> Path:
    """Where underthesea is installed, found without importing it, which takes long.

    Raises:
        ReleaseError: It is not installed.
    """
    spec = importlib.util.find_spec("underthesea")
    if spec is None or not spec.submodule_search_locations:
        raise ReleaseError(f"underthesea is not installed; install underthesea=={RELEASE}")
    return Path(spec.submodule_search_locations[0])


def checked_digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of each pinned file in a folder with the package underthesea.

    Raises:
        ReleaseError: A file is missing or is not the one that the engine was made for.
    """
    digests = {name: _digest(folder / name) for name in PINNED}
    differing = [name for name, digest in digests.items() if digest != PINNED[name]]
    if differing:
        raise ReleaseError(
            f"the installed underthesea is not release {RELEASE}, which the CRF engine was made "
            f"for: {', '.join(differing)} in {folder} differ. Install underthesea=={RELEASE}; or, "
            "to raise the release, set RELEASE and PINNED in diemtin/tag/crf/release.py to the new "
            "one and run tests/diemtin/tag/crf, which compare every tag with underthesea's own"
        )
    return digests


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "missing"


def read_rules(folder: Path) -> Rules:
    """The rules of the installed release. Imports underthesea."""
    with root_handlers_kept():
        # underthesea's own way to read these files, which are pinned above.
        import joblib  # type: ignore[import-untyped]
        from underthesea.pipeline.ner.model_crf import CRFNERPredictor
        from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor
        from underthesea.pipeline.text_normalize.text_normalizer import character_map, token_map
        from underthesea.pipeline.word_tokenize.regex_tokenize import regex_patterns_combine

    templates: dict[str, list[str]] = {}
    predictors: dict[str, Any] = {"pos": CRFPOSTagPredictor, "entity": CRFNERPredictor}
    for name, predictor in predictors.items():
        templates[name] = list(predictor.Instance().transformer.template)
    return Rules(
        token_pattern=str(regex_patterns_combine),
        characters=dict(character_map),
        spellings=dict(token_map),
        word_templates=list(joblib.load(folder / WORD_TEMPLATES)),
        pos_templates=templates["pos"],
        entity_templates=templates["entity"],
        dictionary=sorted(joblib.load(folder / DICTIONARY)),
    )
