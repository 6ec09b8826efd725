"""What is said of files that cannot be used, in the same words for every format."""

from __future__ import annotations

from aligner.errors import InputError

# Remedies: for a file without text, for one that is too large, for one that no honest program writes.
GIVE_TEXT = "give a file with text"
SPLIT = "split it, or do not trust it"
DO_NOT_TRUST = "do not trust it, or save it again"


def whole_copy(suffix: str) -> str:
    """The remedy for a damaged file.

    >>> whole_copy(".docx")
    'save it again as .docx, or get a whole copy'
    """
    return f"save it again as {suffix}, or get a whole copy"


def refuse_empty(data: bytes) -> None:
    """Raise `InputError` if there are no bytes."""
    if not data:
        raise InputError("the file is empty", remedy=GIVE_TEXT)


def too_much_markup() -> InputError:
    """The error for a file whose markup would take long to read."""
    return InputError("has more markup than a document holds", remedy=SPLIT)
