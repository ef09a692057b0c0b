"""What the model sees of a word: columns of small integers, one value a word.

The columns of words have the training text's vocabulary as values, the others a closed list, so
that a batch becomes arrays without a string being made. A template reads one column at one offset
or at two neighbouring ones, in the notation of `diemtin.tag.crf.templates`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product
from math import prod

import numpy as np

from diemtin.tag.crf.arrays import Ids, expanded_ranges
from diemtin.tag.crf.linear_model import Values
from diemtin.tag.crf.templates import parsed
from diemtin.tag.learned.document import KINDS as DOCUMENT_KINDS
from diemtin.tag.learned.document import Evidence
from diemtin.tag.rules.batch import Batch
from diemtin.tag.rules.columns import Column
from diemtin.tag.rules.found import Found
from diemtin.tag.rules.lexicon import (
    FORM_OF_ADDRESS,
    LOC_HEAD,
    LOCAL_BODY,
    NAME,
    NOT_NAME,
    OFFICE,
    ORG_HEAD,
    STATE,
    TITLE,
    WEAK_HEAD,
    WEAK_NAME,
    Sense,
)
from diemtin.tag.rules.vocabulary import Word

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


_NAMES = [
    f"{kind}-{group}" for kind in _TYPES for group in (*sorted(set(_GROUPS.values())), _OTHER)
]
_RULES = (
    "not_a_name", "nationality", "body", "body_before_person", "body_of_level", "headed_place",
    "numbered_street", "titled_person", "ordinary_word", "credited",
    "known_name", "vietnamese_person", "initials", "weak_name", "weak_name_with_cue",
    "foreign_person", "foreign_body", "foreign_name", "abbreviation", "abbreviation_in_brackets",
    "place_by_cue", "unknown_name", "unknown_name_that_acts", "thing",
)  # fmt: skip
_SHAPES = (
    NOTHING, "lower", "Title", "UPPER", "Mixed", "number", "initials", "roman", "mark",
    "fresh-Title", "fresh-UPPER", "fresh-other",
)  # fmt: skip
_LONGEST_RUN = 6
# Words between a title and the name of who bears it.
_REACH = 14
_RUNS = (
    NOTHING,
    *(f"{at}-of-{size}" for size in range(1, _LONGEST_RUN + 1) for at in range(1, size + 1)),
    "long",
)
_FLAGS = tuple(f"f{number}" for number in range(64))

# A column's values; None where they are words.
COLUMNS: dict[str, tuple[str, ...] | None] = {
    "word": None,
    "shape": _SHAPES,
    "flags": _FLAGS,
    "before_run": None,
    "behind_run": None,
    "before_run2": None,
    "behind_run2": None,
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
    # Whether a title stands before, and nothing between them ends its reach.
    "office": (NOTHING, "office", "other"),
    # Whether a syllable makes an ordinary word with the one before, the one behind or both.
    "compound": (NOTHING, "before", "behind", "both"),
    # How a sentence's first word is written elsewhere in the article.
    "elsewhere": (NOTHING, "lower", "capital", "both"),
    "topic": (NOTHING, "sport"),
    "line": (NOTHING, "shouted", "heading", "byline", "caption", "list_item", "furniture"),
}
_NUMBER = {name: number for number, name in enumerate(COLUMNS)}
# Columns of two others side by side.
_CROSSED = (
    ("rule", "document"), ("rule", "name"), ("rule", "weak_name"), ("rule", "run"),
    ("shape", "flags"), ("rule", "rule_name"), ("before_run", "rule"), ("behind_run", "rule"),
    ("title", "run"), ("office", "rule"), ("compound", "rule"), ("office", "run"),
    ("elsewhere", "shape"), ("elsewhere", "rule"), ("compound", "shape"),
    ("topic", "name"), ("topic", "weak_name"), ("topic", "rule"), ("topic", "word"),
)  # fmt: skip


def _templates() -> list[str]:
    windows = {
        "word": (-2, -1, 0, 1, 2), "shape": (-2, -1, 0, 1, 2), "flags": (-1, 0, 1),
        "before_run": (0,), "behind_run": (0,), "before_run2": (0,), "behind_run2": (0,),
        "run": (-1, 0, 1), "name": (-1, 0, 1),
        "weak_name": (-1, 0, 1), "head": (-2, -1, 0, 1), "title": (-2, -1, 0, 1),
        "not_name": (-1, 0, 1), "rule": (-2, -1, 0, 1, 2), "rule_name": (-1, 0, 1),
        "document": (-1, 0, 1), "ending": (0,), "line": (0,), "office": (0,),
        "compound": (-1, 0, 1), "elsewhere": (0,),
    }  # fmt: skip
    pairs = {
        "shape": (-1, 0), "rule": (-1, 0), "flags": (-1, 0), "head": (-1,), "title": (-1,),
        "rule_name": (-1, 0), "name": (-1,), "compound": (-1, 0),
    }  # fmt: skip
    return [
        *(f"T[{at}][{_NUMBER[name]}]" for name, offsets in windows.items() for at in offsets),
        *(f"T[{at},{at + 1}][{_NUMBER[n]}]" for n, offsets in pairs.items() for at in offsets),
        *(f"T[0][{len(COLUMNS) + number}]" for number in range(len(_CROSSED))),
    ]


TEMPLATES = _templates()


class Features:
    """The columns of a batch, for one vocabulary."""

    def __init__(self, vocabulary: Sequence[str], without: Collection[str] = ()) -> None:
        """Prepare the columns.

        Args:
            vocabulary: The words that the model knows, folded, and endings of foreign ones as
                `~son`.
            without: Columns to leave blank, to see what they are worth.
        """
        self._without = without
        self.vocabulary = (NOTHING, *vocabulary)
        self._number = {word: number for number, word in enumerate(self.vocabulary)}
        # What is known of the words and the senses of a lexicon, by their number there.
        self._words = Column(self._word_values, n_rows=4)
        self._senses = Column(_phrase_values, n_rows=3)

    def _sources(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Each source that the templates read, as the columns whose values it pairs."""
        names = list(COLUMNS)
        found: dict[str, tuple[tuple[str, ...], ...]] = {}
        for template in map(parsed, TEMPLATES):
            if template.column < len(names):
                found[template.source] = (self._of(names[template.column]),) * template.width
            else:
                first, second = _CROSSED[template.column - len(names)]
                found[template.source] = (self._of(first), self._of(second))
        return found

    def values(self) -> dict[str, tuple[str, ...]]:
        """The values of each source, by number."""
        return {
            source: tuple(map(" ".join, product(*columns)))
            for source, columns in self._sources().items()
        }

    def compiled_values(self) -> dict[str, Values]:
        """The same for the engine, without a text for each pair."""
        return {source: _numbered(*columns) for source, columns in self._sources().items()}

    def arrays(
        self,
        batch: Batch,
        found: Sequence[Sequence[Found]],
        evidence: Evidence,
        block_types: Sequence[str],
    ) -> dict[str, Ids]:
        """The value of each source for all words, one sentence behind the other.

        Args:
            batch: The sentences.
            found: What the rules say of each.
            evidence: What the article says of each word.
            block_types: The type of each sentence's block.
        """
        of_words = self._of_words(batch)
        columns = {
            **of_words,
            **_of_runs(batch, of_words["word"]),
            **self._of_phrases(batch),
            **_of_rules(batch, found),
            "document": evidence.known,
            "compound": _of_compounds(batch),
            "elsewhere": evidence.elsewhere,
            "topic": evidence.topic,
            "line": _of_lines(batch, block_types),
        }
        for name in self._without:
            columns[name] = np.zeros_like(columns[name])
        result: dict[str, Ids] = {}
        names = list(COLUMNS)
        for template in map(parsed, TEMPLATES):
            if template.source in result:
                continue
            if template.column >= len(names):
                first, second = _CROSSED[template.column - len(names)]
                values = columns[first] * len(self._of(second)) + columns[second]
            else:
                name = names[template.column]
                values = columns[name]
                if template.width == 2:
                    values = values * len(self._of(name))
                    values[:-1] += columns[name][1:]
            result[template.source] = values
        return result

    def _of(self, column: str) -> tuple[str, ...]:
        return COLUMNS[column] or self.vocabulary

    def _of_words(self, batch: Batch) -> dict[str, Ids]:
        known = self._words.values(batch.lexicon.vocabulary.words)
        word, shape, flags, ending = known.take(batch.words, axis=1)
        shape = np.where(batch.is_fresh, _FRESH.take(shape), shape)
        return {"word": word, "shape": shape, "flags": flags, "ending": ending}

    def _word_values(self, word: Word) -> tuple[int, int, int, int]:
        """Number in the vocabulary, shape, flags, number of the ending."""
        number = self._number.get
        return number(word.fold, 0), _shape(word), _flags(word), number(ending_of(word), 0)

    def _of_phrases(self, batch: Batch) -> dict[str, Ids]:
        known = self._senses.values(batch.lexicon.readings.senses)
        columns, values, offices = known.take(batch.phrases.senses, axis=1)
        return {**_marked(batch, columns, values), "office": _of_offices(batch, offices)}


