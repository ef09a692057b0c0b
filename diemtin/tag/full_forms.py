"""What short forms stand for in their article: `Hùng` for `Nguyễn Mạnh Hùng`, `EVN` for its body.

A person's part of a name stands for the last fuller name before it that ends or begins with it,
else for the next one behind. An abbreviation stands for the body that the article defines it by,
`Tập đoàn Điện lực Việt Nam (EVN)`; a body without its place for the one body that begins so.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from diemtin.tag.keys import entity_key

# Words that a short form may have; it bounds the time for surfaces that are no names.
_LONGEST_SHORT = 30


class Named(NamedTuple):
    """A mention of an article.

    Attributes:
        surface: As it is written.
        entity_type: PER, ORG or LOC.
        is_defined: Whether it stands in brackets right behind the mention before it.
    """

    surface: str
    entity_type: str
    is_defined: bool


def full_forms(mentions: Sequence[Named]) -> list[str]:
    """What each mention of one article stands for: its own surface where nothing else is known."""
    persons = _Persons(mentions)
    bodies = _Bodies(mentions)
    return [
        persons.full_form(position)
        if mention.entity_type == "PER"
        else bodies.full_form(mention.surface)
        if mention.entity_type == "ORG"
        else mention.surface
        for position, mention in enumerate(mentions)
    ]


class _Persons:
    def __init__(self, mentions: Sequence[Named]) -> None:
        self._mentions = mentions
        self._words = [tuple(entity_key(mention.surface).split()) for mention in mentions]
        # Where names stand of which these words are the first or the last.
        self._longer: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for position, (mention, words) in enumerate(zip(mentions, self._words, strict=True)):
            if mention.entity_type == "PER":
                for size in range(1, min(len(words), _LONGEST_SHORT + 1)):
                    for part in {words[:size], words[-size:]}:
                        self._longer[part].append(position)

    def full_form(self, position: int) -> str:
        """The longest name that a person's is part of, followed from name to name."""
        while (fuller := self._fuller(position)) is not None:
            position = fuller
        return self._mentions[position].surface

    def _fuller(self, position: int) -> int | None:
        words = self._words[position]
        places = self._longer.get(words)
        if not places:
            return None
        # `Hùng` is nobody's surname: the end of a name speaks before its beginning.
        ending = [place for place in places if self._words[place][-len(words) :] == words]
        some = ending or places
        before = [place for place in some if place < position]
        return before[-1] if before else some[0]


class _Bodies:
    def __init__(self, mentions: Sequence[Named]) -> None:
        self._defined: dict[str, str] = {}
        names: dict[str, str] = {}
        for before, mention in pairwise(mentions):
            if mention.is_defined and mention.entity_type == before.entity_type == "ORG":
                self._define(mention.surface, before.surface)
        for mention in mentions:
            if mention.entity_type == "ORG":
                names.setdefault(entity_key(mention.surface), mention.surface)
        self._longer: dict[str, list[str]] = defaultdict(list)
        for key, surface in names.items():
            words = key.split()
            for size in range(2, min(len(words), _LONGEST_SHORT + 1)):
                self._longer[" ".join(words[:size])].append(surface)

    def _define(self, short: str, full: str) -> None:
        if len(entity_key(short)) >= len(entity_key(full)):
            return
        self._defined.setdefault(entity_key(short), full)
        # `Bộ Khoa học và Công nghệ (KH&CN)` explains `Bộ KH&CN` as well.
        head = full.split()[0]
        self._defined.setdefault(entity_key(f"{head} {short}"), full)

    def full_form(self, surface: str) -> str:
        key = entity_key(surface)
        if key in self._defined:
            return self._defined[key]
        longer = self._longer.get(key, ())
        return longer[0] if len(longer) == 1 else surface
