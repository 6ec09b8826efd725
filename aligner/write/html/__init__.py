"""The reading view: one HTML file, both languages side by side, that asks nothing of the network.

``page.py`` arranges the text; ``template.html`` (autoescaped), ``style.css`` and ``script.js`` are put together
on writing. For tests and users' own styles these hooks stay as they are: ``.bead`` with ``id="b12"``,
``data-bead``, ``data-score``, ``data-kind`` and ``data-flags``; in it ``[data-side=source]`` and
``[data-side=target]``; in these a ``span`` for each sentence; ``.lit``; buttons by ``data-action``.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from aligner.model import Alignment
from aligner.write.files import Rendered, encode
from aligner.write.html.page import page_of

if TYPE_CHECKING:
    from jinja2 import Template


def render(alignment: Alignment) -> Rendered:
    """The alignment as a page to read; nulls are shown, beads below ``min_score`` are not."""
    from markupsafe import Markup

    from aligner import __version__

    script = _part("script.js")
    html = _template().render(
        page=page_of(alignment),
        style=Markup(_part("style.css")),  # ours, not the user's
        script=Markup(script),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        version=__version__,
    )
    return Rendered(encode(html.replace("\0", "\ufffd")))  # a parser would drop the NUL in silence


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(_part("template.html"))


def _part(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
