"""A check as tab-separated values and as JSON.

::

    file⇥id⇥flag⇥detail⇥weight⇥score⇥source⇥target
    book.json⇥12⇥number⇥1880 | 1890⇥0.9000⇥0.9731⇥It was in 1880.⇥Fue en 1890.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from aligner.formats.listings import REPORT
from aligner.formats.tsv import SEPARATORS
from aligner.quality.check import Checked, Remark, totals


def as_tsv(checked: Sequence[Checked]) -> str:
    """A header, then a remark a line; UTF-8, LF, no quoting, as in the table of an alignment."""
    rows = [REPORT, *((one.name, *_cells(remark)) for one in checked for remark in one.remarks)]
    return "".join("\t".join(SEPARATORS.sub(" ", cell) for cell in row) + "\n" for row in rows)


def _cells(remark: Remark) -> tuple[str, ...]:
    figures = (f"{remark.weight:.4f}", f"{remark.score:.4f}")
    return (remark.ids, remark.flag, remark.detail, *figures, remark.source, remark.target)


def as_json(checked: Sequence[Checked]) -> str:
    """Everything, with figures unrounded."""
    content = {
        "totals": totals(checked),
        "files": [
            {
                "file": one.name,
                "languages": list(one.languages),
                "beads": one.beads,
                "flagged": one.flagged,
                "confirmed": one.confirmed,
                "totals": totals([one]),
                "remarks": [_members(remark) for remark in one.remarks],
            }
            for one in checked
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _members(remark: Remark) -> dict[str, object]:
    return {
        "first": remark.first,
        "last": remark.last,
        "flag": remark.flag,
        "detail": remark.detail,
        "weight": remark.weight,
        "score": remark.score,
        "source": remark.source,
        "target": remark.target,
    }
