"""Bodies that a head noun announces, from the head to the end of the name.

In names of Vietnamese bodies the first syllable of each word is capitalised, a place closes the
name, and a person's name after it is that of the head: `Giám đốc Sở Y tế TP.HCM Lê Văn Thử`.
"""

from diemtin.tag.rules.found import Found
from diemtin.tag.rules.lexicon import (
    FORM_OF_ADDRESS,
    LOC_HEAD,
    LOCAL_BODY,
    NAME,
    OFFICE,
    ORG_HEAD,
    TITLE,
    WEAK_NAME,
    Sense,
)
from diemtin.tag.rules.line import Line, Phrase
from diemtin.tag.rules.persons import person_end
from diemtin.tag.rules.places import headed_place_end
from diemtin.tag.rules.words import LEADING, MODIFIERS, STOPS

_LONGEST = 24
# Heads whose names are made of nouns joined by commas and `và`.
_STATE = {"government", "party", "office", "military", "police", "court"}
# Levels that stand for a place: `UBND tỉnh`, `Công an huyện`.
_LEVELS = frozenset(["tỉnh", "huyện", "quận", "xã", "phường", "thành", "tp", "tp.", "thị"])


def body_before_person(line: Line, position: int) -> Found | None:
    """A body between an office and who holds it, whatever words it is made of.

    `Giám đốc [Trung tâm Điều phối ghép bộ phận cơ thể người] Lê Văn Thử`.
    """
    if not any(title.sense.kind == OFFICE for title in line.phrases_to(position, TITLE)):
        return None
    heads = _heads(line, position)
    if not heads:
        return None
    for end in range(heads[-1].end + 1, min(position + _LONGEST, len(line))):
        word = line.words[end]
        is_stop = word.fold in STOPS and word.fold != "về"
        if not line.is_joined(end) or is_stop or not (word.is_alpha or word.is_number):
            return None
        if line.phrases_from(end, FORM_OF_ADDRESS):
            return None
        if not word.is_capital or line.words[end - 1].is_capital:
            continue
        run_end = line.run_end(end)
        for first in range(end, run_end - 1):
            place = _place_at(line, first)
            if place and place.end - first > 1 and place.end < run_end:
                continue
            if person_end(line, first, run_end) == run_end and not _is_inside_place(line, first):
                return Found(position, first, "ORG", 0.95, "body_before_person")
    return None


def _is_inside_place(line: Line, position: int) -> bool:
    """Whether a known place of several words goes over a word: `Nghệ An` over `An`."""
    return any(
        phrase.sense.entity_type == "LOC" and phrase.end > position
        for start in range(max(0, position - 3), position)
        for phrase in line.phrases_from(start, NAME, WEAK_NAME)
    )


def body(line: Line, position: int) -> Found | None:
    """A body that begins with a head: `Sở Y tế Hà Nội`, `Trường THPT Lê Lợi`."""
    return _body(line, position, _InnerBodies(line, position + _LONGEST))


class _InnerBodies(dict[int, int]):
    """First word → where a named body ends that begins there; 0 if there is none.

    None goes beyond the limit of the body that it is part of.
    """

    def __init__(self, line: Line, limit: int) -> None:
        super().__init__()
        self._line = line
        self.limit = min(limit, len(line))

    def __missing__(self, position: int) -> int:
        found = _body(self._line, position, self)
        end = self[position] = found.end if found and found.entity_type else 0
        return end


def _body(line: Line, position: int, inner: _InnerBodies) -> Found | None:
    for head in _heads(line, position):
        end, is_named = _end(line, head, inner)
        if is_named:
            return Found(position, end, "ORG", 0.93, "body")
        if head.sense.role == LOCAL_BODY and line.words[position].is_capital:
            level = _level_end(line, end)
            return Found(position, level, "", 0.3, "body_of_level")
    return None


