"""Sentences cut into words: offsets, flags, and no sentence depends on its neighbours."""

import unicodedata
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diemtin.tag.rules.batch import Batch
from diemtin.tag.rules.lexicon import Lexicon
from diemtin.tag.rules.phrases import PhraseTrie
from diemtin.tag.rules.scan import scan_batch
from diemtin.tag.rules.tokens import TOKEN, parts
from diemtin.tag.rules.vocabulary import Vocabulary

PIECES = (
    "Hà Nội", "ở", "Nguyễn Văn Mẫu", "TP.HCM", "Q.1", "Kim Jong-un", "Nội-Hải", "N.V.A.", "THỦ",
    "🙂", "👩‍🌾", "e\u0323\u0302", "x\u0301", "東京", "ไทย", "https://bao.example/a?b=1#c",
    "www.bao.example", "tin@bao.example", "1.234,5", "24/7", ":", "“", "”", "(", ")", "…", "_", "-",
    "\u200b", "\u00a0", "", " ", "  ", "\t", "UBND tỉnh", "Hoà Bình", "İ", "ǅ", "ﬁ", "ß",
)  # fmt: skip
# A line end separates the sentences of a batch; the splitter leaves none inside a sentence.
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\n")
VOCABULARY = Vocabulary(set(), set(), set(), PhraseTrie(()))
SENTENCES = st.one_of(
    st.text(CHARACTERS, max_size=30),
    st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
).map(lambda text: unicodedata.normalize("NFC", text))


def described(batch: Batch, number: int) -> dict[str, Any]:
    """All that is known of a sentence, words by their text and phrases by their entry."""
    words = slice(*batch.firsts[number : number + 2].tolist())
    line = batch.lines[number]
    return {
        "words": [word.text for word in line.words],
        "starts": batch.starts[words].tolist(),
        "ends": batch.ends[words].tolist(),
        "fresh": list(line.is_fresh),
        "close": list(line.is_close),
        "shouted": line.is_shouted,
        "phrases": line.phrases,
        "found": scan_batch(batch)[number],
    }


def words_of(text: str, lexicon: Lexicon) -> list[str]:
    batch = Batch([text], lexicon)
    ends = batch.ends.tolist()
    return [text[a:b] for a, b in zip(batch.starts.tolist(), ends, strict=True)]


@settings(max_examples=150, deadline=None)
@given(st.lists(SENTENCES, max_size=5))
def test_offsets_are_those_of_the_words_in_their_sentence(
    lexicon: Lexicon, texts: Sequence[str]
) -> None:
    texts = [*texts, "Hết."]
    batch = Batch(texts, lexicon)
    assert batch.counts.sum() == len(batch.words)
    for number, text in enumerate(texts):
        about = described(batch, number)
        cut = [text[a:b] for a, b in zip(about["starts"], about["ends"], strict=True)]
        if batch.is_shouted[number]:
            cut = [w.capitalize() if w.isupper() else w for w in cut]
            assert [w.casefold() for w in about["words"]] == [w.casefold() for w in cut]
        else:
            assert about["words"] == cut
        assert sorted(about["starts"]) == about["starts"]
        # Nothing but blanks and joiners without a shape of their own is left out.
        covered = {at for a, b in zip(about["starts"], about["ends"], strict=True)
                   for at in range(a, b)}  # fmt: skip
        left_out = "".join(c for at, c in enumerate(text) if at not in covered)
        assert not any(c.isalpha() and c.isascii() for c in left_out)


@settings(max_examples=100, deadline=None)
@given(st.lists(SENTENCES, max_size=5))
def test_a_sentence_is_read_the_same_alone_and_among_others(
    lexicon: Lexicon, texts: Sequence[str]
) -> None:
    texts = [*texts, "Hết."]
    together = Batch(texts, lexicon)
    for number, text in enumerate(texts):
        if together.counts[number]:
            assert described(together, number) == described(Batch([text], lexicon), 0)


