"""`.json`: one record, a list of records, an object that holds such a list, or records in a row.

Only brackets and strings are looked at; each record is cut out byte for byte and parsed later by
itself. So a file of any size streams, and a record that is no JSON does not lose those after it.
"""

import hashlib
import io
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from diemtin.ingest.column_map import has_text
from diemtin.ingest.parts import BEGINNING_BYTES, Item, Part
from diemtin.ingest.reasons import Reason
from diemtin.ingest.utf16 import as_utf8

# A list under one of these keys goes before any other.
_LIST_KEYS = {
    "articles", "items", "data", "results", "records", "entries", "docs", "documents", "posts",
    "news", "rows", "hits", "stories", "baiviet", "bai_viet", "tin", "danhsach", "danh_sach",
}  # fmt: skip
# Lists deeper than `{"response": {"data": {"articles": […]}}}` are not searched for.
_MAX_PATH = 3
_READ_BYTES = 1 << 18
_MAX_KEY_BYTES = 1_000
_SHALLOW = re.compile(rb'["{}\[\]:,]|[^"{}\[\]:,\s]+')
# All that is no bracket, whole strings included.
_NO_BRACKET = re.compile(rb'(?:[^"{}\[\]]++|"(?:[^"\\]++|\\.)*+")*+', re.S)
_DEEP = re.compile(rb'["{}\[\]]')
_IN_STRING = re.compile(rb'(?:[^"\\]++|\\.)*+', re.S)
_BETWEEN = b" \t\r\n,\xef\xbb\xbf"

_Path = tuple[str, ...]


class _Shape(NamedTuple):
    """Where the records are: in lists at a path of keys, or, if that is null, at the top."""

    path: _Path | None
    is_one: bool = False


def json_values(part: Part, max_bytes: int) -> Iterator[Item]:
    """The records of a file; `record` counts those of a list, and is 0 for one that stands alone.

    An object that has a text itself is one record, whatever lists it holds.
    """
    with part.open() as stream:
        shape = _shape(as_utf8(stream))
    number = 0
    with part.open() as stream:
        for item in _cut(_Window(as_utf8(stream), max_bytes), shape.path):
            number += 1
            item.record = 0 if shape.is_one and number == 1 else number
            yield item
    if not number:
        yield Item("json", problem=Reason.EMPTY, detail="the file holds no record")


class _Window:
    """A stream seen through a buffer. Positions count from the beginning of the stream.

    What lies behind a mark is kept, up to a limit beyond which only its size and hash are.
    """

    def __init__(self, stream: io.BufferedReader, max_bytes: int) -> None:
        self._stream, self._max_bytes = stream, max_bytes
        self.buffer, self.start = b"", 0
        self._mark: int | None = None
        self._digest: Any = None
        self._beginning, self._n_passed = b"", 0

    def more(self, position: int) -> bool:
        """Read on behind `position`, which is at or before the end of the buffer."""
        if self._mark is not None and position - self._mark > self._max_bytes:
            self._pass_over(position)
        keep = position if self._mark is None else self._mark
        rest = self.buffer[keep - self.start :]
        # Ever larger pieces, for what is kept is copied each time.
        piece = self._stream.read(max(_READ_BYTES, len(rest)))
        self.buffer, self.start = rest + piece, keep
        return bool(piece)

    def mark(self, position: int) -> None:
        """What begins here is to be kept."""
        self._mark, self._digest, self._n_passed = position, None, 0

    def marked(self, end: int) -> Item | None:
        """What lies from the mark, which is taken away, up to here; null if it is blank."""
        if self._mark is None:
            return None
        if self._digest or end - self._mark > self._max_bytes:
            self._pass_over(end)
            item = Item(
                "json",
                problem=Reason.TOO_LARGE,
                detail=f"a record of {self._n_passed:,} bytes",
                beginning=self._beginning,
                n_bytes=self._n_passed,
                sha256=self._digest.hexdigest(),
            )
        else:
            item = Item("json", self.buffer[self._mark - self.start : end - self.start])
        self._mark = None
        item.content = item.content and item.content.strip(_BETWEEN)
        return item if item.content or item.problem else None

    def _pass_over(self, end: int) -> None:
        passed = self.buffer[(self._mark or 0) - self.start : end - self.start]
        if not self._digest:
            self._digest, self._beginning = hashlib.sha256(), passed[:BEGINNING_BYTES]
        self._digest.update(passed)
        self._n_passed += len(passed)
        self._mark = end


