"""Signs of TeX's mathematical fonts that lists of glyph names do not know, as they are named for TeX alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from unicodedata import normalize

STROKE = "\u0338"  # drawn before what it crosses out, and over it

# By the beginning of a font's name: code -> sign, from the fonts' own tables. The foot of an arrow is
# part of the arrow that follows.
_SIGNS: dict[str, dict[int, str]] = {
    "CMSY": {0x30: "′", 0x33: "∋", 0x34: "△", 0x35: "▽", 0x36: STROKE, 0x37: "", 0x68: "⟨", 0x69: "⟩", 0x6B: "‖"},
    "MSAM": {0x03: "□", 0x04: "■"},
}
_NAME = re.compile(r"(?:[A-Z]{6}\+)?([A-Z]{4})\d*")
_STRUCK = re.compile(STROKE + r"\s*(\S)")


def signs_of(font: str) -> Mapping[int, str]:
    """The signs of a font with this name, by their codes."""
    named = _NAME.fullmatch(font)
    return _SIGNS.get(named[1], {}) if named else {}


def struck_through(text: str) -> str:
    """The text with strokes behind what they cross out, as Unicode wants them.

    >>> struck_through("a \u0338= b")
    'a ≠ b'
    """
    return normalize("NFC", _STRUCK.sub("\\1" + STROKE, text)) if STROKE in text else text
