"""The state of the RTF reader: what groups and paragraphs inherit from those around and before them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

DEEPEST = 9  # levels of headings and lists in RTF


@dataclass(frozen=True)
class ParagraphFormat:
    """The format of paragraphs, until ``\\pard`` resets it.

    Attributes:
        style: number of the style.
        outline: outline level, 0 for the highest heading; -1 for none.
        list, level: number of the list (0 for none), and the level in it (0 for the highest).
        indent, first: left indent in twips, and the indent of the first line relative to it.
        in_table: whether the paragraph is in a cell.
    """

    style: int = 0
    outline: int = -1
    list: int = 0
    level: int = 0
    indent: int = 0
    first: int = 0
    in_table: bool = False


@dataclass(frozen=True)
class Group:
    """The state that lasts until the brace that closes the group.

    Attributes:
        format: the format of paragraphs.
        read: whether its text belongs to the body.
        unicode: whether it holds the same text twice: as bytes, which are skipped, and as Unicode, which is read.
        starred: whether its destination is marked as optional.
        fallback: number of characters after each ``\\u`` for programs that do not know it.
        code_page: the codec for bytes.
        hidden, deleted: whether the text is hidden or deleted.
        table: ``"fonts"`` or ``"styles"`` inside those tables.
        boxes: number of text boxes around it.
    """

    format: ParagraphFormat = ParagraphFormat()
    read: bool = True
    unicode: bool = False
    starred: bool = False
    fallback: int = 1
    code_page: str = "cp1252"
    hidden: bool = False
    deleted: bool = False
    table: str = ""
    boxes: int = 0


@dataclass
class Definition:
    """A font or style in the tables at the beginning of the file."""

    number: int = 0
    code_page: str = ""
    outline: int = -1
    name: str = ""


PARAGRAPH_WORDS: dict[str, Callable[[ParagraphFormat, int | None], ParagraphFormat]] = {
    "pard": lambda _, __: ParagraphFormat(),
    "s": lambda old, n: replace(old, style=n or 0),
    "outlinelevel": lambda old, n: replace(old, outline=-1 if n is None else n),
    "ls": lambda old, n: replace(old, list=n or 0),
    "ilvl": lambda old, n: replace(old, level=min(max(n or 0, 0), DEEPEST - 1)),
    "li": lambda old, n: replace(old, indent=n or 0),
    "fi": lambda old, n: replace(old, first=n or 0),
    "intbl": lambda old, n: replace(old, in_table=n != 0),
}
