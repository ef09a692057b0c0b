"""The program that `pdf.py` runs: a PDF on standard input, its pages as JSON on standard output.

It imports nothing of the project, to start quickly.
"""

import json
import resource
import sys

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

# The Bible in Vietnamese has 5 million characters.
_MAX_CHARS = 20_000_000
# A page that unpacks to more than the machine has would take other processes with it.
_MAX_MEMORY = 4_000_000_000


class _TooLargeError(Exception):
    pass


def pages(content: bytes) -> list[str]:
    """The text of every page.

    Raises:
        pypdfium2.PdfiumError: The document cannot be opened.
        _TooLargeError: It has more text than any book.
    """
    document = pypdfium2.PdfDocument(content)
    texts, n_chars = [], 0
    for index in range(len(document)):
        try:
            text = document[index].get_textpage().get_text_range()
        except pypdfium2.PdfiumError:  # a page that is damaged; the others may be whole
            text = ""
        texts.append(text)
        n_chars += len(text)
        if n_chars > _MAX_CHARS:
            raise _TooLargeError
    return texts


def _answer(content: bytes) -> dict[str, object]:
    try:
        return {"pages": pages(content)}
    except _TooLargeError:
        detail = f"the text of the PDF has more than {_MAX_CHARS:,} characters"
        return {"problem": "too_large", "detail": detail}
    except pypdfium2.PdfiumError as error:
        is_encrypted = error.err_code in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY)
        return {
            "problem": "encrypted" if is_encrypted else "unreadable",
            "detail": f"the PDF cannot be opened: {error}",
        }


if __name__ == "__main__":
    if sys.platform == "linux":  # others count the memory that was only reserved
        resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))
    json.dump(_answer(sys.stdin.buffer.read()), sys.stdout)
