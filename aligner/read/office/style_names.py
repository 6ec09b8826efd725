"""What the name of a paragraph's style says about it: heading, title, table of contents, or program code.

Word keeps the English names of its styles in every language, but translates their ids and drops accented letters from
them (``Ttulo1``); other programs translate the names.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from aligner.languages import words
from aligner.languages.patterns import any_of, without_accents

_MANY = 5_000  # names remembered, because every paragraph has one of the same few


@lru_cache(maxsize=_MANY)
def heading_level(name: str) -> int:
    """Level of headings and titles with a style of this name; 0 for any other style.

    >>> [heading_level(name) for name in ("Heading 2", "Título 3", "Ttulo1", "Subtitle", "Body Text")]
    [2, 3, 1, 2, 0]
    """
    numbered = _heading().fullmatch(_plain(name))
    return int(numbered["level"]) if numbered else title_level(name)


def title_level(name: str) -> int:
    """1 for a title style, 2 for a subtitle style, 0 for any other."""
    titles = (_names("title_styles"), _names("subtitle_styles"))
    return next((level for level, names in enumerate(titles, start=1) if _plain(name) in names), 0)


@lru_cache(maxsize=_MANY)
def is_contents(name: str) -> bool:
    """Whether paragraphs of this style are lines of a table of contents: ``TOC 1``, ``Contents Heading``."""
    return _contents().fullmatch(_plain(name)) is not None


@lru_cache(maxsize=_MANY)
def is_code(name: str) -> bool:
    """Whether paragraphs of this style are program code: ``Source Code``."""
    return _plain(name) in _names("code_styles")


def is_prompt(name: str) -> bool:
    """Whether characters of this style ask for a text that nobody has filled in: ``Placeholder Text``."""
    return name.replace(" ", "").lower() == "placeholdertext"


def _plain(name: str) -> str:
    return without_accents(name).lower()


@cache
def _names(attribute: str) -> frozenset[str]:
    return frozenset(map(without_accents, words(attribute)))


@cache
def _heading() -> re.Pattern[str]:
    names = words("heading_styles")
    in_ids = [re.sub("[^ -~]", "", name) for name in names]
    return re.compile(rf"{any_of([*names, *in_ids])} ?(?P<level>[1-9])")


@cache
def _contents() -> re.Pattern[str]:
    return re.compile(rf"{any_of(words('contents_styles'))} ?(?:\d|{any_of(words('heading_styles'))})")
