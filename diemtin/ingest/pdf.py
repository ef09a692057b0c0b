"""`.pdf` by pypdfium2, in a process of its own: a file that hangs or breaks it is refused alone.

PDFium is native code, an order of magnitude faster than the readers in Python (and reads the marks
of Vietnamese right), but a crash of it would be one of the stage.
"""

import json
import subprocess
import sys
from pathlib import Path

from diemtin.ingest.extracted import Extracted
from diemtin.ingest.pdf_lines import paragraphs
from diemtin.ingest.reasons import Reason, Refused
from diemtin.ingest.stated import NOTHING_STATED, Stated

# Most take less than a second. It does depend on the machine whether a bomb ends in `timeout` or
# in what it would give after minutes; no file of the press comes near.
MAX_SECONDS = 60
_EXTRACTOR = Path(__file__).with_name("pdf_extractor.py")


def read_pdf(content: bytes, _: Stated = NOTHING_STATED) -> Extracted:
    """Read the text of one document. Lines are joined to paragraphs where they are full.

    Raises:
        Refused: It is damaged, encrypted, a scan without text, or takes longer than a minute.
    """
    try:
        ran = subprocess.run(  # noqa: S603 - the project's own file
            [sys.executable, "-I", str(_EXTRACTOR)],
            input=content,
            capture_output=True,
            timeout=MAX_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise Refused(
            Reason.TIMEOUT, f"the PDF was not read within {MAX_SECONDS} seconds"
        ) from None
    if ran.returncode:
        last = ran.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2][:300]
        raise Refused(
            Reason.UNREADABLE, f"the PDF broke its reader (exit code {ran.returncode}): {last}"
        )
    answer = json.loads(ran.stdout)
    if "problem" in answer:
        raise Refused(Reason(answer["problem"]), answer["detail"])
    text = paragraphs(answer["pages"])
    if not text:
        n_pages = len(answer["pages"])
        raise Refused(Reason.NO_TEXT, f"the PDF has no text on its {n_pages} page(s): a scan?")
    return Extracted(text=text)
