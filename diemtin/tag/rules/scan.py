"""From left to right through a sentence: the first rule that answers decides."""

from collections.abc import Callable, Iterable

from diemtin.tag.rules.batch import Batch
from diemtin.tag.rules.bodies import body, body_before_person
from diemtin.tag.rules.found import Found
from diemtin.tag.rules.known import known_name, not_a_name, ordinary_word, weak_name
from diemtin.tag.rules.lexicon import TITLE
from diemtin.tag.rules.line import Line
from diemtin.tag.rules.others import abbreviation, credited, place_by_cue, unknown_name
from diemtin.tag.rules.persons import (
    foreign_person,
    initials,
    titled_person,
    vietnamese_person,
)
from diemtin.tag.rules.places import headed_place, numbered_street

Rule = Callable[[Line, int], Found | None]

# In order; each is asked only where the ones before had no answer.
RULES: tuple[Rule, ...] = (
    credited,
    not_a_name,
    body_before_person,
    body,
    headed_place,
    numbered_street,
    titled_person,
    ordinary_word,
    known_name,
    vietnamese_person,
    initials,
    weak_name,
    foreign_person,
    abbreviation,
    place_by_cue,
    unknown_name,
)
# They have no answer where no phrase of the lexicon begins.
_OF_PHRASES = (not_a_name, body_before_person, body, headed_place, known_name, weak_name)
_OF_OTHERS = tuple(rule for rule in RULES if rule not in _OF_PHRASES)


def scan_batch(batch: Batch) -> list[list[Found]]:
    """What the rules decide on in each sentence."""
    return [scan(*of_line) for of_line in zip(batch.lines, batch.candidates, strict=True)]


def scan(line: Line, candidates: Iterable[int]) -> list[Found]:
    """What the rules decide on in a sentence, in order, spans that are no entity included.

    Args:
        line: The sentence.
        candidates: Where names may begin, in order.
    """
    found: list[Found] = []
    end = 0
    for position in candidates:
        if position >= end and (answer := _asked(line, position)):
            found.append(answer)
            end = answer.end
    return found


def _asked(line: Line, position: int) -> Found | None:
    if not line.words[position].is_capital:
        return body(line, position) or headed_place(line, position)
    has_phrase = line.has_phrase(position)
    title = line.longest(position, TITLE) if has_phrase else None
    if title and _is_title(line, position, title.end):
        return None
    for rule in RULES if has_phrase else _OF_OTHERS:
        if answer := rule(line, position):
            return answer
    return None


def _is_title(line: Line, position: int, end: int) -> bool:
    """Whether a capitalised title is no part of a name: `Thủ tướng`, `Ông Hùng`."""
    if end < len(line) and line.words[end - 1].is_capital and end - position == 1:
        return line.words[end].is_capital and not line.words[position].is_surname
    return True
