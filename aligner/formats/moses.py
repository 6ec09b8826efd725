"""Moses: two files of equally many lines, the pairs line by line.

::

    book.moses/book.en    Good morning.
    book.moses/book.es    Buenos días.

UTF-8, LF. A line with nothing beside it would mean nothing to the tools that read these: nulls are left out.
"""

from __future__ import annotations

from aligner.formats.files import RenderedFolder, encode
from aligner.formats.sides import side_names
from aligner.formats.tsv import one_line
from aligner.model import Alignment


def render(alignment: Alignment, stem: str) -> RenderedFolder:
    """One line a pair in ``STEM.en`` and ``STEM.es``; pairs with an empty side are left out and counted."""
    every = [(one_line(pair.source), one_line(pair.target)) for pair in alignment.pairs()]
    kept = [(source, target) for source, target in every if source.strip() and target.strip()]
    files = {
        f"{stem}.{name}": encode("".join(f"{line}\n" for line in lines))
        for name, lines in zip(side_names(alignment), zip(*kept, strict=True) if kept else ((), ()), strict=True)
    }
    return RenderedFolder(files, nulls_left_out(len(every) - len(kept)))


def nulls_left_out(count: int) -> tuple[str, ...]:
    """The note that says so; none if there are none.

    >>> nulls_left_out(1), nulls_left_out(1200), nulls_left_out(0)
    (('1 null left out',), ('1,200 nulls left out',), ())
    """
    return (f"{count:,} {'null' if count == 1 else 'nulls'} left out",) if count else ()
