"""A check before a PDF goes to pdfium, which takes much damage for a shorter text: is it one, and is it complete?"""

from __future__ import annotations

from aligner.errors import InputError
from aligner.read.signature import refuse_other

REMEDY = "save it again as .pdf, or get a whole copy"


def check(data: bytes) -> None:
    """Raise `InputError` if the bytes are not a complete PDF."""
    if not data:
        raise InputError("the file is empty", remedy="give a file with text")
    refuse_other(data, ".pdf")
    if b"%PDF-" not in data[:1024]:
        raise InputError("this is not a PDF file", remedy="correct its suffix")
    if b"%%EOF" not in data.rstrip(b"\0\r\n\t ")[-2048:]:
        raise InputError("is damaged: its end is missing", remedy=REMEDY)