def _heads(line: Line, position: int) -> list[Phrase]:
    """The heads that begin at a word, the longest first."""
    is_capital = line.words[position].is_capital
    heads = []
    for phrase in line.phrases_from(position, LOCAL_BODY, ORG_HEAD):
        if not is_capital and not phrase.sense.starts_low:
            continue
        if not is_capital and _is_second_syllable(line, position, phrase):
            continue
        if not is_capital and line.is_plural(position):
            continue
        heads.append(phrase)
    known = [p for p in line.phrases_from(position, NAME) if p.sense.entity_type == "ORG"]
    # A known body goes on where a place or a country follows: `Bộ Ngoại giao Mỹ`.
    if known and heads and known[0].end >= heads[0].end and known[0].end - position > 1:
        return [*known[:1], *heads]
    return heads


def _is_second_syllable(line: Line, position: int, head: Phrase) -> bool:
    if head.end - head.start > 1 or not position or not line.is_joined(position):
        return False
    before = line.words[position - 1]
    return before.is_alpha and line.lexicon.is_word(before.fold, line.words[position].fold)


def _end(line: Line, head: Phrase, inner: _InnerBodies) -> tuple[int, bool]:
    """Where the name ends that goes on from a head, and whether there is a name."""
    position, last = head.end, head.end
    is_named = head.sense.role == NAME
    while position < inner.limit and line.is_joined(position):
        word = line.words[position]
        if word.is_capital and line.is_fresh[position]:
            break
        if (end := headed_place_end(line, position)) and (
            is_named or head.sense.role != ORG_HEAD or _may_be_of_place(head.sense)
        ):
            return end, True
        if _may_hold_body(line, head, position) and (end := inner[position]):
            return end, True
        if word.is_capital:
            step = _capital_step(line, head, position, is_named)
            if step is None:
                break
            position, closes = step
            if closes:
                return position, True
            last, is_named = position, True
        elif word.is_number and position == head.end:
            position += 1
            last, is_named = (
                position,
                head.sense.kind in ("military", "police", "school", "health"),
            )
        elif step_end := _lower_step(line, head, position, is_named):
            position = step_end
            before = line.words[position - 1]
            if before.is_number or (before.is_alpha and before.fold not in LEADING):
                last = position
        else:
            break
    # In capitals throughout, nothing but a place or another body tells where a name ends.
    return last, is_named and (not line.is_shouted or head.sense.role == NAME)


def _may_be_of_place(sense: Sense) -> bool:
    return sense.role == LOCAL_BODY or sense.kind not in ("media", "company")


def _may_hold_body(line: Line, head: Phrase, position: int) -> bool:
    """Whether a body there belongs to the name, without a comma: `Phòng Tư pháp UBND quận 1`."""
    if not line.words[position].is_capital or line.phrases_from(position, TITLE):
        return False
    may_hold_any = head.sense.kind in _STATE or head.sense.role in (LOCAL_BODY, NAME)
    heads = (LOCAL_BODY, ORG_HEAD) if may_hold_any else (LOCAL_BODY,)
    return bool(line.phrases_from(position, *heads))


def _capital_step(
    line: Line, head: Phrase, position: int, is_named: bool
) -> tuple[int, bool] | None:
    """Over a capitalised word or name: the next position, and whether the name is closed."""
    if line.word_end(position) > position + 1:
        return position + 1, False
    place = _place_at(line, position)
    # `đảng Dân chủ Raphael Warnock`
    if is_named and not place and head.sense.kind in _STATE and line.words[position].is_foreign:
        return None
    is_first = position == head.end
    person = person_end(line, position, line.run_end(position))
    if person - position >= 2 and not (place and place.end >= person):
        if not (is_first and _is_called_after_persons(head.sense)):
            return None
        return person, True
    title = line.longest(position, TITLE)
    if title and title.end - position >= 2 and is_named and not place:
        return None
    if place and place.end - position >= 1:
        after = place.end
        is_alone = after >= len(line) or not line.is_joined(after) or not line.is_name_word(after)
        if place.end - position > 1 or is_alone or not line.words[position].is_vietnamese:
            end = place.end
            if is_first and not is_alone and head.sense.role == ORG_HEAD:
                return end, False
            return end, True
    return position + 1, False


