"""What a page needs to know about a language: its name in that language, and the direction of writing."""

from __future__ import annotations

from typing import NamedTuple

from aligner import languages


class ShownLanguage(NamedTuple):
    """A language as the page shows it.

    Attributes:
        code: the ``lang`` attribute.
        name: the name shown to readers.
        direction: the ``dir`` attribute; ``"auto"`` if the language is unknown.
    """

    code: str
    name: str
    direction: str


def shown_language(code: str) -> ShownLanguage:
    """Look a language up by its code, with or without a region.

    >>> shown_language("es-MX").name, shown_language("he").direction, shown_language("und")
    ('Español', 'rtl', ShownLanguage(code='und', name='unknown language', direction='auto'))
    """
    primary = code.lower().partition("-")[0]
    if primary in ("", "und"):
        return ShownLanguage("und", "unknown language", "auto")
    found = languages.language(primary)
    name = found.own_name if primary in languages.known() else code
    return ShownLanguage(code, name, "rtl" if found.right_to_left else "ltr")
