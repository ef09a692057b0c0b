"""The lines of a PDF's pages, as they are laid out, to paragraphs."""

import re
import statistics

# A line this much of the usual width was broken by the layout, not by the writer.
_FULL_SHARE = 0.8
# The narrowest column of a newspaper.
_MIN_WIDTH = 25
_NUMBER_ALONE = re.compile(r"(?:trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?", re.I)
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"”’»)]*$")


def paragraphs(pages: list[str]) -> str:
    """One line for each paragraph; numbers of pages are left out.

    A line goes on in the next if it is as wide as most are, unless it ends a sentence and the next
    begins a new one well before the margin. Paragraphs may go on over pages.
    """
    lines = [line for page in pages for line in _lines(page)]
    width = _usual_width([line for line in lines if line])
    joined: list[str] = []
    is_open = False
    for line in lines:
        if not line:
            is_open = False
            continue
        if is_open:
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
        is_full = len(line) >= max(_FULL_SHARE * width, _MIN_WIDTH)
        is_open = is_full and not (_ENDS_SENTENCE.search(line) and len(line) < width)
    return "\n".join(joined)


def _lines(page: str) -> list[str]:
    lines = [" ".join(line.replace("\ufffe", "").split()) for line in page.splitlines()]
    while lines and (not lines[-1] or _NUMBER_ALONE.fullmatch(lines[-1])):
        lines.pop()
    while lines and (not lines[0] or _NUMBER_ALONE.fullmatch(lines[0])):
        lines.pop(0)
    return lines


def _usual_width(lines: list[str]) -> float:
    """That of the widest fifth, so that headings and short lines do not count."""
    if not lines:
        return 0
    lengths = sorted(len(line) for line in lines)
    return statistics.median(lengths[-max(1, len(lengths) // 5) :])
