"""From left to right through a sentence: the first rule that answers decides."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise

import numpy as np

from diemtin.tag.crf.arrays import Flags
from diemtin.tag.rules.batch import Batch
from diemtin.tag.rules.bodies import body, body_before_person
from diemtin.tag.rules.found import Found
from diemtin.tag.rules.known import known_name, not_a_name, ordinary_word, weak_name
from diemtin.tag.rules.lexicon import (
    FORM_OF_ADDRESS,
    LOC_HEAD,
    LOCAL_BODY,
    NAME,
    NOT_NAME,
    ORG_HEAD,
    STATE,
    TITLE,
    WEAK_NAME,
)
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


def scan_batch(batch: Batch) -> list[list[Found]]:
    """What the rules decide on in each sentence."""
    may_answer = _may_answer(batch)
    bits = np.zeros(len(batch.words), np.intp)
    for number, rule in enumerate(RULES):
        bits |= may_answer[rule].astype(np.intp) << number
    positions = np.flatnonzero(bits)
    asked = map(_rules, bits[positions].tolist())
    at = np.searchsorted(positions, batch.firsts).tolist()
    positions -= batch.firsts[batch.sentences[positions]]
    candidates = list(zip(positions.tolist(), asked, strict=True))
    return [
        scan(line, candidates[a:b]) for line, (a, b) in zip(batch.lines, pairwise(at), strict=True)
    ]


def scan(line: Line, candidates: Iterable[tuple[int, Sequence[Rule]]]) -> list[Found]:
    """What the rules decide on in a sentence, in order, spans that are no entity included.

    Args:
        line: The sentence.
        candidates: Where names may begin, in order, and the rules to be asked there.
    """
    found: list[Found] = []
    end = 0
    for position, rules in candidates:
        if position >= end:
            for rule in rules:
                if answer := rule(line, position):
                    found.append(answer)
                    end = answer.end
                    break
    return found


@cache
def _rules(bits: int) -> tuple[Rule, ...]:
    return tuple(rule for number, rule in enumerate(RULES) if bits >> number & 1)


def _may_answer(batch: Batch) -> dict[Rule, Flags]:
    """`[n_words]` for each rule: where what it needs is there; elsewhere it has no answer."""
    is_capital, is_fresh, is_acronym = batch.is_capital, batch.is_fresh, batch.flags("is_acronym")
    is_vietnamese, is_surname = batch.flags("is_vietnamese"), batch.flags("is_surname")
    is_opener = is_fresh & batch.flags("is_opener")
    is_initials, is_number = batch.flags("is_initials"), batch.flags("is_number")
    is_mark = ~batch.flags("is_alpha") & ~is_number
    is_alone = is_fresh & ~batch.before(is_capital)
    is_last = ~batch.before(np.ones(len(is_fresh), bool))
    # Capitalised, it may be, for being the first word alone.
    is_ordinary = is_alone & (is_vietnamese | is_last) | is_opener
    is_head = batch.senses(ORG_HEAD) | batch.senses(LOCAL_BODY)
    behind_title = batch.is_close & batch.ending(
        batch.senses(TITLE) | batch.senses(FORM_OF_ADDRESS) | batch.senses(STATE)
    )
    capitalised = {
        credited: batch.behind(is_mark),
        not_a_name: batch.beginning(batch.senses(NOT_NAME)),
        body_before_person: batch.beginning(is_head) & behind_title,
        body: batch.beginning(is_head),
        headed_place: batch.beginning(_is_place(batch)),
        numbered_street: batch.behind(is_number),
        titled_person: behind_title & ~is_opener,
        ordinary_word: batch.word_sizes > 1,
        known_name: batch.beginning(batch.senses(NAME)),
        vietnamese_person: is_surname & is_vietnamese & ~is_acronym & ~is_alone,
        initials: is_initials,
        weak_name: batch.beginning(batch.senses(WEAK_NAME)),
        foreign_person: ~is_vietnamese & ~is_acronym,
        abbreviation: is_acronym & ~is_initials & ~batch.flags("is_roman"),
        place_by_cue: ~is_fresh,
        unknown_name: ~is_acronym & ~is_ordinary & ~batch.is_shouted[batch.sentences],
    }
    small = {
        body: batch.beginning(is_head & batch.senses("starts_low")),
        headed_place: capitalised[headed_place],
    }
    may_be_name = is_capital & ~_is_title(batch)
    none = np.zeros(len(is_capital), bool)
    return {
        rule: may_be_name & flags | ~is_capital & small.get(rule, none)
        for rule, flags in capitalised.items()
    }


def _is_title(batch: Batch) -> Flags:
    """`[n_words]`, whether a capitalised title there is no name's part: `Thủ tướng`, `Ông Hùng`."""
    titles = np.flatnonzero(batch.senses(TITLE))
    # The longest of those that begin at a word is the first.
    starts, first = np.unique(batch.phrases.starts[titles], return_index=True)
    is_one_word = batch.phrases.ends[titles[first]] == starts + 1
    is_inside = batch.before(np.ones(len(batch.words), bool))[starts]
    names = ~batch.before(batch.is_capital) | batch.flags("is_surname")
    is_title = np.zeros(len(batch.words), bool)
    is_title[starts] = ~(is_one_word & is_inside & names[starts])
    return is_title


def _is_place(batch: Batch) -> Flags:
    """`[n_phrases]`, whether it is a place's head with a capital or a number behind it."""
    ends = batch.phrases.ends
    is_capital = np.append(batch.is_close & batch.is_capital, False)[ends]
    is_number = batch.flags("is_number") | batch.flags("is_roman")
    takes_it = batch.senses("takes_number") & np.append(batch.is_close & is_number, False)[ends]
    is_place: Flags = batch.senses(LOC_HEAD) & (is_capital | takes_it)
    return is_place
