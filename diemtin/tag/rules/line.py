"""A sentence cut into words, with the lexicon's phrases in it: what the rules look at."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from diemtin.syllables import folded, is_syllable
from diemtin.tag.rules.lexicon import Lexicon, Sense, Word

# Web and mail addresses; abbreviated heads against their name (TP.HCM, Q.1); initials; numbers;
# words with what is joined to them (O'Neill, Jong-un, GD&ĐT); any other character by itself.
_TOKEN = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+"
    r"|(?:TP|Tp|TX|Tx|TT|Q|P|H|X)\.(?=[^\W_])(?![A-ZĐ]\.)"
    r"|(?:[A-ZĐƠƯÔÂĂÊ]\.){2,}[A-ZĐƠƯÔÂĂÊ]?(?!\w)|[A-ZĐ]\.(?=[\s,;)\"”]\S)(?!\s[A-ZĐÁÀÂ])"
    r"|(?:Ph|Nh|Kh|Th|Tr|Ch|Ng|Gi|Qu)\.(?=[\s,;)\"”])"
    r"|\d+(?:[.,/:-]\d+)*[A-Za-zĐđ]?(?!\w)"
    r"|[^\W_]+(?:[’'&.-][^\W_]+)*"
    r"|[^\w\s]|_"
)
_OPENING = frozenset("\"“‘«:•*?!…'–-—")


class Phrase(NamedTuple):
    """A phrase of the lexicon in a sentence: its words from `start` to before `end`."""

    start: int
    end: int
    sense: Sense


class Line:
    """A sentence for the rules. Positions are those of its words.

    Attributes:
        text: The sentence.
        words: What is known of each word.
        starts: Where each word starts, in code points.
        ends: Where it ends.
        is_fresh: Whether a capital says nothing there: at the sentence's begin, behind a colon.
        is_shouted: Whether most of it is in capitals, as headlines are, so that these say nothing.
        phrases: The lexicon's phrases by start, the longest first.
    """

    def __init__(self, text: str, lexicon: Lexicon, found: Sequence[tuple[int, int, int]]) -> None:
        """Cut a sentence.

        Args:
            text: The sentence.
            lexicon: The phrases.
            found: `(pattern, start, end)` of the lexicon's patterns in the text.
        """
        self.text = text
        self.lexicon = lexicon
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.words: list[Word] = []
        for match in _TOKEN.finditer(text):
            for start, end in _parts(match[0], match.start()):
                self.starts.append(start)
                self.ends.append(end)
                self.words.append(lexicon.word(text[start:end]))
        self.is_fresh = self._fresh()
        self.is_shouted = self._shouted()
        self.phrases: list[Phrase] = []
        self._from: dict[int, list[Phrase]] = defaultdict(list)
        self._to: dict[int, list[Phrase]] = defaultdict(list)
        self._add_phrases(found)

    def __len__(self) -> int:
        return len(self.words)

    def phrases_from(self, position: int, *roles: str) -> list[Phrase]:
        """The phrases of these roles that begin at a word, the longest first."""
        return [p for p in self._from.get(position, ()) if p.sense.role in roles]

    def phrases_to(self, position: int, *roles: str) -> list[Phrase]:
        """Those that end right before a word, the longest first."""
        if position and self.is_joined(position):
            return [p for p in self._to.get(position, ()) if p.sense.role in roles]
        return []

    def longest(self, position: int, *roles: str) -> Phrase | None:
        """The longest phrase of these roles that begins at a word."""
        phrases = self.phrases_from(position, *roles)
        return phrases[0] if phrases else None

    def cue(self, position: int, cues: frozenset[str], longest: int = 3) -> bool:
        """Whether the words right before one are among these."""
        folds = [word.fold for word in self.words[max(0, position - longest) : position]]
        return any(" ".join(folds[first:]) in cues for first in range(len(folds)))

    def acts(self, position: int, cues: frozenset[str]) -> bool:
        """Whether the words from a position on begin with one of these."""
        folds = [word.fold for word in self.words[position : position + 2]]
        return bool(folds) and (folds[0] in cues or " ".join(folds) in cues)

    def is_joined(self, position: int) -> bool:
        """Whether nothing or one blank is between a word and the one before."""
        return self.starts[position] - self.ends[position - 1] <= 1

    def is_name_word(self, position: int) -> bool:
        """Whether a capital there speaks for a name."""
        return self.words[position].is_capital and not self.is_fresh[position]

    @property
    def runs(self) -> list[tuple[int, int]]:
        """The stretches of capitalised words, first ones of the sentence included."""
        found, position, n_words = [], 0, len(self.words)
        while position < n_words:
            if self.words[position].is_capital:
                end = position + 1
                while end < n_words and (
                    self.words[end].is_capital and self.is_joined(end) or self._goes_on(end)
                ):
                    end += 1
                found.append((position, end))
                position = end
            else:
                position += 1
        return found

    def run_end(self, position: int) -> int:
        """The end of the words with capitals from one on; particles of foreign names included."""
        end = position + 1
        while end < len(self.words) and self.is_joined(end):
            if self.is_name_word(end) or self._goes_on(end):
                end += 1
            else:
                break
        while not self.words[end - 1].is_capital and end - 1 > position:
            end -= 1
        return end

    def _goes_on(self, position: int) -> bool:
        word, before = self.words[position], self.words[position - 1]
        if position + 1 >= len(self.words) or not self.words[position + 1].is_capital:
            return False
        return word.fold in _PARTICLES and not before.is_vietnamese and word.is_alpha

    def _fresh(self) -> list[bool]:
        fresh, is_fresh = [], True
        for word in self.words:
            fresh.append(is_fresh and word.is_alpha)
            if word.is_alpha:
                is_fresh = False
            elif word.text in _OPENING or word.text == ".":
                is_fresh = is_fresh or word.text not in "-–—"
        return fresh

    def _shouted(self) -> bool:
        n_letters = sum(word.is_alpha for word in self.words)
        n_capitals = sum(word.is_acronym for word in self.words)
        return n_letters > 3 and n_capitals * 10 > n_letters * 7

    def _add_phrases(self, found: Sequence[tuple[int, int, int]]) -> None:
        if not found:
            return
        first = {start: position for position, start in enumerate(self.starts)}
        last = {end: position for position, end in enumerate(self.ends, 1)}
        for number, start, end in found:
            begin, stop = first.get(start), last.get(end)
            if begin is None or stop is None:
                continue
            pattern = self.lexicon.patterns[number]
            for sense in self.lexicon.senses(pattern, self.text[start:end]):
                self.phrases.append(Phrase(begin, stop, sense))
        self.phrases.sort(key=_by_start_then_longest)
        for phrase in self.phrases:
            self._from[phrase.start].append(phrase)
            self._to[phrase.end].append(phrase)


def _by_start_then_longest(phrase: Phrase) -> tuple[int, int, str]:
    return phrase.start, -phrase.end, phrase.sense.entry_id


def lines(texts: Sequence[str], lexicon: Lexicon) -> list[Line]:
    """The sentences of a batch, looked through for the lexicon's phrases all at once."""
    joined = folded_batch(texts)
    offsets, at = [], 0
    for text in texts:
        offsets.append(at)
        at += len(text) + 1
    found: list[list[tuple[int, int, int]]] = [[] for _ in texts]
    for number, start, end in lexicon.automaton.find_matches_as_indexes(joined, overlapping=True):
        if (end < len(joined) and joined[end].isalnum() and joined[end - 1].isalnum()) or (
            start and joined[start - 1].isalnum() and joined[start].isalnum()
        ):
            continue
        sentence = bisect_right(offsets, start) - 1
        offset = offsets[sentence]
        found[sentence].append((number, start - offset, end - offset))
    return [Line(text, lexicon, some) for text, some in zip(texts, found, strict=True)]


