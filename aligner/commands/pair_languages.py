"""Which two languages a file of sentence pairs holds: as it says, be it in the header of a TSV, or from its texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from aligner.errors import LanguageError
from aligner.formats.load import load
from aligner.formats.load.linked import language_of
from aligner.formats.load.tmx import Header, read_units
from aligner.formats.pairs import ALIGNMENTS, read_pairs
from aligner.languages import name_of
from aligner.languages.identify import UNKNOWN, identify

# Pairs looked at: a guess, far more than py3langid needs for one language a column.
_SAMPLE = 500
# As languages to `read_pairs`: no column is called so, only "source" and "target" are taken for a header.
_NO_CODES = ("?", "?")
_REMEDY = "name source and target with --lang, such as --lang en,es"


def languages_of(paths: Iterable[str | Path]) -> tuple[str, str]:
    """ISO 639-1 codes of source and target, the same for all files.

    A file that names its sides, as TSV does not, may have them in another order than the first file.

    Raises `LanguageError` where they cannot be told or files disagree, and what
    `aligner.formats.pairs.read_pairs` raises.
    """
    first: tuple[str, str] | None = None
    for path in paths:
        is_table = ".tsv" in Path(path).name.lower()
        found = _of_file(path)
        first = first or found
        if found != first and (is_table or set(found) != set(first)):
            what = f"holds {'-'.join(found)}, and the first file {'-'.join(first)}"
            raise LanguageError(what, where=str(path), remedy=f"give files of one kind, or {_REMEDY}")
    if first is None:
        raise LanguageError("there are no files to tell the languages of", remedy=_REMEDY)
    return first


def _of_file(path: str | Path) -> tuple[str, str]:
    if ".tmx" in Path(path).name.lower():
        return _of_tmx(path)
    if Path(path).suffix.lower() in ALIGNMENTS:
        found = load(path)
        codes = found.source.language, found.target.language
        if UNKNOWN not in codes and codes[0] != codes[1]:
            return codes
    return _of_texts(path)


def _of_texts(path: str | Path) -> tuple[str, str]:
    sample = list(islice(read_pairs([path], _NO_CODES), _SAMPLE))
    header = [code.lower() for code in sample[0]]
    if header[0] != header[1] and all(name_of(code) != code for code in header):
        return header[0], header[1]
    source, target = (identify("\n".join(column)).language for column in zip(*sample, strict=True))
    if UNKNOWN in (source, target):
        raise LanguageError("its two languages cannot be told", where=str(path), remedy=_REMEDY)
    return _two(path, [source, target])


def _of_tmx(path: str | Path) -> tuple[str, str]:
    """The header's source language, if one is named, and the other one; else as they come in the first units."""
    codes: dict[str, None] = {}
    for each in islice(read_units(path), _SAMPLE):
        found = [each.language] if isinstance(each, Header) else [code for code, _ in each.texts]
        codes |= dict.fromkeys(language_of(code) for code in found if code)
    return _two(path, list(codes))


def _two(path: str | Path, codes: Sequence[str]) -> tuple[str, str]:
    if len(set(codes)) == 2:
        return codes[0], codes[1]
    names = ", ".join(map(name_of, dict.fromkeys(codes))) or "none"
    raise LanguageError(f"should hold two languages (found: {names})", where=str(path), remedy=_REMEDY)
