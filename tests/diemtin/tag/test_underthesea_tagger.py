"""The baseline tagger against underthesea itself. All people and places are invented."""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import underthesea
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diemtin.errors import TextError
from diemtin.ingest.canonical import canonical
from diemtin.ingest.encoding import decode
from diemtin.ingest.reasons import Refused
from diemtin.segment.sentences import split
from diemtin.settings import sample_dir
from diemtin.tag.crf.engine import Tagged
from diemtin.tag.tagger import Sentence
from diemtin.tag.underthesea_tagger import UndertheseaTagger, Word
from tests.diemtin.tag.crf.reference import Reference, Row

TAGGER = UndertheseaTagger()

ODD = {
    "eth for d": "Ông ðặng Văn ðức ghé Hà Nội.",
    "capital eth": "Ðà Nẵng đón bà Ðoàn Thị Sáo.",
    "new tone marks": "Bà Thuý Hoà ở Thanh Hoá khoẻ lại, tỉnh Khánh Hoà báo tin.",
    "old tone marks": "Bà Thúy Hòa ở Thanh Hóa khỏe lại, tỉnh Khánh Hòa báo tin.",
    "odd tone marks": "Qúy vị gìa ở phố Qủa Cảm, kìa bà Lùây.",
    "emoji": "Anh Vừ Mí Sò 😀👍🏽 cười :)) ở Sa Pa <3 :D",
    "flag": "Đội 🇻🇳 thắng ở Huế.",
    "Chinese": "Nhà văn 莫言 và ông 王小明 tới Hà Nội.",
    "Japanese and Korean": "Cô さくら gặp anh 김철수 tại Đà Lạt.",
    "Arabic": "Ông محمد علي tới Cần Thơ.",
    "combining mark that has no composed form": "Chị Q\u0303uyên ở Vinh.",
    "address": "Xem https://vidu.example/tin?id=7&p=a(b) hoặc vidu.example/x của báo Sông Mây.",
    "e-mail": "Gửi về toa.soan@vidu.example trước 17:30:00 ngày 27/6/2025.",
    "handle and hash": "Theo @songmay, #HàNội đông nghịt.",
    "abbreviations": "TP.HCM, UBND Q.7, ThS. Lò Mẩy, PGS.TS. Hà Rý, v.v...",
    "numbers": "Giá 1.250.000 đ, tăng 3,5% (4x4), mã 43H-0530, số 09/2017/NĐ-CP.",
    "quotes": "“Phải làm!”, ông Y Blơ Niê nói: 'H'Mông' và N’Thôn Hạ.",
    "dashes": "Hà Nội – Hải Phòng — Móng Cái - Cô Tô --- hết...",
    "only punctuation": "“…” (!?)",
    "underscores": "Anh Lò_Văn_Mẩy ở __Sơn La__.",
    "slashes and backslashes": "A/B \\ C | D ~ E ^ F",
    "superscripts": "Rộng 5 m² và 3 m³, 30°C, ½ số hộ.",
    "ligatures and full width": "ﬁnal ＨＡＮＯＩ Ⅻ №7",
    "one word": "Huế",
    "blanks": "Ông   Lò\tMẩy   ở  Huế .",
    "math letters": "𝐇𝐚̀ 𝐍𝐨̣̂𝐢 vui.",
}


ODD_TEXTS = list(ODD.values())


def by_ner(text: str) -> list[Row]:
    return [(word, part, label) for word, part, _, label in underthesea.ner(text)]


def sample_texts() -> list[tuple[str, str]]:
    found = []
    for path in sorted(sample_dir().rglob("*")):
        if path.suffix == ".txt":
            contents = [path.read_bytes()]
        elif path.suffix == ".jsonl":
            contents = path.read_bytes().splitlines()
        else:
            continue
        for content in contents:
            if text := _text(path, content):
                found.append((path.name, text))
    return found


def _text(path: Path, content: bytes) -> str | None:
    try:
        text = decode(content).text
        record = json.loads(text) if path.suffix == ".jsonl" else {"text": text}
    except (Refused, ValueError):
        return None
    return canonical(record.get("text") or "")[0]


def assert_words_align(words: list[Word], text: str) -> None:
    """Together the words hold every character but white space, in order, once."""
    at = 0
    for word in words:
        assert at <= word.start < word.end
        assert text[at : word.start].strip() == ""
        at = word.end
    assert text[at:].strip() == ""