def folded_batch(texts: Sequence[str]) -> str:
    """All texts folded, each on a line of its own; of the same lengths."""
    return folded.__wrapped__("\n".join(texts))


def _parts(token: str, start: int) -> list[tuple[int, int]]:
    """The words of a token: `Nội-Hải` is two names, `Jong-un` and `Covid-19` are one word."""
    if "." in token and not token.endswith(".") and not token[0].isdigit():
        pieces = token.split(".")
        if all(map(str.isalpha, pieces)) and not any(map(str.islower, token.replace(".", ""))):
            return [(start, start + len(token))]
        if _is_host(token):
            return [(start, start + len(token))]
        return _cut(token, start, ".")
    if "-" in token[1:-1]:
        pieces = token.split("-")
        if sum(p[:1].isupper() for p in pieces) > 1 and all(map(_is_name_part, pieces)):
            return _cut(token, start, "-")
    return [(start, start + len(token))]


def _cut(token: str, start: int, mark: str) -> list[tuple[int, int]]:
    found, at = [], start
    for number, piece in enumerate(token.split(mark)):
        if number:
            found.append((at, at + 1))
            at += 1
        found.append((at, at + len(piece)))
        at += len(piece)
    return [span for span in found if span[0] < span[1]]


def _is_name_part(piece: str) -> bool:
    return piece.istitle() and is_syllable(piece)


def _is_host(token: str) -> bool:
    return "@" in token or token.startswith(("http", "www.")) or token.rpartition(".")[2].islower()


_PARTICLES = frozenset("de da van von der den del di bin al el ibn dos du of and y ter zu".split())
