"""Names that nothing announces and the registry does not know."""

from diemtin.tag.rules.found import Found
from diemtin.tag.rules.lexicon import FORM_OF_ADDRESS, LOCAL_BODY, NAME, ORG_HEAD, TITLE
from diemtin.tag.rules.line import Line
from diemtin.tag.rules.words import ACTS, BODY_ENDINGS, CREDITS, PLACE_CUES, THING_CUES

_AGENTS = frozenset(["của", "theo", "do", "với", "từ", "cho", "bởi", "tại", "và"])

# Words of a credited name, and of all that are credited together.
_LONGEST_CREDIT, _LONGEST_CREDITS = 4, 12


def abbreviation(line: Line, position: int) -> Found | None:
    """Capitals alone: in brackets behind a full name, or where a body acts."""
    word = line.words[position]
    if any(map(str.isdigit, word.text)) or len(word.text) > 8 or line.cue(position, THING_CUES):
        return Found(position, position + 1, "", 0.3, "abbreviation")
    before = line.words[position - 1].text if position else ""
    after = line.words[position + 1].text if position + 1 < len(line) else ""
    if before == "(" and after == ")":
        return Found(position, position + 1, "ORG", 0.7, "abbreviation_in_brackets")
    if before.lower() in _AGENTS or line.acts(position + 1, ACTS):
        return Found(position, position + 1, "ORG", 0.5, "abbreviation")
    return Found(position, position + 1, "", 0.3, "abbreviation")


def credited(line: Line, position: int) -> Found | None:
    """Who made a picture: `Ảnh: Lê Mẫu`, where the next sentence may follow without a stop."""
    words = line.words
    if not _is_credit(line, position):
        return None
    if line.phrases_from(position, ORG_HEAD, LOCAL_BODY):
        return None
    known = line.longest(position, NAME)
    if known and known.sense.entity_type:
        return Found(position, known.end, known.sense.entity_type, 0.85, "credited")
    end = position + 1
    while end < min(len(line), position + _LONGEST_CREDIT) and line.is_joined(end):
        is_complete = end - position > 1 or not words[position].is_vietnamese
        if not words[end].is_capital or (is_complete and _begins_sentence(line, end)):
            break
        end += 1
    is_person = end - position > 1 and not words[position].is_acronym
    return Found(position, end, "PER" if is_person else "ORG", 0.7, "credited")


def _is_credit(line: Line, position: int) -> bool:
    words = line.words
    if position < 2 or words[position - 1].text not in (":", "-", "–", "/", ","):
        return False
    at = position - 1
    while at > 0 and words[at].text != ":" and position - at < _LONGEST_CREDITS:
        if not (words[at].is_capital or words[at].text in ("-", "–", "/", ",")):
            return False
        at -= 1
    return words[at].text == ":" and at > 0 and words[at - 1].fold in CREDITS


def _begins_sentence(line: Line, position: int) -> bool:
    """Whether a capitalised word rather begins a sentence than goes on with a name."""
    return (
        line.words[position].is_opener
        or line.word_end(position) > position + 1
        or bool(line.phrases_from(position, TITLE, FORM_OF_ADDRESS, ORG_HEAD, LOCAL_BODY))
    )


def place_by_cue(line: Line, position: int) -> Found | None:
    """A name behind a preposition of place that does not act."""
    if not line.cue(position, PLACE_CUES):
        return None
    end = min(line.run_end(position), position + 4)
    for cut in range(position + 1, end):
        known = line.longest(cut, NAME)
        if known and known.end - cut > 1:
            end = cut
            break
    if line.acts(end, ACTS) or line.words[position].is_acronym:
        return None
    return Found(position, end, "LOC", 0.55, "place_by_cue")


def unknown_name(line: Line, position: int) -> Found | None:
    """Any other capitalised words inside a sentence: a person, if anything."""
    end = min(line.run_end(position), position + 4)
    words = line.words[position:end]
    if line.cue(position, THING_CUES):
        return Found(position, end, "", 0.4, "thing")
    if any(w.fold in BODY_ENDINGS for w in words[1:]):
        return Found(position, end, "ORG", 0.7, "foreign_body")
    if any(any(map(str.isdigit, w.text)) for w in words):
        return Found(position, end, "", 0.3, "unknown_name")
    is_given = all(w.is_given or w.is_surname or w.is_foreign for w in words)
    if line.acts(end, ACTS) and (is_given or len(words) > 1):
        return Found(position, end, "PER", 0.6, "unknown_name_that_acts")
    return Found(position, end, "PER" if is_given else "", 0.35, "unknown_name")