def _place_at(line: Line, position: int) -> Phrase | None:
    roles = (NAME,) if line.is_shouted else (NAME, WEAK_NAME)
    for phrase in line.phrases_from(position, *roles):
        if phrase.sense.entity_type == "LOC":
            return phrase
    return None


def _is_called_after_persons(sense: Sense) -> bool:
    return sense.kind in ("school", "health", "company", "culture", "association", "sport")


def _lower_step(line: Line, head: Phrase, position: int, is_named: bool) -> int:
    """Over words in small letters that belong to the name; 0 where it ends before them."""
    words = line.words
    word = words[position]
    after = words[position + 1] if position + 1 < len(line) else None
    if word.text in ("-", "–", "&") and after is not None and is_named:
        goes_on = after.is_capital or after.fold in MODIFIERS
        return position + 1 if goes_on and not _opens_person(line, position + 1) else 0
    if word.text == "," and is_named and head.sense.kind in _STATE and after is not None:
        return position + 1 if _is_enumeration(line, position + 1) else 0
    if not word.is_alpha:
        return 0
    if word.fold == "số" and after is not None and after.is_number:
        return position + 2
    if word.fold == "và" and after is not None and is_named and after.is_capital:
        return (
            0 if _opens_person(line, position + 1) or _is_new(line, position + 1) else position + 1
        )
    if position - 1 >= head.end and (end := line.word_end(position - 1)) > position:
        return end
    for width in (3, 2, 1):
        folds = [w.fold for w in words[position : position + width]]
        if len(folds) == width and " ".join(folds) in MODIFIERS:
            end = position + width
            if folds[-1] in LEADING or not is_named:
                return end if _capital_ahead(line, end) else 0
            return end
    ahead = _capital_ahead(line, position)
    return ahead if ahead and head.sense.role != NAME else 0


def _capital_ahead(line: Line, position: int) -> int:
    """A capitalised word, at most five small ones away, that the name may reach; else 0."""
    for end in range(position, min(position + 6, len(line))):
        word = line.words[end]
        if not line.is_joined(end):
            return 0
        if word.is_capital:
            if line.is_fresh[end] or _opens_person(line, end) or line.phrases_to(end, TITLE):
                return 0
            return end
        if end > position and line.phrases_from(end, LOC_HEAD) and headed_place_end(line, end):
            return end
        if not word.is_alpha or word.fold in STOPS:
            return 0
    return 0


def _opens_person(line: Line, position: int) -> bool:
    if not line.words[position].is_capital:
        return False
    person = person_end(line, position, line.run_end(position))
    place = _place_at(line, position)
    return person - position >= 2 and not (place and place.end >= person)


def _is_new(line: Line, position: int) -> bool:
    """Whether another body begins there."""
    return bool(line.phrases_from(position, ORG_HEAD, LOCAL_BODY)) or any(
        phrase.end - position > 1 for phrase in line.phrases_from(position, NAME)
    )


def _is_enumeration(line: Line, position: int) -> bool:
    """Whether `và` follows soon, as in `Bộ Văn hóa, Thể thao và Du lịch`."""
    window = line.words[position : position + 8]
    if line.words[position - 2].fold == "phòng" and window and window[0].fold == "chống":
        return True
    if not window or _is_new(line, position) or _opens_person(line, position):
        return False
    n_before = next((n for n, word in enumerate(window[:-1]) if word.fold == "và"), 0)
    if not n_before or any(w.fold in STOPS or not w.is_alpha for w in window[:n_before]):
        return False
    return window[0].is_capital or window[n_before + 1].is_capital


def _level_end(line: Line, position: int) -> int:
    """Behind the level of a body that is named by it alone: `UBND tỉnh`."""
    if position < len(line) and line.words[position].fold in _LEVELS:
        after = position + 1
        if after < len(line) and line.words[after].fold in ("phố", "xã", "trấn"):
            return after + 1
        return after
    return position
