"""The state of a reader of RTF: what groups and paragraphs inherit from those around and before them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

DEEPEST = 9  # levels of headings and lists in RTF


@dataclass(frozen=True)
class ParagraphFormat:
    """The format of paragraphs, until ``\\pard`` resets it.

    Attributes:
        style: number of the style.
        outline: 0 for the highest heading; -1 for none.
        list, level: number of the list, 0 for none, and the level in it, 0 for the highest.
        indent, first: left indent in twips, and that of the first line relative to it.
        in_table: whether it is in a cell.
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
    """The state that lasts until the brace that ends a group.

    Attributes:
        format: of paragraphs.
        read: whether its text is the body's.
        unicode: whether it has the same text twice: in bytes, which are skipped, and in Unicode, which is read.
        starred: whether its destination is marked as optional.
        fallback: number of characters after each ``\\u`` for readers that do not know it.
        code_page: the codec for bytes.
        hidden, deleted: whether the text is.
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
