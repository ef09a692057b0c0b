"""What a rule answers."""

from typing import NamedTuple


class Found(NamedTuple):
    """A span of words that a rule has decided on.

    Attributes:
        start: Its first word.
        end: Behind its last word.
        entity_type: PER, ORG or LOC; empty if the rule says that it is no entity.
        weight: How sure the rule is, from 0 to 1; a scale of its own, not a probability.
        rule: The rule's name.
    """

    start: int
    end: int
    entity_type: str
    weight: float
    rule: str
