"""The reading view: a single HTML file with both languages side by side, which never uses the network.

``page.py`` gathers what the page shows: ``sections.py`` arranges its text in rows, ``moves.py`` finds what has moved in
it, ``contents.py`` lists its headings, and ``languages.py`` names its languages. ``words.py`` finds the words that
translate each other, ``record.py`` keeps what the page needs in order to save itself, and ``scripts.py`` joins the
modules of ``script/``. On writing, these are combined with ``template.html`` (autoescaped), ``texts.json`` (the
interface in English and Spanish) and the files of ``style/``.

Tests and users' own styles rely on these hooks: ``.bead`` with ``id="b12"``, ``data-bead``, ``data-score``,
``data-kind``, ``data-worth`` (if a reviewer should look), ``data-flags`` and ``data-status`` (if it is not ``auto``);
inside it ``[data-side=source]`` and ``[data-side=target]``, each with a ``span`` for each sentence; ``.lit``;
``input[type=search]``; and buttons by ``data-action``. In the paragraphs view a script (``flow.js``) moves the target
side of a bead out of it, into the ``.opposite`` of its section, until another view is chosen.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.formats.dress import titles_of
from aligner.formats.files import Rendered, encode
from aligner.formats.html.languages import shown_language
from aligner.formats.html.page import CHOICES, page_of
from aligner.formats.html.record import as_script, record_of
from aligner.formats.html.scripts import script, texts
from aligner.formats.html.words import words_of
from aligner.model import Alignment

if TYPE_CHECKING:
    from jinja2 import Template

# How pages and books identify the program that made them.
MAKER = b'<meta name="generator" content="aligner '
# Number of bytes within which the head of a page ends.
_HEAD = 20_000

# In the order in which they are put into the page: of rules with equal specificity, the last applies.
STYLES = (
    "page",
    "kinds",
    "text",
    "flow",
    "tools",
    "panels",
    "dress",
    "scripts",
    "card",
    "place",
    "pair",
    "kept",
    "player",
    "review",
    "choice",
    "mend",
    "sheet",
    "print",
)

# Bytes of a page from which on its reader is warned. A guess: several times the page of the longest novels.
_LARGE = 60_000_000

# Most characters of a title at the head of a printed page; a guess: half of a line.
_HEAD_LENGTH = 70

# The language of the interface in a browser that does not run scripts.
INTERFACE = "en"


def is_ours(path: Path) -> bool:
    """Whether the file is a page written by this program, which says so in its head."""
    with path.open("rb") as file:
        return MAKER in file.read(_HEAD)


def render(alignment: Alignment) -> Rendered:
    """The alignment as a page to read; nulls are shown, beads that exports leave out are not."""
    from markupsafe import Markup

    from aligner.version import __version__

    record = as_script(record_of(alignment))
    html = _template().render(
        page=page_of(alignment, fold=True),
        choices=CHOICES,
        say=texts()[INTERFACE],
        interfaces=[shown_language(code) for code in texts()],
        style=Markup(_style()),  # ours, not the user's
        head=Markup(_running_head(titles_of(alignment).line)),
        script=Markup(script()),
        script_hash=base64.b64encode(hashlib.sha256(script().encode()).digest()).decode(),
        texts=Markup(as_script(texts())),
        words=Markup(as_script(words_of(alignment))),
        record=Markup(record),
        digest=_digest(alignment, record),
        version=__version__,
    )
    data = encode(html.replace("\0", "\ufffd"))  # a parser would drop the NUL silently
    return Rendered(data, _too_large(len(data)))


def _too_large(size: int) -> tuple[str, ...]:
    """The note on a page that browsers hardly open."""
    if size <= _LARGE:
        return ()
    return (f"{size / 1e6:,.0f} MB is more than most browsers open; divide the texts, or read them as an .epub",)


def _running_head(title: str) -> str:
    r"""The title at the head of each printed page but the first, as a rule of the style.

    >>> print(_running_head('He said "a < b"'))
    @page { @top-left { content: "He said \"a \3c  b\""; } }
    <BLANKLINE>
    """
    title = title if len(title) <= _HEAD_LENGTH else f"{title[: _HEAD_LENGTH - 1]}…"
    escaped = re.sub(r'["\\]', r"\\\g<0>", title).replace("<", r"\3c ")
    return f'@page {{ @top-left {{ content: "{escaped}"; }} }}\n'


def _digest(alignment: Alignment, record: str) -> str:
    """An identifier of this page, under which a browser stores the reading place and unsaved changes.

    Where an empty side of a bead stands is left out, because a saved alignment does not hold it.
    """
    parts = [record]
    parts += [str((*bead.source, "", *bead.target, bead.score, bead.flags, bead.status)) for bead in alignment.beads]
    parts += [sentence.text for side in (alignment.source, alignment.target) for sentence in side.sentences]
    return hashlib.sha256(encode("\n".join(parts))).hexdigest()[:16]


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(_part("template.html"))


@cache
def _style() -> str:
    """All styles, without what only their authors read: comments, indentation, empty lines."""
    style = "".join(_part("style", f"{name}.css") for name in STYLES)
    return re.sub(r"\n\s+", "\n", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)).lstrip()


def colours() -> str:
    """The style that all pages of ours share: colours, measures, typefaces."""
    return _part("style", f"{STYLES[0]}.css")


def _part(*path: str) -> str:
    return files(__name__).joinpath(*path).read_text(encoding="utf-8")