class _Tokens:
    """The marks of a JSON text, whether it is one or not: brackets, commas, colons, strings.

    Attributes:
        depth: Brackets that are open behind the token.
        paths: For each of them the keys that lead to it; null where a list is on the way, or
            where it is too deep.
    """

    def __init__(self, window: _Window) -> None:
        self._window = window
        self.depth = 0
        self.paths: list[_Path | None] = []
        self._objects: list[bool] = []
        self.key: str | None = None

    def __iter__(self) -> Iterator[tuple[bytes, int, int]]:
        """`(first byte, begin, end)` of each; of what is in deep brackets only brackets."""
        window, position = self._window, 0
        while True:
            offset, is_shallow = position - window.start, self._is_shallow()
            if not is_shallow and (passed := _NO_BRACKET.match(window.buffer, offset)):
                offset = passed.end()
            match = (_SHALLOW if is_shallow else _DEEP).search(window.buffer, offset)
            if match is None:
                position = window.start + len(window.buffer)
                if not window.more(position):
                    return
                continue
            token = match[0][:1]
            begin, position = window.start + match.start(), window.start + match.end()
            if token == b'"':
                position = self._string_end(begin, position)
                if not is_shallow:
                    continue
            elif token in b"{[":
                self._open(token == b"{")
            elif token in b"}]" and self.depth:
                self._close()
            yield token, begin, position
            if token == b'"':
                self._read_key(begin, position)
            elif token != b":":
                self.key = None

    @property
    def path(self) -> _Path | None:
        """The keys that lead to the innermost open bracket; null behind a list, or too deep."""
        return self.paths[-1] if self.depth == len(self.paths) and self.paths else None

    @property
    def path_above(self) -> _Path | None:
        """The same of the bracket around it."""
        return self.paths[-2] if 1 < self.depth == len(self.paths) else None

    def _is_shallow(self) -> bool:
        """Whether a list of records may still begin here."""
        return not self.depth or self.path is not None

    def _string_end(self, begin: int, position: int) -> int:
        window = self._window
        while True:
            match = _IN_STRING.match(window.buffer, position - window.start)
            found = match.end() if match else 0
            position = window.start + found
            if window.buffer[found : found + 1] == b'"':
                return position + 1
            # At the end of the buffer, or at a backslash before it. What may be a key is kept.
            if not window.more(begin if position - begin <= _MAX_KEY_BYTES else position):
                return window.start + len(window.buffer)

    def _open(self, is_object: bool) -> None:
        path: _Path | None = ()
        if self.paths:
            above, path = self.paths[-1], None
            if above is not None and self._objects[-1] and self.key is not None:
                path = (*above, self.key) if len(above) < _MAX_PATH else None
        self.depth += 1
        if self.depth == len(self.paths) + 1 <= _MAX_PATH + 2:
            self.paths.append(path)
            self._objects.append(is_object)

    def _close(self) -> None:
        if self.depth == len(self.paths):
            self.paths.pop()
            self._objects.pop()
        self.depth -= 1

    def _read_key(self, begin: int, end: int) -> None:
        self.key = None
        if self.depth and self._is_shallow() and begin >= self._window.start:
            quoted = self._window.buffer[begin - self._window.start : end - self._window.start]
            if len(quoted) <= _MAX_KEY_BYTES:
                try:
                    self.key = json.loads(quoted.decode("utf-8", "replace"))
                except ValueError:
                    self.key = None


def _shape(stream: io.BufferedReader) -> _Shape:
    keys: list[str] = []
    lists: list[_Path] = []
    n_tops, before = 0, b""
    tokens = _Tokens(_Window(stream, 0))
    for token, _, _ in tokens:
        if token in b"{[" and tokens.depth == 1:
            n_tops += 1
            if token == b"[":
                return _Shape(())
            if n_tops > 1:
                return _Shape(None)
        elif token == b":" and tokens.depth == 1 and tokens.key is not None:
            keys.append(tokens.key)
        elif token == b"{" and before == b"[" and tokens.path_above:
            lists.append(tokens.path_above)
        before = token
    if not lists or has_text(tuple(keys)):
        return _Shape(None, is_one=n_tops == 1)
    named = [path for path in lists if path[-1].casefold() in _LIST_KEYS]
    return _Shape((named or lists)[0])


def _cut(window: _Window, path: _Path | None) -> Iterator[Item]:
    tokens = _Tokens(window)
    is_marked, list_depth, end = False, 0, 0
    for token, begin, end in tokens:
        depth = tokens.depth
        is_boundary, mark_at = False, None
        cut_at = begin
        if list_depth:
            if token == b"," and depth == list_depth:
                is_boundary, mark_at = True, end
            elif token in b"}]" and depth < list_depth:
                is_boundary, list_depth = True, 0
        elif token in b"{[" and depth == 1 and path is None:
            is_boundary, mark_at = True, begin
        elif token in b"}]" and depth == 0 and path is None:
            is_boundary, cut_at = True, end
        elif path is not None and token == b"[" and tokens.path == path:
            is_boundary, mark_at, list_depth = True, end, depth
        elif not path and depth <= 1 and not is_marked:
            mark_at = begin  # what is between values at the top, and should not be
        if is_boundary and (item := window.marked(cut_at)):
            yield item
        if is_boundary or mark_at is not None:
            is_marked = mark_at is not None
        if mark_at is not None:
            window.mark(mark_at)
    if item := window.marked(window.start + len(window.buffer)):
        yield item
    elif list_depth:
        yield Item(
            "json",
            problem=Reason.MALFORMED_RECORD,
            detail="the file breaks off before the end of its list",
        )
