"""A check of an alignment: what is worth a look in it, with its texts, and how much of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.model import Alignment
from aligner.quality.finding import FLAGS, Finding
from aligner.quality.texts import text

if TYPE_CHECKING:
    from aligner.words.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding as people and reports see it: with its text.

    Attributes:
        first, last: 1-based numbers of its beads; the same for a single one.
        flag, detail, weight: as in `Finding`.
        score: the lowest score of its beads.
        source, target: the text of each side, its sentences joined by one space.
    """

    first: int
    last: int
    flag: str
    detail: str
    weight: float
    score: float
    source: str
    target: str

    @property
    def ids(self) -> str:
        """``"12"``, or for a run ``"12-14"``."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class Checked:
    """A checked alignment.

    Attributes:
        name: what the user calls it.
        languages: codes of source and target.
        beads: how many there are.
        flagged: how many of them are in a remark.
        confirmed: how many are not looked at, because a person confirmed them.
        remarks: the worst first.
    """

    name: str
    languages: tuple[str, str]
    beads: int
    flagged: int
    confirmed: int
    remarks: tuple[Remark, ...]


def check(
    alignment: Alignment,
    *,
    name: str = "",
    lexicon: Lexicon | None = None,
    only: Collection[str] = FLAGS,
) -> Checked:
    """What is worth a look in an alignment, in the beads that exports hold and that no person confirmed.

    Args:
        alignment: from anywhere; the flags that it comes with do not matter.
        name: what the user calls it.
        lexicon: for names, in this direction; None: the one that comes with the package, if any.
        only: which of `FLAGS` to look for.

    >>> from aligner import align
    >>> alignment = align("It was cold in 1880. Nobody came.", "Hacía frío en 1890. No vino nadie.")
    >>> [(remark.ids, remark.flag, remark.detail) for remark in check(alignment).remarks]
    [('1', 'number', '1880 | 1890')]
    """
    from aligner.quality.findings import findings

    shown = {number - 1 for number, _ in alignment.shown()}
    confirmed = {k for k in shown if alignment.beads[k].status == "confirmed"}
    found = findings(alignment.source, alignment.target, alignment.beads, lexicon=lexicon)
    kept = [one for one in found if one.flag in only and (shown - confirmed).issuperset(one.beads)]
    languages = alignment.source.language, alignment.target.language
    flagged = len({k for one in kept for k in one.beads})
    remarks = tuple(_remark(alignment, one) for one in kept)
    return Checked(name, languages, len(shown), flagged, len(confirmed), remarks)


def totals(checked: Iterable[Checked]) -> dict[str, int]:
    """How many remarks there are of each flag, in the order of `FLAGS`; flags without any are left out."""
    counts = Counter(remark.flag for one in checked for remark in one.remarks)
    return {flag: counts[flag] for flag in FLAGS if counts[flag]}


def _remark(alignment: Alignment, found: Finding) -> Remark:
    beads = [alignment.beads[k] for k in found.beads]
    source = " ".join(filter(None, (text(alignment.source, bead.source) for bead in beads)))
    target = " ".join(filter(None, (text(alignment.target, bead.target) for bead in beads)))
    score = min(bead.score for bead in beads)
    first, last = found.beads.start + 1, found.beads.stop
    return Remark(first, last, found.flag, found.detail, found.weight, score, source, target)
