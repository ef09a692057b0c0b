"""Markup as a string, before it is parsed."""

import re

_TAG = re.compile(r"<[^<>]*>|&#?\w{1,31};")


def without_markup(text: str) -> str:
    """What is left of a page without scripts, tags and character references; in linear time."""
    return _TAG.sub(" ", without_scripts(text))


def without_scripts(markup: str, *, kept: str | None = None) -> str:
    """A page without the contents of its scripts.

    Args:
        markup: The page.
        kept: Scripts with this in their tag keep their contents.
    """
    lowered = markup.lower()
    if len(lowered) != len(markup):  # İ alone becomes two characters
        lowered = markup
    parts, start = [], 0
    while (opening := lowered.find("<script", start)) >= 0:
        closing = lowered.find("</script", opening)
        if closing < 0:
            break
        is_kept = kept is not None and kept in lowered[opening : lowered.find(">", opening)]
        parts.append(markup[start : closing if is_kept else opening])
        start = closing
    parts.append(markup[start:])
    return "".join(parts)
