"""Characters that need care wherever text enters or leaves the program, each set defined once."""

from __future__ import annotations

import re

# ASCII's control characters without the tab and those that end a line or a page: LF, VT, FF and CR.
_CONTROL = "\x00-\x08\x0e-\x1f"
_NONCHARACTERS = "\ufffe\uffff"
_SURROGATES = "\ud800-\udfff"

# What means nothing in a text: control characters, the byte order mark, two noncharacters. Line ends stay.
_MEANINGLESS = f"{_CONTROL}\x7f-\x9f\ufeff{_NONCHARACTERS}"
MEANINGLESS = re.compile(f"[{_MEANINGLESS}]")

# The same and soft hyphens: what nobody sees in a text that a program has laid out.
UNSEEN = re.compile(f"[\xad{_MEANINGLESS}]")

# Control characters that a cell of a workbook cannot show; its line ends are LF.
CONTROL = re.compile(f"[{_CONTROL}\x0b\x0c\x7f]")

# All that is no Char of XML 1.0, section 2.2; no escape can bring these into a file.
FORBIDDEN_IN_XML = re.compile(f"[{_CONTROL}\x0b\x0c{_SURROGATES}{_NONCHARACTERS}]")

# Half of a surrogate pair, which UTF-8 cannot hold.
LONE_SURROGATE = re.compile(f"[{_SURROGATES}]")