def _of_runs(batch: Batch, word: Ids) -> dict[str, Ids]:
    """Where a word stands in its run of capitalised words, and the words around the run."""
    run = np.zeros(len(batch.words), np.intp)
    begins, ends = batch.runs
    sizes = ends - begins
    inside = expanded_ranges(begins, sizes)
    at = inside - np.repeat(begins, sizes) + 1
    size = np.repeat(sizes, sizes)
    run[inside] = np.where(
        size <= _LONGEST_RUN,
        _RUN_VALUE[np.minimum(at, _LONGEST_RUN), np.minimum(size, _LONGEST_RUN)],
        len(_RUNS) - 1,
    )
    sentence = batch.sentences[begins]
    first, behind = batch.firsts[sentence], batch.firsts[sentence + 1]
    around = {
        "before_run": begins - 1,
        "before_run2": begins - 2,
        "behind_run": ends,
        "behind_run2": ends + 1,
    }
    columns = {"run": run}
    for name, position in around.items():
        is_inside = (position >= first) & (position < behind)
        value = np.where(is_inside, word.take(position, mode="clip"), 0)
        columns[name] = np.zeros(len(batch.words), np.intp)
        columns[name][inside] = np.repeat(value, sizes)
    return columns


def _marked(batch: Batch, columns: Ids, values: Ids) -> dict[str, Ids]:
    """Where phrases stand: of those in one column that overlap, the first ones, the longest."""
    starts, ends = batch.phrases.starts, batch.phrases.ends
    behind = [0] * len(_PHRASE_COLUMNS)
    kept = []
    for place, (column, start, end) in enumerate(
        zip(columns.tolist(), starts.tolist(), ends.tolist(), strict=True)
    ):
        if start >= behind[column]:
            behind[column] = end
            kept.append(place)
    columns, values, starts = columns[kept], values[kept], starts[kept]
    sizes = ends[kept] - starts
    cells = np.zeros((len(_PHRASE_COLUMNS), len(batch.words)), np.intp)
    inside = expanded_ranges(starts, sizes)
    cells[np.repeat(columns, sizes), inside] = np.repeat(values + 1, sizes)
    cells[columns, starts] = values
    return dict(zip(_PHRASE_COLUMNS, cells, strict=True))


