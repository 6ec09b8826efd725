"""Halves of a public collection: rules are made from the files of one, and tried on the other."""

from __future__ import annotations

from hashlib import sha256

HALVES = ("learn", "report")


def half_of(name: str) -> str:
    """The half that a file belongs to by its name without folders: ``"learn"`` or ``"report"``.

    >>> half_of("page.pdf"), half_of("book.docx")
    ('learn', 'report')
    """
    return HALVES[int(sha256(name.encode()).hexdigest()[0], 16) % 2]
