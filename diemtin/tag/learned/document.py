"""What an article says elsewhere of a word: names that it writes in full explain their parts.

Of the names that rules are sure of, each word is noted with what it was part of. So `Hùng` alone
is known from `Nguyễn Văn Hùng`, `An Lư` from `xã An Lư`, and `VKĐ` from `Viện Khoa học Đo (VKĐ)`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from diemtin.tag.crf.arrays import Ids
from diemtin.tag.rules.batch import Batch
from diemtin.tag.rules.found import Found
from diemtin.tag.rules.line import Line

# What a capitalised word may be known as: the last word of a person's name, another one of it, part
# of a body's or place's name, a whole name of one word, something that was decided to be no name.
KINDS = ("given", "person", "body", "place", "whole-ORG", "whole-LOC", "whole-PER", "none", "mixed")
_NUMBER = {kind: number for number, kind in enumerate(KINDS, 1)}

# What a word is known as that is part of a name of several.
_PART = {"PER": "person", "ORG": "body", "LOC": "place", "": "none"}

_SURE = 0.8
# Different words of sport in an article that is about it.
_SPORT_FROM = 3


class Evidence(NamedTuple):
    """What its article says of each word; all of `[n_words]`.

    Attributes:
        known: What the word is known as, in `KINDS` from 1; 0 for nothing.
        elsewhere: How the first word of a sentence is written inside other sentences: 1 in small
            letters, 2 with a capital, 3 both; 0 for neither and for all other words.
        topic: 1 if the article is about sport, where clubs are called by their places, else 0.
    """

    known: Ids
    elsewhere: Ids
    topic: Ids


def evidence(batch: Batch, found: Sequence[Sequence[Found]], articles: Sequence[int]) -> Evidence:
    """What articles say of their words.

    Args:
        batch: Sentences.
        found: What the rules say of each.
        articles: Where the sentences of each article begin, and where those of the last end.
    """
    n_articles = len(articles) - 1
    article = np.repeat(np.arange(n_articles), np.diff(articles))[batch.sentences]
    return Evidence(
        _known_words(batch, found, articles),
        _spellings_elsewhere(batch, article),
        _topics(batch, article, n_articles),
    )


def _known_words(batch: Batch, found: Sequence[Sequence[Found]], articles: Sequence[int]) -> Ids:
    known = np.zeros(len(batch.words), np.intp)
    capitals = np.flatnonzero(batch.is_capital)
    numbers = batch.words[capitals]
    words = batch.lexicon.vocabulary.words
    bounds = np.searchsorted(capitals, batch.firsts[articles]).tolist()
    for first, behind, a, b in zip(articles, articles[1:], bounds, bounds[1:], strict=False):
        kinds = _kinds(batch, found, range(first, behind))
        if kinds:
            known[capitals[a:b]] = [kinds.get(words[n].text, 0) for n in numbers[a:b].tolist()]
    return known


def _spellings_elsewhere(batch: Batch, article: Ids) -> Ids:
    folds = batch.lexicon.vocabulary.folds().take(batch.words)
    before = article * len(batch.lexicon.vocabulary.words)
    fresh = np.flatnonzero(batch.is_fresh & batch.is_capital)
    asked = (before + folds)[fresh]
    # Most words begin no sentence: they need not be looked for.
    is_asked = np.zeros(len(batch.lexicon.vocabulary.words), bool)
    is_asked[folds[fresh]] = True
    others = ~batch.is_fresh & is_asked[folds]
    small = (before + batch.words)[others & ~batch.is_capital]
    capital = (before + folds)[others & batch.is_capital]
    result = np.zeros(len(batch.words), np.intp)
    result[fresh] = np.isin(asked, small) + 2 * np.isin(asked, capital)
    return result


def _topics(batch: Batch, article: Ids, n_articles: int) -> Ids:
    of_sport = batch.lexicon.vocabulary.flags("is_sport")[batch.words]
    n_words = len(batch.lexicon.vocabulary.words)
    different = np.unique((article * n_words + batch.words)[of_sport]) // n_words
    is_sport = np.bincount(different, minlength=n_articles) >= _SPORT_FROM
    topics: Ids = is_sport[article].astype(np.intp)
    return topics


def _kinds(
    batch: Batch, found: Sequence[Sequence[Found]], sentences: Iterable[int]
) -> dict[str, int]:
    evidence: dict[str, list[str]] = defaultdict(list)
    for number in sentences:
        for answer in found[number]:
            if answer.weight >= _SURE:
                _note(evidence, batch.lines[number], answer)
    return {text: _NUMBER[_kind(kinds)] for text, kinds in evidence.items()}


def _note(evidence: dict[str, list[str]], line: Line, answer: Found) -> None:
    words = line.words[answer.start : answer.end]
    if len(words) == 1:
        kind = f"whole-{answer.entity_type}" if answer.entity_type else "none"
        evidence[words[0].text].append(kind)
        return
    kind = _PART[answer.entity_type]
    for word in words[:-1]:
        if word.is_capital:
            evidence[word.text].append(kind)
    if words[-1].is_capital:
        evidence[words[-1].text].append("given" if kind == "person" else kind)


def _kind(kinds: Sequence[str]) -> str:
    """The kind that most of the evidence speaks for."""
    if len(set(kinds)) == 1:
        return kinds[0]
    (kind, count), *_ = sorted(Counter(kinds).items(), key=lambda item: (-item[1], item[0]))
    return kind if count * 3 >= 2 * len(kinds) else "mixed"
