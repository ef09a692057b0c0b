"""The phrases of a lexicon, looked for in all of a text at once.

A phrase is a path of *pieces*, its parts between blanks. Those inside it are whole chunks of a text
(see `tokens`); the first one may be the end of a chunk and the last one the beginning of another,
as words are: `“Hà Nội”` has a chunk of two words and another one.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

import numpy as np

from diemtin.tag.crf.arrays import Flags, Ids, expanded_ranges, offsets_of

_PIECE_BITS = 32


class Chunks(NamedTuple):
    """The chunks of a text, for the search.

    Attributes:
        firsts: `[n_chunks]`, the first word of each chunk.
        sizes: `[n_chunks]`, its words.
        is_followed: `[n_chunks]`, whether one blank and another chunk are behind it.
        heads: `[n_words]`, the piece from the word to the end of its chunk, 0 for none.
        tails: `[n_words]`, the piece from the begin of its chunk to the word's end.
    """

    firsts: Ids
    sizes: Ids
    is_followed: Flags
    heads: Ids
    tails: Ids


class Occurrences(NamedTuple):
    """Where phrases stand; all of `[n_occurrences]`.

    Attributes:
        phrases: Numbers of `PhraseTrie`.
        firsts: The first word.
        lasts: The last word.
    """

    phrases: Ids
    firsts: Ids
    lasts: Ids


class PhraseTrie:
    """Phrases by the numbers of the nodes at which they end; 0 is the root.

    Attributes:
        ends: `[n_phrases]`, the node of each phrase.
        n_nodes: With the root.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        """Number the phrases, which may occur twice; in folded form."""
        numbers: defaultdict[str, int] = defaultdict(count(1).__next__)
        pieces: list[int] = []
        ends: list[int] = []
        for phrase in phrases:
            pieces += map(numbers.__getitem__, phrase.split(" "))
            ends.append(len(pieces))
        self._pieces = dict(numbers)
        self._longest = max(map(len, self._pieces), default=0)
        lengths = np.diff([0, *ends]).astype(np.intp)
        piece, offsets = np.array(pieces, np.intp), offsets_of(lengths)
        # Level by level, so that all keys are in order and a node's number is its key's place.
        self.ends: Ids = np.zeros(len(lengths), np.intp)
        levels = [np.zeros(1, np.intp)]
        self.n_nodes = 1
        for depth in range(lengths.max(initial=0)):
            longer = np.flatnonzero(lengths > depth)
            keys = self.ends[longer] << _PIECE_BITS | piece[offsets[longer] + depth]
            level, node = np.unique(keys, return_inverse=True)
            self.ends[longer] = self.n_nodes + node
            levels.append(level)
            self.n_nodes += len(level)
        self._keys = np.concatenate(levels)
        self._is_end = np.zeros(self.n_nodes, bool)
        self._is_end[self.ends] = True
        # The root's number is 0, so the keys of the nodes behind it are their pieces.
        firsts = self._keys[self._keys <= len(self._pieces)]
        self._first_nodes = np.zeros(len(self._pieces) + 1, np.intp)
        self._first_nodes[firsts] = np.arange(len(firsts))

    def piece(self, text: str, start: int, end: int) -> int:
        """The number of a piece that is a part of a text; 0 if no phrase has it."""
        return self._pieces.get(text[start:end], 0) if end - start <= self._longest else 0

    def within(self, text: str, words: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
        """The phrases of one piece in a chunk: `(phrase, first word, last word)`.

        Args:
            text: The chunk in folded form.
            words: Where its words start and end.
        """
        for first, (start, _) in enumerate(words):
            for last, (_, end) in enumerate(words[first : first + self._longest], first):
                node = int(self._first_nodes[self.piece(text, start, end)])
                if self._is_end[node]:
                    yield node, first, last

    def phrase(self, text: str) -> int:
        """The number of a phrase; 0 if there is none such."""
        node, keys = 0, self._keys.data
        for piece in text.split(" "):
            key = node << _PIECE_BITS | self._pieces.get(piece, 0)
            node = bisect_left(keys, key)
            if node == self.n_nodes or keys[node] != key:
                return 0
        return node if self._is_end[node] else 0

    def occurrences(self, chunks: Chunks) -> Occurrences:
        """All phrases that reach over several chunks."""
        found = [Occurrences(*np.zeros((3, 0), np.intp))]
        chunk = np.repeat(np.arange(len(chunks.sizes)), chunks.sizes)
        node = self._first_nodes.take(chunks.heads)
        first = np.flatnonzero((node > 0) & chunks.is_followed[chunk])
        node, chunk = node[first], chunk[first]
        while len(first):
            chunk = chunk + 1
            sizes = chunks.sizes[chunk]
            last = expanded_ranges(chunks.firsts[chunk], sizes)
            node = self._behind(np.repeat(node, sizes), chunks.tails[last])
            here = np.flatnonzero(node)
            node, last = node[here], last[here]
            first, chunk = np.repeat(first, sizes)[here], np.repeat(chunk, sizes)[here]
            is_end = self._is_end[node]
            found.append(Occurrences(node[is_end], first[is_end], last[is_end]))
            is_whole = last == chunks.firsts[chunk] + chunks.sizes[chunk] - 1
            goes_on = is_whole & chunks.is_followed[chunk]
            node, first, chunk = node[goes_on], first[goes_on], chunk[goes_on]
        return Occurrences(*map(np.concatenate, zip(*found, strict=True)))

    def are_phrases(self, pieces: Sequence[Ids]) -> Flags:
        """Whether pieces, by their numbers, make a phrase with those at their place in the others.

        Args:
            pieces: Arrays of one length: the first pieces, the second ones and so on.
        """
        first, *others = pieces
        node = self._first_nodes.take(first)
        for piece in others:
            node = self._behind(node, piece)
        is_end: Flags = self._is_end[node]
        return is_end

    def _behind(self, nodes: Ids, pieces: Ids) -> Ids:
        """The nodes behind others, 0 where there is none; nothing is behind 0."""
        keys = nodes << _PIECE_BITS | pieces
        places = np.searchsorted(self._keys, keys)
        behind: Ids = places * ((self._keys.take(places, mode="clip") == keys) & (nodes > 0))
        return behind
