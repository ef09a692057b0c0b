"""The release of underthesea that the engine was made for."""

import hashlib
import json
import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from diemtin.tag.crf.release import (
    DICTIONARY,
    ENTITY_MODEL,
    PINNED,
    POS_MODEL,
    RELEASE,
    WORD_MODEL,
    ReleaseError,
    checked_digests,
    package_folder,
    read_rules,
)

TEMPLATES = "897ce9f23a99595cd4dd31735f01ea2f3e20863fa63f8c744893d57b116c369e"


def test_the_installed_underthesea_is_the_one_the_engine_was_made_for() -> None:
    checked_digests(package_folder())  # its message says what to do
    assert version("underthesea") == RELEASE
    assert {WORD_MODEL, POS_MODEL, ENTITY_MODEL, DICTIONARY} <= set(PINNED)


def test_the_templates_are_those_the_engine_was_made_for() -> None:
    rules = read_rules(package_folder())
    templates = [rules.word_templates, rules.pos_templates, rules.entity_templates]
    assert [len(names) for names in templates] == [43, 22, 31]
    digest = hashlib.sha256(json.dumps(templates).encode()).hexdigest()
    assert digest == TEMPLATES, "underthesea's templates changed: see diemtin/tag/crf/release.py"


@pytest.mark.parametrize("name", [WORD_MODEL, DICTIONARY, POS_MODEL, ENTITY_MODEL])
def test_another_release_is_refused_with_a_remedy(tmp_path: Path, name: str) -> None:
    for pinned in PINNED:
        (tmp_path / pinned).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(package_folder() / pinned, tmp_path / pinned)
    assert checked_digests(tmp_path) == PINNED
    with (tmp_path / name).open("ab") as file:
        file.write(b"!")
    with pytest.raises(ReleaseError) as refusal:
        checked_digests(tmp_path)
    assert name in str(refusal.value)
    assert f"Install underthesea=={RELEASE}" in str(refusal.value)
    assert "diemtin/tag/crf/release.py" in str(refusal.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="differ"):
        checked_digests(tmp_path)
