"""A check as a page: one file, no script, no network. Boxes at the top choose which flags are shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from aligner.formats.html import colours
from aligner.formats.html.languages import shown_language
from aligner.quality.check import Checked, totals
from aligner.quality.finding import MEANINGS

if TYPE_CHECKING:
    from jinja2 import Template


def as_html(checked: Sequence[Checked]) -> str:
    """The page: totals, then the remarks of each file, the worst first."""
    from markupsafe import Markup

    from aligner.version import __version__

    return (
        _template()
        .render(
            files=[(one, *map(shown_language, one.languages)) for one in checked],
            totals=totals(checked),
            meanings=MEANINGS,
            style=Markup(colours() + _part("report.css")),  # ours, not the user's
            version=__version__,
        )
        .replace("\0", "\ufffd")
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_part("report.html"))


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
