"""The default tagger through its seam. All people and places are invented."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diemtin.registry.entries import COLUMNS
from diemtin.tag.diemtin_tagger import DiemTinTagger
from diemtin.tag.rules.lexicon import Lexicon, lexicon_of
from diemtin.tag.tagger import Mention, Sentence

ARTICLES = {
    "a": ["Nguyễn Văn Mẫu sống ở Hà Nội.", "Sáng nay Mẫu kể chuyện.", "Mẫu cười."],
    "b": ["Huyện Mẫu Sơn mưa to.", "Mẫu Sơn lạnh."],
    "c": ["Viện Đo lường Sóng (VĐLS) mở cửa.", "VĐLS thông báo giá."],
    "d": [""],
    "e": ["MƯA LỚN TRÀN VỀ NGHỆ AN", "🙂 Trời tạnh."],
}


@pytest.fixture(scope="module")
def tagger(lexicon: Lexicon) -> DiemTinTagger:
    return DiemTinTagger(lexicon)


def sentences(article: str) -> list[Sentence]:
    return [Sentence(article, "body", text) for text in ARTICLES[article]]


def surfaces(some: list[Sentence], mentions: list[Mention]) -> list[tuple[str, str]]:
    return [(some[m.sentence].text[m.start : m.end], m.entity_type) for m in mentions]


@pytest.mark.parametrize("order", ["abcde", "edcba", "ca", "db", "ce"])
def test_an_articles_mentions_do_not_depend_on_those_beside_it(
    order: str, tagger: DiemTinTagger
) -> None:
    batch = [sentence for article in order for sentence in sentences(article)]
    expected = []
    offset = 0
    for article in order:
        if any(ARTICLES[article]):
            alone = tagger.tag(sentences(article))
            expected += [m._replace(sentence=m.sentence + offset) for m in alone]
        offset += len(ARTICLES[article])
    assert tagger.tag(batch) == expected


@pytest.mark.parametrize(
    "unit",
    ["-", "a@", "Hà-", ". ", "Hà Nội ", "Bộ Y tế ", "NGUYỄN VĂN MẪU ", "(EVN) ", "Phó ", "và "],
)
def test_a_sentence_that_does_not_end_is_tagged_whole(unit: str, tagger: DiemTinTagger) -> None:
    text = "Sáng nay, " + unit * (15_000 // len(unit)) + "ông Nguyễn Văn Mẫu kể chuyện."
    mentions = tagger.tag([Sentence("a", "body", text)])
    ends = [0, *(m.end for m in mentions)]
    assert all(end <= m.start < m.end <= len(text) for end, m in zip(ends, mentions, strict=False))
    assert "Mẫu" in text[mentions[-1].start : mentions[-1].end]


def test_a_short_form_is_resolved_within_its_article_only(tagger: DiemTinTagger) -> None:
    mentions = tagger.tag(sentences("a"))
    persons = [m for m in mentions if m.entity_type == "PER"]
    assert len(persons) > 1
    assert {m.full_form for m in persons} == {"Nguyễn Văn Mẫu"}
    [place] = [m for m in mentions if m.entity_type == "LOC"]
    assert (place.full_form, place.registry_id) == ("Hà Nội", "provinces/ha-noi")
    other = [Sentence("b", "body", text) for text in ARTICLES["a"][1:2]]
    for mention in tagger.tag([*sentences("a"), *other])[len(mentions) :]:
        assert mention.full_form == "Mẫu"


PIECES = (
    "Hà Nội", "Giám đốc", "Sở Y tế", "Nguyễn Văn Mẫu", "TP.HCM", "ông", "(", ")", "VQX", "🙂",
    "e\u0323\u0302", "東京", "https://bao.example/a", "“", "”", ":", "UBND tỉnh", "MƯA TO GIÓ LỚN",
    "đã", "ở", "Peter", "de", "Johnson", "İ", "ǅ", "\u200b",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=40),
    st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join),
).map(lambda text: unicodedata.normalize("NFC", text))


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, max_size=4))
def test_mentions_are_in_order_apart_and_inside_any_text(
    tagger: DiemTinTagger, texts: list[str]
) -> None:
    some = [Sentence(str(number // 2), "body", text) for number, text in enumerate([*texts, "Hết"])]
    mentions = tagger.tag(some)
    assert mentions == sorted(mentions, key=lambda m: (m.sentence, m.start))
    last = (-1, 0)
    for mention in mentions:
        text = some[mention.sentence].text
        assert 0 <= mention.start < mention.end <= len(text)
        assert (mention.sentence, mention.start) >= last
        last = (mention.sentence, mention.end)
        surface = text[mention.start : mention.end]
        assert surface == surface.strip()
        assert mention.entity_type in ("PER", "ORG", "LOC")
        assert 0 <= mention.confidence <= 1
        assert mention.full_form


@pytest.mark.parametrize("texts", [[], [""]])
def test_sentences_without_words_have_no_mentions(texts: list[str], tagger: DiemTinTagger) -> None:
    assert tagger.tag([Sentence("a", "body", text) for text in texts]) == []


def with_row(folder: Path, row: str) -> DiemTinTagger:
    (folder / "mine.csv").write_text(f"{','.join(COLUMNS)}\n{row}\n", "utf-8")
    return DiemTinTagger(lexicon_of(folder))


def test_the_users_registry_makes_names_known(tmp_path: Path, tagger: DiemTinTagger) -> None:
    some = [Sentence("a", "body", "Hôm qua Grobix khai trương chi nhánh mới.")]
    mine = with_row(tmp_path, "mine/grobix,Grobix,,,ORG,company,,,,,own")
    [mention] = mine.tag(some)
    assert surfaces(some, [mention]) == [("Grobix", "ORG")]
    assert mention.registry_id == "mine/grobix"
    assert {m.registry_id for m in tagger.tag(some)} <= {None}


@pytest.mark.parametrize("name", ["Zưng Zảng Quăng", "Sóng Đỏ Lèng"])
def test_a_name_of_the_users_registry_is_found_as_it_says(name: str, tmp_path: Path) -> None:
    some = [Sentence("a", "body", f"Hôm qua {name} khai trương chi nhánh mới.")]
    mine = with_row(tmp_path, f"mine/one,{name},,,ORG,company,,,,,own")
    assert surfaces(some, mine.tag(some)) == [(name, "ORG")]


def test_blanks_of_any_kind_in_the_users_registry_are_single_ones(tmp_path: Path) -> None:
    some = [Sentence("a", "body", "Hôm qua Zưng Zảng Quăng khai trương chi nhánh mới.")]
    mine = with_row(tmp_path, "mine/one,Zưng  Zảng\u00a0Quăng,,,ORG,company,,,,,own")
    assert surfaces(some, mine.tag(some)) == [("Zưng Zảng Quăng", "ORG")]


def test_a_row_of_the_user_is_preferred_to_a_built_in_one_of_the_same_name(tmp_path: Path) -> None:
    some = [Sentence("a", "body", "Xe chạy qua Nghệ An trong đêm.")]
    [mention] = with_row(tmp_path, "mine/nghe-an,Nghệ An,,,LOC,province,,,,,own").tag(some)
    assert mention.registry_id == "mine/nghe-an"
