"""The name of a language, in English or any other language that is known here -> its code."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from aligner.languages.patterns import without_accents


def folded(name: str) -> str:
    """A name as it is looked for: without accents and capitals."""
    return without_accents(name.strip()).casefold()


def code_named(name: str) -> str:
    """The code of a language or variety by its name; empty if none has that name.

    >>> code_named("Spanish"), code_named("INGLÉS"), code_named("Brazilian Portuguese"), code_named("Notes")
    ('es', 'en', 'pt-BR', '')
    """
    return _codes().get(folded(name), "")


@cache
def _codes() -> dict[str, str]:
    data = json.loads(Path(__file__).with_name("names.json").read_text(encoding="utf-8"))
    return {name: code for code, names in data["names"].items() for name in names}
