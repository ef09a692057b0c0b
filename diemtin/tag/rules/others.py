"""Names that nothing announces and the registry does not know."""

from diemtin.tag.rules.found import Found
from diemtin.tag.rules.lexicon import NAME
from diemtin.tag.rules.line import Line
from diemtin.tag.rules.words import ACTS, BODY_ENDINGS, PLACE_CUES, THING_CUES

_AGENTS = frozenset(["của", "theo", "do", "với", "từ", "cho", "bởi", "tại", "và"])


def abbreviation(line: Line, position: int) -> Found | None:
    """Capitals alone: in brackets behind a full name, or where a body acts."""
    word = line.words[position]
    if not word.is_acronym or word.is_initials or word.is_roman:
        return None
    if any(map(str.isdigit, word.text)) or len(word.text) > 8 or line.cue(position, THING_CUES):
        return Found(position, position + 1, "", 0.3, "abbreviation")
    before = line.words[position - 1].text if position else ""
    after = line.words[position + 1].text if position + 1 < len(line) else ""
    if before == "(" and after == ")":
        return Found(position, position + 1, "ORG", 0.7, "abbreviation_in_brackets")
    if before.lower() in _AGENTS or line.acts(position + 1, ACTS):
        return Found(position, position + 1, "ORG", 0.5, "abbreviation")
    return Found(position, position + 1, "", 0.3, "abbreviation")


def place_by_cue(line: Line, position: int) -> Found | None:
    """A name behind a preposition of place that does not act."""
    if not line.is_name_word(position) or not line.cue(position, PLACE_CUES):
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
    word = line.words[position]
    if not word.is_capital or word.is_acronym or line.is_shouted:
        return None
    if line.is_fresh[position] and (word.is_opener or _begins_ordinarily(line, position)):
        return None
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


def _begins_ordinarily(line: Line, position: int) -> bool:
    """Whether a first word is capitalised for that alone."""
    if position + 1 >= len(line):
        return True
    following = line.words[position + 1]
    if following.is_capital:
        return False
    return line.words[position].is_vietnamese
