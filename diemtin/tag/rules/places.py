"""Places that a head noun announces: `tỉnh Nghệ An`, `quận 1`, `sân bay Nội Bài`."""

from diemtin.tag.rules.found import Found
from diemtin.tag.rules.lexicon import LOC_HEAD, NAME, ORG_HEAD, TITLE, WEAK_NAME
from diemtin.tag.rules.line import Line

# No name of a place has more words without its head.
_LONGEST = 5
# Ways that are called after both their ends: the last word of the head.
_BETWEEN = frozenset(["tốc", "sắt", "kênh", "metro"])

# Before the number of a house.
_HOUSES = frozenset(["số", "ngõ", "hẻm", "ngách", "kiệt", "nhà"])


def headed_place(line: Line, position: int) -> Found | None:
    """A head noun and the name or number that follows it."""
    end = headed_place_end(line, position)
    return Found(position, end, "LOC", 0.95, "headed_place") if end else None


def numbered_street(line: Line, position: int) -> Found | None:
    """A street behind the number of a house: `số 10 Phạm Văn Bạch`."""
    words = line.words
    if position < 2 or words[position - 2].fold not in _HOUSES:
        return None
    end = min(line.run_end(position), position + _LONGEST)
    return Found(position, end, "LOC", 0.85, "numbered_street")


def headed_place_end(line: Line, position: int) -> int:
    """Where the place ends whose head begins at a word; 0 if there is none."""
    if not line.words[position].is_capital and line.is_plural(position):
        return 0
    for head in line.phrases_from(position, LOC_HEAD):
        if _is_part_of_word(line, position, head.end):
            continue
        if end := _name_end(line, head.end, takes_number=head.sense.takes_number):
            names_ends = line.words[head.end - 1].fold in _BETWEEN
            return _over_other_end(line, end) if names_ends else end
    return 0


def _over_other_end(line: Line, end: int) -> int:
    """Behind the other ends of a way: `cao tốc Cam Lộ - La Sơn`."""
    while end + 1 < len(line) and line.words[end].text in ("-", "–"):
        other = end + 1
        if not line.is_joined(end) or not line.is_name_word(other):
            break
        end = min(line.run_end(other), other + _LONGEST)
    return end


def _name_end(line: Line, position: int, *, takes_number: bool) -> int:
    if position >= len(line) or not line.is_joined(position):
        return 0
    word = line.words[position]
    if takes_number and (word.is_number or word.is_roman):
        return position + 1
    if not word.is_capital:
        return 0
    known = [
        p for p in line.phrases_from(position, NAME, WEAK_NAME) if p.sense.entity_type == "LOC"
    ]
    if line.is_shouted:
        return known[0].end if known else 0
    end = line.run_end(position)
    if known and known[0].end - position > 1:
        return known[0].end
    if line.phrases_from(position, ORG_HEAD) and not known:
        return 0
    title = line.longest(position, TITLE)
    if title and title.end > position + 1 and not known:
        return 0
    last = min(end, position + _LONGEST)
    for cut in range(position + 1, last):
        later = line.longest(cut, NAME)
        is_new = (later and later.end - cut > 1) or line.phrases_from(
            cut, LOC_HEAD, TITLE, ORG_HEAD
        )
        is_second = line.words[cut].is_capital and not later and cut == position + 1
        if is_new and not is_second:
            last = cut
            break
    if known and last == position + 1:
        return known[0].end
    follows = last < len(line) and line.is_joined(last) and line.words[last].is_number
    if takes_number and follows and len(line.words[last].text) <= 2:
        after = last + 1
        if after >= len(line) or not line.words[after].is_alpha:
            return last + 1
    return last


def _is_part_of_word(line: Line, position: int, end: int) -> bool:
    """Whether a head of one word is the second syllable of another: `công viên` but not `viên`."""
    if end - position > 1 or not position or not line.is_joined(position):
        return False
    before, word = line.words[position - 1], line.words[position]
    if word.is_capital or not before.is_alpha:
        return False
    return line.lexicon.is_word(before.fold, word.fold) and before.fold not in _FREE


_FREE = frozenset(
    [
        "tại",
        "ở",
        "từ",
        "các",
        "những",
        "con",
        "của",
        "trên",
        "qua",
        "hai",
        "về",
        "dưới",
        "xây",
        "bờ",
        "ven",
        "lòng",
        "ngã",
    ]
)
