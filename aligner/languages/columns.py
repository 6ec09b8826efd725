"""What the header of a table says of its columns: in which language each is, or that it holds something else.

::

    id      English (UK)   es-MX    Traducción   Notes
    other   en-GB          es-MX    text         other
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from aligner.languages import known, words
from aligner.languages.codes import english_name, matches, primary, registered
from aligner.languages.codes.names import code_named, folded

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_BETWEEN = re.compile(r"[\s_:/|–-]+")

# Longer cells are text: the longest name of a column that we have seen has 40 characters.
_LONGEST = 80


class Column(NamedTuple):
    """What the name of a column says.

    Attributes:
        language: code of the language; empty if the name is not that of a language.
        is_text: whether columns of this name hold text.
        is_other: whether they hold ids, dates, notes. ``id`` and ``no``, which are also codes, are both.
    """

    language: str = ""
    is_text: bool = False
    is_other: bool = False


def column_named(name: str) -> Column:
    """What a cell of the first row says of its column, if it is a name.

    >>> column_named("Source [en-US]"), column_named("target_es").language, column_named("Portuguese (BR)").language
    (Column(language='en-US', is_text=True, is_other=False), 'es', 'pt-BR')
    """
    if not name or len(name) > _LONGEST:
        return Column()
    plain = " ".join(_BRACKETS.sub(" ", name).split())
    remarks = _BRACKETS.findall(name)
    language = _language(plain)
    if language and remarks:
        language = _code(f"{language}-{remarks[0].strip()}") or _code(remarks[0]) or language
    language = language or next(filter(None, map(_language, remarks)), "")
    return Column(language, folded(plain) in _names("text_columns"), folded(plain) in _names("other_columns"))


def header_of(cells: Sequence[str]) -> tuple[Column, ...] | None:
    """What the first row of a table says of its columns; None if it is no header but a row like the others.

    A header names two languages, or most of its cells are names of columns.

    >>> header_of(["English", "Inglés"]) is None  # a row of a word list
    True
    """
    columns = tuple(map(column_named, cells))
    languages = [column.language for column in columns if column.language and not column.is_other]
    if len(languages) > 1 and len(set(languages)) == 1:
        return None
    named = sum(1 for column in columns if any(column))
    is_header = len(set(languages)) > 1 or 2 * named > sum(1 for cell in cells if cell)
    return columns if is_header and named else None


def source_and_target(cells: Sequence[str], languages: tuple[str, str] | None = None) -> tuple[int, int] | None:
    """The columns that a header calls source and target, or else by these languages; None if it names neither.

    >>> source_and_target(["id", "Spanish", "en-GB"], ("en", "es"))
    (2, 1)
    """
    names = [folded(_BRACKETS.sub("", cell)) for cell in cells]
    if "source" in names and "target" in names:
        return names.index("source"), names.index("target")
    if languages is None:
        return None
    found = [next((i for i, cell in enumerate(cells) if is_in(cell, code)), None) for code in languages]
    source, target = found
    return (source, target) if source is not None and target is not None and source != target else None


def is_in(name: str, language: str) -> bool:
    """Whether a column of this name is in the language, or in a variety of it."""
    found = column_named(name).language or name
    return bool(found) and matches(found, language)


def _language(text: str) -> str:
    """The one language that a text names, perhaps in two languages ("English/Inglés") or beside a word for text."""
    if found := code_named(text) or _code(text):
        return found
    words = [word for word in _BETWEEN.split(text) if word and folded(word) not in _names("text_columns")]
    named = {code_named(word) or _code(word) for word in words}
    return named.pop() if len(named) == 1 else ""


def _code(text: str) -> str:
    """The code that a text is; codes of three letters are words too often, unless much is known of the language."""
    code = registered(text)
    language = code.partition("-")[0]
    return code if code and (english_name(language) or primary(language) in known()) else ""


@cache
def _names(attribute: str) -> frozenset[str]:
    return frozenset(map(folded, words(attribute)))
