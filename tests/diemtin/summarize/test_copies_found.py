"""How many copies are found, and how many of those found are copies, on made ones."""

import random
from itertools import combinations

import pytest
from made_copies import TEMPLATES, WAYS
from nights import build, land, stories

from diemtin.corpus import Corpus

DAYS = ["2025-06-27", "2025-06-28", "2025-06-29"]


class Press:
    """Articles that land over three days, each known by its headline with what it tells."""

    def __init__(self, corpus: Corpus, dice: random.Random) -> None:
        self.corpus = corpus
        self.truth: dict[str, str] = {}
        self.records: list[dict[str, str]] = []
        self.dice = dice

    def print(self, tells: str, text: str, source: str) -> str:
        title = f"Tin số {len(self.records)}"
        self.truth[title] = tells
        self.records.append({"title": title, "text": text, "source": source})
        return title

    def stories(self) -> dict[str, str]:
        self.dice.shuffle(self.records)
        for n, day in enumerate(DAYS):
            land(self.corpus, f"{day} 08:00", *self.records[n :: len(DAYS)])
        build(self.corpus)
        return {row["title"]: row["story_id"] for row in stories(self.corpus)}


@pytest.fixture
def press(corpus: Corpus) -> Press:
    return Press(corpus, random.Random(20250701))


def test_precision_and_recall_over_all_ways_of_copying(press: Press, texts: list[str]) -> None:
    for number, text in enumerate(texts):
        press.print(f"text {number}", text, "bao-goc")
        for way, change in WAYS.items():
            press.print(f"text {number}", change(text, press.dice), f"bao-{way}")
    for name, template in TEMPLATES.items():
        for number in range(10):
            _, text = template(press.dice)
            press.print(f"{name} {number}", text, f"bao-{number % 4}")
    found = press.stories()
    together, right, wanted = 0, 0, 0
    for one, other in combinations(found, 2):
        is_together = found[one] == found[other]
        is_right = press.truth[one] == press.truth[other]
        together += is_together
        wanted += is_right
        right += is_together and is_right
    assert right / together >= 0.995
    assert right / wanted >= 0.95


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_copying_is_found(press: Press, texts: list[str], way: str) -> None:
    pairs = [
        (
            press.print(f"text {number}", text, "bao-goc"),
            press.print(f"text {number}", WAYS[way](text, press.dice), "bao-khac"),
        )
        for number, text in enumerate(texts)
    ]
    found = press.stories()
    assert sum(found[one] == found[copy] for one, copy in pairs) / len(pairs) >= 0.98
    assert len(set(found.values())) >= len(pairs)


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("source", ["bao-a", "bao-{}"])
def test_texts_from_one_template_are_stories_of_their_own(
    press: Press, name: str, source: str
) -> None:
    for number in range(5):
        _, text = TEMPLATES[name](press.dice)
        press.print(f"{number}", text, source.format(number))
    assert len(set(press.stories().values())) == 5


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_copy_of_a_text_from_a_template_is_found(press: Press, name: str) -> None:
    for number in range(3):
        _, text = TEMPLATES[name](press.dice)
        press.print(f"{number}", text, "bao-a")
        press.print(f"{number}", text.replace("\n", "\nTheo ban biên tập. ", 1), "bao-b")
    found = press.stories()
    assert len(set(found.values())) == 3
    for one, other in combinations(found, 2):
        assert (found[one] == found[other]) == (press.truth[one] == press.truth[other])


def test_agency_texts_are_found_inside_articles_ten_times_as_long(
    press: Press, texts: list[str]
) -> None:
    pairs = []
    for number, text in enumerate(texts[:10]):
        agency = " ".join(text.split(" ")[:80])
        others = press.dice.sample(texts[10:], 3)
        long = "\n".join([*others[:2], agency, others[2]])
        pairs.append(
            (press.print(f"{number}", agency, "hang-tin"), press.print(f"{number}", long, "bao-a"))
        )
    found = press.stories()
    assert sum(found[one] == found[long] for one, long in pairs) >= 9
