"""The reading view: one HTML file, both languages side by side, that asks nothing of the network.

``page.py`` arranges the text, ``words.py`` finds the words that translate each other, ``record.py`` keeps what the
page must know to save itself, ``scripts.py`` joins the modules of ``script/``; these, ``template.html`` (autoescaped),
``texts.json`` (the interface in English and Spanish) and the files of ``style/`` are put together on writing.

For tests and users' own styles these hooks stay as they are: ``.bead`` with ``id="b12"``, ``data-bead``,
``data-score``, ``data-kind``, ``data-flags`` and ``data-status`` (where it is not ``auto``); in it
``[data-side=source]`` and ``[data-side=target]``; in these a ``span`` for each sentence; ``.lit``;
``input[type=search]``; buttons by ``data-action``.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.formats.files import Rendered, encode
from aligner.formats.html.languages import shown_language
from aligner.formats.html.page import CHOICES, page_of
from aligner.formats.html.record import as_script, record_of
from aligner.formats.html.scripts import script, texts
from aligner.formats.html.words import words_of
from aligner.model import Alignment

if TYPE_CHECKING:
    from jinja2 import Template

# How pages and books name their maker.
MAKER = b'<meta name="generator" content="aligner '
# As far into a page as its head may reach.
_HEAD = 20_000

# In the order in which they stand in the page: of rules that weigh the same the last holds.
STYLES = ("page", "kinds", "text", "tools", "review", "print")

# The language of the interface in a browser that runs no scripts.
INTERFACE = "en"


def is_ours(path: Path) -> bool:
    """Whether the file is a page of ours, which names its maker after its title."""
    with path.open("rb") as file:
        return MAKER in file.read(_HEAD)


def render(alignment: Alignment) -> Rendered:
    """The alignment as a page to read; nulls are shown, beads below ``min_score`` are not."""
    from markupsafe import Markup

    from aligner.version import __version__

    record = as_script(record_of(alignment))
    html = _template().render(
        page=page_of(alignment),
        choices=CHOICES,
        say=texts()[INTERFACE],
        interfaces=[shown_language(code) for code in texts()],
        style=Markup(_style()),  # ours, not the user's
        script=Markup(script()),
        script_hash=base64.b64encode(hashlib.sha256(script().encode()).digest()).decode(),
        texts=Markup(as_script(texts())),
        words=Markup(as_script(words_of(alignment))),
        record=Markup(record),
        digest=_digest(alignment, record),
        version=__version__,
    )
    return Rendered(encode(html.replace("\0", "\ufffd")))  # a parser would drop the NUL in silence


def _digest(alignment: Alignment, record: str) -> str:
    """A name for this very page, under which a browser keeps the reading place and unsaved changes."""
    parts = [record, *(str(bead) for bead in alignment.beads)]
    parts += [sentence.text for side in (alignment.source, alignment.target) for sentence in side.sentences]
    return hashlib.sha256(encode("\n".join(parts))).hexdigest()[:16]


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(_part("template.html"))


@cache
def _style() -> str:
    return "\n".join(_part("style", f"{name}.css") for name in STYLES)


def _part(*path: str) -> str:
    return files(__name__).joinpath(*path).read_text(encoding="utf-8")
