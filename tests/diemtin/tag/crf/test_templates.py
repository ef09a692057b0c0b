"""Feature templates and their compilation."""

import numpy as np
import pytest

from diemtin.tag.crf.linear_model import Edges, Values, compiled, scores
from diemtin.tag.crf.model_file import Model
from diemtin.tag.crf.templates import TemplateError, parsed


def test_a_template_is_parsed() -> None:
    assert parsed("T[-2,0].is_in_dict") == ("T[-2,0].is_in_dict", -2, 3, 0, "is_in_dict")
    assert parsed("T[1][2]") == ("T[1][2]", 1, 1, 2, "")


@pytest.mark.parametrize("text", ["", "T", "T[]", "T[0", "T[1,0]", "U[0]", "T[0].", "T[0]x"])
def test_what_is_no_template_is_refused(text: str) -> None:
    with pytest.raises(TemplateError, match="template"):
        parsed(text)


def test_a_template_that_the_engine_cannot_read_is_refused() -> None:
    model = Model(("A", "B"), {"T[0].isroman=True": 0}, np.ones((1, 2)), np.zeros((2, 2)))
    with pytest.raises(TemplateError, match="isroman"):
        compiled(model, ["T[0].isroman"], {})


def attributes_at(sentence: str, i: int) -> list[str]:
    """What T[-1], T[0], T[1] and T[2] make at a letter."""
    rows = ["BOS", *sentence, "EOS", "EOS"]
    return [f"T[{offset}]={rows[i + 1 + offset]}" for offset in (-1, 0, 1, 2)]


def test_scores_are_the_sums_over_templates_with_the_sentences_ends() -> None:
    attributes = ["T[0]=a", "T[0]=b", "T[-1]=a", "T[-1]=BOS", "T[1]=EOS", "T[1]=b", "T[2]=a"]
    weights = np.array([[2.0**i, -(2.0**i)] for i in range(len(attributes))])
    model = Model(("A", "B"), {a: i for i, a in enumerate(attributes)}, weights, np.zeros((2, 2)))
    letters = Values(3, lambda text: {"a": [1], "b": [2]}.get(text, []))
    linear = compiled(model, ["T[-1]", "T[0]", "T[1]", "T[2]"], {"0..1": letters})
    sentences = ["ab", "", "a", "bxa"]
    values = {"0..1": np.array([" ab".find(c) if c in "ab" else 0 for c in "".join(sentences)])}
    expected = [
        sum(
            2.0 ** attributes.index(made)
            for made in attributes_at(sentence, i)
            if made in attributes
        )
        for sentence in sentences
        for i in range(len(sentence))
    ]
    lengths = np.array([len(sentence) for sentence in sentences])
    found = scores(linear, values, Edges(lengths))
    assert found.tolist() == [[value, -value] for value in expected]
