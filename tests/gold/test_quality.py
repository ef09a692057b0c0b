"""The gate: scores on the annotated texts, none below its floor.

A floor is raised when the tagger has become better, and lowered only on purpose, with the reason in
the commit.
"""

import json

import pytest

from benchmarks.quality import GOLD, HALVES, Measured, gold, measured, n_split, predicted

FLOORS = json.loads((GOLD / "floors.json").read_text("utf-8"))


@pytest.fixture(scope="module", params=HALVES)
def half(request: pytest.FixtureRequest) -> tuple[str, Measured]:
    documents = gold(request.param)
    return request.param, measured(documents, predicted(documents))


def test_no_score_is_below_its_floor(half: tuple[str, Measured]) -> None:
    name, found = half
    scores = {kind: round(100 * score.f1, 1) for kind, score in found.scores.items()}
    below = {
        kind: f"{scores[kind]}, floor {floor}"
        for kind, floor in FLOORS[name].items()
        if scores[kind] < floor
    }
    assert not below


def test_confidences_hold(half: tuple[str, Measured]) -> None:
    _, found = half
    for low in (0.0, 0.5, 0.8, 0.9):
        some = [(c, is_right) for c, is_right in found.confidences if c >= low]
        mean = sum(c for c, _ in some) / len(some)
        right = sum(is_right for _, is_right in some) / len(some)
        assert abs(mean - right) < 0.03, f"from {low}: mean {mean:.3f}, right {right:.3f}"


def test_both_halves_are_large_and_share_no_document() -> None:
    documents = {half: gold(half) for half in HALVES}
    texts = [{document.text for document in documents[half]} for half in HALVES]
    assert not texts[0] & texts[1]
    paragraphs = [
        line
        for half in HALVES
        for document in documents[half]
        for line in document.text.split("\n")
        if len(line.split()) >= 18
    ]
    assert len(paragraphs) >= 400


def test_every_hard_case_of_sentences_is_split_as_it_should() -> None:
    assert n_split("diemtin") == FLOORS["hard_sentences"]