def test_a_sentence_without_words_stands_between_others(lexicon: Lexicon) -> None:
    batch = Batch(["", "Một.", " ", "", "Hai."], lexicon)
    assert batch.counts.tolist() == [0, 2, 0, 0, 2]
    assert batch.starts.tolist() == [0, 3, 0, 3]


@pytest.mark.parametrize("texts", [[], [""], [" ", ""]])
def test_a_batch_may_have_no_words_at_all(texts: list[str], lexicon: Lexicon) -> None:
    batch = Batch(texts, lexicon)
    assert batch.counts.tolist() == [0] * len(texts)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ở TP.HCM.", ["ở", "TP.", "HCM", "."]),
        ("ở Q.1.", ["ở", "Q.", "1", "."]),
        ("ông Kim Jong-un", ["ông", "Kim", "Jong-un"]),
        ("tuyến Nội-Hải", ["tuyến", "Nội", "-", "Hải"]),
        ("bị can N.V.A. khai", ["bị", "can", "N.V.A.", "khai"]),
        ("gửi tin@bao.example nhé", ["gửi", "tin@bao.example", "nhé"]),
        ("xem https://bao.example/a?b=1 nhé", ["xem", "https://bao.example/a?b=1", "nhé"]),
        ("Sở GD&ĐT họp", ["Sở", "GD&ĐT", "họp"]),
        ("O'Neill hát", ["O'Neill", "hát"]),
        ("giá 1.234,5 đồng", ["giá", "1.234,5", "đồng"]),
        ("dịch Covid-19", ["dịch", "Covid-19"]),
        ("(Mẫu)", ["(", "Mẫu", ")"]),
    ],
)
def test_words_are_cut_as_names_need_it(text: str, words: list[str], lexicon: Lexicon) -> None:
    assert words_of(text, lexicon) == words


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(["Đ.", "Ng.", "(", "x", "B", ",", " ", "\t", "\n"]), max_size=6))
def test_a_word_ends_where_it_does_in_the_whole_text(pieces: Sequence[str]) -> None:
    text = "".join(pieces)
    tokens = TOKEN.finditer(text)
    expected = [(m.start() + a, m.start() + b) for m in tokens for a, b in parts(m[0])]
    _, starts, ends, _ = VOCABULARY.cut(text)
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == expected


@given(st.text(CHARACTERS, max_size=20))
def test_the_parts_of_a_token_are_inside_it_and_in_order(text: str) -> None:
    for token in TOKEN.findall(text):
        end = 0
        for start, stop in parts(token):
            assert end <= start < stop <= len(token)
            end = stop
        assert end == len(token)


def fresh(text: str, lexicon: Lexicon) -> list[str]:
    batch = Batch([text], lexicon)
    return [w for w, flag in zip(words_of(text, lexicon), batch.is_fresh, strict=True) if flag]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hôm qua Mẫu nói.", ["Hôm"]),
        ("“Hôm qua” Mẫu nói.", ["Hôm"]),
        ("Ông nói: Mai về.", ["Ông", "Mai"]),
        ("- Mai về (Mẫu).", ["Mai"]),
        ("10 Người về.", ["Người"]),
    ],
)
def test_a_capital_says_nothing_at_the_start_and_behind_an_opening_mark(
    text: str, words: list[str], lexicon: Lexicon
) -> None:
    assert fresh(text, lexicon) == words


def test_words_are_close_with_at_most_one_blank_between(lexicon: Lexicon) -> None:
    batch = Batch(["Một hai,  ba(bốn)", "năm"], lexicon)
    assert batch.is_close.tolist() == [False, True, True, False, True, True, True, False]


@pytest.mark.parametrize(
    ("text", "is_shouted"),
    [
        ("MƯA TO Ở NÚI", True),
        ("MƯA TO NÚI", False),
        ("MƯA TO Ở miền núi", False),
        ("Mưa to ở miền núi", False),
        ("1 2 3 4 5", False),
    ],
)
def test_a_line_is_shouted_if_most_of_at_least_four_words_are_in_capitals(
    text: str, is_shouted: bool, lexicon: Lexicon
) -> None:
    assert Batch([text], lexicon).is_shouted.tolist() == [is_shouted]
