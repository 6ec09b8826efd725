"""Which two languages a file of sentence pairs is in, as stated in the file or detected in its texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from aligner.errors import LanguageError
from aligner.formats import load
from aligner.formats.pairs import format_of_pairs, read_pairs
from aligner.languages import known, name_of
from aligner.languages.codes import primary, read_code
from aligner.languages.identify import UNKNOWN, identify

# Pairs examined: a guess, far more than py3langid needs to identify one language per column.
_SAMPLE = 500
# Passed to `read_pairs` as languages: no column has this name, so only "source" and "target" count as a header.
_NO_CODES = ("?", "?")
_REMEDY = "name source and target with --lang, such as --lang en,es"


def languages_of(paths: Iterable[str | Path]) -> tuple[str, str]:
    """Codes of source and target, the same for all files; varieties of a language count as one.

    Unlike the columns of a table, files whose pairs are selected by language may have the two in either order.

    Raises `LanguageError` if they cannot be determined or files disagree, and whatever
    `aligner.formats.pairs.read_pairs` raises.
    """
    first: tuple[str, str] | None = None
    for path in paths:
        found, either_order = _of_file(path)
        first = first or found
        if found != first and not (either_order and set(found) == set(first)):
            what = f"holds {'-'.join(found)}, and the first file {'-'.join(first)}"
            raise LanguageError(what, where=str(path), remedy=f"give files of one kind, or {_REMEDY}")
    if first is None:
        raise LanguageError("there are no files to take the languages from", remedy=_REMEDY)
    return first


def _of_file(path: str | Path) -> tuple[tuple[str, str], bool]:
    """The languages, and whether `read_pairs` finds source and target in the file in either order."""
    format = format_of_pairs(path)
    if format.language_codes:
        # The header's source language, if it names one, then the other; otherwise the order of the first units.
        codes = islice(format.language_codes(path), 2 * _SAMPLE)
        return _two(path, list(dict.fromkeys(primary(read_code(code)) for code in codes if code))), True
    if format.header_languages and (named := format.header_languages(path)):
        return named, True
    if format.stream:
        return _of_texts(path), False
    found = load(path)
    named = primary(found.source.language), primary(found.target.language)
    return (named if UNKNOWN not in named and named[0] != named[1] else _of_texts(path)), True


def _of_texts(path: str | Path) -> tuple[str, str]:
    sample = list(islice(read_pairs([path], _NO_CODES), _SAMPLE))
    header = [primary(code) for code in sample[0]]
    if header[0] != header[1] and all(code in known() for code in header):
        return header[0], header[1]
    source, target = (identify("\n".join(column)).language for column in zip(*sample, strict=True))
    if UNKNOWN in (source, target):
        raise LanguageError("its two languages cannot be determined", where=str(path), remedy=_REMEDY)
    return _two(path, [source, target])


def _two(path: str | Path, codes: Sequence[str]) -> tuple[str, str]:
    if len(set(codes)) == 2:
        return codes[0], codes[1]
    names = ", ".join(map(name_of, dict.fromkeys(codes))) or "none"
    raise LanguageError(f"should hold two languages (found: {names})", where=str(path), remedy=_REMEDY)
