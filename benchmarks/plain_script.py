"""What one would write without this project: pandas and underthesea, `.jsonl` → mentions Parquet.

The baseline of the chain's benchmark. Its offsets come from searching for the words, so those that
underthesea respells are lost; it is as short as such scripts are.
"""

import sys

import pandas as pd
from underthesea import ner, sent_tokenize


def mentions_of(text: str) -> list[dict[str, object]]:
    """Entities of a text as `underthesea.ner` gives them."""
    found: list[dict[str, object]] = []
    at = 0
    for sentence in sent_tokenize(text):
        start = text.index(sentence, at)
        at = start + len(sentence)
        cursor = start
        for word, _, _, label in ner(sentence):
            position = text.find(word, cursor, at)
            if position < 0:
                continue
            cursor = position + len(word)
            if label.startswith("B-") or (label != "O" and not found):
                found.append({"start": position, "end": cursor, "entity_type": label[2:]})
            elif label != "O":
                found[-1]["end"] = cursor
    return [row | {"surface": text[row["start"] : row["end"]]} for row in found]  # type: ignore[misc]


def main(source: str, target: str) -> None:
    """Read a JSONL file, write its mentions."""
    articles = pd.read_json(source, lines=True)
    rows = [
        row | {"url": article.url}
        for article in articles.itertuples()
        for row in mentions_of(f"{article.title}\n{article.text}")
    ]
    pd.DataFrame(rows).to_parquet(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
