"""Names of persons: behind a title, with a Vietnamese surname, in initials, foreign ones."""

from diemtin.tag.rules.found import Found
from diemtin.tag.rules.lexicon import (
    FORM_OF_ADDRESS,
    NAME,
    NATIONS,
    NOT_NAME,
    OFFICE,
    STATE,
    TITLE,
    WEAK_NAME,
)
from diemtin.tag.rules.line import Line
from diemtin.tag.rules.words import ACTS, BODY_ENDINGS, THING_CUES

# Nguyễn Thị Minh Khai; five words where two surnames or two middle names come together.
_LONGEST = 5
# In capitals throughout, nothing tells where a name ends.
_USUAL = 3


def person_end(line: Line, position: int, end: int) -> int:
    """Where a Vietnamese full name ends that begins at a word, at `end` at the latest.

    Returns:
        `position` if no such name begins there.
    """
    first = line.words[position]
    if not (first.is_surname and first.is_vietnamese and first.is_capital) or first.is_acronym:
        return position
    last = position + 1
    longest = _USUAL if line.is_shouted else _LONGEST
    while last < min(end, position + longest):
        word = line.words[last]
        if not (word.is_vietnamese or word.is_initials) or word.text == "-":
            break
        if not word.is_capital or (word.is_acronym and not word.is_initials):
            break
        known = line.longest(last, NAME)
        if last - position >= 2 and known and known.end - last >= 2:
            break
        last += 1
    return last if last - position >= 2 else position


def titled_person(line: Line, position: int) -> Found | None:
    """A name right behind a title or a form of address."""
    word = line.words[position]
    if word.is_acronym and not word.is_initials and word.is_foreign is False:
        return None
    known = line.longest(position, NAME)
    if (
        known
        and known.sense.entity_type != "PER"
        and (known.end - position > 1 or not line.phrases_to(position, FORM_OF_ADDRESS))
    ):
        return None
    if line.phrases_from(position, NOT_NAME) or _is_country_of_office(line, position):
        return None
    end = _name_end(line, position)
    return Found(position, end, "PER", 0.97, "titled_person")


def vietnamese_person(line: Line, position: int) -> Found | None:
    """A surname and one to four more words."""
    end = person_end(line, position, line.run_end(position))
    if end == position:
        return None
    place = next(
        (p for p in line.phrases_from(position, NAME, WEAK_NAME) if p.sense.entity_type == "LOC"),
        None,
    )
    n_words = end - position
    if place and place.end >= end and not line.acts(end, ACTS):
        return None
    if line.cue(position, THING_CUES):
        return Found(position, end, "", 0.4, "thing")
    return Found(position, end, "PER", 0.95 if n_words > 2 else 0.8, "vietnamese_person")


def initials(line: Line, position: int) -> Found | None:
    """Initials with their stops: `N.V.A.`."""
    if line.words[position].text.count(".") >= 2:
        return Found(position, position + 1, "PER", 0.85, "initials")
    return None


def foreign_person(line: Line, position: int) -> Found | None:
    """Two to four capitalised words of which none is Vietnamese, or some are known as names."""
    end = min(line.run_end(position), position + 5)
    cut = position + 1
    while cut < end and not _stops(line, cut):
        cut += 1
    while cut > position + 1 and not line.words[cut - 1].is_capital:
        cut -= 1
    words = line.words[position:cut]
    if any(w.fold in BODY_ENDINGS for w in words[1:]):
        return Found(position, cut, "ORG", 0.75, "foreign_body")
    if line.cue(position, THING_CUES):
        return Found(position, cut, "", 0.4, "thing")
    n_known = sum(w.is_foreign for w in words)
    if len(words) == 1:
        return Found(position, cut, "PER", 0.6, "foreign_name") if n_known else None
    if any(w.is_acronym or any(map(str.isdigit, w.text)) for w in words):
        return None
    weight = 0.9 if n_known == len(words) else 0.75 if n_known else 0.5
    return Found(position, cut, "PER", weight, "foreign_person")


def _is_country_of_office(line: Line, position: int) -> bool:
    """Whether a country and no name stands behind an office: `Tổng thống Nga cho biết`."""
    if line.phrases_to(position, FORM_OF_ADDRESS, STATE) or line.run_end(position) > position + 1:
        return False
    if not any(title.sense.kind == OFFICE for title in line.phrases_to(position, TITLE)):
        return False
    return any(
        phrase.sense.kind in NATIONS for phrase in line.phrases_from(position, NAME, WEAK_NAME)
    )


def _name_end(line: Line, position: int) -> int:
    end = line.run_end(position)
    person = person_end(line, position, end)
    if person > position:
        return person
    known = [p for p in line.phrases_from(position, NAME) if p.sense.entity_type == "PER"]
    last = position + 1
    while last < min(end, position + 5) and not _stops(line, last):
        last += 1
    while last > position + 1 and not line.words[last - 1].is_capital:
        last -= 1
    return max([last, *(phrase.end for phrase in known)])


def _stops(line: Line, position: int) -> bool:
    """Whether something else begins there that no name of a person goes over."""
    known = line.longest(position, NAME)
    if known and known.sense.entity_type != "PER" and known.end - position >= 2:
        return True
    word = line.words[position]
    return word.is_acronym and not word.is_initials and len(word.text) > 2
