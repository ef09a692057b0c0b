"""The texts of candidates side by side: how much of each is in the other, to the shingle."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from diemtin.copies.numbers_on_disk import NumbersOnDisk
from diemtin.copies.signatures import MIN_SHINGLES
from diemtin.copies.words import Hashes, compared, content
from diemtin.syllables import folded
from diemtin.tables.streaming import stream

if TYPE_CHECKING:
    import pyarrow.dataset as ds

# Of the shorter text, the share that has to be in the other. Below it lie, in the real news,
# follow-ups that repeat the background of an earlier article.
MIN_CONTAINMENT = 0.5
# Where one text is but a small part of the other, it has to be longer than the lines that a
# newspaper puts below its articles.
EMBEDDED = 0.3
MIN_EMBEDDED = 50
# Of the frames that both texts have, the share that has to be filled alike; of fewer than
# MIN_FRAMES nothing is concluded. Copies in the real news have 85 % and more.
MIN_FILLED_ALIKE = 0.6
MIN_FRAMES = 3
# What stands below so many different headlines of one newspaper is its furniture, not its news.
FURNITURE_HEADLINES = 6
# Where no more than this would be left of an article, it is a text that the newspaper has printed
# again and again under new headlines.
ALL_FURNITURE = 0.05

_READ = ["article_id", "source", "title", "text", "content_start"]
_BATCH_ARTICLES = 500
_SHINGLES, _FIGURES, _NAMES = range(3)
_SLICE_SHINGLES = 4_000_000
_KEPT = 8_192


class Text(NamedTuple):
    """An article to compare; `text` and `content_start` as in the table articles."""

    article: int
    source: str
    title: str | None
    text: str
    content_start: int


class Overlap(NamedTuple):
    """What two texts share, furniture of their newspapers left out."""

    n_shared: int
    n_a: int
    n_b: int
    is_copy: bool

    @property
    def share_of_a(self) -> float:
        """How much of the first is in the second, 0–1."""
        return self.n_shared / self.n_a if self.n_a else 0.0

    @property
    def share_of_b(self) -> float:
        """How much of the second is in the first, 0–1."""
        return self.n_shared / self.n_b if self.n_b else 0.0

    @property
    def is_embedded(self) -> bool:
        """Whether one of the two is but a small part of the other."""
        return min(self.share_of_a, self.share_of_b) < EMBEDDED

    @property
    def similarity(self) -> float:
        """Shared shingles as a share of all (Jaccard), 0–1."""
        n_all = self.n_a + self.n_b - self.n_shared
        return self.n_shared / n_all if n_all else 0.0


class Compared:
    """Shingles and frames of many texts, and what any two of them share."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self._numbers = NumbersOnDisk()
        self._source: dict[int, str] = {}
        self._headlines: dict[str, list[tuple[int, str]]] = {}
        for one in texts:
            self._numbers.add(one.article, *compared(content(one.text, one.content_start)))
            self._source[one.article] = one.source
            headline = folded(one.title or "")
            self._headlines.setdefault(one.source, []).append((one.article, headline))
        self._furniture = {source: self._furniture_of(source) for source in self._headlines}
        self._news = lru_cache(_KEPT)(self._without_furniture)

    def overlap(self, a: int, b: int) -> Overlap:
        """What two of the articles share.

        Raises:
            KeyError: One of them is not among the texts.
        """
        ours, theirs = self._news(a), self._news(b)
        n_shared = n_common(ours, theirs)
        found = Overlap(n_shared, len(ours), len(theirs), is_copy=False)
        is_copy = (
            n_shared >= (MIN_EMBEDDED if found.is_embedded else MIN_SHINGLES)
            and n_shared >= MIN_CONTAINMENT * min(found.n_a, found.n_b)
            and self._filled_alike(a, b)
        )
        return found._replace(is_copy=is_copy)

    def _filled_alike(self, a: int, b: int) -> bool:
        """Whether what both texts have in the same frames is mostly the same."""
        return all(
            _filled_alike(self._numbers.part(a, kind), self._numbers.part(b, kind))
            for kind in (_FIGURES, _NAMES)
        )

    def _without_furniture(self, article: int) -> Hashes:
        furniture = self._furniture[self._source[article]]
        all_of_it = self._numbers.part(article, _SHINGLES)
        news = np.setdiff1d(all_of_it, furniture, assume_unique=True)
        return news if len(news) > ALL_FURNITURE * len(all_of_it) else all_of_it

    def _furniture_of(self, source: str) -> Hashes:
        """The shingles that stand below `FURNITURE_HEADLINES` headlines of a source, sorted."""
        places = {headline: place for place, (_, headline) in enumerate(self._headlines[source])}
        if len(places) < FURNITURE_HEADLINES:
            return np.empty(0, np.uint64)
        articles = [
            (self._numbers.part(article, _SHINGLES), places[headline])
            for article, headline in self._headlines[source]
        ]
        return np.concatenate([_below_many(part) for part in _slices(articles)])


def texts(articles: "ds.Dataset", numbers: dict[str, int]) -> Iterator[Text]:
    """Some articles of the table, one after the other.

    Args:
        articles: The table articles.
        numbers: What to call the wanted articles, by article_id.
    """
    ids = pa.array(numbers, pa.string())
    for batch in stream(articles, _BATCH_ARTICLES, _READ):
        for row in batch.filter(pc.is_in(batch.column("article_id"), ids)).to_pylist():
            yield Text(numbers[row.pop("article_id")], **row)


def n_common(ours: Hashes, theirs: Hashes) -> int:
    """How many numbers are in both; each is sorted and without repeats."""
    return len(np.intersect1d(ours, theirs, assume_unique=True))


def _slices(articles: list[tuple[Hashes, int]]) -> Iterator[list[tuple[Hashes, int]]]:
    """The sorted numbers of all articles cut at the same places, so that a part fits in memory."""
    n_slices = 1 + sum(len(one) for one, _ in articles) // _SLICE_SHINGLES
    limits = np.linspace(0, 2.0**64, n_slices + 1)[1:-1].astype(np.uint64)
    cuts = [[0, *np.searchsorted(one, limits), len(one)] for one, _ in articles]
    for place in range(n_slices):
        yield [
            (one[cut[place] : cut[place + 1]], title)
            for (one, title), cut in zip(articles, cuts, strict=True)
        ]


def _below_many(articles: list[tuple[Hashes, int]]) -> Hashes:
    numbers = np.concatenate([one for one, _ in articles])
    titles = np.repeat([title for _, title in articles], [len(one) for one, _ in articles])
    order = np.lexsort((titles, numbers))
    numbers, titles = numbers[order], titles[order]
    is_new = np.ones(len(numbers), bool)
    is_new[1:] = (numbers[1:] != numbers[:-1]) | (titles[1:] != titles[:-1])
    found, n_titles = np.unique(numbers[is_new], return_counts=True)
    return found[n_titles >= FURNITURE_HEADLINES]


def _filled_alike(ours: Hashes, theirs: Hashes) -> bool:
    """Whether what two texts have in the same frames is mostly the same."""
    frames = np.intersect1d(ours >> np.uint64(32), theirs >> np.uint64(32))
    if len(frames) < MIN_FRAMES:
        return True
    alike = np.unique(np.intersect1d(ours, theirs, assume_unique=True) >> np.uint64(32))
    return len(alike) >= MIN_FILLED_ALIKE * len(frames)
