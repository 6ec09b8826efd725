"""The dress of a book: what its page or EPUB calls itself, its author and its cover.

::

    what the user says ─▶ what the files say ─▶ a heading over the whole text ─▶ the files' names
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from aligner.formats.chapter_numbers import begins_with_number
from aligner.formats.pictures import picture
from aligner.languages.codes import primary
from aligner.languages.in_names import stem
from aligner.model import Alignment, Block, Document, Picture


class Titles(NamedTuple):
    """What a page or a book calls itself.

    Attributes:
        source, target: the title in each language; the target's is empty if it is the same.
        author: of both; empty if unknown.
        in_text: whether the text itself shows the title, as its first heading, or there is none but a file's name.
    """

    source: str
    target: str
    author: str
    in_text: bool

    @property
    def line(self) -> str:
        """The titles on one line."""
        return " · ".join(filter(None, (self.source, self.target)))


def dressed(
    alignment: Alignment,
    *,
    title: str | None = None,
    author: str | None = None,
    cover: str | Path | Picture | None = None,
) -> Alignment:
    """The alignment with a title, an author and a cover for its pages and books; saved in ``.json`` with it.

    Args:
        title, author: in place of those that the documents name; None: as before.
        cover: a picture or the path of one; None: as before.

    Raises `InputError` for a file that is no picture, see `aligner.formats.pictures.picture`.

    >>> from aligner import align, dressed
    >>> dressed(align("It rained.", "Llovía."), title="Rain").target.title
    'Rain'
    """

    def said(side: Document) -> Document:
        return replace(
            side,
            title=side.title if title is None else _one_line(title),
            author=side.author if author is None else _one_line(author),
        )

    return replace(
        alignment,
        source=said(alignment.source),
        target=said(alignment.target),
        cover=picture(cover) if isinstance(cover, (str, Path)) else cover or alignment.cover,
    )


def titles_of(alignment: Alignment) -> Titles:
    """What a page or a book of the alignment calls itself."""
    sides = (alignment.source, alignment.target)
    author = " · ".join(_distinct(_one_line(side.author) for side in sides))
    headings = [_one_line(_first_heading(side)) for side in sides]
    said = [_unlabelled(_one_line(side.title), heading) for side, heading in zip(sides, headings, strict=True)]
    found = [title or _one_line(_heading_of_all(side)) for title, side in zip(said, sides, strict=True)]
    in_text = all(title in ("", heading) for title, heading in zip(said, headings, strict=True))
    if not any(found):
        found = [_stem(side) for side in sides]
    first, second = (*_distinct(found), "", "")[:2]
    return Titles(first, second, author, in_text)


def _unlabelled(title: str, heading: str) -> str:
    """The title of a web page without the name of its site: ``"The last ferry | The Coast Herald"``."""
    return heading if heading and title.casefold().startswith(heading.casefold()) else title


def _first_heading(document: Document) -> str:
    """The heading that the document begins with; empty if it begins otherwise."""
    first = _first_block(document)
    return first.text if first is not None and first.kind == "heading" else ""


def _heading_of_all(document: Document) -> str:
    """The heading that the document begins with, unless it is only a part's: others are on its level, or it counts."""
    first = _first_block(document)
    if first is None or first.kind != "heading":
        return ""
    rivals = [block for block in document.blocks if block.kind == "heading" and block.level <= first.level]
    return first.text if len(rivals) == 1 and not begins_with_number(first.text, document.language) else ""


def _first_block(document: Document) -> Block | None:
    return next((block for block in document.blocks if block.sentences), None)


def _stem(document: Document) -> str:
    """The document's name without suffix, the code of its language, and underscores."""
    return _one_line(stem(Path(document.name), [primary(document.language)]).replace("_", " "))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, texts)))
