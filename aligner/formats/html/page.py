"""What the reading view shows, as plain data for its template: titles, languages, contents, and sections of rows."""

from __future__ import annotations

from typing import NamedTuple

from aligner.formats.dress import Titles, titles_of
from aligner.formats.html.contents import Entry, contents_of
from aligner.formats.html.languages import ShownLanguage, shown_language
from aligner.formats.html.sections import Section, sections_of
from aligner.formats.notes import left_out
from aligner.formats.pictures import as_uri
from aligner.languages.codes import primary
from aligner.model import Alignment

# The choices that readers have, in the order of the buttons, and the default of each.
CHOICES = {
    "mode": (("paragraphs", "both", "source", "target"), "both"),
    "width": (("narrow", "normal", "wide"), "normal"),
    "face": (("serif", "sans"), "serif"),
    "theme": (("auto", "light", "sepia", "dark"), "auto"),
    "letters": (("on", "off"), "on"),
}


class Page(NamedTuple):
    """Everything that the template fills in, except style, script and the data that the script reads."""

    titles: Titles
    name: str
    cover: str
    tally: str
    source: ShownLanguage
    target: ShownLanguage
    signature: str
    contents: list[Entry]
    sections: list[Section]

    @property
    def languages(self) -> str:
        """Both languages, without scripts and regions: the style of the whole page depends on them."""
        return " ".join(primary(side.code) for side in (self.source, self.target))

    @property
    def is_prose(self) -> bool:
        """Whether most of it stands in paragraphs, which are then read as such and not sentence by sentence."""
        rows = [row.source + row.target for section in self.sections for row in section.rows]
        prose = sum(all((piece.tag, piece.style) == ("p", "") for piece in row) for row in rows)
        return 2 * prose > len(rows)


def page_of(alignment: Alignment, fold: bool = False) -> Page:
    """Arrange an alignment for reading; `fold` puts each long run that stands on one side only into a section."""
    source, target = alignment.source, alignment.target
    return Page(
        titles=titles_of(alignment),
        name=" · ".join(dict.fromkeys((source.name, target.name))),
        cover=as_uri(alignment.cover) if alignment.cover else "",
        tally=_tally(alignment),
        source=shown_language(source.language),
        target=shown_language(target.language),
        signature=alignment.signature,
        contents=contents_of(alignment),
        sections=list(sections_of(alignment, fold)),
    )


def _tally(alignment: Alignment) -> str:
    shown = [bead for _, bead in alignment.shown()]
    nulls = sum(bead.is_null for bead in shown)
    pairs = len(shown) - nulls
    parts = [f"{pairs:,} pair" if pairs == 1 else f"{pairs:,} pairs"]
    if nulls:
        parts.append(f"{nulls:,} without counterpart")
    if len(shown) < len(alignment.beads):
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in left_out(alignment).items())
        parts.append(f"{reasons} left out")
    return ", ".join(parts)