def assert_agrees_with_underthesea(text: str, said: Callable[[str], list[Row]]) -> None:
    words = TAGGER.words(text)
    expected = said(text)
    assert [(word.part_of_speech, word.label) for word in words] == [
        (part, label) for _, part, label in expected
    ]
    assert_words_align(words, text)
    for word, (theirs, _, _) in zip(words, expected, strict=True):
        ours = "".join(text[word.start : word.end].split())
        # underthesea rewrites words (hoà to hòa), but not their letters without marks.
        assert bare(ours) == bare("".join(theirs.split()))


def bare(text: str) -> str:
    """Without tone marks and with d for every d, upper and lower case kept apart."""
    swapped = text.translate(str.maketrans("ðÐđĐ", "dDdD"))
    decomposed = unicodedata.normalize("NFD", swapped)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def test_on_the_sample_the_labels_are_those_of_underthesea() -> None:
    reference, n_sentences = Reference(), 0
    for name, text in sample_texts():
        for start, end in split(text):
            sentence = text[start:end]
            n_sentences += 1
            try:
                assert_agrees_with_underthesea(sentence, reference.rows)
            except AssertionError as error:
                raise AssertionError(f"{name}: {sentence!r}: {error}") from error
    assert n_sentences > 300


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_on_odd_text_the_labels_are_those_of_underthesea(text: str) -> None:
    assert_agrees_with_underthesea(canonical(text)[0], by_ner)


def test_the_marginal_is_the_probability_of_the_label() -> None:
    for word in TAGGER.words("Bà Lường Thị Xuyến về thăm tỉnh Điện Biên."):
        assert 0 < word.marginal <= 1
    [orlov] = [word for word in TAGGER.words("Ông Orlov thăm Hà Nội.") if word.label == "B-PER"]
    assert orlov.marginal > 0.9


@pytest.mark.parametrize("n_tokens", [300, 401])
def test_a_long_sentence_loses_no_word_and_is_tagged_as_a_whole(n_tokens: int) -> None:
    names = ["Hà Nội", "ông Lò Mẩy", "rẻ", "mưa", "tỉnh Sơn La", ", bà Vi Thị Sáo ."]
    text = " ".join(" ".join(names[n % len(names)] for n in range(n_tokens)).split()[:n_tokens])
    assert_agrees_with_underthesea(text, by_ner)


def test_an_entity_late_in_a_long_sentence_has_the_offsets_of_the_sentence() -> None:
    text = "mưa " * 2_000 + "Ông Orlov thăm Hà Nội."
    *_, last = TAGGER.tag([Sentence("a", "body", text)])
    assert text[last.start : last.end] == "Hà Nội"
    assert last.end == len(text) - 1


@pytest.mark.parametrize("text", ["", " ", "\t"])
def test_a_sentence_without_words_has_none(text: str) -> None:
    assert TAGGER.words(text) == []
    assert TAGGER.tag([Sentence("a", "body", text)]) == []


def test_text_that_is_not_nfc_is_refused() -> None:
    with pytest.raises(TextError, match="NFC"):
        TAGGER.words(unicodedata.normalize("NFD", "Hà Nội"))


@settings(deadline=None, max_examples=60)
@given(
    st.text(max_size=40) | st.lists(st.sampled_from(list(ODD.values())), max_size=3).map(" ".join)
)
@example("a\u0301\u0302")
@example("ǰ İ ẞ ﬃ")
def test_words_align_on_any_canonical_text(text: str) -> None:
    repaired, _ = canonical(text)
    assert_words_align(TAGGER.words(repaired), repaired)


# Entities


def entities(text: str) -> list[tuple[str, str]]:
    mentions = TAGGER.tag([Sentence("a", "body", text)])
    return [(text[one.start : one.end], one.entity_type) for one in mentions]


def test_the_entities_of_a_sentence_are_found() -> None:
    assert entities("Ông Orlov thăm Hà Nội.") == [("Orlov", "PER"), ("Hà Nội", "LOC")]


def test_each_mention_knows_its_sentence() -> None:
    sentences = [
        Sentence("a", "body", "Trời mưa."),
        Sentence("a", "body", "Ông Orlov thăm Hà Nội."),
        Sentence("b", "lead", "Ông Orlov về."),
    ]
    assert [one.sentence for one in TAGGER.tag(sentences)] == [1, 1, 2]


