"""Characters that need care wherever text enters or leaves the program, each set defined once."""

from __future__ import annotations

import re

# ASCII control characters, except the tab and those that end a line or a page: LF, VT, FF and CR.
_CONTROL = "\x00-\x08\x0e-\x1f"
_NONCHARACTERS = "\ufffe\uffff"
_SURROGATES = "\ud800-\udfff"

# Characters without meaning in a text: control characters, the byte order mark, two noncharacters. Line ends stay.
_MEANINGLESS = f"{_CONTROL}\x7f-\x9f\ufeff{_NONCHARACTERS}"
MEANINGLESS = re.compile(f"[{_MEANINGLESS}]")

# The same plus soft hyphens: whatever is invisible in a text that a program has laid out.
UNSEEN = re.compile(f"[\xad{_MEANINGLESS}]")

# Control characters that a cell of a workbook cannot show; line ends in cells are LF.
CONTROL = re.compile(f"[{_CONTROL}\x0b\x0c\x7f]")

# Everything that is not a Char in XML 1.0, section 2.2; XML cannot hold these even as escapes.
FORBIDDEN_IN_XML = re.compile(f"[{_CONTROL}\x0b\x0c{_SURROGATES}{_NONCHARACTERS}]")

# Half of a surrogate pair, which UTF-8 cannot hold.
LONE_SURROGATE = re.compile(f"[{_SURROGATES}]")

# What would act on a terminal, or hide what a line says: controls, line ends, marks that turn the direction of text.
_ACTING = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069{_SURROGATES}]")


def printable(line: str) -> str:
    r"""A line as a terminal may be given it: what would act there is shown by its number.

    >>> print(printable("a\x1b[31m\n.txt"))
    a\x1b[31m\n.txt
    """
    return _ACTING.sub(lambda match: match[0].encode("unicode_escape").decode(), line)
