"""The registry as the rules see it: phrases to look for in a text, and what is known of a word."""

import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import underthesea
from ahocorasick_rs import AhoCorasick

from diemtin.registry.entries import Entry, Registry
from diemtin.syllables import folded, is_syllable, one_style
from diemtin.tag.rules.words import OPENERS

# What a phrase may be.
NAME, WEAK_NAME, NOT_NAME = "name", "weak_name", "not_name"
TITLE, FORM_OF_ADDRESS, STATE = "title", "form_of_address", "state"
ORG_HEAD, LOCAL_BODY, LOC_HEAD, WEAK_HEAD = "org_head", "local_body", "loc_head", "weak_head"

_INITIALS = re.compile(r"(?:[A-ZĐƠƯÔÂĂÊ]\.)+[A-ZĐƠƯÔÂĂÊ]?|[A-ZĐ]|(?:Ph|Nh|Kh|Th|Tr|Ch|Ng|Gi|Qu)\.")
_ROMAN = re.compile(r"[IVX]+")

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


class Pattern(NamedTuple):
    """A phrase as it is looked for, and the ways in which it may be written."""

    folded: str
    spellings: dict[str, list[Sense]]  # by the exact form; "" stands for any capitalisation


class Word(NamedTuple):
    """What is known of a word wherever it stands."""

    text: str
    fold: str
    is_alpha: bool
    is_capital: bool
    is_acronym: bool
    is_number: bool
    is_roman: bool
    is_initials: bool
    is_vietnamese: bool
    is_surname: bool
    is_given: bool
    is_foreign: bool
    is_opener: bool


class Lexicon:
    """The phrases and words of a registry. Loading takes some tenths of a second."""

    def __init__(self, registry: Registry) -> None:
        """Compile a registry."""
        self.registry = registry
        patterns: dict[str, dict[str, list[Sense]]] = {}
        for form, is_exact, sense in _phrases(registry):
            spellings = patterns.setdefault(folded(form), {})
            spellings.setdefault(one_style(form) if is_exact else "", []).append(sense)
        self.patterns = [Pattern(phrase, patterns[phrase]) for phrase in sorted(patterns)]
        self.automaton = AhoCorasick([pattern.folded for pattern in self.patterns])
        self.surnames = _words(registry, "surnames")
        self.given_names = _words(registry, "given_names") | _words(registry, "middle_names")
        self.foreign_names = _words(registry, "foreign_names")
        self._words: dict[str, Word] = {}

    def senses(self, pattern: Pattern, surface: str) -> Sequence[Sense]:
        """What a found phrase may stand for, written as it is."""
        found = list(pattern.spellings.get("", ()))
        exact = one_style(surface)
        for form, senses in pattern.spellings.items():
            if form and (form == exact or _is_shouted(form, exact)):
                found += senses
        return found

    def word(self, text: str) -> Word:
        """What is known of a word."""
        word = self._words.get(text)
        if word is None:
            if len(self._words) > 200_000:
                self._words.clear()
            word = self._words[text] = self._described(text)
        return word

    def _described(self, text: str) -> Word:
        fold = folded(text)
        letters = [character for character in text if character.isalpha()]
        is_alpha = text[0].isalpha()
        is_capital = is_alpha and text[0].isupper()
        return Word(
            text=text,
            fold=fold,
            is_alpha=is_alpha,
            is_capital=is_capital,
            is_acronym=is_capital and len(letters) > 1 and all(map(str.isupper, letters)),
            is_number=text[0].isdigit(),
            is_roman=_ROMAN.fullmatch(text) is not None,
            is_initials=_INITIALS.fullmatch(text) is not None,
            is_vietnamese=is_syllable(text),
            is_surname=fold in self.surnames,
            is_given=fold in self.given_names,
            is_foreign=fold in self.foreign_names and not is_syllable(text),
            is_opener=fold in OPENERS,
        )

    @cached_property
    def compounds(self) -> frozenset[tuple[str, ...]]:
        """Words of two and three syllables, so that `Truyền thông` is known as one.

        From the word list in the underthesea package (74,000 words), names left out.
        """
        path = Path(underthesea.__file__).parent / "corpus" / "data" / "Viet74K.txt"
        lines = path.read_text("utf-8").splitlines()
        return frozenset(
            syllables
            for line in lines
            if line[:1].islower() and 2 <= len(syllables := tuple(folded(line).split())) <= 3
        )

    def is_word(self, *syllables: str) -> bool:
        """Whether the folded syllables make one ordinary word."""
        return syllables in self.compounds


def _is_shouted(form: str, surface: str) -> bool:
    """Whether a name of several words is written in capitals, all letters or all first ones."""
    if " " not in form or not surface[0].isupper():
        return False
    return (
        surface in (form.upper(), form.title())
        or surface.casefold() == form.casefold()
        and (
            sum(word[0].isupper() for word in surface.split())
            > sum(word[0].isupper() for word in form.split())
        )
    )


def _words(registry: Registry, file: str) -> frozenset[str]:
    forms = (form for entry in registry.of(file) for form in (*entry.forms, *entry.weak_aliases))
    return frozenset(folded(form) for form in forms if form not in ("w", "#"))


def _phrases(registry: Registry):  # type: ignore[no-untyped-def]
    """`(form, whether its capitals count, sense)` of all that is looked for."""
    for entry in registry.entries:
        yield from _ROLES.get(entry.file, _names)(entry)


def _names(entry: Entry):  # type: ignore[no-untyped-def]
    if not entry.entity_type:
        return
    role = WEAK_NAME if entry.file in _WEAK_FILES else NAME
    for form in entry.forms:
        if not form.isdigit():
            yield form, True, _sense(entry, role)
    for form in entry.weak_aliases:
        yield form, True, _sense(entry, WEAK_NAME)


def _not_names(entry: Entry):  # type: ignore[no-untyped-def]
    for form in entry.forms:
        yield form, True, _sense(entry, NOT_NAME)


def _word_rows(role: str):  # type: ignore[no-untyped-def]
    def phrases(entry: Entry):  # type: ignore[no-untyped-def]
        sense = _sense(entry, WEAK_HEAD if entry.kind == "weak_head" else role)
        for form in entry.forms:
            yield form, False, sense
        if role in (TITLE, FORM_OF_ADDRESS):
            for form in entry.weak_aliases:
                yield form, True, sense

    return phrases


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


def _nothing(_: Entry):  # type: ignore[no-untyped-def]
    return ()


_ROLES = {
    "titles": _word_rows(TITLE),
    "address_forms": _word_rows(FORM_OF_ADDRESS),
    "org_heads": _word_rows(ORG_HEAD),
    "local_bodies": _word_rows(LOCAL_BODY),
    "loc_heads": _word_rows(LOC_HEAD),
    "not_names": _not_names,
    "surnames": _nothing,
    "given_names": _nothing,
    "middle_names": _nothing,
    "foreign_names": _nothing,
}


def default_lexicon(user_dir: Path | None = None) -> Lexicon:
    """The lexicon of the built-in registry and the user's."""
    from diemtin.registry.entries import load_registry

    return Lexicon(load_registry(user_dir))
