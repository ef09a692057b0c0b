"""What a registry says of phrases and words. Names are invented where they can be."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from diemtin.registry.entries import COLUMNS
from diemtin.tag.learned.document import Evidence
from diemtin.tag.learned.features import Features
from diemtin.tag.rules import lexicon as lexicon_module
from diemtin.tag.rules import vocabulary
from diemtin.tag.rules.batch import Batch
from diemtin.tag.rules.lexicon import Lexicon, lexicon_of
from diemtin.tag.rules.scan import scan_batch
from tests.diemtin.tag.small_registry import cut, lexicon, small_lexicon


def roles(text: str, surface: str) -> set[str]:
    """The roles in which the lexicon finds exactly this phrase in a text."""
    (line,) = cut(text).lines
    words = surface.split()
    return {
        phrase.sense.role
        for phrase in line.phrases
        if [word.text for word in line.words[phrase.start : phrase.end]] == words
    }


@pytest.mark.parametrize("surface", ["Nghệ An", "NGHỆ AN"])
def test_a_name_is_found_as_written_and_in_capitals(surface: str) -> None:
    assert roles(f"Anh ở {surface}.", surface) == {"name"}


@pytest.mark.parametrize("surface", ["nghệ an", "Nghệ an", "nghệ An", "NGHỆ An"])
def test_a_name_with_fewer_or_mixed_capitals_is_another_word(surface: str) -> None:
    assert roles(f"Anh ở {surface}.", surface) == set()


@pytest.mark.parametrize("surface", ["Liên Hợp Quốc", "LIÊN HỢP QUỐC"])
def test_names_with_more_capitals_than_the_registry_has_are_found(surface: str) -> None:
    assert roles(f"Họ theo {surface}.", surface) == {"name"}


@pytest.mark.parametrize("surface", ["Thành Phố Hồ Chí Minh", "THÀNH PHỐ HỒ CHÍ MINH"])
def test_first_letters_in_capitals_are_the_same_name(surface: str) -> None:
    assert roles(f"Họ ở {surface} từ lâu.", surface) == {"name"}


@pytest.mark.parametrize("surface", ["LHQ", "lhq", "Lhq"])
def test_the_capitals_of_one_word_count(surface: str) -> None:
    assert roles(f"Họ theo {surface}.", surface) == ({"name"} if surface == "LHQ" else set())


@pytest.mark.parametrize("surface", ["giám đốc", "Giám đốc", "GIÁM ĐỐC", "Giám Đốc"])
def test_titles_are_found_whatever_their_capitals(surface: str) -> None:
    assert roles(f"Gặp {surface} rồi.", surface) == {"title"}


@pytest.mark.parametrize("surface", ["Thanh Hóa", "Thanh Hoá", "THANH HÓA", "THANH HOÁ"])
def test_both_styles_of_tone_marks_are_one_spelling(surface: str) -> None:
    assert roles(f"Anh ở {surface}.", surface) == {"name"}


def test_weak_forms_and_the_names_of_districts_and_communes_are_weak() -> None:
    assert roles("Anh ở Hồ Chí Minh.", "Hồ Chí Minh") == {"weak_name"}
    assert roles("Anh ở Mường Khói.", "Mường Khói") == {"weak_name"}
    assert roles("Anh ở Tân An.", "Tân An") == {"weak_name"}


def test_names_of_digits_alone_are_not_looked_for() -> None:
    assert roles("Anh ở 1.", "1") == set()


def test_words_of_people_s_names_are_no_phrases_but_are_known() -> None:
    (line,) = cut("Lê Văn Orlov").lines
    assert line.phrases == []
    surname, given, foreign = line.words
    assert (surname.is_surname, given.is_given, foreign.is_foreign) == (True, True, True)
    assert not foreign.is_vietnamese


def test_the_entry_of_a_name_is_told_where_there_is_one_only() -> None:
    assert lexicon().entry_id("Nghệ An", "LOC") == "provinces/000"
    assert lexicon().entry_id("NGHỆ AN", "LOC") == "provinces/000"
    assert lexicon().entry_id("Hanoi", "LOC") == "provinces/001"
    assert lexicon().entry_id("Nghệ An", "ORG") is None
    assert lexicon().entry_id("Mường Khói", "LOC") is None  # weak: it may be something else
    assert lexicon().entry_id("Xương Rồng", "LOC") is None
    twins = small_lexicon("companies: Rồng Bay | company", "clubs: Rồng Bay | club")
    assert twins.entry_id("Rồng Bay", "ORG") is None


def test_two_things_of_one_name_are_both_told() -> None:
    twins = small_lexicon("companies: Rồng Bay | company", "provinces: Rồng Bay | province")
    (line,) = Batch(["Họ ở Rồng Bay."], twins).lines
    assert [phrase.sense.entity_type for phrase in line.phrases] == ["ORG", "LOC"]


@pytest.mark.parametrize(
    ("syllables", "is_word"),
    [
        (("truyền", "thông"), True),
        (("hải", "dương", "học"), True),
        (("thông", "truyền"), False),
        (("truyền",), False),
        ((), False),
    ],
)
def test_ordinary_words_of_several_syllables_are_known(
    syllables: tuple[str, ...], is_word: bool
) -> None:
    assert lexicon().is_word(*syllables) is is_word


# The user's registry


def own(folder: Path, *rows: str) -> Path:
    (folder / "mine.csv").write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", "utf-8")
    return folder


def decided(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    batch = Batch([text], lexicon)
    (found,) = scan_batch(batch)
    return [
        (text[batch.starts[one.start] : batch.ends[one.end - 1]], one.entity_type) for one in found
    ]


def test_the_user_s_names_are_known_and_a_changed_file_is_noticed(tmp_path: Path) -> None:
    text = "Ông rời Xương Rồng hôm ấy."
    own(tmp_path, "mine/xuong-rong,Xương Rồng,,,ORG,company,,,,,own")
    first = lexicon_of(tmp_path)
    assert decided(text, first) == [("Xương Rồng", "ORG")]
    assert lexicon_of(tmp_path) is first
    own(tmp_path, "mine/xuong-rong,Xương Rồng,,,LOC,village,,,,,own")
    assert decided(text, lexicon_of(tmp_path)) == [("Xương Rồng", "LOC")]


def test_folders_without_files_share_the_built_in_registry(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing of it", "utf-8")
    assert lexicon_of(tmp_path) is lexicon_of(tmp_path / "nowhere") is lexicon_of()


# What is kept in memory


@pytest.fixture
def small_tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(vocabulary, "MAX_WORDS", 5)
    monkeypatch.setattr(lexicon_module, "_MAX_KEPT", 2)
    yield


TEXTS = [
    "Giám đốc Sở Y tế Nghệ An Lê Văn Thử nói ở Hà Nội.",
    "Cô nói tiếng Nga ở Thái Lan.",
    "Bà con xã Tân An vui.",
]


def test_tables_that_have_become_large_start_anew_and_say_the_same(small_tables: None) -> None:
    lexicon = small_lexicon()
    expected = [(list(line.words), line.phrases) for text in TEXTS for line in cut(text).lines]
    ages, tables = [], []
    for _ in range(2):
        found = []
        for text in TEXTS:
            (line,) = Batch([text], lexicon).lines
            found.append((list(line.words), line.phrases))
            if not tables or tables[-1] is not lexicon.vocabulary.words:
                tables.append(lexicon.vocabulary.words)
            ages.append(len(tables))
        assert found == expected
    assert ages == sorted(set(ages))
    assert len(lexicon.vocabulary.words) < 20


def test_the_features_of_words_follow_a_table_that_started_anew(small_tables: None) -> None:
    lexicon, features = small_lexicon(), Features(["sở", "nga", "xã"])
    for _ in range(2):
        for text in TEXTS:
            batch = Batch([text], lexicon)
            fresh = Features(["sở", "nga", "xã"])
            nothing = batch.words * 0
            said = Evidence(nothing, nothing, nothing)
            arguments = (batch, scan_batch(batch), said, ["body"])
            expected = fresh.arrays(*arguments)
            for name, values in features.arrays(*arguments).items():
                assert values.tolist() == expected[name].tolist(), name
