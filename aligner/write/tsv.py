r"""Tab-separated values: a header, then one bead a line.

::

    id⇥paragraph⇥kind⇥score⇥source⇥target⇥flags
    1⇥1⇥1-1⇥0.9731⇥Good morning.⇥Buenos días.⇥

UTF-8, LF, no byte order mark, no quoting: corpus tools do not unquote.
"""

from __future__ import annotations

import re

from aligner.model import Alignment, Pair
from aligner.write.files import Rendered, encode

HEADER = ("id", "paragraph", "kind", "score", "source", "target", "flags")

# The tab, and all that some tool takes for the end of a line: what str.splitlines() splits at.
_SEPARATORS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


def render(alignment: Alignment) -> Rendered:
    """The table of every pair, nulls included: their empty side is an empty cell."""
    lines = ["\t".join(HEADER), *(_line(pair) for pair in alignment.pairs())]
    return Rendered(encode("\n".join(lines) + "\n"))


def _line(pair: Pair) -> str:
    cells = (
        str(pair.id),
        str(pair.paragraph),
        pair.kind,
        f"{pair.score:.4f}",
        one_line(pair.source),
        one_line(pair.target),
        ",".join(pair.flags),
    )
    return "\t".join(cells)


def one_line(text: str) -> str:
    r"""The text with every run of tabs and line ends as one space.

    >>> one_line("one\r\ntwo\tthree")
    'one two three'
    """
    return _SEPARATORS.sub(" ", text)
