"""The registry as the rules see it: phrases to look for in a text, and what is known of a word."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, partial
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import numpy as np

from diemtin.registry.entries import Entry, Registry, load_registry, registry_state
from diemtin.syllables import folded_anew, one_style
from diemtin.tag.crf.arrays import Flags, Ids, expanded_ranges
from diemtin.tag.crf.release import package_folder
from diemtin.tag.rules.columns import Column
from diemtin.tag.rules.phrases import PhraseTrie
from diemtin.tag.rules.vocabulary import Vocabulary, Word

# What a phrase may be.
NAME, WEAK_NAME, NOT_NAME = "name", "weak_name", "not_name"
TITLE, FORM_OF_ADDRESS, STATE = "title", "form_of_address", "state"
# The kind of title that a body may be held in.
OFFICE = "office"
ORG_HEAD, LOCAL_BODY, LOC_HEAD, WEAK_HEAD = "org_head", "local_body", "loc_head", "weak_head"
ROLES = (
    NAME, WEAK_NAME, NOT_NAME, TITLE, FORM_OF_ADDRESS, STATE, ORG_HEAD, LOCAL_BODY, LOC_HEAD,
    WEAK_HEAD,
)  # fmt: skip

# The kinds of places that a nation is called after.
NATIONS = frozenset(["country", "territory", "historical_country"])

# Answers about surfaces kept before they are looked up anew.
_MAX_KEPT = 50_000

# Districts and communes are named like persons and ordinary words; alone they say nothing.
_WEAK_FILES = {"communes", "districts"}


class Sense(NamedTuple):
    """One thing that a phrase may stand for.

    Attributes:
        role: `NAME`, `TITLE` and so on.
        entity_type: PER, ORG or LOC where it is a name.
        kind: The registry's kind.
        takes_number: Whether a number may follow the head, as in `quận 1`.
        starts_low: Whether a body's name begins with the head also in small letters.
        entry_id: The row of the registry.
    """

    role: str
    entity_type: str = ""
    kind: str = ""
    takes_number: bool = False
    starts_low: bool = False
    entry_id: str = ""


class Readings(dict[tuple[int, str], int]):
    """Phrase with its surface → the number of what it stands for there, found where it is missing.

    Attributes:
        senses: Those of all readings, one reading's behind the other's.
    """

    def __init__(self, of_phrase: Callable[[int], Sequence[tuple[str, Sense]]]) -> None:
        """An empty table.

        Args:
            of_phrase: The forms of a phrase, empty if its capitals do not count, and their senses.
        """
        super().__init__()
        self._of_phrase = of_phrase
        self._columns: dict[str, Column[Sense]] = {}
        self._reset()

    def _reset(self) -> None:
        self.clear()
        self.senses: list[Sense] = []
        self._firsts = array("q", [0])

    def trim(self) -> None:
        """Start anew if the table has become large; between two batches."""
        if len(self) > _MAX_KEPT:
            self._reset()

    def __missing__(self, key: tuple[int, str]) -> int:
        self.senses += self.read(*key)
        self._firsts.append(len(self.senses))
        number = self[key] = len(self._firsts) - 2
        return number

    def read(self, phrase: int, surface: str) -> list[Sense]:
        """What a phrase may stand for, written as it is."""
        exact = one_style(surface)
        found = [
            sense
            for form, sense in self._of_phrase(phrase)
            if not form or (one := one_style(form)) == exact or _is_shouted(one, exact)
        ]
        return sorted(found, key=lambda sense: sense.entry_id)

    def flags(self, name: str) -> Flags:
        """`[n_senses]`: one of the properties of `Sense`, or whether it has a role."""
        if name not in self._columns:
            of_sense = partial(_has_role, name) if name in ROLES else attrgetter(name)
            self._columns[name] = Column(of_sense, bool)
        return self._columns[name].values(self.senses)

    def all_senses(self, phrases: Iterable[int], surfaces: Iterable[str]) -> tuple[Ids, Ids]:
        """How many senses each phrase has, and the numbers of all; by phrases and surfaces."""
        numbers = np.array([self[key] for key in zip(phrases, surfaces, strict=True)], np.intp)
        firsts = np.array(self._firsts, np.intp)
        sizes = np.diff(firsts).take(numbers)
        return sizes, expanded_ranges(firsts.take(numbers), sizes)


class Lexicon:
    """The phrases and words of a registry. Compiling one takes half a second."""

    def __init__(self, registry: Registry) -> None:
        """Compile a registry."""
        self.users = registry.users
        phrases = list(_phrases(registry))
        trie = PhraseTrie(folded_anew("\n".join(form for form, _, _ in phrases)).split("\n"))
        # The rows of each phrase of the trie lie one behind the other.
        order = np.argsort(trie.ends, kind="stable")
        firsts = np.searchsorted(trie.ends[order], np.arange(trie.n_nodes + 1))
        rows = [
            (form if is_exact else "", sense)
            for form, is_exact, sense in map(phrases.__getitem__, order.tolist())
        ]
        self.readings = Readings(lambda phrase: rows[firsts[phrase] : firsts[phrase + 1]])
        self._trie = trie
        self._entry_ids: dict[tuple[str, str], str | None] = {}
        # What the words of the vocabulary are in compounds.
        self._syllables: Column[Word] = Column(
            lambda word: self._compounds.piece(word.fold, 0, len(word.fold))
        )
        self.vocabulary = Vocabulary(
            surnames=_words(registry, "surnames"),
            given_names=_words(registry, "given_names") | _words(registry, "middle_names"),
            foreign_names=_words(registry, "foreign_names"),
            phrases=trie,
        )

    def entry_id(self, surface: str, entity_type: str) -> str | None:
        """The one entry of the registry that a name stands for wherever it is written; or none."""
        key = surface, entity_type
        if key not in self._entry_ids:
            if len(self._entry_ids) > _MAX_KEPT:
                self._entry_ids.clear()
            self._entry_ids[key] = self._only_entry(surface, entity_type)
        return self._entry_ids[key]

    def _only_entry(self, surface: str, entity_type: str) -> str | None:
        phrase = self._trie.phrase(folded_anew(surface))
        found = {
            sense.entry_id
            for sense in self.readings.read(phrase, surface)
            if sense.role == NAME and sense.entity_type == entity_type
        }
        found = found & self.users or found
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _compounds(self) -> PhraseTrie:
        """Words of two and three syllables, so that `Truyền thông` is known as one.

        From the word list in the underthesea package (74,000 words), names left out.
        """
        path = package_folder() / "corpus" / "data" / "Viet74K.txt"
        words = [line for line in path.read_text("utf-8").splitlines() if line[:1].islower()]
        split = map(str.split, folded_anew("\n".join(words)).split("\n"))
        return PhraseTrie(" ".join(syllables) for syllables in split if 2 <= len(syllables) <= 3)

    def is_word(self, *syllables: str) -> bool:
        """Whether the folded syllables make one ordinary word."""
        return self._compounds.phrase(" ".join(syllables)) > 0

    def are_words(self, *syllables: Ids) -> Flags:
        """Whether words, by their numbers, make an ordinary one with those at their place."""
        pieces = self._syllables.values(self.vocabulary.words)
        return self._compounds.are_phrases([pieces.take(numbers) for numbers in syllables])


def _has_role(role: str, sense: Sense) -> bool:
    return sense.role == role


def _is_shouted(form: str, surface: str) -> bool:
    """Whether a name of several words is written in capitals, all letters or all first ones."""
    if " " not in form or not surface[0].isupper():
        return False
    return surface in (form.upper(), form.title()) or (
        surface.casefold() == form.casefold()
        and (
            sum(word[0].isupper() for word in surface.split())
            > sum(word[0].isupper() for word in form.split())
        )
    )


def _words(registry: Registry, file: str) -> frozenset[str]:
    entries = registry.by_file.get(file, ())
    forms = (form for entry in entries for form in (*entry.forms, *entry.weak_aliases))
    return frozenset(folded_anew(form) for form in forms if form not in ("w", "#"))


# `(form, whether its capitals count, sense)`.
_Phrases = Iterator[tuple[str, bool, Sense]]


def _phrases(registry: Registry) -> _Phrases:
    """All that is looked for."""
    for file, entries in registry.by_file.items():
        role = WEAK_NAME if file in _WEAK_FILES else NAME
        yield from _ROLES[file](entries) if file in _ROLES else _names(role, entries)


def _names(role: str, entries: Iterable[Entry]) -> _Phrases:
    for entry in entries:
        if not entry.entity_type:
            continue
        sense = _sense(entry, role)
        for form in entry.forms:
            if not form.isdigit():
                yield form, True, sense
        if entry.weak_aliases:
            weak = _sense(entry, WEAK_NAME)
            for form in entry.weak_aliases:
                yield form, True, weak


def _not_names(entries: Iterable[Entry]) -> _Phrases:
    for entry in entries:
        sense = _sense(entry, NOT_NAME)
        for form in entry.forms:
            yield form, True, sense


def _word_rows(role: str, entries: Iterable[Entry]) -> _Phrases:
    for entry in entries:
        sense = _sense(entry, WEAK_HEAD if entry.kind == "weak_head" else role)
        for form in entry.forms:
            yield form, False, sense
        if role in (TITLE, FORM_OF_ADDRESS):
            for form in entry.weak_aliases:
                yield form, True, sense


def _sense(entry: Entry, role: str) -> Sense:
    if role == FORM_OF_ADDRESS and entry.kind == "state":
        role = STATE
    return Sense(
        role,
        entry.entity_type,
        entry.kind,
        "#" in entry.weak_aliases,
        "lower" in entry.weak_aliases,
        entry.id,
    )


def _nothing(_: Iterable[Entry]) -> _Phrases:
    return iter(())


_ROLES: dict[str, Callable[[Iterable[Entry]], _Phrases]] = {
    "titles": partial(_word_rows, TITLE),
    "occupations": partial(_word_rows, TITLE),
    "address_forms": partial(_word_rows, FORM_OF_ADDRESS),
    "org_heads": partial(_word_rows, ORG_HEAD),
    "local_bodies": partial(_word_rows, LOCAL_BODY),
    "loc_heads": partial(_word_rows, LOC_HEAD),
    "not_names": _not_names,
    "surnames": _nothing,
    "given_names": _nothing,
    "middle_names": _nothing,
    "foreign_names": _nothing,
}


def lexicon_of(registry_dir: Path | None = None) -> Lexicon:
    """The lexicon of the built-in registry and the user's; kept until a file of theirs changes."""
    return _compiled(*registry_state(registry_dir))


@lru_cache(maxsize=2)
def _compiled(registry_dir: Path | None, _fingerprint: str) -> Lexicon:
    return Lexicon(load_registry(registry_dir))
