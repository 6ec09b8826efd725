"""Moses: two files with the same number of lines, one pair per line.

::

    book.moses/book.en    Good morning.
    book.moses/book.es    Buenos días.

UTF-8, LF. The tools that read these files expect text on both sides of every line, so nulls are left out.
They take each line by itself, so moved pairs stay in, where their sources are.
"""

from __future__ import annotations

from aligner.formats.files import RenderedFolder, encode
from aligner.formats.notes import nulls_left_out
from aligner.formats.sides import side_names
from aligner.formats.tsv import one_line
from aligner.model import Alignment


def render(alignment: Alignment, stem: str) -> RenderedFolder:
    """One line per pair in ``STEM.en`` and ``STEM.es``; pairs with an empty side are left out and counted."""
    every = [(one_line(pair.source), one_line(pair.target)) for pair in alignment.pairs()]
    kept = [(source, target) for source, target in every if source.strip() and target.strip()]
    files = {
        f"{stem}.{name}": encode("".join(f"{line}\n" for line in lines))
        for name, lines in zip(side_names(alignment), zip(*kept, strict=True) if kept else ((), ()), strict=True)
    }
    return RenderedFolder(files, nulls_left_out(len(every) - len(kept), len(kept)))
