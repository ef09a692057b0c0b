"""Which articles are one story: the rule that makes groups of pairs.

Articles come in the order in which they were seen. Each joins the story whose first article it
shares most with (of equal ones the earliest), or begins its own. It has to be a copy of that first
article itself, so a chain of small changes does not tie unrelated texts together. Where one of the
two is but a small part of the other, it has to be a copy of every other article of the story as
well: a round-up holds many stories, which do not become one by it.
"""

from collections.abc import Callable, Iterable
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from diemtin.copies.compared import Overlap


class Told(NamedTuple):
    """An article that tells the story of an earlier one."""

    article: int
    first: int
    overlap: Overlap


def stories(pairs: Iterable[tuple[int, int]], overlap: Callable[[int, int], Overlap]) -> list[Told]:
    """The articles that are not the first of their story, in their order.

    Args:
        pairs: The later and the earlier article of each candidate pair, by numbers in the order in
            which they were seen, sorted.
        overlap: What two articles share.
    """
    told: list[Told] = []
    first_of: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    for later, group in groupby(pairs, itemgetter(0)):
        best: Told | None = None
        for first in sorted({first_of.get(earlier, earlier) for _, earlier in group}):
            found = overlap(later, first)
            if not found.is_copy or (best and found.n_shared <= best.overlap.n_shared):
                continue
            others = members.get(first, ())
            if found.is_embedded and not all(overlap(later, one).is_copy for one in others):
                continue
            best = Told(later, first, found)
        if best:
            told.append(best)
            first_of[later] = best.first
            members.setdefault(best.first, []).append(later)
    return told
