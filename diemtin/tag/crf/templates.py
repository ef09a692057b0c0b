"""Feature templates in underthesea's notation: `T[-1]`, `T[0,1].lower`, `T[-1,0][1]`.

A template makes one attribute at each position of a sentence. `T[first,last][column].function`
takes the rows from `first` to `last` around the position, joins what stands in their `column` with
a blank, and applies the `function`; the attribute is the template, "=" and that value. Where a row
lies before the sentence the value is `BOS`, where one lies behind it `EOS`, and `BOS` where both
are true.
"""

import re
from typing import NamedTuple

from diemtin.errors import DiemTinError

BEFORE, BEHIND = "BOS", "EOS"

_TEMPLATE = re.compile(r"T\[(-?\d+)(?:,(-?\d+))?\](?:\[(\d+)\])?(?:\.(\w+))?")


class TemplateError(DiemTinError):
    """A feature template is none that the engine knows."""


class Template(NamedTuple):
    """A parsed template.

    Attributes:
        text: The template as it is written.
        offset: Its first row, counted from the position.
        width: Its number of rows.
        column: What it reads of a row: 0 is the word, others hold labels.
        function: The function's name, empty for none.
    """

    text: str
    offset: int
    width: int
    column: int
    function: str

    @property
    def source(self) -> str:
        """What its value is made of, wherever it stands: one name for each array of values."""
        return source(self.column, self.function, self.width)


def source(column: int, function: str, width: int) -> str:
    """The name of the values of `width` rows' `column` under `function`."""
    return f"{column}.{function}.{width}"


def parsed(text: str) -> Template:
    """The template that a text describes.

    Raises:
        TemplateError: It is not in the notation.
    """
    match = _TEMPLATE.fullmatch(text)
    if match is None:
        raise TemplateError(f"{text!r} is not a feature template such as T[-1,0].lower")
    first, last, column, function = match.groups()
    width = int(last) - int(first) + 1 if last else 1
    if width < 1:
        raise TemplateError(f"the template {text!r} ends before it begins")
    return Template(text, int(first), width, int(column or 0), function or "")
