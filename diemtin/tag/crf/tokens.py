"""Text to tokens, a batch of texts at a time.

underthesea's pattern finds tokens inside runs of characters without white space (*chunks*), and
looks past the end of a chunk only to see whether white space or the end of the text follows. So the
tokens of a chunk are found once and kept: a text is cut at white space, and all else is looking up
integers in arrays. What the models ask of a token (its node, is it a number, …) is kept as well.
"""

import re
import threading
import unicodedata
from array import array
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from underthesea_core import CRFFeaturizer

from diemtin.tag.crf.arrays import Ids, expanded_ranges, offsets_of
from diemtin.tag.crf.tables import TokenRules

# What a table may hold before it starts anew, in characters of its chunks and tokens, an entry of
# either counting for some more. Such a table takes about 60 MB; filling it again costs little, for
# most of a text is made of few words.
MAX_KEPT = 48_000_000
_ENTRY = 160

# underthesea does not change the spelling of tokens longer than this.
_LONGEST_RESPELLED = 6

_CHUNK = re.compile(r"\S+")
# What underthesea_core is asked of each token. Its lower case, digits and titles differ from
# Python's: "1" is a title, "²" no digit, and "Σ" at the end of a word becomes "σ".
_QUESTIONS = ["T[0].lower", "T[0].isdigit", "T[0].istitle"]


class Tokens(NamedTuple):
    """The tokens of a batch of texts, one behind the other.

    Attributes:
        counts: `[n_texts]`, the tokens of each text.
        starts: `[n_tokens]`, in code points of the token's text in NFC.
        ends: `[n_tokens]`, likewise, exclusive.
        nodes: `[n_tokens]`, the node of the token in the trie, 0 if it has none.
        lower_nodes: `[n_tokens]`, that of the token in lower case by underthesea_core.
        word_lower_nodes: `[n_tokens]`, that of the token in lower case by Python.
        is_number: `[n_tokens]`, 1 or 0, by underthesea_core.
        is_title: `[n_tokens]`, 1 or 0, by underthesea_core.
        is_word_title: `[n_tokens]`, 1 or 0, by Python.
    """

    counts: Ids
    starts: Ids
    ends: Ids
    nodes: Ids
    lower_nodes: Ids
    word_lower_nodes: Ids
    is_number: Ids
    is_title: Ids
    is_word_title: Ids


class _Chunks(dict[str, int]):
    """Chunk → its number, made where it is missing; one for those before a blank, one for ends."""

    def __init__(self, table: "TokenTable", following: str) -> None:
        super().__init__()
        self._table = table
        self._following = following

    def __missing__(self, chunk: str) -> int:
        number = self[chunk] = self._table._new_chunk(chunk, self._following)
        return number


