"""`.docx` by python-docx: the paragraphs of the body, those in tables and text boxes among them."""

import io
from collections.abc import Iterator
from typing import Any

from diemtin.ingest.archives import kind_of_zip
from diemtin.ingest.extracted import Extracted
from diemtin.ingest.parts import MAX_RATIO, RATIO_FREE_BYTES
from diemtin.ingest.reasons import Reason, Refused
from diemtin.ingest.stated import NOTHING_STATED, Stated

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARAGRAPH, _TEXT, _TAB = f"{_WORD}p", f"{_WORD}t", f"{_WORD}tab"
_BREAKS = (f"{_WORD}br", f"{_WORD}cr")
# What was deleted or moved away with changes tracked; and the same text box for older programs.
_NOT_READ = (f"{_WORD}del", f"{_WORD}moveFrom", f"{_WORD}pPr", _FALLBACK)


def read_docx(content: bytes, _: Stated = NOTHING_STATED) -> Extracted:
    """Read one document; its title is that of its first line, not of its properties.

    Tracked changes are read as if accepted. Headers, footers, footnotes and comments are not read.

    Raises:
        Refused: It is damaged, a bomb, or holds no text.
    """
    # A twelfth of a second to import, which a day without documents can do without.
    import docx

    _check_size(content)
    try:
        document = docx.Document(io.BytesIO(content))
        body = document.element.body
        author = document.core_properties.author or None
    except MemoryError:
        raise
    except Exception as error:  # python-docx raises what it happens to fail on
        raise Refused(
            Reason.UNREADABLE, f"the Word document is damaged: {type(error).__name__}: {error}"
        ) from error
    text = "\n".join(filter(None, ("".join(line).strip() for line in _paragraphs(body))))
    if not text:
        raise Refused(Reason.NO_TEXT, "the Word document holds no text")
    return Extracted(text=text, author=author)


def _check_size(content: bytes) -> None:
    import zipfile

    stream = io.BytesIO(content)
    if kind_of_zip(stream) != "docx":
        raise Refused(Reason.UNREADABLE, "a zip archive that is no Word document")
    with zipfile.ZipFile(stream) as archive:
        n_unpacked = sum(info.file_size for info in archive.infolist())
    if n_unpacked > 10 * RATIO_FREE_BYTES and n_unpacked > MAX_RATIO * len(content):
        raise Refused(
            Reason.UNSAFE_ARCHIVE,
            f"the Word document unpacks to more than {MAX_RATIO} times its size",
        )


def _paragraphs(body: Any) -> Iterator[list[str]]:
    """The pieces of each paragraph, one that is within another behind it."""
    # A stack instead of recursion: a document may nest as deep as the XML parser allows.
    open_paragraphs: list[list[str]] = []
    finished: list[list[str]] = []
    stack: list[tuple[Any, bool]] = [(body, False)]
    while stack:
        element, is_left = stack.pop()
        tag = element.tag
        if is_left:
            finished.append(open_paragraphs.pop())
            if not open_paragraphs:
                yield from reversed(finished)
                finished = []
            continue
        if tag in _NOT_READ or not isinstance(tag, str):
            continue
        if tag == _PARAGRAPH:
            open_paragraphs.append([])
            stack.append((element, True))
        elif open_paragraphs and tag == _TEXT:
            open_paragraphs[-1].append(element.text or "")
        elif open_paragraphs and tag == _TAB:
            open_paragraphs[-1].append("\t")
        elif open_paragraphs and tag in _BREAKS:
            open_paragraphs[-1].append("\n")
        stack.extend((child, False) for child in reversed(element))
