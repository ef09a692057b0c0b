"""What the model sees of a word: columns of small integers, one value a word.

The columns of words have the training text's vocabulary as values, the others a closed list, so
that a batch becomes arrays without a string being made. A template reads one column at one offset
or at two neighbouring ones, in the notation of `diemtin.tag.crf.templates`.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np

from diemtin.tag.crf.arrays import Ids
from diemtin.tag.crf.linear_model import Values
from diemtin.tag.crf.templates import parsed, source
from diemtin.tag.learned.document import KINDS as DOCUMENT_KINDS
from diemtin.tag.rules.found import Found
from diemtin.tag.rules.lexicon import (
    FORM_OF_ADDRESS,
    LOC_HEAD,
    LOCAL_BODY,
    NAME,
    NOT_NAME,
    ORG_HEAD,
    STATE,
    TITLE,
    WEAK_HEAD,
    WEAK_NAME,
    Word,
)
from diemtin.tag.rules.line import Line

NOTHING = "-"
_TYPES = ("PER", "ORG", "LOC")

# How the registry's files are told apart.
_GROUPS = {
    "banks": "company", "companies": "company", "media": "media", "clubs": "club",
    "bodies": "body", "international": "body", "parties": "body", "schools": "school",
    "hospitals": "school", "culture": "school", "countries": "country",
    "provinces": "province", "districts": "district", "communes": "commune",
    "places": "place", "world_places": "place", "people": "person",
}  # fmt: skip
_OTHER = "other"


def _begun_or_inside(names: Iterable[str]) -> tuple[str, ...]:
    return (NOTHING, *(f"{where}-{name}" for name in names for where in "BI"))


_NAMES = [f"{kind}-{group}" for kind in _TYPES for group in (*sorted(set(_GROUPS.values())), _OTHER)]
_RULES = (
    "not_a_name", "nationality", "body", "body_of_level", "headed_place", "titled_person",
    "known_name", "vietnamese_person", "initials", "weak_name", "weak_name_with_cue",
    "foreign_person", "foreign_body", "foreign_name", "abbreviation", "abbreviation_in_brackets",
    "place_by_cue", "unknown_name", "unknown_name_that_acts", "thing",
)  # fmt: skip
_SHAPES = (
    NOTHING, "lower", "Title", "UPPER", "Mixed", "number", "initials", "roman", "mark", "fresh-Title",
    "fresh-UPPER", "fresh-other",
)  # fmt: skip
_RUNS = (NOTHING, *(f"{at}-of-{size}" for size in range(1, 7) for at in range(1, size + 1)), "long")
_FLAGS = tuple(f"f{number}" for number in range(64))

# A column's values; None where they are words.
COLUMNS: dict[str, tuple[str, ...] | None] = {
    "word": None,
    "shape": _SHAPES,
    "flags": _FLAGS,
    "before_run": None,
    "behind_run": None,
    "run": _RUNS,
    "name": _begun_or_inside(_NAMES),
    "weak_name": _begun_or_inside(_NAMES),
    "head": _begun_or_inside((ORG_HEAD, LOCAL_BODY, LOC_HEAD, WEAK_HEAD)),
    "title": _begun_or_inside((TITLE, FORM_OF_ADDRESS, STATE)),
    "not_name": _begun_or_inside((NOT_NAME,)),
    "rule": _begun_or_inside((*_TYPES, "none")),
    "rule_name": (NOTHING, *_RULES),
    "document": (NOTHING, *DOCUMENT_KINDS),
    "ending": None,
    "line": (NOTHING, "shouted", "heading", "byline", "caption", "list_item", "furniture"),
}
_NUMBER = {name: number for number, name in enumerate(COLUMNS)}
# Columns of two others side by side.
_CROSSED = (
    ("rule", "document"), ("rule", "name"), ("rule", "weak_name"), ("rule", "run"),
    ("shape", "flags"), ("rule", "rule_name"), ("before_run", "rule"), ("behind_run", "rule"),
    ("title", "run"),
)  # fmt: skip


def _templates() -> list[str]:
    windows = {
        "word": (-2, -1, 0, 1, 2), "shape": (-2, -1, 0, 1, 2), "flags": (-1, 0, 1),
        "before_run": (0,), "behind_run": (0,), "run": (-1, 0, 1), "name": (-1, 0, 1),
        "weak_name": (-1, 0, 1), "head": (-2, -1, 0, 1), "title": (-2, -1, 0, 1),
        "not_name": (-1, 0, 1), "rule": (-2, -1, 0, 1, 2), "rule_name": (-1, 0, 1),
        "document": (-1, 0, 1), "ending": (0,), "line": (0,),
    }  # fmt: skip
    pairs = {
        "shape": (-1, 0), "rule": (-1, 0), "flags": (-1, 0), "head": (-1,), "title": (-1,),
        "rule_name": (-1, 0), "name": (-1,),
    }  # fmt: skip
    return [
        *(f"T[{at}][{_NUMBER[name]}]" for name, offsets in windows.items() for at in offsets),
        *(f"T[{at},{at + 1}][{_NUMBER[n]}]" for n, offsets in pairs.items() for at in offsets),
        *(f"T[0][{len(COLUMNS) + number}]" for number in range(len(_CROSSED))),
    ]


TEMPLATES = _templates()


class Features:
    """The columns of a batch, for one vocabulary."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        """Take the words that the model knows, folded, and endings of foreign ones as `~son`."""
        self.vocabulary = (NOTHING, *vocabulary)
        self._word_number = {word: number for number, word in enumerate(self.vocabulary)}
        self._cells: dict[str, tuple[int, int, int, int]] = {}

    @cached_property
    def values(self) -> dict[str, tuple[str, ...]]:
        """The values of each source that the templates read, empty where there are too many."""
        names = list(COLUMNS)
        found: dict[str, tuple[str, ...]] = {}
        for template in map(parsed, TEMPLATES):
            if template.column < len(names):
                of_one = self._of(names[template.column])
                found[template.source] = _paired(of_one, of_one) if template.width == 2 else of_one
            else:
                first, second = _CROSSED[template.column - len(names)]
                found[template.source] = _paired(self._of(first), self._of(second))
        return found

    def compiled_values(self) -> dict[str, Values]:
        """The same for the engine."""
        return {name: _values(texts) for name, texts in self.values.items()}

    def arrays(
        self,
        lines: Sequence[Line],
        found: Sequence[Sequence[Found]],
        documents: Sequence[Sequence[int]],
        block_types: Sequence[str],
    ) -> dict[str, Ids]:
        """The value of each source for all words, one sentence behind the other.

        Args:
            lines: The sentences.
            found: What the rules say of each.
            documents: What the rest of the article says of each word, in `KINDS` from 1.
            block_types: The type of each sentence's block.
        """
        columns: dict[str, list[int]] = {name: [] for name in COLUMNS}
        for line, decided, known, block_type in zip(
            lines, found, documents, block_types, strict=True
        ):
            self._add(columns, line, decided, known, block_type)
        arrays = {name: np.array(cells, np.intp) for name, cells in columns.items()}
        result: dict[str, Ids] = {}
        names = list(COLUMNS)
        for template in map(parsed, TEMPLATES):
            if template.source in result:
                continue
            if template.column >= len(names):
                first, second = _CROSSED[template.column - len(names)]
                result[template.source] = arrays[first] * len(self._of(second)) + arrays[second]
            else:
                name = names[template.column]
                values = arrays[name]
                if template.width == 2:
                    values = values * len(self._of(name))
                    values[:-1] += arrays[name][1:]
                result[template.source] = values
        return result

    def _of(self, column: str) -> tuple[str, ...]:
        return COLUMNS[column] or self.vocabulary

    def _add(
        self,
        columns: dict[str, list[int]],
        line: Line,
        decided: Sequence[Found],
        known: Sequence[int],
        block_type: str,
    ) -> None:
        n_words = len(line)
        cells = [self._cell(word) for word in line.words]
        columns["word"] += [cell[0] for cell in cells]
        columns["shape"] += [
            _FRESH[cell[1]] if fresh else cell[1]
            for cell, fresh in zip(cells, line.is_fresh, strict=True)
        ]
        columns["flags"] += [cell[2] for cell in cells]
        columns["ending"] += [cell[3] for cell in cells]
        columns["document"] += known
        of_line = _LINES.get(block_type, 0)
        columns["line"] += [_SHOUTED if line.is_shouted else of_line] * n_words

        names, weak_names, heads = [0] * n_words, [0] * n_words, [0] * n_words
        titles, not_names = [0] * n_words, [0] * n_words
        for phrase in line.phrases:
            sense = phrase.sense
            role = sense.role
            if role is NAME or role is WEAK_NAME:
                file = sense.entry_id.partition("/")[0]
                value = _NAME_VALUE[sense.entity_type, _GROUPS.get(file, _OTHER)]
                _fill(names if role is NAME else weak_names, phrase.start, phrase.end, value)
            elif role in _HEAD_VALUE:
                _fill(heads, phrase.start, phrase.end, _HEAD_VALUE[role])
            elif role in _TITLE_VALUE:
                _fill(titles, phrase.start, phrase.end, _TITLE_VALUE[role])
            else:
                _fill(not_names, phrase.start, phrase.end, 1)
        columns["name"] += names
        columns["weak_name"] += weak_names
        columns["head"] += heads
        columns["title"] += titles
        columns["not_name"] += not_names

        rules, rule_names = [0] * n_words, [0] * n_words
        for answer in decided:
            value = _RULE_VALUE[answer.entity_type or "none"]
            number = _RULE_NUMBER[answer.rule]
            for position in range(answer.start, answer.end):
                rules[position] = value + (position > answer.start)
                rule_names[position] = number
        columns["rule"] += rules
        columns["rule_name"] += rule_names

        runs, before, behind = [0] * n_words, [0] * n_words, [0] * n_words
        for start, end in line.runs:
            size = end - start
            left = cells[start - 1][0] if start else 0
            right = cells[end][0] if end < n_words else 0
            for position in range(start, end):
                runs[position] = _RUN_VALUE.get((position - start + 1, size), len(_RUNS) - 1)
                before[position], behind[position] = left, right
        columns["run"] += runs
        columns["before_run"] += before
        columns["behind_run"] += behind

    def _cell(self, word: Word) -> tuple[int, int, int, int]:
        """Number in the vocabulary, shape, flags, number of the ending."""
        cell = self._cells.get(word.text)
        if cell is None:
            if len(self._cells) > 200_000:
                self._cells.clear()
            number = self._word_number.get
            ending = number(ending_of(word), 0)
            cell = self._cells[word.text] = (number(word.fold, 0), _shape(word), _flags(word), ending)
        return cell


def ending_of(word: Word) -> str:
    """The last three letters of a capitalised word that is not Vietnamese."""
    return f"~{word.fold[-3:]}" if word.is_capital and not word.is_vietnamese else ""


def _fill(cells: list[int], start: int, end: int, value: int) -> None:
    """Mark a phrase, unless one that begins before or is longer is there."""
    if not cells[start] and not cells[end - 1]:
        cells[start] = value
        for position in range(start + 1, end):
            cells[position] = value + 1


def _shape(word: Word) -> int:
    if word.is_number:
        return _SHAPE["number"]
    if not word.is_alpha:
        return _SHAPE["mark"]
    if not word.is_capital:
        return _SHAPE["lower" if word.text.islower() else "Mixed"]
    if word.is_initials:
        return _SHAPE["initials"]
    if word.is_roman:
        return _SHAPE["roman"]
    if word.is_acronym:
        return _SHAPE["UPPER"]
    return _SHAPE["Title" if word.text[1:].islower() else "Mixed"]


def _flags(word: Word) -> int:
    return (
        word.is_vietnamese
        + 2 * word.is_surname
        + 4 * word.is_given
        + 8 * word.is_foreign
        + 16 * word.is_opener
        + 32 * (len(word.text) == 1)
    )


def _paired(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{one} {other}" for one in first for other in second)


def _values(texts: Sequence[str]) -> Values:
    numbers = {text: (number,) for number, text in enumerate(texts)}
    return Values(len(texts), lambda text: numbers.get(text, ()))


def _first_values(column: str) -> Mapping[str, int]:
    """The value of a phrase's first word, by what is behind `B-`; the next one is for the others."""
    return {value[2:]: n for n, value in enumerate(COLUMNS[column] or ()) if value[:2] == "B-"}


_SHAPE = {shape: number for number, shape in enumerate(_SHAPES)}
_FRESH = [
    {"Title": _SHAPE["fresh-Title"], "UPPER": _SHAPE["fresh-UPPER"]}.get(shape, _SHAPE["fresh-other"])
    for shape in _SHAPES
]
_RUN_VALUE = {
    (at, size): _RUNS.index(f"{at}-of-{size}") for size in range(1, 7) for at in range(1, size + 1)
}
_NAME_VALUE = {
    (kind, group): _first_values("name")[f"{kind}-{group}"]
    for kind in _TYPES
    for group in (*_GROUPS.values(), _OTHER)
}
_HEAD_VALUE, _TITLE_VALUE = _first_values("head"), _first_values("title")
_RULE_VALUE = _first_values("rule")
_RULE_NUMBER = {name: number for number, name in enumerate((NOTHING, *_RULES))}
_LINES = {name: number for number, name in enumerate(COLUMNS["line"] or ())}
_SHOUTED = _LINES["shouted"]