class TokenTable:
    """The tokens of all chunks met so far. May be used by several threads."""

    def __init__(self, rules: TokenRules, vocabulary: Sequence[str], max_kept: int = MAX_KEPT):
        """Make an empty table.

        Args:
            rules: How a text becomes tokens.
            vocabulary: The tokens of nodes 1, 2, …
            max_kept: What the table may keep between two batches, in characters.
        """
        self._pattern = re.compile(rules.pattern, re.VERBOSE)
        self._characters = rules.characters
        self._spellings = rules.spellings
        self._node = {token: node for node, token in enumerate(vocabulary, 1)}
        self._featurizer = CRFFeaturizer(_QUESTIONS, set())
        self._max_kept = max_kept
        self._lock = threading.Lock()
        self._reset()

    def strings(self, text: str) -> list[str]:
        """The tokens of a text as underthesea spells them."""
        text = self._replaced(unicodedata.normalize("NFC", text))
        return [self._spelled(match[0]) for match in self._pattern.finditer(text)]

    def batch(self, texts: Sequence[str]) -> Tokens:
        """The tokens of each text."""
        with self._lock:
            if self.n_kept > self._max_kept:
                self._reset()
            try:
                return self._batch(texts)
            except BaseException:
                self._reset()  # a chunk may have been entered by half
                raise

    def _batch(self, texts: Sequence[str]) -> Tokens:
        chunk_counts, chunks, chunk_starts = self._chunked(texts)
        self._describe_new_tokens()
        first = np.array(self._first_token, np.intp)  # one more than chunks: the end of the last
        sizes = np.diff(first).take(chunks)
        kept = expanded_ranges(first.take(chunks), sizes)
        shifts = np.repeat(chunk_starts, sizes)
        # The tokens of a text are those of its chunks.
        up_to = np.concatenate([[0], np.cumsum(sizes)])
        ends = np.cumsum(chunk_counts)
        tokens = np.array(self._tokens, np.intp).take(kept)
        return Tokens(
            up_to[ends] - up_to[ends - chunk_counts],
            np.array(self._starts, np.intp).take(kept) + shifts,
            np.array(self._ends, np.intp).take(kept) + shifts,
            *(column.take(tokens) for column in self._columns),
        )

    def _chunked(self, texts: Sequence[str]) -> tuple[Ids, Ids, Ids]:
        """Chunks a text, the number of each chunk, and where it starts in its text."""
        numbers: list[int] = []
        counts: list[int] = []
        lengths: list[int] = []
        inside, at_end = self._inside.__getitem__, self._at_end.__getitem__
        for text in texts:
            text = unicodedata.normalize("NFC", text)
            pieces = text.split()
            counts.append(len(pieces))
            lengths.append(len(text))
            if pieces:
                last = pieces.pop()
                numbers.extend(map(inside, pieces))
                # "$" in the pattern is the end or a line end that is the last character.
                is_end = text.endswith((last, last + "\n"))
                numbers.append(at_end(last) if is_end else inside(last))
        chunks = np.array(numbers, np.intp)
        chunk_counts = np.array(counts, np.intp)
        return chunk_counts, chunks, self._chunk_starts(texts, chunk_counts, chunks, lengths)

    def _reset(self) -> None:
        self.n_kept = 0
        self._inside, self._at_end = _Chunks(self, " "), _Chunks(self, "")
        # Of each chunk's tokens: the token's number, its start and end in the chunk.
        self._first_token = array("q", [0])
        self._lengths = array("q")
        self._tokens, self._starts, self._ends = array("q"), array("q"), array("q")
        self._numbers: dict[str, int] = {}
        self._new: list[str] = []
        self._columns = [np.zeros(0, np.intp) for _ in range(6)]

    def _chunk_starts(
        self, texts: Sequence[str], counts: Ids, chunks: Ids, text_lengths: Sequence[int]
    ) -> Ids:
        """`[n_chunks]`, where each chunk starts in its text."""
        lengths = np.array(self._lengths, np.intp).take(chunks)
        # As if all blanks were single and between chunks, which is checked by the text's length.
        ends = np.cumsum(lengths + 1)
        before = np.concatenate([[0], ends])
        firsts = offsets_of(counts)
        starts: Ids = before[:-1] - np.repeat(before[firsts], counts)
        expected = before[firsts + counts] - before[firsts] - 1
        for index in np.flatnonzero((expected != text_lengths) & (counts > 0)).tolist():
            text = unicodedata.normalize("NFC", texts[index])
            first = firsts[index]
            starts[first : first + counts[index]] = [m.start() for m in _CHUNK.finditer(text)]
        return starts

    def _new_chunk(self, chunk: str, following: str) -> int:
        """Enter the tokens of a chunk, which what follows it may decide."""
        for match in self._pattern.finditer(self._replaced(chunk) + following):
            self._add_token(match[0], *match.span())
        self._first_token.append(len(self._tokens))
        self._lengths.append(len(chunk))
        self.n_kept += len(chunk) + _ENTRY
        return len(self._lengths) - 1

    def _add_token(self, found: str, start: int, end: int) -> None:
        token = self._spelled(found)
        number = self._numbers.get(token)
        if number is None:
            number = self._numbers[token] = len(self._numbers)
            self._new.append(token)
            self.n_kept += len(token) + _ENTRY
        self._tokens.append(number)
        self._starts.append(start)
        self._ends.append(end)

    def _replaced(self, text: str) -> str:
        for old, new in self._characters.items():
            text = text.replace(old, new)
        return text

    def _spelled(self, token: str) -> str:
        if len(token) > _LONGEST_RESPELLED:
            return token
        return self._spellings.get(token, token)

    def _describe_new_tokens(self) -> None:
        """Ask of each new token what the models ask; see `Tokens`."""
        if not self._new:
            return
        answers = self._featurizer.process([[[token]] for token in self._new])
        node = self._node.get
        described = []
        for token, ((lower, is_number, is_title),) in zip(self._new, answers, strict=True):
            described.append(
                (
                    node(token, 0),
                    node(lower[lower.index("=") + 1 :], 0),
                    node(token.lower(), 0),
                    is_number[-4:] == "True",
                    is_title[-4:] == "True",
                    token[0].istitle(),
                )
            )
        new_columns = np.array(described, np.intp).T
        self._columns = [
            np.concatenate(columns) for columns in zip(self._columns, new_columns, strict=True)
        ]
        self._new = []
