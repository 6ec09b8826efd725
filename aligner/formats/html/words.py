"""The words that translate each other, as the page carries them: used to light up a word's partners.

::

    {to: "casa hogar …", from: {"house": [0, 3, 1, 1]}}      house ─▶ casa (grade 3), hogar (grade 1)
"""

from __future__ import annotations

from aligner.model import Alignment
from aligner.words.links import linked_by_default


def words_of(alignment: Alignment) -> dict[str, object] | None:
    """The table shown at the top of this module; None if no word links are known."""
    links = alignment.words if alignment.words is not None else linked_by_default(alignment)
    place: dict[str, int] = {}
    found: dict[str, list[int]] = {}
    for word, partners in links.partners.items():
        row = found.setdefault(word, [])
        for other, grade in partners.items():
            row += place.setdefault(other, len(place)), grade
    return {"to": " ".join(place), "from": found} if found else None
