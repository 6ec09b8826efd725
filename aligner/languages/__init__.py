"""What the program knows about a language: one data file each, and a sound default for all others.

::

    languages/es.json ──load("es")──▶ Language(code="es", name="Spanish", before_name={"Sr", "dr", …}, …)
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

FALLBACK = "und"  # ISO 639-2's code for "undetermined"


@dataclass(frozen=True)
class Language:
    """The words and marks of one language; every field but `code` may be empty.

    Abbreviations stand without their last full stop. One with a capital letter (``Mar``) is an abbreviation
    only when written so; one in lower case (``etc``) in any case.

    Attributes:
        code: ISO 639-1.
        name: in English, for messages; the code itself where no file says it.
        before_name: abbreviations that stand before a name, a word or another part (Mr, Sr, EE): never the last word.
        before_number: words that are an abbreviation only before a number (no, art, fig, p).
        inside: abbreviations that need something after them (e.g, vs, cf): never the last word.
        list_end: abbreviations that are part of no name, so that a capital after them begins a sentence (etc, a.C).
        anywhere: abbreviations that may also end a sentence (Inc, p.m, EE.UU).
        function_words: words that have a capital only where a sentence begins; in lower case.
        quotes: pairs of opening and closing mark, the usual pair first.
    """

    code: str
    name: str
    before_name: frozenset[str] = frozenset()
    before_number: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    list_end: frozenset[str] = frozenset()
    anywhere: frozenset[str] = frozenset()
    function_words: frozenset[str] = frozenset()
    quotes: tuple[tuple[str, str], ...] = (("“", "”"), ('"', '"'))


@cache
def load(code: str) -> Language:
    """The language of an ISO 639-1 code; ``es-MX`` is ``es``.

    One without a data file gets abbreviations that many languages share.

    >>> load("es").name, load("es-MX").code, load("tlh").name, "Dr" in load("tlh").before_name
    ('Spanish', 'es', 'tlh', True)
    """
    code = code.replace("_", "-").partition("-")[0].lower()
    file = code if code in known() else FALLBACK
    data = json.loads((resources.files("aligner") / "languages" / f"{file}.json").read_text(encoding="utf-8"))
    return Language(
        code=code,
        name=data["name"] if file == code else code,
        function_words=frozenset(data["function_words"]),
        quotes=tuple((opening, closing) for opening, closing in data["quotes"]),
        **{kind: frozenset(words) for kind, words in data["abbreviations"].items()},
    )


@cache
def known() -> tuple[str, ...]:
    """Codes of the languages that have a data file."""
    folder = resources.files("aligner") / "languages"
    return tuple(sorted({entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".json")} - {FALLBACK}))
