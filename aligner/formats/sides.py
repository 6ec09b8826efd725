"""Names for the two sides of an alignment when each is a file of its own."""

from __future__ import annotations

import re

from aligner.languages.identify import UNKNOWN
from aligner.model import Alignment

# A simple language tag: "en", "es-MX", "zh-Hant". Any other code in a saved alignment is kept out of file names.
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def side_names(alignment: Alignment) -> tuple[str, str]:
    """``("en", "es")``; ``("source", "target")`` if the languages are unknown or the same."""
    codes = alignment.source.language, alignment.target.language
    known = all(_TAG.fullmatch(code) and code.lower() != UNKNOWN for code in codes)
    # Lower case: not all file systems distinguish "en" from "EN".
    return codes if known and codes[0].lower() != codes[1].lower() else ("source", "target")
