"""What a reviewer should look at: one finding, and the names of all kinds of them."""

from __future__ import annotations

from dataclasses import dataclass

FLAGS = (
    "number",
    "name",
    "length",
    "untranslated",
    "omitted",
    "added",
    "inconsistent",
    "question",
    "markup",
    "moved",
    "low",
)


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
