"""Text with inline marks: `{Bộ trưởng|TIT 1} {Bộ Y tế|ORG 1} {Lê Thị Thử|PER 1}`.

A document begins with a line `=== <id> <genre>`; every other line that is not blank is a block of
its own. PER, ORG and LOC are entities, TIT is a title; what bears the same number in one block is a
role: one title, one person and at most one body. `¦` stands between two sentences of a block.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from diemtin.errors import DiemTinError

TITLE = "TIT"

_MARK = re.compile(r"\{([^{}|]+)\|(PER|ORG|LOC|TIT)(?: (\d+(?:,\d+)*))?\}")
_DOCUMENT = re.compile(r"=== ([a-z0-9-]+) ([a-z_-]+)")
# Its blanks are those of the text, one where there is one on both sides.
_BOUNDARY = re.compile(r" ?¦( ?)")


class AnnotationError(DiemTinError):
    """A marked text does not keep to the form."""


class Mark(NamedTuple):
    """A marked span of a document's text, in code points."""

    start: int
    end: int
    kind: str


class MarkedRole(NamedTuple):
    """A title with the person who bears it and, where the text says so, the body."""

    person: Mark
    title: Mark
    body: Mark | None


class Annotated(NamedTuple):
    """A document: its text with one line for each block, and what is marked in it.

    Attributes:
        id: Its name.
        genre: What kind of text it is.
        text: The blocks, joined by line ends.
        marks: Entities and titles in order.
        roles: In the order of their titles.
        boundaries: Where sentences end, the ends of blocks included.
    """

    id: str
    genre: str
    text: str
    marks: list[Mark]
    roles: list[MarkedRole]
    boundaries: list[int]


def read_annotated(path: Path) -> list[Annotated]:
    """The documents of a file.

    Raises:
        AnnotationError: A line does not keep to the form; it says which and why.
    """
    documents: list[Annotated] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        where = f"{path}, line {number}"
        if line.startswith("==="):
            if not (match := _DOCUMENT.fullmatch(line)):
                raise AnnotationError(f"{where}: a document begins with '=== id genre'")
            documents.append(Annotated(match[1], match[2], "", [], [], []))
        elif line.strip():
            if not documents:
                raise AnnotationError(f"{where}: there is text before the first document")
            documents[-1] = _with_block(documents[-1], line.strip(), where)
    return documents


def read_all(paths: Iterable[Path]) -> list[Annotated]:
    """The documents of several files."""
    return [document for path in paths for document in read_annotated(path)]


def _with_block(document: Annotated, line: str, where: str) -> Annotated:
    text = f"{document.text}\n" if document.text else ""
    marks = list(document.marks)
    numbered: dict[str, list[Mark]] = defaultdict(list)
    boundaries = list(document.boundaries)
    for piece, match in _pieces(line):
        if match:
            mark = Mark(len(text), len(text) + len(match[1]), match[2])
            text += match[1]
            marks.append(mark)
            for role in (match[3] or "").split(","):
                numbered[role].append(mark)
        else:
            first, *others = _BOUNDARY.split(piece)
            text += first
            for blank, part in zip(others[::2], others[1::2], strict=True):
                boundaries.append(len(text))
                text += blank + part
    if stray := re.search(r"[{}|]", text):
        raise AnnotationError(f"{where}: a stray {stray[0]!r}")
    numbered.pop("", None)
    roles = [_role(found, f"{where}, role {number}") for number, found in numbered.items()]
    return document._replace(
        text=text,
        marks=marks,
        roles=[*document.roles, *sorted(roles, key=lambda role: role.title)],
        boundaries=[*boundaries, len(text)],
    )


def _pieces(line: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    at = 0
    for match in _MARK.finditer(line):
        yield line[at : match.start()], None
        yield "", match
        at = match.end()
    yield line[at:], None


def _role(marks: list[Mark], where: str) -> MarkedRole:
    kinds = [mark.kind for mark in marks]
    bodies = [mark for mark in marks if mark.kind in ("ORG", "LOC")]
    if kinds.count(TITLE) != 1 or kinds.count("PER") != 1 or len(bodies) > 1:
        raise AnnotationError(f"{where}: one title, one person and at most one body, not {kinds}")
    return MarkedRole(
        marks[kinds.index("PER")], marks[kinds.index(TITLE)], bodies[0] if bodies else None
    )
