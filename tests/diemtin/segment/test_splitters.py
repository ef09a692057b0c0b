"""The splitters that the evaluation compares."""

import subprocess
import sys

import pytest

from diemtin.segment.sentences import split
from diemtin.segment.splitters import SPLITTERS

TEXT = "Chợ nổi họp lại\n\n  Ghe về đông. Giá cá tăng?  Ghe về đông.\r\nTan chợ"


def test_our_splitter_and_the_baseline_are_there() -> None:
    assert list(SPLITTERS) == ["diemtin", "underthesea"]
    assert SPLITTERS["diemtin"] is split


@pytest.mark.parametrize("name", SPLITTERS)
def test_every_splitter_returns_exact_offsets(name: str) -> None:
    surfaces = [TEXT[start:end] for start, end in SPLITTERS[name](TEXT)]
    expected = ["Chợ nổi họp lại", "Ghe về đông.", "Giá cá tăng?", "Ghe về đông.", "Tan chợ"]
    assert surfaces == expected


@pytest.mark.parametrize("name", SPLITTERS)
@pytest.mark.parametrize("text", ["", " \n "])
def test_a_blank_text_has_no_sentence(name: str, text: str) -> None:
    assert SPLITTERS[name](text) == []


def test_underthesea_is_loaded_only_when_it_is_asked_for() -> None:
    code = "import sys, diemtin.segment.splitters; print('underthesea' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
