"""`.csv` and `.tsv`: every row is an item, as a JSON object whose fields are the columns.

The bytes of a cell stay what they are, in the file's own encoding, for that is told of a whole
record later: the file is split as Latin-1, in which every byte is a character and back.
"""

import csv
import io
import json
from collections import deque
from collections.abc import Iterator

from diemtin.ingest.jsonl_lines import too_long_line
from diemtin.ingest.parts import BEGINNING_BYTES, Item
from diemtin.ingest.reasons import Reason

_DELIMITERS = ",;\t|"
_BOM = "\xef\xbb\xbf"
# Not all that Latin-1 has for blanks: the last byte of à in UTF-8 is one.
_BLANK = " \t\r\n"


def csv_rows(stream: io.BufferedReader, max_bytes: int, *, format: str) -> Iterator[Item]:
    """The rows below the heading; `record` is the line, counted from 1, on which a row begins.

    The delimiter is the one that the heading has most of. A row with a quotation mark out of place
    or with more cells than the heading is refused by itself: reading goes on at the next line.
    """
    # A cell may be as long as a record; the module's own limit is 131,072 characters.
    csv.field_size_limit(max(csv.field_size_limit(), max_bytes))
    lines = _Lines(stream, max_bytes, format)
    delimiter = lines.delimiter()
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    heading: list[str] | None = None
    found = False
    while True:
        lines.begin_row()
        cells, problem = None, None
        try:
            cells = next(reader)
        except StopIteration:
            pass
        except csv.Error as error:
            problem = f"quotation marks out of place ({error})"
        except _LineTooLongError:
            problem = f"a row of more than {max_bytes:,} bytes"
        for item in lines.too_long:
            found = True
            yield item
        lines.too_long.clear()
        if cells is None and problem is None:
            break
        if cells is not None and not any(cell.strip(_BLANK) for cell in cells):
            continue
        if heading is None and cells is not None:
            heading = _names(cells)
            continue
        found = True
        if cells is not None and heading is not None:
            surplus = [cell for cell in cells[len(heading) :] if cell.strip(_BLANK)]
            if not surplus:
                yield Item(format, _as_json(heading, cells), lines.number)
                continue
            problem = f"{len(cells)} cells, where the heading has {len(heading)}"
        number = lines.number
        row = lines.first_of_row()
        yield Item(
            format,
            record=number,
            problem=Reason.MALFORMED_RECORD,
            detail=problem,
            beginning=row[:BEGINNING_BYTES],
            n_bytes=len(row),
        )
    if not found:
        yield Item(format, problem=Reason.EMPTY, detail="the table has no rows")


class _LineTooLongError(Exception):
    """A row goes on for longer than an item may."""


class _Lines:
    """The lines of a table for `csv.reader`, which can go back to the second line of a row."""

    def __init__(self, stream: io.BufferedReader, max_bytes: int, format: str) -> None:
        self._stream, self._max_bytes, self._format = stream, max_bytes, format
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self._row_bytes = 0
        self._next_number = 1
        self.number = 1
        self.too_long: list[Item] = []

    def begin_row(self) -> None:
        """What is read from here on is another row."""
        self._row, self._row_bytes, self.number = [], 0, self._next_number

    def first_of_row(self) -> bytes:
        """The row's first line, alone; those behind it are to be read again."""
        self._again.extendleft(reversed(self._row[1:]))
        self._next_number = self.number + 1
        return self._row[0].rstrip("\r\n").encode("latin-1") if self._row else b""

    def delimiter(self) -> str:
        """The delimiter by the heading, or by a line `sep=;` before it, which Excel reads."""
        line = self._read().removeprefix(_BOM)
        if line.lower().startswith("sep=") and len(line.strip("\r\n")) == len("sep=;"):
            self._next_number += 1
            return line.strip("\r\n")[-1]
        if line:
            self._again.append(line)
        outside = "".join(line.split('"')[::2])
        preferred = "\t,;|" if self._format == "tsv" else _DELIMITERS
        return max(preferred, key=lambda mark: (outside.count(mark), -preferred.index(mark)))

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        if not line:
            raise StopIteration
        if not self._row:
            self.number = self._next_number
        self._next_number += 1
        self._row.append(line)
        self._row_bytes += len(line)
        if self._row_bytes > self._max_bytes:
            raise _LineTooLongError
        return line

    def _read(self) -> str:
        while line := self._stream.readline(self._max_bytes + 2):
            if len(line.rstrip(b"\r\n")) <= self._max_bytes:
                return line.decode("latin-1")
            self.too_long.append(too_long_line(self._stream, line, self._format, self._next_number))
            self._next_number += 1
        return ""


def _names(cells: list[str]) -> list[str]:
    """The heading's names, each once: the second `text` is `text_2`."""
    names: list[str] = []
    for position, cell in enumerate(cells, 1):
        name = cell.strip(_BLANK) or f"column_{position}"
        again, number = name, 2
        while again in names:
            again, number = f"{name}_{number}", number + 1
        names.append(again)
    return names


def _as_json(heading: list[str], cells: list[str]) -> bytes:
    # Cells that a row is short of are left out, as spreadsheets do with empty ones at its end.
    record = dict(zip(heading, cells, strict=False))
    return json.dumps(record, ensure_ascii=False).encode("latin-1")
