"""A bilingual book: EPUB 3 with the rows of the reading view, in files about the size of a chapter, and contents.

::

    mimetype, META-INF/container.xml
    EPUB/package.opf      metadata, files in reading order
    EPUB/nav.xhtml        table of contents
    EPUB/cover.xhtml      the cover, if there is one
    EPUB/text-001.xhtml   rows: a bead's source and target, side by side or one below the other; or, in the other
                          style, paragraphs of the source whose sentences lead to notes with the translation
    EPUB/about.xhtml      documents, languages, tally, signature

A moved pair stands where its source does. ``chapters.py`` cuts the text, ``contents.py`` makes the table of contents,
``notes.py`` the paragraphs of the other style; the templates escape all text. The identifier is derived from the
content and the date is fixed, so the same text gives the same book, byte for byte.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from aligner.formats.epub.chapters import Chapter, chapters_of
from aligner.formats.epub.contents import contents_of, nested
from aligner.formats.epub.notes import hint_of, joint_of, paragraphs_of
from aligner.formats.files import Rendered
from aligner.formats.html import MAKER
from aligner.formats.html.languages import ShownLanguage
from aligner.formats.html.page import Page, page_of
from aligner.formats.packed import packed, start_of_member
from aligner.formats.xml import legal
from aligner.model import Alignment, Picture

if TYPE_CHECKING:
    from jinja2 import Environment

MIMETYPE = b"application/epub+zip"
_PACKAGE = "EPUB/package.opf"
# A date is required; with the time of writing, the bytes would differ from run to run.
MODIFIED = "1980-01-01T00:00:00Z"

# Language tags that reading systems accept: BCP 47 without its rarer parts.
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def is_ours(path: Path) -> bool:
    """Whether the file is a book written by this program."""
    return MAKER in start_of_member(path, _PACKAGE)


def render(alignment: Alignment) -> Rendered:
    """The alignment as a book in columns; nulls are shown, beads that exports leave out are not."""
    return _render(alignment, "chapter.xhtml")


def render_notes(alignment: Alignment) -> Rendered:
    """The alignment as a book in its source language, where a tap on a sentence shows its translation."""
    return _render(alignment, "notes.xhtml")


class Cover(NamedTuple):
    """The file of a cover in the book, and its media type."""

    file: str
    media_type: str
    data: bytes


def _render(alignment: Alignment, template: str) -> Rendered:
    """A book; the template is that of its chapters."""
    from aligner.version import __version__

    page = _checked(page_of(alignment))
    chapters = chapters_of(page)
    shared = {
        "page": page,
        "title": _title(page),
        "cover": _cover(alignment.cover),
        "style": template.removesuffix(".xhtml"),
        "version": __version__,
        "first": chapters[0].file,
    }
    body = dict(_body(chapters, template, shared))
    identifier = _identifier(body)
    package = _fill("package.opf", chapters=chapters, identifier=identifier, modified=MODIFIED, **shared)
    members = [
        ("mimetype", MIMETYPE),
        ("META-INF/container.xml", _part("container.xml").encode()),
        (_PACKAGE, package),
        *((f"EPUB/{name}", data) for name, data in body.items()),
    ]
    return Rendered(packed(members, stored=("mimetype",)))


def _body(chapters: list[Chapter], template: str, shared: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """All files of the book but its package, by name."""
    page: Page = shared["page"]
    cover: Cover | None = shared["cover"]
    flow = {"paragraphs_of": paragraphs_of, "joint": joint_of(page.source), "hint": hint_of(page.target)}
    if cover:
        yield cover.file, cover.data
        yield "cover.xhtml", _fill("cover.xhtml", **shared)
    for chapter in chapters:
        yield chapter.file, _fill(template, chapter=chapter, **flow, **shared)
    yield "about.xhtml", _fill("about.xhtml", **shared)
    yield "nav.xhtml", _fill("nav.xhtml", contents=nested(contents_of(page, chapters)), **shared)
    yield "style.css", _part("style.css").encode()


def _cover(picture: Picture | None) -> Cover | None:
    if picture is None:
        return None
    return Cover(f"cover.{picture.media_type.partition('/')[2]}", picture.media_type, picture.data)


def _checked(page: Page) -> Page:
    """The page with language codes valid in a book; any other code, as in an edited alignment, becomes unknown."""
    return page._replace(source=_known(page.source), target=_known(page.target))


def _known(language: ShownLanguage) -> ShownLanguage:
    return language if _TAG.fullmatch(language.code) else language._replace(code="und")


def _title(page: Page) -> str:
    """The page's title, which must not be empty in a book."""
    return " ".join(legal(page.titles.line).split()).strip(" ·") or " ".join(legal(page.name).split()) or "Book"


def _identifier(body: dict[str, bytes]) -> str:
    """A UUID derived from the content."""
    digest = hashlib.sha256()
    for name, data in body.items():
        digest.update(b"%s\0%d\0%s" % (name.encode(), len(data), data))
    return f"urn:uuid:{uuid.UUID(bytes=digest.digest()[:16], version=5)}"


def _fill(template: str, **values: object) -> bytes:
    return legal(_environment().get_template(template).render(values)).encode()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(_part),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _part(name: str) -> str:
    return files(__name__).joinpath("book", name).read_text(encoding="utf-8")
