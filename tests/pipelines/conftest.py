"""Fixtures of the assets' tests."""

import shutil
from collections.abc import Iterator

import pytest

from diemtin.registry import entries


@pytest.fixture(scope="module")
def small_registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A few files in place of the built-in registry, all of which takes seconds to compile."""
    folder = tmp_path_factory.mktemp("built_in")
    for name in ("titles", "address_forms", "surnames", "provinces"):
        shutil.copy(entries.BUILT_IN / f"{name}.csv", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entries, "BUILT_IN", folder)
        yield
