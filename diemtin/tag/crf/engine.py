"""Words, parts of speech and entity labels of a batch of texts, the same as underthesea's."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from diemtin.tag.crf.arrays import Floats, Ids, offsets_of
from diemtin.tag.crf.cache import load_tables
from diemtin.tag.crf.decoding import Steps, best_labels, probabilities
from diemtin.tag.crf.linear_model import Edges, LinearModel, scores
from diemtin.tag.crf.tables import POS_COLUMN, Tables
from diemtin.tag.crf.templates import source
from diemtin.tag.crf.tokens import MAX_KEPT, Tokens, TokenTable
from diemtin.tag.crf.windows import WindowModel

# Characters tagged at a time, of whole texts: some 4,000 sentences. It bounds the memory.
_PIECE = 500_000

_INSIDE = "I-W"  # the label of a token that continues the word before it


class Tagged(NamedTuple):
    """The words of a batch of texts, one text behind the other.

    Attributes:
        counts: `[n_texts]`, the words of each text.
        starts: `[n_words]`, in code points of the word's text in Unicode's normal form C (the text
            itself, where it is in that form).
        ends: `[n_words]`, likewise, exclusive.
        n_tokens: `[n_words]`, the tokens of each word.
        pos: `[n_words]`, positions in `pos_names`.
        labels: `[n_words]`, positions in `label_names`.
        marginals: `[n_words]`, the marginal probability of the word's label, if asked for.
        pos_names: The parts of speech.
        label_names: The entity labels: `O` and, by type, `B-` and `I-`.
    """

    counts: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    n_tokens: NDArray[np.int32]
    pos: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    marginals: Floats | None
    pos_names: tuple[str, ...]
    label_names: tuple[str, ...]


class Engine:
    """underthesea's conditional random fields over whole batches. May be used by several threads.

    The result for a text does not depend on the texts around it.
    """

    def __init__(self, tables: Tables | None = None, *, max_kept: int = MAX_KEPT) -> None:
        """Load the models, or compile them when it is the environment's first time.

        Args:
            tables: The compiled models; default: those of the installed underthesea.
            max_kept: What the table of tokens may keep from batch to batch, in characters.

        Raises:
            ReleaseError: The installed underthesea is not the one that the engine was made for.
        """
        self.tables = load_tables() if tables is None else tables
        self._tokens = TokenTable(self.tables.rules, self.tables.vocabulary, max_kept)
        self._inside = self.tables.words.labels.index(_INSIDE)
        self._words = _Decoder(self.tables.words)
        self._pos = _Decoder(self.tables.pos)
        self._entities = _Decoder(self.tables.entities)

    @property
    def n_kept(self) -> int:
        """What the table of tokens keeps at present, in characters; see `max_kept`."""
        return self._tokens.n_kept

    def tag(self, texts: Sequence[str], *, marginals: bool = False) -> Tagged:
        """The words of each text; the time is linear in the length of texts and batch.

        Args:
            texts: Sentences, usually; white space at the ends and empty texts are fine.
            marginals: Whether to compute the probabilities of the entity labels.
        """
        return _joined([self._tag_piece(piece, marginals) for piece in _pieces(texts)])

    def rows(self, texts: Sequence[str], tagged: Tagged) -> list[list[tuple[str, str, str]]]:
        """`(word, part of speech, entity label)` of each text's words, as underthesea writes them.

        Args:
            texts: The texts.
            tagged: What `tag` made of them.
        """
        parts = [tagged.pos_names[number] for number in tagged.pos.tolist()]
        labels = [tagged.label_names[number] for number in tagged.labels.tolist()]
        result, first = [], 0
        for text, count in zip(texts, tagged.counts.tolist(), strict=True):
            tokens = iter(self._tokens.strings(text))
            words = slice(first, first + count)
            sizes = tagged.n_tokens[words].tolist()
            joined = [" ".join(islice(tokens, size)) for size in sizes]
            result.append(list(zip(joined, parts[words], labels[words], strict=True)))
            first += count
        return result

    def _tag_piece(self, texts: Sequence[str], marginals: bool) -> Tagged:
        tables = self.tables
        tokens = self._tokens.batch(texts)
        first = self._first_tokens(tokens)
        n_tokens = np.diff(first, append=len(tokens.starts))
        text_of_token = np.repeat(np.arange(len(texts)), tokens.counts)
        counts = np.bincount(text_of_token[first], minlength=len(texts))

        values = self._word_values(tokens, first, n_tokens)
        edges = Edges(counts)
        pos, _ = self._pos.labels(values, counts, edges)
        values[source(POS_COLUMN, "", 1)] = pos
        values[source(POS_COLUMN, "", 2)] = pos * len(tables.pos.labels) + _next(pos)
        model = tables.entities
        labels, entity_scores = self._entities.labels(values, counts, edges)
        found = None
        if marginals:
            found = probabilities(entity_scores, model.transitions, labels, Steps(counts))
        return Tagged(
            counts.astype(np.int32),
            tokens.starts[first].astype(np.int32),
            tokens.ends[first + n_tokens - 1].astype(np.int32),
            n_tokens.astype(np.int32),
            pos.astype(np.uint8),
            labels.astype(np.uint8),
            found,
            tables.pos.labels,
            model.labels,
        )

    def _first_tokens(self, tokens: Tokens) -> Ids:
        """Where words begin."""
        tables = self.tables
        pairs = tables.trie.look_up(tokens.nodes, _next(tokens.nodes))
        lower_pairs = tables.trie.look_up(tokens.lower_nodes, _next(tokens.lower_nodes))
        triples = tables.trie.look_up(pairs, _next(_next(tokens.nodes)))
        lower_triples = tables.trie.look_up(lower_pairs, _next(_next(tokens.lower_nodes)))
        is_title_pair = tokens.is_title & _next(tokens.is_title)
        values = {
            source(0, "", 1): tokens.nodes,
            source(0, "", 2): pairs,
            source(0, "", 3): triples,
            source(0, "lower", 1): tokens.lower_nodes,
            source(0, "lower", 2): lower_pairs,
            source(0, "lower", 3): lower_triples,
            source(0, "isdigit", 1): tokens.is_number,
            source(0, "istitle", 1): tokens.is_title,
            source(0, "istitle", 2): is_title_pair,
            source(0, "istitle", 3): is_title_pair & _next(_next(tokens.is_title)),
            source(0, "is_in_dict", 1): tables.is_in_dictionary.take(tokens.lower_nodes),
            source(0, "is_in_dict", 2): tables.is_in_dictionary.take(lower_pairs),
            source(0, "is_in_dict", 3): tables.is_in_dictionary.take(lower_triples),
        }
        labels, _ = self._words.labels(values, tokens.counts, Edges(tokens.counts))
        is_first = labels != self._inside
        is_first[offsets_of(tokens.counts)[tokens.counts > 0]] = True
        return np.flatnonzero(is_first)

    def _word_values(self, tokens: Tokens, first: Ids, n_tokens: Ids) -> dict[str, Ids]:
        """What the templates read of words: each begins at a token of `first`."""
        tables = self.tables
        nodes, lower_nodes = tokens.nodes[first], tokens.word_lower_nodes[first]
        is_title = tokens.is_word_title[first]
        longer, size = np.flatnonzero(n_tokens > 1), 1
        while len(longer):  # the words with more tokens get the next one
            token = first[longer] + size
            nodes[longer] = tables.trie.look_up(nodes[longer], tokens.nodes[token])
            lower_nodes[longer] = tables.trie.look_up(
                lower_nodes[longer], tokens.word_lower_nodes[token]
            )
            is_title[longer] &= tokens.is_word_title[token]
            size += 1
            longer = longer[n_tokens[longer] > size]
        words = tables.word_of_node.take(nodes)
        values = {
            source(0, "", 1): words,
            source(0, "", 2): tables.word_pairs.look_up(words, _next(words)),
            source(0, "lower", 1): tables.word_of_node.take(lower_nodes),
            source(0, "istitle", 1): is_title,
        }
        # The columns of labels: one and the same value, until the parts of speech are known.
        constant = np.zeros(len(words), np.intp)
        for feature in (*tables.pos.features, *tables.entities.features):
            values.setdefault(feature.source, constant)
        return values


class _Decoder:
    """The best labels by a model, exactly CRFsuite's, although most scores are summed by window."""

    def __init__(self, model: LinearModel) -> None:
        self._model = model
        self._windows = WindowModel(model)

    def labels(self, values: Mapping[str, Ids], lengths: Ids, edges: Edges) -> tuple[Ids, Floats]:
        """The labels, and the scores by window.

        Args:
            values: As for `scores`.
            lengths: The sentences' lengths, in positions.
            edges: The same.
        """

        def exact(positions: Ids, lengths: Ids) -> Floats:
            some = {source: column[positions] for source, column in values.items()}
            return scores(self._model, some, Edges(lengths))

        by_window = self._windows.scores(values, edges)
        return best_labels(by_window, self._model.transitions, lengths, exact), by_window


def _joined(pieces: Sequence[Tagged]) -> Tagged:
    """Pieces of a batch as one; there is one at least."""
    names = [name for name, value in pieces[0]._asdict().items() if isinstance(value, np.ndarray)]
    arrays: dict[str, Any] = {
        name: np.concatenate([getattr(piece, name) for piece in pieces]) for name in names
    }
    return pieces[0]._replace(**arrays)


def _next(values: Ids) -> Ids:
    """What stands at the position behind; 0 behind the last."""
    following = np.zeros_like(values)
    following[:-1] = values[1:]
    return following


def _pieces(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Runs of texts that are tagged together; one, empty, if there are no texts."""
    first = n_characters = 0
    for index, text in enumerate(texts):
        if n_characters and n_characters + len(text) > _PIECE:
            yield texts[first:index]
            first, n_characters = index, 0
        n_characters += len(text)
    yield texts[first:]
