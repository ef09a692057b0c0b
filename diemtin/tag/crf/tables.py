"""underthesea's models, dictionary and rules compiled into arrays.

A token that occurs in an attribute of the models or in the dictionary has a *node*, an integer; so
has every sequence of tokens that does, and every beginning of one: a trie. Node 0 stands for all
other tokens and sequences. The models of parts of speech and entities speak of words, sequences of
tokens, which have smaller numbers of their own, as have pairs of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from diemtin.tag.crf.arrays import Ids
from diemtin.tag.crf.linear_model import LinearModel, Values, compiled
from diemtin.tag.crf.model_file import Model, read_model
from diemtin.tag.crf.pair_map import PairMap
from diemtin.tag.crf.release import ENTITY_MODEL, POS_MODEL, WORD_MODEL, Rules, read_rules
from diemtin.tag.crf.templates import TemplateError, parsed, source

# The column of a word's part of speech; the columns behind it, and this one for the model that
# predicts it, hold "X": underthesea does not feed predicted labels back.
POS_COLUMN = 1
CONSTANT = "X"


class TokenRules(NamedTuple):
    """How a text becomes tokens; see `release.Rules`."""

    pattern: str
    characters: dict[str, str]
    spellings: dict[str, str]


class Tables(NamedTuple):
    """All that tagging needs.

    Attributes:
        rules: How a text becomes tokens.
        vocabulary: The tokens of nodes 1, 2, …
        trie: `(node, node of a token) → node` of the sequence.
        is_in_dictionary: `[n_nodes]`, 1 or 0.
        word_of_node: `[n_nodes]`, the number of the word, 0 where it is in no attribute.
        word_pairs: `(word, word) → number` of the pair.
        words: The model of words, over tokens.
        pos: The model of parts of speech, over words.
        entities: The model of entities, over words.
    """

    rules: TokenRules
    vocabulary: list[str]
    trie: PairMap
    is_in_dictionary: Ids
    word_of_node: Ids
    word_pairs: PairMap
    words: LinearModel
    pos: LinearModel
    entities: LinearModel


def compile_tables(folder: Path) -> Tables:
    """The tables of the underthesea in a folder; takes about two seconds and imports it."""
    return tables_of(
        read_rules(folder),
        read_model(folder / WORD_MODEL),
        read_model(folder / POS_MODEL),
        read_model(folder / ENTITY_MODEL),
    )


def tables_of(rules: Rules, words: Model, pos: Model, entities: Model) -> Tables:
    """The tables of these rules and models."""
    if any(len(old) != 1 or len(new) != 1 for old, new in rules.characters.items()):
        raise TemplateError("a rule of characters changes the length of the text")
    token_texts = _attribute_texts([(words, rules.word_templates)])
    word_texts = _attribute_texts([(pos, rules.pos_templates), (entities, rules.entity_templates)])
    longest = max(parsed(template).width for template in rules.word_templates)
    pairs = {
        halves for width, text in word_texts if width == 2 for halves in _halves(_tokens(text))
    }
    known_words = {_tokens(text) for width, text in word_texts if width == 1}
    known_words.update(half for halves in pairs for half in halves)
    known_words.discard(())
    entries = {tokens for text in rules.dictionary if len(tokens := _tokens(text)) <= longest}
    entries.discard(())
    sequences = {tokens for width, text in token_texts if len(tokens := _tokens(text)) == width}
    trie = _Trie(sequences | known_words | entries)

    word_numbers = {tokens: number for number, tokens in enumerate(sorted(known_words), 1)}
    pair_numbers = {
        (word_numbers[first], word_numbers[second]): number
        for number, (first, second) in enumerate(sorted(pairs), 1)
    }
    is_in_dictionary = np.zeros(trie.n_nodes, np.intp)
    is_in_dictionary[[trie.node(tokens) for tokens in entries]] = 1
    word_of_node = np.zeros(trie.n_nodes, np.intp)
    for tokens, number in word_numbers.items():
        word_of_node[trie.node(tokens)] = number

    word_values = _word_values(word_numbers, pair_numbers)
    return Tables(
        TokenRules(rules.token_pattern, rules.characters, rules.spellings),
        trie.vocabulary,
        PairMap.of(trie.children),
        is_in_dictionary,
        word_of_node,
        PairMap.of(pair_numbers),
        compiled(words, rules.word_templates, _token_values(trie)),
        compiled(pos, rules.pos_templates, word_values | _constants(range(1, 2))),
        compiled(
            entities,
            rules.entity_templates,
            word_values | _label_values(pos.labels) | _constants(range(2, 4)),
        ),
    )


def _tokens(text: str) -> tuple[str, ...]:
    """The tokens that are joined in a text, none if it cannot be one of joined tokens."""
    tokens = tuple(text.split(" "))
    return tokens if all(tokens) else ()


def _halves(tokens: tuple[str, ...]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """All pairs of words that make these tokens."""
    return [(tokens[:cut], tokens[cut:]) for cut in range(1, len(tokens))]


def _attribute_texts(models: Sequence[tuple[Model, list[str]]]) -> set[tuple[int, str]]:
    """`(width, value)` of the attributes of words and of words in lower case."""
    found = set()
    for model, templates in models:
        widths = {
            template.text: template.width
            for template in map(parsed, templates)
            if template.column == 0 and template.function in ("", "lower")
        }
        for attribute in model.attributes:
            template, _, text = attribute.partition("=")
            if template in widths:
                found.add((widths[template], text))
    return found


class _Trie:
    """Numbers for sequences of tokens: first the tokens, then the longer ones."""

    def __init__(self, sequences: Iterable[tuple[str, ...]]) -> None:
        in_order = sorted(sequences, key=lambda tokens: (len(tokens), tokens))
        self.vocabulary = sorted({token for tokens in in_order for token in tokens})
        self._tokens = {token: node for node, token in enumerate(self.vocabulary, 1)}
        self.n_nodes = len(self.vocabulary) + 1
        self.children: dict[tuple[int, int], int] = {}
        for tokens in in_order:
            node = self._tokens[tokens[0]]
            for token in tokens[1:]:
                key = node, self._tokens[token]
                if key not in self.children:
                    self.children[key] = self.n_nodes
                    self.n_nodes += 1
                node = self.children[key]

    def node(self, tokens: tuple[str, ...]) -> int:
        """The node of a sequence, 0 if it has none."""
        node = self._tokens.get(tokens[0], 0) if tokens else 0
        for token in tokens[1:]:
            node = self.children.get((node, self._tokens.get(token, 0)), 0)
        return node


def _flags(text: str) -> tuple[int, ...]:
    return {"False": (0,), "True": (1,)}.get(text, ())


def _token_values(trie: _Trie) -> dict[str, Values]:
    """What the templates of the model of words can read."""

    def nodes(width: int) -> Values:
        def node(text: str) -> tuple[int, ...]:
            tokens = _tokens(text)
            number = trie.node(tokens) if len(tokens) == width else 0
            return (number,) if number else ()

        # Tokens have the smallest nodes; their tables need not be longer.
        return Values(len(trie.vocabulary) + 1 if width == 1 else trie.n_nodes, node)

    flags = Values(2, _flags)
    values = {source(0, "isdigit", 1): flags}
    for width in (1, 2, 3):
        values[source(0, "", width)] = values[source(0, "lower", width)] = nodes(width)
        values[source(0, "istitle", width)] = values[source(0, "is_in_dict", width)] = flags
    return values


def _word_values(
    words: Mapping[tuple[str, ...], int], pairs: Mapping[tuple[int, int], int]
) -> dict[str, Values]:
    """What the templates of the other models can read of words."""

    def word(text: str) -> tuple[int, ...]:
        number = words.get(_tokens(text))
        return (number,) if number else ()

    def pair(text: str) -> list[int]:
        return [pairs[words[first], words[second]] for first, second in _halves(_tokens(text))]

    return {
        source(0, "", 1): Values(len(words) + 1, word),
        source(0, "lower", 1): Values(len(words) + 1, word),
        source(0, "", 2): Values(len(pairs) + 1, pair),
        source(0, "istitle", 1): Values(2, _flags),
    }


def _label_values(labels: Sequence[str]) -> dict[str, Values]:
    """What templates can read of the parts of speech; a pair is `first * n_labels + second`."""
    one = {label: [number] for number, label in enumerate(labels)}
    two = {
        f"{first} {second}": [one[first][0] * len(labels) + one[second][0]]
        for first in labels
        for second in labels
    }
    return {
        source(POS_COLUMN, "", 1): Values(len(one), lambda text: one.get(text, ())),
        source(POS_COLUMN, "", 2): Values(len(two), lambda text: two.get(text, ())),
    }


def _constants(columns: Iterable[int]) -> dict[str, Values]:
    """What templates can read of columns that underthesea fills with "X"."""

    def values(width: int) -> Values:
        text = " ".join([CONSTANT] * width)
        return Values(1, lambda value: (0,) if value == text else ())

    return {source(column, "", width): values(width) for column in columns for width in (1, 2)}
