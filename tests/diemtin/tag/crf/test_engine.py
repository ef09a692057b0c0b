"""The engine against underthesea itself."""

import itertools
import threading
import unicodedata
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import underthesea
from hypothesis import given, settings
from hypothesis import strategies as st
from underthesea.pipeline.text_normalize.character_normalize import normalize_characters_in_text
from underthesea.pipeline.word_tokenize import regex_tokenize

from diemtin.segment.sentences import split
from diemtin.settings import sample_dir
from diemtin.tag.crf.engine import Engine, Tagged
from tests.diemtin.tag.crf import corpus
from tests.diemtin.tag.crf.reference import Reference

REAL = Path(__file__).resolve().parents[5] / "shared" / "real" / "news-2024"

ENGINE = Engine()
REFERENCE = Reference()

# Texts with what the pattern, the spelling rules and the features look at.
LETTERS = "ʺ×÷aAăẤệđĐðÐoàúyqTPXhHD0157²Σİ \n\t.,:;-–_&@/'’\"()%°\u0300\u0323\u200b莫😀BOSE"
texts = st.one_of(
    st.text(max_size=40),
    st.text(alphabet=LETTERS, max_size=60),
    st.lists(st.sampled_from(corpus.handwritten()), min_size=1, max_size=2).map(" ".join),
)


@cache
def strings() -> list[str]:
    return corpus.strings()


def sentences_of(paths: list[Path]) -> list[str]:
    found = []
    for path in paths:
        text = path.read_bytes().decode("utf-8", "replace")
        found += [text[start:end] for start, end in split(text)]
    return list(dict.fromkeys(found))


def assert_identical(batch: list[str]) -> None:
    tagged = ENGINE.rows(batch, ENGINE.tag(batch))
    differing = [
        (text, ours, theirs)
        for text, ours in zip(batch, tagged, strict=True)
        if ours != (theirs := REFERENCE.rows(text))
    ]
    assert not differing[:3], f"{len(differing)} of {len(batch)} differ"


def one(tagged: Tagged, index: int) -> list[list[float]]:
    """The numbers of one text, to compare."""
    first = int(tagged.counts[:index].sum())
    words = slice(first, first + int(tagged.counts[index]))
    columns = (tagged.starts, tagged.ends, tagged.n_tokens, tagged.pos, tagged.labels)
    assert tagged.marginals is not None
    return [column[words].tolist() for column in (*columns, tagged.marginals)]


def test_the_corpus_is_large_enough() -> None:
    assert len(set(strings())) >= 3_000
    assert sum(len(text.split()) >= 400 for text in strings()) >= 3


def test_words_parts_of_speech_and_entities_are_those_of_underthesea_on_the_corpus() -> None:
    assert_identical(strings())


def test_they_are_those_of_underthesea_on_the_sample() -> None:
    paths = [path for path in sorted(sample_dir().rglob("*")) if path.is_file()]
    assert_identical(sentences_of(paths)[:2_000])


def test_they_are_those_of_underthesea_on_real_articles() -> None:
    if not REAL.is_dir():
        pytest.skip("the real articles are not there")
    assert_identical(sentences_of(sorted(REAL.glob("*.txt")))[::20])


def test_the_reference_is_underthesea_ner_without_its_chunk_tags() -> None:
    for text in strings()[::20]:
        if REFERENCE.rows(text):  # underthesea.ner cannot take a text without tokens
            rows = underthesea.ner(text)
            assert REFERENCE.rows(text) == [(word, pos, label) for word, pos, _, label in rows]


@settings(max_examples=200, deadline=None)
@given(texts)
def test_the_reference_looks_at_what_underthesea_looks_at_on_any_text(text: str) -> None:
    words = underthesea.word_tokenize(text)
    in_pos, _ = REFERENCE.pos.transformer.transform([[(word, "X") for word in words]])
    assert in_pos == [REFERENCE.pos_features(words)]
    tagged = REFERENCE.pos.predict(words)
    in_ner, _ = REFERENCE.ner.transformer.transform([[(*word, "", "X") for word in tagged]])
    assert in_ner == [REFERENCE.ner_features(tagged)]


@settings(max_examples=400, deadline=None)
@given(texts)
def test_they_are_those_of_underthesea_on_any_text(text: str) -> None:
    assert_identical([text])


