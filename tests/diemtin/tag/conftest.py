"""The built-in lexicon, compiled once for all tests of the tagger."""

import pytest

from diemtin.tag.rules.lexicon import Lexicon, lexicon_of


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return lexicon_of()