def fixed(
    words: list[tuple[str, str]], text: str, monkeypatch: pytest.MonkeyPatch
) -> UndertheseaTagger:
    """A tagger that finds these `(surface, label)` in the text, with marginals 0.5, 0.6, …"""
    starts, at = [], 0
    for surface, _ in words:
        starts.append(text.index(surface, at))
        at = starts[-1] + len(surface)
    labels = tuple(sorted({label for _, label in words}))
    n = len(words)
    tagged = Tagged(
        counts=np.array([n], np.int32),
        starts=np.array(starts, np.int32),
        ends=np.array(starts, np.int32) + [len(surface) for surface, _ in words],
        n_tokens=np.ones(n, np.int32),
        pos=np.zeros(n, np.uint8),
        labels=np.array([labels.index(label) for _, label in words], np.uint8),
        marginals=0.5 + np.arange(n) / 10,
        pos_names=("N",),
        label_names=labels,
    )
    tagger = UndertheseaTagger()
    monkeypatch.setattr(tagger.engine, "tag", lambda *_, **__: tagged)
    return tagger


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([("Lò", "B-PER"), ("Mẩy", "I-PER")], [("Lò Mẩy", "PER", 0.55)]),
        ([("Lò", "B-PER"), ("Mẩy", "B-PER")], [("Lò", "PER", 0.5), ("Mẩy", "PER", 0.6)]),
        ([("Lò", "I-PER"), ("Mẩy", "I-PER")], [("Lò Mẩy", "PER", 0.55)]),
        ([("Lò", "B-PER"), ("Mẩy", "I-LOC")], [("Lò", "PER", 0.5), ("Mẩy", "LOC", 0.6)]),
        ([("Lò", "B-PER"), ("Mẩy", "O")], [("Lò", "PER", 0.5)]),
        ([("Lò", "B-MISC"), ("Mẩy", "I-MISC")], []),
        ([(",", "B-PER"), ("Lò", "I-PER"), ("Mẩy", "I-PER")], [("Lò Mẩy", "PER", 0.6)]),
        ([("Lò", "B-PER"), ("Mẩy", "I-PER"), ("”", "I-PER")], [("Lò Mẩy", "PER", 0.6)]),
        ([(",", "B-PER"), ("”", "I-PER")], []),
        ([(", Lò", "B-PER"), ("Mẩy ”", "I-PER")], [("Lò Mẩy", "PER", 0.55)]),
        ([("Lò", "O"), ("Mẩy", "O")], []),
    ],
)
def test_labels_become_entities(
    words: list[tuple[str, str]],
    expected: list[tuple[str, str, float]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = ", Lò Mẩy ”" if words[0][0].startswith(",") and words[1][0] != "”" else "Lò Mẩy , ”"
    tagger = fixed(words, text, monkeypatch)
    found = [
        (text[one.start : one.end], one.entity_type, one.confidence)
        for one in tagger.tag([Sentence("a", "body", text)])
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Lễ hội mở ở TP.HCM.", "TP.HCM"),
        ("Lễ hội mở ở TP.HCM.”", "TP.HCM"),
        ("Lễ hội ở TP.HCM. đã mở", "TP.HCM."),
        ("Nạn nhân là N.V.A.", "N.V.A."),
        ("Nạn nhân là Lò Thị H.", "Lò Thị H."),
    ],
)
def test_the_stop_of_the_sentence_is_no_part_of_the_name(
    text: str, surface: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tagger = fixed([(f"{surface.rstrip('.')}.", "B-LOC")], text, monkeypatch)
    (mention,) = tagger.tag([Sentence("a", "body", text)])
    assert text[mention.start : mention.end] == surface


QUOTED = ["“Lò Văn Mẩy”", "(Hà Nội)", "'Orlov'", '"Sơn La",', "[UBND tỉnh Sơn La]", "«Huế»"]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from([*QUOTED, *ODD.values(), "Ông", "thăm", "tại", "và", ":", "-", "’", "…"]),
        min_size=1,
        max_size=6,
    ).map(" ".join)
)
def test_an_entity_never_begins_or_ends_with_a_blank_a_quote_mark_or_a_bracket(text: str) -> None:
    for surface, _ in entities(canonical(text)[0]):
        assert not {surface[0], surface[-1]} & set(" \t“”\"'‘’()[]«»,;:")
