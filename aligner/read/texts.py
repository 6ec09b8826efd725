"""Bytes of a text file -> its text, with one kind of line ending and without control characters."""

from __future__ import annotations

import re

from aligner.characters import MEANINGLESS
from aligner.errors import InputError
from aligner.read.encoding import decode
from aligner.read.refusals import GIVE_TEXT, refuse_empty

# Maximum number of lines of a document; half a million take five to ten seconds. The Bible has 31,000 verses, and
# 100 MB of wrapped text 1.5 million.
MAX_LINES = 5_000_000


def text_of(data: bytes, encoding: str | None = None) -> str:
    """The text, made `clean`; its encoding is detected unless it is named.

    Raises `InputError` if there is nothing but white space, and what `aligner.read.encoding.decode` does.
    """
    refuse_empty(data)
    text = clean(decode(data, encoding))
    if not text.strip():
        raise InputError("the file holds nothing but white space", remedy=GIVE_TEXT)
    return text


def prose_of(data: bytes, encoding: str | None = None) -> str:
    """The text as `text_of` gives it, for a reader that looks at every line of it; raises `InputError` for too many."""
    text = text_of(data, encoding)
    if text.count("\n") > MAX_LINES:
        raise InputError(f"has more than {MAX_LINES:,} lines", remedy="split it")
    return text


def clean(text: str) -> str:
    """Turn line endings into ``\\n``, form feeds into paragraph breaks, and drop control characters except the tab.

    >>> clean("a\\r\\nb\\rc\\fd\\x00")
    'a\\nb\\nc\\n\\nd'
    """
    text = re.sub(r"\r\n?|[\x0b\x85\u2028]", "\n", text)
    # Next to an empty line, a form feed adds no break; otherwise line numbers would differ from those of the file.
    if "\f" in text:
        text = re.sub(r"(?:(?<=\n\n)|\A)\f+|(?<!\f)\f+(?=\n\n)", "", text)
    return MEANINGLESS.sub("", re.sub(r"\f+|\u2029", "\n\n", text))
