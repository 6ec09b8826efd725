"""Help that names formats: filled from the table of formats, so that it cannot be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from aligner.formats.table import FORMATS, WRITTEN, Format
from aligner.quality.finding import MEANINGS


def naming_formats(command: Callable[..., Any]) -> Callable[..., Any]:
    """Fill the formats of the table into a command's help, in place of ``{ladders}`` and the like in its docstring."""
    command.__doc__ = (command.__doc__ or "").format(
        whole=_list(format for format in FORMATS if format.holds_texts and not format.stream),
        summaries="\n".join(
            f"    {each.suffix:10} {each.summary}".replace("`", "") for each in WRITTEN.values()
        ).strip(),
        texts=_list(format for format in FORMATS if format.holds_texts),
        tables=_list(format for format in FORMATS if format.table),
        ladders=_list(format for format in FORMATS if format.load_ladder),
        rungs=_list(format for format in FORMATS if format.rungs),
        flags="\n".join(f"    {flag:13} {meaning}" for flag, meaning in MEANINGS.items()).strip(),
    )
    return command


def _list(formats: Iterable[Format]) -> str:
    return " ".join(suffix for format in formats for suffix in format.suffixes)
