"""What a page needs to know about a language: its name in that language, and the direction of writing."""

from __future__ import annotations

from typing import NamedTuple

from aligner import languages
from aligner.languages.codes import UNDETERMINED, primary, script_of

# Scripts written from right to left today (ISO 15924).
_RIGHT_TO_LEFT = frozenset(("Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"))


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
    """Look a language up by its code; a script in it decides the direction.

    >>> shown_language("es-MX").name, shown_language("he").direction, shown_language("he-Latn").direction
    ('Español', 'rtl', 'ltr')
    >>> shown_language("und")
    ShownLanguage(code='und', name='unknown language', direction='auto')
    """
    if primary(code) in ("", UNDETERMINED):
        return ShownLanguage(UNDETERMINED, "unknown language", "auto")
    found = languages.language(code)
    script = script_of(code)
    right_to_left = script in _RIGHT_TO_LEFT if script else found.right_to_left
    name = found.own_name if found.code in languages.known() else code
    return ShownLanguage(code, name, "rtl" if right_to_left else "ltr")
