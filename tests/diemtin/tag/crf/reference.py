"""underthesea's own answers, by its own code and models."""

from typing import Any

from underthesea import word_tokenize
from underthesea.pipeline.ner.model_crf import CRFNERPredictor
from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor

Row = tuple[str, str, str]


class Reference:
    """`underthesea.ner` without its chunk tags, which take long and which its entities ignore."""

    def __init__(self) -> None:
        self._pos: Any = CRFPOSTagPredictor.Instance()
        self._ner: Any = CRFNERPredictor.Instance()

    def rows(self, text: str) -> list[Row]:
        """`(word, part of speech, entity label)` of each word."""
        words = self._pos.predict(word_tokenize(text))
        if not words:
            return []
        labels = self._ner.model.tag(self._features(words))
        return [(*word, label) for word, label in zip(words, labels, strict=True)]

    def marginals(self, text: str) -> list[float]:
        """The marginal probability of each word's label."""
        words = self._pos.predict(word_tokenize(text))
        if not words:
            return []
        features = self._features(words)
        position = {label: i for i, label in enumerate(self._ner.model.labels())}
        labels = self._ner.model.tag(features)
        rows = self._ner.model.marginals(features)
        return [row[position[label]] for row, label in zip(rows, labels, strict=True)]

    def _features(self, words: list[tuple[str, str]]) -> list[list[str]]:
        features, _ = self._ner.transformer.transform([[(*word, "", "X") for word in words]])
        return list(features[0])
