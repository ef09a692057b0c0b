"""Names of the user's own registry are taken at the user's word."""

import numpy as np

from diemtin.registry.entries import ENTITY_TYPES
from diemtin.tag.learned.model import Entities
from diemtin.tag.rules.batch import Batch
from diemtin.tag.rules.known import is_whole
from diemtin.tag.rules.lexicon import NAME

# The user may be wrong about a name's other meanings: sure, but no more than the model can be.
_PROBABILITY = 0.99


def with_users_names(batch: Batch, entities: Entities) -> Entities:
    """The entities, those of the user's names put in the place of what overlaps them."""
    users = batch.lexicon.users
    found = [
        (number, phrase.start, phrase.end, ENTITY_TYPES.index(phrase.sense.entity_type))
        for number, line in enumerate(batch.lines if users else ())
        for phrase in line.phrases
        if phrase.sense.entry_id in users and phrase.sense.role == NAME and is_whole(line, phrase)
    ]
    kept: list[tuple[int, int, int, int]] = []
    for name in found:  # the longest first, where several begin at one word
        if not kept or kept[-1][0] != name[0] or kept[-1][2] <= name[1]:
            kept.append(name)
    if not kept:
        return entities
    sentences, starts, ends, types = np.array(kept, np.intp).T
    is_free = [
        not np.any((sentences == sentence) & (starts < end) & (start < ends))
        for sentence, start, end in zip(*(column.tolist() for column in entities[:3]), strict=True)
    ]
    free = np.array(is_free, bool)
    both = Entities(
        np.concatenate([entities.sentences[free], sentences]),
        np.concatenate([entities.starts[free], starts]),
        np.concatenate([entities.ends[free], ends]),
        np.concatenate([entities.types[free], types]),
        np.concatenate([entities.probabilities[free], np.full(len(kept), _PROBABILITY)]),
    )
    order = np.lexsort((both.starts, both.sentences))
    return Entities(
        both.sentences[order],
        both.starts[order],
        both.ends[order],
        both.types[order],
        both.probabilities[order],
    )
