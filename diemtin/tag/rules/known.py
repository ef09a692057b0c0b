"""Names that the registry knows."""

from diemtin.tag.rules.found import Found
from diemtin.tag.rules.lexicon import FORM_OF_ADDRESS, NAME, NATIONS, NOT_NAME, TITLE, WEAK_NAME
from diemtin.tag.rules.line import Line, Phrase
from diemtin.tag.rules.persons import person_end
from diemtin.tag.rules.words import NATION_CUES, PLACE_CUES


def not_a_name(line: Line, position: int) -> Found | None:
    """What looks like a name and is none: leagues, products, diseases, terms."""
    phrase = line.longest(position, NOT_NAME)
    if phrase is None:
        return None
    name = line.longest(position, NAME)
    if name and name.end >= phrase.end:
        return None
    end = phrase.end
    while end < len(line) and line.is_joined(end) and line.words[end].is_number:
        end += 1  # World Cup 2026, iPhone 15
    return Found(position, end, "", 0.9, "not_a_name")


def ordinary_word(line: Line, position: int) -> Found | None:
    """A word of several syllables of which the first is capitalised: `Trung ương`, `Nhà nước`."""
    end = line.word_end(position)
    if line.longest(position, TITLE, FORM_OF_ADDRESS):
        return None
    if any(phrase.end >= end for phrase in line.phrases_from(position, NAME, WEAK_NAME)):
        return None
    return Found(position, end, "", 0.7, "ordinary_word")


def known_name(line: Line, position: int) -> Found | None:
    """A name of the registry that stands for one thing only."""
    for phrase in line.phrases_from(position, NAME):
        if not is_whole(line, phrase):
            continue
        entity_type = phrase.sense.entity_type
        if (
            entity_type == "LOC"
            and phrase.sense.kind in NATIONS
            and line.cue(position, NATION_CUES)
        ):
            return Found(phrase.start, phrase.end, "", 0.8, "nationality")
        width = phrase.end - phrase.start
        if line.is_fresh[position] and width == 1 and line.words[position].is_opener:
            continue
        return Found(phrase.start, phrase.end, entity_type, 0.95, "known_name")
    return None


def weak_name(line: Line, position: int) -> Found | None:
    """A name that may be something else as well, where the words before speak for a place."""
    for phrase in line.phrases_from(position, WEAK_NAME):
        if not is_whole(line, phrase):
            continue
        entity_type = phrase.sense.entity_type
        is_nation = phrase.sense.kind in NATIONS
        if entity_type == "LOC" and is_nation and line.cue(position, NATION_CUES):
            return Found(phrase.start, phrase.end, "", 0.8, "nationality")
        if entity_type == "LOC" and line.cue(position, PLACE_CUES):
            return Found(phrase.start, phrase.end, entity_type, 0.85, "weak_name_with_cue")
        if not line.is_fresh[position] and (is_nation or phrase.sense.kind == "district"):
            return Found(phrase.start, phrase.end, entity_type, 0.6, "weak_name")
    return None


def is_whole(line: Line, phrase: Phrase) -> bool:
    """Whether no capitalised word around makes it part of a longer name."""
    end = line.run_end(phrase.start)
    if phrase.end >= end:
        return True
    person = person_end(line, phrase.start, end)
    if phrase.sense.entity_type == "PER":
        return person <= phrase.end
    width = phrase.end - phrase.start
    following = line.words[phrase.end]
    # `tiền đạo Nigeria Samuel Okoro`, `nữ ca sĩ Nga Ekaterina`: nobody is called so.
    if phrase.sense.kind in NATIONS and not following.is_vietnamese and not following.is_acronym:
        return True
    if width == 1:
        # `Nga Sơn`, `Mỹ Tâm`: a word of one syllable is a name by itself only if nothing follows.
        word = line.words[phrase.start]
        return not (word.is_vietnamese and following.is_vietnamese) and not (
            not word.is_vietnamese and not following.is_vietnamese and not following.is_acronym
        )
    return person < phrase.end + 1 or person - phrase.start < 3
