"""Rich Text Format -> blocks.

::

    {\\rtf1\\ansi {\\stylesheet{\\s1\\outlinelevel0 heading 1;}} \\pard\\s1 Sue\\'f1o\\par \\pard It was \\u191?\\par}
     ──_tokens──▶ words, characters, braces ──_Reading──▶ paragraphs and tables (`aligner.read.office.flow`) ──▶ blocks

Left out: notes, comments, headers and footers, deleted and hidden text, field codes, and the numbers and bullets of
lists. The first word in a group, its destination, says what kind of text follows; of the destinations marked as
optional (``{\\*``), only those with body text are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from aligner.errors import InputError
from aligner.model import Block
from aligner.read.office.flow import Flow, Paragraph
from aligner.read.office.rtf_codes import (
    BODY_DESTINATIONS,
    CHARACTERS,
    CHARSETS,
    CODE_PAGES,
    OTHER_DESTINATIONS,
    SIGNS,
    code_page,
)
from aligner.read.office.rtf_state import PARAGRAPH_WORDS, Definition, Group, ParagraphFormat
from aligner.read.office.rtf_styles import paragraph_of
from aligner.read.refusals import refuse_empty, too_much_markup, whole_copy

_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,9})?\d* ?|\\'(?P<byte>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z])"
    rb"|(?P<brace>[{}])|[\r\n\x00]+|(?P<text>[^\\{}\r\n\x00]+)|\\",
    re.DOTALL,
)
_PRIVATE = range(0xF000, 0xF100)  # the signs of symbol fonts, which mean nothing in other fonts
_MAX_DEPTH = 1_000  # nested groups; programs write about twenty
_MAX_NAME = 255  # characters of a font's or style's name that are kept
# Words, braces and pieces of text; as many take ten seconds. Programs write up to 60 for a paragraph.
_MAX_TOKENS = 4_000_000
_MAX_CELLS = 1_000  # in a row; Word itself allows 63


def read_rtf(data: bytes, encoding: str | None = None) -> tuple[Block, ...]:
    """The blocks of an RTF file. Raises `InputError` if it is not one."""
    refuse_empty(data)
    if not data.startswith(b"{\\rtf"):
        raise InputError("is not an .rtf file", remedy="save it again as .rtf, or correct its suffix")
    reading = _Reading()
    for number, match in enumerate(_tokens(data)):
        if number > _MAX_TOKENS:
            raise too_much_markup()
        reading.take(match)
        if not reading.is_open:
            return reading.blocks()
    raise InputError("is damaged: its end is missing", remedy=whole_copy(".rtf"))


def _tokens(data: bytes) -> Iterator[re.Match[bytes]]:
    """Words, characters and braces, without the binary data that follows ``\\bin``."""
    place = 0
    while match := _TOKEN.match(data, place):
        place = match.end()
        if match["word"] == b"bin":
            place += max(0, int(match["number"] or 0))
        yield match


class _Reading:
    """The state of reading: open groups, and the paragraph and table row being filled."""

    def __init__(self) -> None:
        self._flow = Flow()
        self._groups: list[Group] = []
        self._group = Group()
        self._pieces: list[str] = []
        self._around: list[list[str]] = []  # pieces of the paragraphs around open text boxes
        self._bytes = bytearray()
        self._unread = 0  # characters of a fallback still to be skipped
        self._begins = False  # whether a group has just begun
        self._cell: list[Paragraph] = []
        self._row: list[list[Paragraph]] = []
        self._in_table = False
        self._code_page = "cp1252"
        self._definition = Definition()
        self._fonts: dict[int, str] = {}
        self._styles: dict[int, Definition] = {}

    @property
    def is_open(self) -> bool:
        """Whether the file's last brace is still to come."""
        return bool(self._groups)

    def blocks(self) -> tuple[Block, ...]:
        self._end_paragraph()
        self._end_table()
        return self._flow.blocks()

    def take(self, match: re.Match[bytes]) -> None:
        """Process the next token."""
        begins = self._begins
        if match.lastgroup:  # else a line of the file ends, which is nothing
            self._begins = match["brace"] == b"{"
        if match["text"] or match["byte"]:
            self._literal(match["text"] or bytes.fromhex(match["byte"].decode()))
            return
        self._flush()
        if match["brace"] == b"{":
            self._groups.append(self._group)
            if len(self._groups) > _MAX_DEPTH:
                raise InputError("has groups nested too deeply for a document", remedy="do not trust it")
        elif match["brace"]:
            self._end_group()
        elif match["sign"] == b"*":  # anywhere else it marks no destination, which would hide the text around it
            self._group = replace(self._group, starred=begins)
        elif match["sign"]:
            self._sign(match["sign"])
        elif match["word"]:
            number = int(match["number"]) if match["number"] else None
            if self._unread and match["word"] != b"u":
                self._unread -= 1  # a word counts as one character of the fallback
            else:
                self._word(match["word"].decode(), number)

    def _end_group(self) -> None:
        if self._group.boxes > self._groups[-1].boxes:
            self._end_paragraph()
            self._pieces = self._around.pop()
        self._group = self._groups.pop()
        self._unread = 0

    def _literal(self, data: bytes) -> None:
        passed = min(self._unread, len(data))
        self._unread -= passed
        self._bytes += data[passed:]

    def _flush(self) -> None:
        if self._bytes:
            self._add(self._bytes.decode(self._group.code_page, errors="replace"))
            self._bytes.clear()

    def _add(self, text: str) -> None:
        group = self._group
        if group.table:
            self._define(text)
        elif group.read and not group.hidden and not group.deleted:
            self._pieces.append(text)

    def _define(self, text: str) -> None:
        """Take a piece of a font's or style's name; a semicolon ends the definition."""
        definition = self._definition
        definition.name = (definition.name + text)[-_MAX_NAME:]
        if not definition.name.endswith(";"):
            return
        definition.name = definition.name[:-1].strip()
        if self._group.table == "fonts":
            self._fonts[definition.number] = definition.code_page
        else:
            self._styles[definition.number] = definition
        self._definition = Definition()

    def _sign(self, sign: bytes) -> None:
        if sign in b"\r\n":
            self._word("par", None)
        elif self._unread:
            self._unread -= 1
        elif sign in SIGNS:
            self._add(SIGNS[sign])

    def _word(self, word: str, number: int | None) -> None:
        group = self._group
        if group.starred:
            self._group = group = replace(group, starred=False)
            if group.table or word not in BODY_DESTINATIONS:
                self._group = replace(group, read=False, table="")
                return
        if word in OTHER_DESTINATIONS:
            self._group = replace(group, read=False)
        elif word in CHARACTERS:
            self._add(CHARACTERS[word])
        elif word == "u" and number is not None:
            self._character(number % 0x10000)
        elif group.table:
            self._definition_word(word, number)
        elif word in PARAGRAPH_WORDS:
            self._group = replace(group, format=PARAGRAPH_WORDS[word](group.format, number))
        elif word in _ENDS:
            if group.read:
                _ENDS[word](self)
        else:
            self._group_word(word, number)

    def _character(self, number: int) -> None:
        self._unread = self._group.fallback
        if number not in _PRIVATE:
            self._add(chr(number))

    def _definition_word(self, word: str, number: int | None) -> None:
        if word == ("f" if self._group.table == "fonts" else "s"):
            self._definition.number = number or 0
        elif word == "fcharset":
            self._definition.code_page = CHARSETS.get(number or 0, "")
        elif word == "outlinelevel" and number is not None:
            self._definition.outline = number

    def _group_word(self, word: str, number: int | None) -> None:
        """Process a word that changes how the rest of its group is read."""
        group = self._group
        if word in ("fonttbl", "stylesheet"):
            self._group = replace(group, table="fonts" if word == "fonttbl" else "styles")
        elif word == "ansicpg" or word in CODE_PAGES:
            self._code_page = code_page(number or 0) if word == "ansicpg" else CODE_PAGES[word]
            self._group = replace(group, code_page=self._code_page)
        elif word == "f":
            self._group = replace(group, code_page=self._fonts.get(number or 0) or self._code_page)
        elif word == "plain":
            self._group = replace(group, code_page=self._code_page, hidden=False, deleted=False)
        elif word == "uc":
            self._group = replace(group, fallback=max(0, number or 0))
        elif word == "v":
            self._group = replace(group, hidden=number != 0)
        elif word == "deleted":
            self._group = replace(group, deleted=number != 0)
        elif word == "upr":
            self._group = replace(group, read=False, unicode=group.read)
        elif word == "ud":
            self._group = replace(group, read=group.unicode)
        elif word == "shptxt" and group.read:
            self._group = replace(group, boxes=group.boxes + 1, format=ParagraphFormat())
            self._around.append(self._pieces)
            self._pieces = []

    def _end_paragraph(self) -> None:
        # Characters beyond the first plane come as surrogate pairs.
        text = "".join(self._pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        self._pieces = []
        style = self._styles.get(self._group.format.style, Definition())
        paragraph = paragraph_of(text, self._group.format, style)
        if self._group.format.in_table and not self._group.boxes:
            self._cell += [paragraph] if paragraph else []
            return
        if not self._group.boxes:
            self._end_table()
        if paragraph:
            self._put(paragraph)

    def _end_cell(self) -> None:
        if self._pieces:
            self._group = replace(self._group, format=replace(self._group.format, in_table=True))
            self._end_paragraph()
        self._row.append(self._cell)
        self._cell = []
        if len(self._row) > _MAX_CELLS:
            raise InputError(f"has a row of more than {_MAX_CELLS:,} cells", remedy="do not trust it")

    def _end_row(self) -> None:
        if not self._in_table:
            self._flow.open_table()
        self._in_table = True
        self._flow.open_row()
        for cell in self._row:
            self._flow.open_cell()
            for paragraph in cell:
                self._put(paragraph)
            self._flow.close_cell()
        self._row = []

    def _end_table(self) -> None:
        if self._row or self._cell:  # a row without an end
            self._row.append(self._cell)
            self._cell = []
            self._end_row()
        if self._in_table:
            self._flow.close_table()
        self._in_table = False

    def _put(self, paragraph: Paragraph) -> None:
        self._flow.open_paragraph(paragraph.kind, paragraph.level)
        self._flow.add("".join(paragraph.pieces))
        self._flow.close_paragraph()


_ENDS: dict[str, Callable[[_Reading], None]] = {
    "par": _Reading._end_paragraph,
    "sect": _Reading._end_paragraph,
    "page": _Reading._end_paragraph,
    "nestcell": _Reading._end_paragraph,
    "cell": _Reading._end_cell,
    "row": _Reading._end_row,
}
