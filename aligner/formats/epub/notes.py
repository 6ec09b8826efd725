"""The text of one language in paragraphs, each sentence a link to the note that holds its translation.

::

    Section (a paragraph): rows ──paragraphs_of──▶ Paragraph ── runs: the source of one bead each

E-readers show the note beside the sentence that is tapped (``epub:type="noteref"`` and ``"footnote"``).
"""

from __future__ import annotations

from typing import NamedTuple

from aligner.formats.html.languages import ShownLanguage
from aligner.formats.html.sections import BeadRow, Piece, Section
from aligner.languages.codes import primary

# What the reader is told first, in the language that the notes are in, else in the first.
HINTS = {"en": "Tap a sentence to see its translation.", "es": "Toque una frase para ver su traducción."}

# Languages that put no space between sentences.
_UNSPACED = frozenset(("zh", "ja"))


class Run(NamedTuple):
    """The part of a bead that is in one paragraph.

    Attributes:
        bead: its number.
        before: what stands between it and the run before.
        text: its text; a plus sign for what only the translation has.
        style: ``"said"``, or ``"added"`` for what only the translation has.
        is_linked: whether there is a note.
        is_first: whether it is the first of its bead.
    """

    bead: int
    before: str
    text: str
    style: str
    is_linked: bool
    is_first: bool


class Paragraph(NamedTuple):
    """A block of the source with its tag and class."""

    tag: str
    style: str
    runs: list[Run]


def joint_of(language: ShownLanguage) -> str:
    """What stands between two sentences of a language."""
    return "" if primary(language.code) in _UNSPACED else " "


def hint_of(language: ShownLanguage) -> tuple[str, str]:
    """What the reader is told first, with the code of its language."""
    code = primary(language.code) if primary(language.code) in HINTS else next(iter(HINTS))
    return code, HINTS[code]


def paragraphs_of(section: Section, joint: str) -> list[Paragraph]:
    """The source of a section: a new source block opens a section, so its rows continue one block."""
    found: list[Paragraph] = []
    for row in section.rows:
        if not row.source:
            _add(found, _of_addition(row), "p", "", joint)
        for nth, piece in enumerate(row.source):
            run = Run(row.id, "", _text(piece), "said", bool(row.target), nth == 0)
            _add(found, run, _tag(piece), _style(piece), joint, opens=nth > 0)
    return found


def _add(found: list[Paragraph], run: Run, tag: str, style: str, joint: str, *, opens: bool = False) -> None:
    """Put a run into the last paragraph, or into a new one."""
    if opens or not found or (run.style == "said" and found[-1].tag != tag):
        found.append(Paragraph(tag, style, [run]))
    else:
        between = "\n" if found[-1].tag == "pre" else joint
        found[-1].runs.append(run._replace(before="" if run.style == "added" else between))


def _of_addition(row: BeadRow) -> Run:
    return Run(row.id, "", "+", "added", True, True)


def _text(piece: Piece) -> str:
    return "".join(sentence.before + sentence.text for sentence in piece.sentences)


def _tag(piece: Piece) -> str:
    """A heading of the page is one level higher in a book, which has no title above it."""
    return piece.tag if piece.tag in ("p", "pre") else f"h{int(piece.tag[1:]) - 1}"


def _style(piece: Piece) -> str:
    return f"{piece.style} deep{min(piece.level, 4)}" if piece.level > 1 else piece.style
