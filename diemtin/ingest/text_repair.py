"""Faults of a text that only its wording tells: wrong decoding, left-over entities, Ð for Đ.

All strings of an item are judged together, for a headline alone is too short to judge.
"""

import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from diemtin.ingest.canonical import Repairs
from diemtin.ingest.encoding_repair import find_repair
from diemtin.ingest.extracted import Extracted
from diemtin.ingest.language import is_marked_vietnamese
from diemtin.ingest.reasons import Reason, Refused
from diemtin.ingest.viqr import is_viqr
from diemtin.syllables import is_well_formed

_FIELDS = ("text", "title", "author", "source")

# Escaped once, or once for every program that it passed through.
_REFERENCE = re.compile(r"&(?:amp;)*(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});")
# In a text about markup, what stands for the signs of markup is meant.
_MARKUP = re.compile(r"&(?:amp;)*(?:lt|gt|#60|#62|#x3[ce]);|</?[a-z]+[\s>/]", re.IGNORECASE)
_SIGNS = frozenset("<>&\"'")

# The Icelandic and the African letter look like Đ; old converters and fonts give them for it.
_D_LOOKALIKES = str.maketrans("ÐðƉɖ", "ĐđĐđ")
_IN_WORD = "(?:[^\\W\\d_]|[\u0300-\u036f])"
_D_WORD = re.compile(f"(?<!{_IN_WORD}){_IN_WORD}*[ÐðƉɖ]{_IN_WORD}*")
_ABBREVIATION = 6  # letters of HĐND and the like


def repaired(extracted: Extracted) -> Extracted:
    """The item as it was meant, with its repairs counted and named in its encoding.

    Raises:
        Refused: It is Vietnamese in VIQR, which cannot be read with certainty.
    """
    if is_viqr(extracted.text):
        raise Refused(
            Reason.UNDECODABLE, "VIQR: the marks are typed as signs behind the letters (Vie^.t)"
        )
    for repair in (_decoded, _unescaped, _with_d_stroke):
        extracted = repair(extracted)
    return extracted


def _joined(extracted: Extracted) -> str:
    return "\n".join(filter(None, (getattr(extracted, name) for name in _FIELDS)))


def _changed(extracted: Extracted, change: Callable[[str], str]) -> Extracted:
    text, *others = (getattr(extracted, name) for name in _FIELDS)
    title, author, source = (change(other) if other else None for other in others)
    return replace(extracted, text=change(text), title=title, author=author, source=source)


def _decoded(extracted: Extracted) -> Extracted:
    found = find_repair(_joined(extracted))
    if found is None:
        return extracted
    _, n_letters = found.apply(_joined(extracted))
    return replace(
        _changed(extracted, lambda text: found.apply(text)[0]),
        encoding=f"{extracted.encoding}+{found.name}",
        encoding_confidence=round(extracted.encoding_confidence * found.confidence, 4),
        repairs=extracted.repairs + Repairs(encoding=n_letters),
    )


def _unescaped(extracted: Extracted) -> Extracted:
    text = _joined(extracted)
    if "&" not in text or not (n_references := len(_REFERENCE.findall(text))):
        return extracted
    if not is_marked_vietnamese(_REFERENCE.sub(lambda found: _character(found[0]), text)):
        return extracted
    if not _MARKUP.search(text):
        return replace(
            _changed(extracted, lambda text: _REFERENCE.sub(lambda f: _character(f[0]), text)),
            repairs=extracted.repairs + Repairs(entity=n_references),
        )
    letters = [one for one in _REFERENCE.findall(text) if _character(one) not in _SIGNS]

    def without_signs(found: re.Match[str]) -> str:
        character = _character(found[0])
        return found[0] if character in _SIGNS else character

    return replace(
        _changed(extracted, lambda text: _REFERENCE.sub(without_signs, text)),
        repairs=extracted.repairs + Repairs(entity=len(letters)),
    )


def _character(reference: str) -> str:
    """What a character reference stands for; itself where that is nothing."""
    plain = re.sub(r"^&(?:amp;)+(?=\S)", "&", reference)
    character = html.unescape(plain)
    return reference if character in (plain, "\ufffd", "") else character


def _with_d_stroke(extracted: Extracted) -> Extracted:
    text = _joined(extracted)
    if not any(letter in text for letter in "ÐðƉɖ"):
        return extracted
    if not is_marked_vietnamese(text.translate(_D_LOOKALIKES)):
        return extracted
    n_letters = 0

    def stroked(found: re.Match[str]) -> str:
        nonlocal n_letters
        word = found[0]
        meant = word.translate(_D_LOOKALIKES)
        is_short = len(unicodedata.normalize("NFC", word)) <= _ABBREVIATION
        if not (is_well_formed(meant) or (word.isupper() and is_short)):
            return word
        n_letters += sum(a != b for a, b in zip(word, meant, strict=True))
        return meant

    changed = _changed(extracted, lambda text: _D_WORD.sub(stroked, text))
    return replace(changed, repairs=extracted.repairs + Repairs(d_stroke=n_letters))
