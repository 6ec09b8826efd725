"""A check as text for a terminal: totals, then what is worst."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aligner.characters import printable
from aligner.quality.check import Checked, Remark, totals

# How many remarks are shown of all files together, and how much of each text. A screen or two.
WORST, _LONGEST = 20, 150


def as_text(checked: Sequence[Checked], most: int = WORST) -> str:
    """A line for each file, a line for each flag, and the worst of all remarks.

    Args:
        checked: what was checked.
        most: how many remarks to show.
    """
    return "".join(f"{line}\n" for line in _lines(checked, most))


def _lines(checked: Sequence[Checked], most: int) -> Iterator[str]:
    for one in checked:
        counted = f"{one.beads:,} bead{'s' * (one.beads != 1)}, {one.flagged:,} worth a look"
        settled = f", {one.confirmed:,} confirmed by a person and not looked at" if one.confirmed else ""
        yield f"{printable(one.name)}: {counted}{settled}"
    counts = totals(checked)
    width = max((len(f"{count:,}") for count in counts.values()), default=0)
    if counts:
        yield ""
    for flag, count in counts.items():
        yield f"{count:>{width},}  {flag}"
    every = [(one, remark) for one in checked for remark in one.remarks]
    worst = sorted(every, key=lambda item: -item[1].weight)[:most]
    for one, remark in worst:
        yield ""
        yield from _remark(one.name if len(checked) > 1 else "", remark)
    if len(every) > len(worst):
        yield ""
        yield f"and {len(every) - len(worst):,} more: -o report.html shows all"


def _remark(name: str, remark: Remark) -> Iterator[str]:
    place = f"{printable(name)}, {remark.ids}" if name else remark.ids
    yield f"{place}  {remark.flag}: {printable(remark.detail)}" if remark.detail else f"{place}  {remark.flag}"
    yield from (f"    {_short(text)}" for text in (remark.source, remark.target) if text)


def _short(text: str) -> str:
    line = printable(" ".join(text.split()))
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
