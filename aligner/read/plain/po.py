"""Gettext catalogues (``.po``) -> rows of two cells: a message of the program, and its translation.

::

    #: menu.c:12                  Block("Open file", "cell", "line 3")
    msgid "Open file"             Block("Abrir archivo", "cell", "line 3")
    msgstr "Abrir archivo"

The header and obsolete entries are left out. A fuzzy translation is a machine's guess that programs do not show, so it
counts as missing and gives an empty cell. Each of the first two plural forms is a row.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.model import Block
from aligner.read.encoding import MARKS
from aligner.read.texts import prose_of

if TYPE_CHECKING:
    from polib import POEntry

_CHARSET = re.compile(rb'"Content-Type:[^"\n]{0,80}charset=([\w.:-]{1,40})', re.IGNORECASE)
# A string that does not end on its line: the file was cut off, but polib would accept it as complete.
_TORN = re.compile(r'^(?:msg\w+(?:\[\d+\])?[ \t]+)?"[^"\n]*$', re.MULTILINE)
_ESCAPED = re.compile(r"\\.")
# Maximum lines and characters of an entry with its comments: polib puts them together one by one. A licence as long as
# the GPL has 700 lines, 35,000 characters.
_MAX_LINES, _MAX_ENTRY = 20_000, 2_000_000
_HEAD = 20_000  # bytes in which the header is looked for


def charset_of(data: bytes) -> str | None:
    """The encoding that a catalogue declares; None if it declares none, or an invalid one.

    >>> charset_of(b'msgid ""\\nmsgstr "Content-Type: text/plain; charset=ISO-8859-1\\\\n"')
    'iso8859-1'
    """
    named = _CHARSET.search(data[:_HEAD])
    if named is None or data.startswith(tuple(mark for mark, _ in MARKS)):
        return None
    try:
        codec = codecs.lookup(named[1].decode("ascii"))
        data.decode(codec.name)
    except (LookupError, UnicodeError):  # a template's "CHARSET", or a wrong header
        return None
    return codec.name


def read_po(data: bytes, encoding: str | None = None) -> tuple[Block, ...]:
    """The rows of a catalogue, decoded as it declares; see `blocks_of_po`."""
    return blocks_of_po(prose_of(data, encoding or charset_of(data)))


def blocks_of_po(text: str) -> tuple[Block, ...]:
    """The rows of a catalogue; the `place` of each is the line of its entry.

    Raises `InputError` if the syntax is broken.
    """
    import polib

    _refuse_long_entries(text)
    torn = _TORN.search(_ESCAPED.sub("", text))
    if torn:
        raise _broken(f" in line {torn.string.count(chr(10), 0, torn.start()) + 1}")
    try:
        entries = polib.pofile(text + "\n")  # the line end keeps polib from taking it for a file name
    except (OSError, ValueError, IndexError, KeyError, UnicodeError) as error:
        line = re.search(r"line (\d+)", str(error))
        raise _broken(f" in line {line[1]}" if line else "") from None
    return tuple(block for entry in entries if not entry.obsolete for block in _rows(entry))


def _refuse_long_entries(text: str) -> None:
    start = 0
    for blank in re.finditer(r"\n[ \t]*(?=\n)|\Z", text):
        if blank.start() - start > _MAX_ENTRY or text.count("\n", start, blank.start()) > _MAX_LINES:
            what = f"has an entry of more than {_MAX_LINES:,} lines, or {_MAX_ENTRY:,} characters"
            raise InputError(what, remedy="put a blank line between entries")
        start = blank.end()


def _broken(where: str) -> InputError:
    return InputError(f"its syntax is broken{where}", remedy="check it with: msgfmt -c FILE")


def _rows(entry: POEntry) -> Iterator[Block]:
    forms = {} if entry.fuzzy else entry.msgstr_plural
    place = f"line {entry.linenum}"
    if not entry.msgid_plural:
        yield from _row(entry.msgid, "" if entry.fuzzy else entry.msgstr, place)
        return
    if len(forms) != 1:  # a language without plurals has a single form, used for the plural
        yield from _row(entry.msgid, forms.get(0, ""), place)
    yield from _row(entry.msgid_plural, forms.get(1, forms.get(0, "")), f"{place}, plural")


def _row(source: str, target: str, place: str) -> Iterator[Block]:
    yield Block(source.strip(), "cell", place)
    yield Block(target.strip(), "cell", place)
