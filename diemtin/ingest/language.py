"""The language of a text, by py3langid (97 languages, its model is in the package)."""

import py3langid

# The first part of an article says enough; the identifier's cost grows with the text.
_SAMPLE_CHARS = 2_000


def language_of(text: str) -> str:
    """ISO 639-1 code of the main language; `und` for a text without letters."""
    sample = text[:_SAMPLE_CHARS]
    if not any(character.isalpha() for character in sample):
        return "und"
    code, _ = py3langid.classify(sample)
    return str(code)
