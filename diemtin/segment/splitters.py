"""Sentence splitters that the evaluation compares, by name."""

from collections.abc import Callable

from diemtin.logs import root_handlers_kept
from diemtin.segment.sentences import lines, split


def underthesea_split(text: str) -> list[tuple[int, int]]:
    """Split with ``underthesea.sent_tokenize``, line by line: the baseline.

    underthesea knows no line ends and returns strings; it keeps their order and strips outer
    blanks only, so a running find gives back the exact offsets.

    Args:
        text: Any string.

    Returns:
        Half-open code-point spans as of :func:`diemtin.segment.sentences.split`.

    Raises:
        ValueError: If underthesea returns a sentence that is not in the text.
    """
    with root_handlers_kept():
        from underthesea import sent_tokenize  # costs a second: only who asks for it pays

    spans = []
    for at, line_end in lines(text):
        for sentence in sent_tokenize(text[at:line_end]):
            start = text.index(sentence, at, line_end)
            at = start + len(sentence)
            if sentence:
                spans.append((start, at))
    return spans


SPLITTERS: dict[str, Callable[[str], list[tuple[int, int]]]] = {
    "diemtin": split,
    "underthesea": underthesea_split,
}