def _phrase_values(sense: Sense) -> tuple[int, int, int]:
    """The column in which a phrase is marked, its first word's value there, that of `office`."""
    role = sense.role
    if role in (NAME, WEAK_NAME):
        file = sense.entry_id.partition("/")[0]
        value = _NAME_VALUE[sense.entity_type, _GROUPS.get(file, _OTHER)]
        return _PHRASE_COLUMNS.index(role), value, 0
    if role in _HEAD_VALUE:
        return _PHRASE_COLUMNS.index("head"), _HEAD_VALUE[role], 0
    if role in _TITLE_VALUE:
        office = 0 if role != TITLE else 1 if sense.kind == OFFICE else 2
        return _PHRASE_COLUMNS.index("title"), _TITLE_VALUE[role], office
    return _PHRASE_COLUMNS.index("not_name"), 1, 0


def _of_rules(batch: Batch, found: Sequence[Sequence[Found]]) -> dict[str, Ids]:
    rows = [
        (
            first + answer.start,
            answer.end - answer.start,
            _RULE_VALUE[answer.entity_type or "none"],
            _RULE_NUMBER[answer.rule],
        )
        for answers, first in zip(found, batch.firsts.tolist(), strict=False)
        for answer in answers
    ]
    starts, sizes, values, numbers = np.array(rows, np.intp).reshape(-1, 4).T
    inside = expanded_ranges(starts, sizes)
    rules, rule_names = np.zeros((2, len(batch.words)), np.intp)
    rules[inside] = np.repeat(values + 1, sizes)
    rules[starts] = values
    rule_names[inside] = np.repeat(numbers, sizes)
    return {"rule": rules, "rule_name": rule_names}


