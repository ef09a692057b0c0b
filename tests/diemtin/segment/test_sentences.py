"""Where sentences end. All people, places and events in the texts are invented."""

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from benchmarks.quality import hard_sentences
from diemtin.segment import sentences
from diemtin.segment.sentences import REACH, split

CASES = hard_sentences()


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_sentences_end_where_the_guideline_says(marked: list[str]) -> None:
    text = "".join(marked)
    expected = [piece.strip() for piece in marked]
    assert [text[start:end] for start, end in split(text)] == expected


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \t\u00a0\n "])
def test_a_blank_text_has_no_sentence(text: str) -> None:
    assert split(text) == []


def test_other_line_ends_count_as_newlines() -> None:
    text = "một\rhai\r\nba\u2028bốn\u2029năm\vsáu\fbảy"
    assert [text[start:end] for start, end in split(text)] == text.split()


def test_offsets_count_code_points() -> None:
    text = "🎉 Hội làng mở.\u00a0 Đông vui!"
    assert split(text) == [(0, 14), (16, 25)]


PIECES = st.sampled_from(
    [
        *".!?…,:;-–()[]\"'“”‘’«»/@%& \n\t\r\u00a0\u2028\u200b",
        *["TP", "TS", "v.v", "Ông", "ông", "Nam", "A", "H", "Á", "1", "000", "2025", "XVIII"],
        *["https://", "www.", ".vn", "iPhone", "...", "?!", "e\u0301", "🎉", "năm", "Theo"],
    ]
)
ANY_TEXT = st.text() | st.lists(PIECES, max_size=40).map("".join)


@given(ANY_TEXT)
@example("“")
@example(".\"'a")
@example("a.\n\n.b")
def test_sentences_cover_any_text_exactly(text: str) -> None:
    spans = split(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    surfaces = [text[start:end] for start, end in spans]
    assert all(surface == surface.strip() for surface in surfaces)
    assert "".join("".join(surfaces).split()) == "".join(text.split())
    assert not any(re.search(r"[\n\r\v\f\u2028\u2029]", surface) for surface in surfaces)


@given(ANY_TEXT, ANY_TEXT)
def test_each_line_is_split_by_itself(first: str, second: str) -> None:
    moved = [(start + len(first) + 1, end + len(first) + 1) for start, end in split(second)]
    assert split(f"{first}\n{second}") == split(first) + moved


class Counting:
    """A compiled pattern that counts the characters it was given or has read."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.read = 0
        self.longest = 0

    def count(self, size: int) -> None:
        self.read += size
        self.longest = max(self.longest, size)

    def match(self, line: str, at: int = 0) -> re.Match[str] | None:
        found = self.pattern.match(line, at)
        self.count(found.end() - at if found else 1)
        return found

    def search(self, line: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        stop = len(line) if end is None else end
        found = self.pattern.search(line, start, stop)
        self.count((found.end() if found else stop) - start)
        return found

    def split(self, window: str) -> list[Any]:
        self.count(len(window))
        return self.pattern.split(window)


@pytest.mark.parametrize(
    "unit",
    [
        *".\"'(“ aA1",
        '".',
        ". ",
        '. "',
        "a.",
        "A. ",
        "1. ",
        "a.B",
        "...A",
        "http://)",
        "TP. ",
        '" . ',
    ],
)
def test_the_text_is_read_a_bounded_number_of_times(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    patterns = {}
    for name in ("FOLLOWING", "WORD_CHARACTER", "OPENED", "TOKEN_BREAK", "PIECE_BREAK"):
        patterns[name] = Counting(getattr(sentences, name))
        monkeypatch.setattr(sentences, name, patterns[name])
    size = 20_000
    split((unit * size)[:size])
    # What scans ahead reads every character a few times at most; what looks back, a short window.
    assert patterns["FOLLOWING"].read <= 3 * size
    assert patterns["TOKEN_BREAK"].longest <= REACH
    assert patterns["PIECE_BREAK"].longest <= REACH
    assert patterns["OPENED"].longest <= 2
    assert patterns["WORD_CHARACTER"].read <= (1 + REACH) * size
