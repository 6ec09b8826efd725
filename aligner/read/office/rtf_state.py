"""The state of a reader of Rich Text Format: what groups and paragraphs take over from those around and before them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

DEEPEST = 9  # levels of headings and lists that RTF has


@dataclass(frozen=True)
class Format:
    """What holds for a paragraph until ``\\pard``.

    Attributes:
        style: number of its style.
        outline: 0 for the highest heading; -1 for none.
        list, level: number of its list, 0 for none, and the level in it, 0 for the highest.
        indent, first: twips on the left, and of the first line against it.
        in_table: whether it stands in a cell.
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
    """What holds until the brace that ends a group.

    Attributes:
        format: of paragraphs.
        read: whether its text is the body's.
        unicode: whether it holds a text in bytes, which is passed over, and the same in Unicode, which is read.
        starred: whether its destination is one that a reader may not know.
        fallback: characters that stand after each ``\\u`` for readers that do not know it.
        code_page: how bytes are decoded.
        hidden, deleted: what the text is.
        table: ``"fonts"`` or ``"styles"`` inside those tables.
        boxes: text boxes around it.
    """

    format: Format = Format()
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
    """A font or style of the tables at the head of the file."""

    number: int = 0
    code_page: str = ""
    outline: int = -1
    name: str = ""


FORMATS: dict[str, Callable[[Format, int | None], Format]] = {
    "pard": lambda _, __: Format(),
    "s": lambda old, n: replace(old, style=n or 0),
    "outlinelevel": lambda old, n: replace(old, outline=-1 if n is None else n),
    "ls": lambda old, n: replace(old, list=n or 0),
    "ilvl": lambda old, n: replace(old, level=min(max(n or 0, 0), DEEPEST - 1)),
    "li": lambda old, n: replace(old, indent=n or 0),
    "fi": lambda old, n: replace(old, first=n or 0),
    "intbl": lambda old, n: replace(old, in_table=n != 0),
}