@settings(max_examples=400, deadline=None)
@given(texts)
def test_offsets_are_those_of_underthesea_s_tokens_on_any_text(text: str) -> None:
    tagged = ENGINE.tag([text])
    matches = regex_tokenize.patterns.finditer(normalize_characters_in_text(text))
    spans = [match.span() for match in matches]
    ends = tagged.n_tokens.cumsum()
    assert tagged.n_tokens.sum() == len(spans)
    assert tagged.starts.tolist() == [spans[i][0] for i in ends - tagged.n_tokens]
    assert tagged.ends.tolist() == [spans[i - 1][1] for i in ends]


@settings(max_examples=100, deadline=None)
@given(texts)
def test_nothing_but_white_space_is_outside_the_words(text: str) -> None:
    tagged = ENGINE.tag([text])
    normal = unicodedata.normalize("NFC", text)
    bounds = [0, *itertools.chain(*zip(tagged.starts, tagged.ends, strict=True)), len(normal)]
    assert bounds == sorted(bounds)
    assert not "".join(normal[a:b] for a, b in zip(bounds[::2], bounds[1::2], strict=True)).strip()


@settings(max_examples=100, deadline=None)
@given(st.lists(texts, max_size=8), st.randoms(use_true_random=False))
def test_results_depend_neither_on_the_batch_nor_on_its_order(batch: list[str], rng) -> None:
    order = list(range(len(batch)))
    rng.shuffle(order)
    together = ENGINE.tag(batch, marginals=True)
    shuffled = ENGINE.tag([batch[i] for i in order], marginals=True)
    fresh = Engine(ENGINE.tables).tag(batch, marginals=True)
    for place, index in enumerate(order):
        alone = ENGINE.tag([batch[index]], marginals=True)
        assert one(together, index) == one(shuffled, place) == one(alone, 0) == one(fresh, index)


def test_large_batches_are_tagged_in_pieces_with_the_same_result(monkeypatch) -> None:
    batch = strings()[:1_500]
    whole = ENGINE.tag(batch, marginals=True)
    monkeypatch.setattr("diemtin.tag.crf.engine._PIECE", 500)
    for one_piece, pieces in zip(whole, ENGINE.tag(batch, marginals=True), strict=True):
        np.testing.assert_array_equal(one_piece, pieces)


def test_marginals_are_those_of_underthesea_core() -> None:
    batch = strings()[::4]
    tagged = ENGINE.tag(batch, marginals=True)
    assert tagged.marginals is not None
    theirs = [value for text in batch for value in REFERENCE.marginals(text)]
    np.testing.assert_allclose(tagged.marginals, theirs, rtol=0, atol=1e-6)


def test_no_texts_and_texts_without_words_are_fine() -> None:
    for batch in ([], [""], ["", " ", "\n"]):
        tagged = ENGINE.tag(batch, marginals=True)
        assert tagged.counts.tolist() == [0] * len(batch)
        assert len(tagged.starts) == 0
        assert ENGINE.rows(batch, tagged) == [[] for _ in batch]


def test_a_very_long_sentence_is_tagged_whole() -> None:
    text = ", ".join(corpus.handwritten() * 20)
    tagged = ENGINE.tag([text], marginals=True)
    assert tagged.counts[0] > 20_000
    assert tagged.marginals is not None
    assert 0 < tagged.marginals.min() <= tagged.marginals.max() <= 1


def test_the_table_of_tokens_is_bounded_and_its_reset_changes_nothing() -> None:
    batch = strings()[:300]
    small = Engine(ENGINE.tables, max_kept=1_000)
    for _ in range(3):
        for first in range(0, len(batch), 50):
            part = batch[first : first + 50]
            assert small.rows(part, small.tag(part)) == ENGINE.rows(part, ENGINE.tag(part))
            largest = sum(160 * 2 + 2 * len(chunk) for text in part for chunk in text.split())
            assert small.n_kept <= 10 * largest


def test_several_threads_may_use_one_engine() -> None:
    batches = [strings()[first : first + 100] for first in range(0, 1_600, 100)]
    expected = [ENGINE.rows(batch, ENGINE.tag(batch)) for batch in batches]
    shared = Engine(ENGINE.tables, max_kept=50_000)
    found: dict[int, object] = {}

    def work(worker: int) -> None:
        for number in range(worker, len(batches), 4):
            found[number] = shared.rows(batches[number], shared.tag(batches[number]))

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[number] for number in range(len(batches))] == expected
