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
