"""Phrases are found wherever their letters stand between the bounds of words."""

from itertools import combinations_with_replacement

from hypothesis import given
from hypothesis import strategies as st

from diemtin.syllables import folded_anew
from diemtin.tag.rules.phrases import PhraseTrie
from diemtin.tag.rules.vocabulary import Vocabulary

PIECES = ["hà", "nội", "tp.", "tp", "q.1", "hà-nội", "hoà", "hòa", "(vn)", "vn", "gd&đt", ","]
PHRASE = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join)
GAPS = ["", " ", "  ", "\n", "\u00a0", "“", ". "]


@given(
    st.lists(PHRASE, max_size=8),
    st.lists(st.sampled_from([*PIECES, *map(str.upper, PIECES), *map(str.title, PIECES), *GAPS])),
)
def test_every_phrase_that_begins_and_ends_with_a_word_is_found(
    phrases: list[str], pieces: list[str]
) -> None:
    folds = [folded_anew(phrase) for phrase in phrases]
    trie = PhraseTrie(folds)
    text = "".join(pieces)
    _, starts, ends, found = Vocabulary(set(), set(), set(), trie).cut(text)
    fold = folded_anew(text)
    expected = [
        (trie.phrase(surface), first, last)
        for first, last in combinations_with_replacement(range(len(starts)), 2)
        if (surface := fold[starts[first] : ends[last]]) in folds
    ]
    assert sorted(zip(*(column.tolist() for column in found), strict=True)) == sorted(expected)


def test_phrases_have_a_number_each_and_others_none() -> None:
    trie = PhraseTrie(["hà nội", "hà", "hà nội"])
    assert trie.ends.tolist() == [trie.phrase("hà nội"), trie.phrase("hà"), trie.phrase("hà nội")]
    assert 0 < trie.phrase("hà") < trie.phrase("hà nội")
    assert trie.phrase("nội") == trie.phrase("hà nội hà") == trie.phrase("huế") == 0
    assert PhraseTrie(["hà nội"]).phrase("hà") == 0
