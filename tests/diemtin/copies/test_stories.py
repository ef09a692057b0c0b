"""The rule that makes stories of pairs, on texts that are sets of letters."""

from itertools import combinations

import pytest

from diemtin.copies.compared import Overlap
from diemtin.copies.stories import stories


def grouped(*texts: str) -> list[int]:
    """For each text, in the order in which they were seen, the first of its story.

    A text is a set of letters; texts are copies if half of one is in the other.
    """

    def overlap(a: int, b: int) -> Overlap:
        ours, theirs = set(texts[a]), set(texts[b])
        shared = len(ours & theirs)
        is_copy = 2 * shared >= min(len(ours), len(theirs))
        return Overlap(shared, len(ours), len(theirs), is_copy)

    pairs = sorted((later, earlier) for earlier, later in combinations(range(len(texts)), 2))
    first_of = {told.article: told.first for told in stories(pairs, overlap)}
    return [first_of.get(article, article) for article in range(len(texts))]


def test_texts_that_share_nothing_are_stories_of_their_own() -> None:
    assert grouped("abcd", "efgh", "ijkl") == [0, 1, 2]


def test_copies_join_the_first() -> None:
    assert grouped("abcdef", "abcdef", "xyz", "abcd") == [0, 0, 2, 0]


def test_a_chain_of_changes_does_not_tie_together_what_shares_nothing() -> None:
    assert grouped("abcd", "cdef", "efgh", "ghij") == [0, 0, 2, 2]


def test_an_article_joins_the_story_with_which_it_shares_most() -> None:
    assert grouped("abcdxy", "efghijxy", "abcefghij") == [0, 1, 1]


def test_of_two_with_which_it_shares_as_much_it_joins_the_earlier() -> None:
    assert grouped("abcd", "efgh", "abcdefgh") == [0, 1, 0]


@pytest.mark.parametrize("texts", [("abcdefghijklmnop", "abcd", "efgh", "ijkl", "mnop")])
def test_a_round_up_does_not_make_one_story_of_what_it_holds(texts: tuple[str, ...]) -> None:
    assert grouped(*texts) == [0, 0, 2, 3, 4]


def test_a_round_up_that_comes_later_joins_one_of_the_stories_it_holds() -> None:
    assert grouped("abcd", "efgh", "ijkl", "abcdefghijklmnop") == [0, 1, 2, 0]


def test_two_halves_of_an_article_are_both_its_story() -> None:
    assert grouped("abcdefgh", "abcd", "efgh") == [0, 0, 0]


def test_a_copy_of_what_a_round_up_held_joins_it_too() -> None:
    assert grouped("abcdefghijklmnop", "abcd", "abcd", "efgh") == [0, 0, 0, 3]
