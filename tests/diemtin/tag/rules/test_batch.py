"""Sentences cut into words, many at once: where words are and what is said of them."""

import unicodedata

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diemtin.tag.rules.line import Line
from tests.diemtin.tag.small_registry import cut

PIECES = [
    "Ông", "Lê", "Văn", "Thử", "thăm", "Hà Nội", "tỉnh Nghệ An", "TP.HCM", "Q.1", "UBND", "N.V.A.",
    "GD&ĐT", "Jong-un", "Nội-Hải", "O'Neill", "Th.S", "A.Vừ.B", "09/2017/NĐ-CP", "3,5%", "1.250", ".",
    "...", "…", ",", ":", "“", "”", "(", ")", "-", "–", "_", "https://vidu.example/a?b=(c)",
    "toa.soan@vidu.example", "vidu.example", "😀👍🏽", "🇻🇳", "e\u0301", "\u0301", "Q\u0303uyên", "莫言",
    "김철수", "محمد", "ﬁnal", "Ⅻ", "ǰ", "İ", "\t", "\u00a0", "\u2028", "",
]  # fmt: skip
TEXTS = st.text(max_size=30) | st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join)
# What the pipeline hands on: NFC, and no line end inside a sentence.
SENTENCES = TEXTS.map(lambda text: unicodedata.normalize("NFC", text).replace("\n", " "))


def words(*texts: str) -> list[list[str]]:
    """The words of each sentence as they stand in it."""
    batch = cut(*texts)
    spans = zip(batch.starts.tolist(), batch.ends.tolist(), strict=True)
    found = [span for span in spans]
    bounds = batch.firsts.tolist()
    return [
        [text[start:end] for start, end in found[a:b]]
        for text, a, b in zip(texts, bounds, bounds[1:], strict=False)
    ]


@settings(deadline=None, max_examples=150)
@given(st.lists(SENTENCES, max_size=4))
@example([])
@example([""])
@example(["", "", "Huế", ""])
@example(["\u0301", "a\u0301 \u0301"])
@example(["TP.HCM", "Nội-Hải A.Vừ.B"])
def test_words_hold_every_visible_character_once_and_in_order(texts: list[str]) -> None:
    batch = cut(*texts)
    bounds = batch.firsts.tolist()
    assert len(bounds) == len(texts) + 1
    assert batch.counts.tolist() == np.diff(batch.firsts).tolist()
    for text, first, behind in zip(texts, bounds, bounds[1:], strict=False):
        at = 0
        for start, end in zip(
            batch.starts[first:behind].tolist(), batch.ends[first:behind].tolist(), strict=True
        ):
            assert at <= start < end <= len(text)
            assert not _visible(text[at:start])
            at = end
        assert not _visible(text[at:])


def _visible(between: str) -> str:
    """What a word should have held: all but blanks and marks that stand alone."""
    return "".join(c for c in between if not c.isspace() and unicodedata.category(c)[0] != "M")


def _said(line: Line) -> tuple[object, ...]:
    return (list(line.words), list(line.is_fresh), list(line.is_close), line.is_shouted,
            line.phrases)  # fmt: skip


@settings(deadline=None, max_examples=100)
@given(st.lists(SENTENCES, max_size=5))
@example(["", "Ông Lê", "", "Văn Thử"])
@example(["tỉnh", "Nghệ An"])
@example(["LÊ VĂN THỬ VỀ QUÊ", "Ông về."])
def test_a_batch_of_sentences_is_each_sentence_alone(texts: list[str]) -> None:
    batch = cut(*texts)
    bounds = batch.firsts.tolist()
    begins, ends = batch.runs
    for number, text in enumerate(texts):
        alone = cut(text)
        inside = slice(bounds[number], bounds[number + 1])
        assert batch.starts[inside].tolist() == alone.starts.tolist()
        assert batch.ends[inside].tolist() == alone.ends.tolist()
        assert batch.is_capital[inside].tolist() == alone.is_capital.tolist()
        assert _said(batch.lines[number]) == _said(alone.lines[0])
        assert batch.candidates[number] == alone.candidates[0]
        here = (begins >= inside.start) & (begins < inside.stop)
        runs = (begins[here] - inside.start).tolist(), (ends[here] - inside.start).tolist()
        assert runs == tuple(array.tolist() for array in alone.runs)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông Thử về.", ["Ông", "Thử", "về", "."]),
        ("ở TP.HCM hôm qua", ["ở", "TP.", "HCM", "hôm", "qua"]),
        ("ở Tp.Vinh", ["ở", "Tp.", "Vinh"]),
        ("ở Q.1, P.5", ["ở", "Q.", "1", ",", "P.", "5"]),
        ("anh N.V.A. khai", ["anh", "N.V.A.", "khai"]),
        ("anh N.V.A.", ["anh", "N.V.A."]),
        ("chị Vừ Thị H., 30 tuổi", ["chị", "Vừ", "Thị", "H.", ",", "30", "tuổi"]),
        ("em Th. (6 tuổi)", ["em", "Th.", "(", "6", "tuổi", ")"]),
        ("Sở GD&ĐT", ["Sở", "GD&ĐT"]),
        ("ông Lò Jong-un", ["ông", "Lò", "Jong-un"]),
        ("tuyến Nội-Hải", ["tuyến", "Nội", "-", "Hải"]),
        ("dịch Covid-19", ["dịch", "Covid-19"]),
        ("cô O'Neill", ["cô", "O'Neill"]),
        ("cô O’Neill", ["cô", "O’Neill"]),
        ("ngày 27/6/2025, tăng 3,5%", ["ngày", "27/6/2025", ",", "tăng", "3,5", "%"]),
        ("xem https://vidu.example/a?b=(c) nhé", ["xem", "https://vidu.example/a?b=(c)", "nhé"]),
        ("gửi toa.soan@vidu.example.", ["gửi", "toa.soan@vidu.example", "."]),
        ("theo vidu.example hôm qua", ["theo", "vidu.example", "hôm", "qua"]),
        ("đầu năm.Mừng tuổi", ["đầu", "năm", ".", "Mừng", "tuổi"]),
        ("“Về đi!”", ["“", "Về", "đi", "!", "”"]),
        ("số 09/2017/NĐ-CP", ["số", "09/2017", "/", "NĐ-CP"]),
        ("😀👍🏽 Huế", ["😀", "👍", "🏽", "Huế"]),
        ("Lò_Mẩy", ["Lò", "_", "Mẩy"]),
        ("", []),
        (" \t ", []),
    ],
)
def test_a_sentence_is_cut_into_words(text: str, expected: list[str]) -> None:
    assert words(text) == [expected]


