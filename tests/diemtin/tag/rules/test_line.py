"""Phrases, runs of capitals and initials in a sentence cut into words. Names are invented."""

import numpy as np
import pytest

from tests.diemtin.tag.small_registry import cut


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("chị Vừ Thị H., 30 tuổi", ["chị", "Vừ", "Thị", "H.", ",", "30", "tuổi"]),
        ("chị Vừ Thị H. (30 tuổi)", ["chị", "Vừ", "Thị", "H.", "(", "30", "tuổi", ")"]),
        ("em Th. (6 tuổi)", ["em", "Th.", "(", "6", "tuổi", ")"]),
        ("uống vitamin A.", ["uống", "vitamin", "A", "."]),
        ("đầu năm.Mừng tuổi", ["đầu", "năm", ".", "Mừng", "tuổi"]),
        ("số 09/2017/NĐ-CP", ["số", "09/2017", "/", "NĐ-CP"]),
        ("theo vidu.example hôm qua", ["theo", "vidu.example", "hôm", "qua"]),
        ("Lò_Mẩy", ["Lò", "_", "Mẩy"]),
    ],
)
def test_the_stop_of_initials_belongs_to_them_and_that_of_sentences_does_not(
    text: str, words: list[str]
) -> None:
    batch = cut(text)
    spans = zip(batch.starts.tolist(), batch.ends.tolist(), strict=True)
    assert [text[start:end] for start, end in spans] == words


def test_words_of_a_shouted_line_are_read_as_if_written_with_one_capital() -> None:
    line = cut("LÊ VĂN THỬ VỀ QUÊ").lines[0]
    assert [word.text for word in line.words] == ["Lê", "Văn", "Thử", "Về", "Quê"]


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


@pytest.mark.parametrize("text", ["Nghệ Anh", "Nghệ An-na", "nghệ an", "Nghệ  An"])
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


def test_runs_do_not_go_over_the_end_of_a_sentence() -> None:
    batch = cut("Lê", "Văn", "", "Thử")
    begins, ends = batch.runs
    assert np.stack([begins, ends]).tolist() == [[0, 1, 2], [1, 2, 3]]