def _of_offices(batch: Batch, offices: Ids) -> Ids:
    """Behind a title up to the next mark, but not further than `_REACH` words."""
    is_alpha = batch.lexicon.vocabulary.flags("is_alpha").take(batch.words)
    stops = np.union1d(np.flatnonzero(~is_alpha), batch.firsts)
    titles = np.flatnonzero(offices)
    begins = batch.phrases.ends[titles]
    ends = np.minimum(stops[np.searchsorted(stops, begins)], begins + _REACH)
    values = np.zeros(len(batch.words), np.intp)
    # Where several reach a word, the last title's value stays.
    values[expanded_ranges(begins, ends - begins)] = np.repeat(offices[titles], ends - begins)
    return values


def _of_compounds(batch: Batch) -> Ids:
    """Looked up from capitalised syllables to the third behind them."""
    is_near = batch.is_capital.copy()
    for distance in (1, 2):
        is_near[distance:] |= batch.is_capital[:-distance]
    firsts = np.flatnonzero(is_near[:-1] & batch.is_close[1:])
    found = batch.lexicon.are_words(batch.words[firsts], batch.words[firsts + 1])
    values = np.zeros(len(batch.words), np.intp)
    values[firsts[found]] += 2
    values[firsts[found] + 1] += 1
    return values


def _of_lines(batch: Batch, block_types: Sequence[str]) -> Ids:
    kinds = np.array([_LINES.get(block_type, 0) for block_type in block_types], np.intp)
    values: Ids = np.where(batch.is_shouted, _SHOUTED, kinds)[batch.sentences]
    return values


def ending_of(word: Word) -> str:
    """The last three letters of a capitalised word that is not Vietnamese."""
    return f"~{word.fold[-3:]}" if word.is_capital and not word.is_vietnamese else ""


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


def _numbered(*columns: Sequence[str]) -> Values:
    places = [{text: place for place, text in enumerate(column)} for column in columns]
    sizes = list(map(len, columns))

    def of_text(text: str) -> tuple[int, ...]:
        number = 0
        for cell, size, known in zip(text.split(" "), sizes, places, strict=True):
            if cell not in known:
                return ()
            number = number * size + known[cell]
        return (number,)

    return Values(prod(sizes), of_text)


def _first_values(column: str) -> Mapping[str, int]:
    """The value of a phrase's first word by what is behind `B-`; the next is for the others."""
    return {value[2:]: n for n, value in enumerate(COLUMNS[column] or ()) if value[:2] == "B-"}


_SHAPE = {shape: number for number, shape in enumerate(_SHAPES)}
_FRESH = np.array(
    [
        {"Title": _SHAPE["fresh-Title"], "UPPER": _SHAPE["fresh-UPPER"]}.get(
            shape, _SHAPE["fresh-other"]
        )
        for shape in _SHAPES
    ]
)
_RUN_VALUE = np.zeros((_LONGEST_RUN + 1, _LONGEST_RUN + 1), np.intp)
for _size in range(1, _LONGEST_RUN + 1):
    for _at in range(1, _size + 1):
        _RUN_VALUE[_at, _size] = _RUNS.index(f"{_at}-of-{_size}")
_PHRASE_COLUMNS = ("name", "weak_name", "head", "title", "not_name")
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