def fresh(text: str) -> list[str]:
    """The words at which a capital says nothing."""
    batch = cut(text)
    return [
        text[a:b]
        for a, b, is_fresh in zip(batch.starts, batch.ends, batch.is_fresh, strict=True)
        if is_fresh
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông Thử về Vinh.", ["Ông"]),
        ("“Về đi”, ông nói.", ["Về"]),
        ("Ông nói: Về đi.", ["Ông", "Về"]),
        ("Ông nói: “Về đi”.", ["Ông", "Về"]),
        ("- Về đi!", ["Về"]),
        ("1. Về Vinh.", ["Về"]),
        ("Ông Thử, Vinh.", ["Ông"]),
        ("Ông đến (Vinh).", ["Ông"]),
        ("Về! Đi!", ["Về", "Đi"]),
        ("", []),
        ("123 ...", []),
    ],
)
def test_a_capital_says_nothing_at_the_beginning_and_behind_opening_marks(
    text: str, expected: list[str]
) -> None:
    assert fresh(text) == expected


@pytest.mark.parametrize(
    ("text", "is_shouted"),
    [
        ("LÊ VĂN THỬ VỀ QUÊ", True),
        ("UBND TỈNH NGHỆ AN họp", True),
        ("UBND tỉnh Nghệ An họp", False),
        ("UBND TP.HCM", False),
        ("", False),
        ("1 2 3 4 5", False),
    ],
)
def test_a_line_in_capitals_is_shouted_from_four_words_on(text: str, is_shouted: bool) -> None:
    assert cut(text).is_shouted.tolist() == [is_shouted]


def test_words_of_a_shouted_line_are_read_as_if_written_with_one_capital() -> None:
    line = cut("LÊ VĂN THỬ VỀ QUÊ").lines[0]
    assert [word.text for word in line.words] == ["Lê", "Văn", "Thử", "Về", "Quê"]


def test_words_are_close_when_at_most_one_blank_is_between_them() -> None:
    line = cut("Ông Thử  về\u00a0Vinh .").lines[0]
    assert list(line.is_close) == [False, True, False, True, True]


def test_the_first_word_of_a_sentence_is_not_close_to_the_last_of_the_one_before() -> None:
    assert [list(line.is_close) for line in cut("Lê", "Văn").lines] == [[False], [False]]


def phrases(*texts: str) -> list[list[tuple[str, str]]]:
    batch = cut(*texts)
    return [
        [
            (" ".join(w.text for w in line.words[p.start : p.end]), p.sense.role)
            for p in line.phrases
        ]
        for line in batch.lines
    ]


def test_phrases_are_found_with_the_longest_first() -> None:
    assert phrases("Giám đốc Sở Y tế Nghệ An.") == [
        [
            ("Giám đốc", "title"),
            ("Sở Y tế", "local_body"),
            ("Sở", "org_head"),
            ("Nghệ An", "name"),
        ]
    ]


@pytest.mark.parametrize("text", ["Nghệ Anh", "tNghệ An", "Nghệ An-na", "nghệ an", "Nghệ  An"])
def test_a_phrase_inside_words_or_with_other_capitals_is_none(text: str) -> None:
    assert ("Nghệ An", "name") not in phrases(text)[0]


def test_no_phrase_goes_over_the_end_of_a_sentence() -> None:
    assert phrases("Ở Nghệ", "An về.") == [[], []]


def runs(text: str) -> list[str]:
    batch = cut(text)
    begins, ends = batch.runs
    return [
        text[batch.starts[begin] : batch.ends[end - 1]]
        for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông Lê Văn Thử về Vinh.", ["Ông Lê Văn Thử", "Vinh"]),
        ("Hôm qua Kevin de Bruyne về.", ["Hôm", "Kevin de Bruyne"]),
        ("Thử, Vân và An", ["Thử", "Vân", "An"]),
        ("Lê  Văn", ["Lê", "Văn"]),
        ("không tên", []),
        ("", []),
    ],
)
def test_runs_are_stretches_of_capitalised_words(text: str, expected: list[str]) -> None:
    assert runs(text) == expected
