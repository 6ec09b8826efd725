"""The fonts of a page of a PDF, and what is known of their characters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from ctypes import create_string_buffer
from typing import Any, NamedTuple

from aligner.read.pdf.tex_symbols import signs_of

_BOLD = re.compile("bold|black|heavy|demi", re.IGNORECASE)


class Letter(NamedTuple):
    """What a character of a font is.

    Attributes:
        text: the letter; empty for one that is not drawn, None for one that is unknown.
        before, after: how far it hangs over on both sides of its place in the line, relative to the type size; in
            italics an "f" has a good part of its width there.
    """

    text: str | None
    before: float
    after: float


class Font(NamedTuple):
    """A font.

    Attributes:
        handle: what pdfium knows it by.
        bold, named: whether it is bold, and whether it has a name.
        signs: letters of characters that pdfium does not know.
        letters: its characters seen so far.
    """

    handle: Any
    bold: bool
    named: bool
    signs: Mapping[int, str]
    letters: dict[int, Letter]

    @classmethod
    def of(cls, handle: Any, bare: Mapping[int, str]) -> Font:
        """The font, given the letters of the codes of fonts without a name."""
        import pypdfium2.raw as pdfium

        buffer = create_string_buffer(200)
        pdfium.FPDFFont_GetBaseFontName(handle, buffer, len(buffer))
        name = buffer.value.decode("latin-1")
        return cls(handle, bool(_BOLD.search(name)), bool(name), signs_of(name) if name else bare, {})
