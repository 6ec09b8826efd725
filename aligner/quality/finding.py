"""What a reviewer should look at: one finding, and the names of all kinds of them."""

from __future__ import annotations

from dataclasses import dataclass

# What each flag says, in the order in which flags are listed.
MEANINGS = {
    "number": "numbers, dates, amounts or units differ",
    "name": "a name is on one side only",
    "length": "far longer or shorter than the rest of the translation would have it",
    "untranslated": "the same text on both sides",
    "omitted": "left out by the translation",
    "added": "added by the translation",
    "inconsistent": "the same text is translated in two ways",
    "question": "a question on one side only",
    "markup": "brackets, tags, placeholders or addresses differ",
    "moved": "stands elsewhere in the translation",
    "low": "more likely wrong than right",
}
FLAGS = tuple(MEANINGS)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is worth a look.

    Attributes:
        beads: indexes of beads: a run of nulls where text was left out or added, else a single one.
        flag: one of `FLAGS`.
        detail: what it is, in a few words for a person: ``"1880 | 1890"``, the source before the bar.
        weight: 0 to 1: how likely it is to be worth a look.
    """

    beads: range
    flag: str
    detail: str
    weight: float
