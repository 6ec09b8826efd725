"""Which two languages a file of sentence pairs holds: from a TMX's marks, a TSV's header, or the texts themselves."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from aligner.errors import LanguageError
from aligner.identify import UNKNOWN, identify, name_of
from aligner.pairs import read_pairs

# Pairs looked at: a guess, far more than py3langid needs for one language a column.
_SAMPLE = 500
# As languages to `read_pairs`: no column is called so, only "source" and "target" are taken for a header.
_NO_CODES = ("?", "?")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_REMEDY = "name source and target with --lang, such as --lang en,es"


def languages_of(paths: Iterable[str | Path]) -> tuple[str, str]:
    """ISO 639-1 codes of source and target, the same for all files.

    A TMX may name them in another order than the first file does: its units are found by their codes.

    Raises `LanguageError` where they cannot be told or files disagree, and what `aligner.pairs.read_pairs` raises.
    """
    first: tuple[str, str] | None = None
    for path in paths:
        is_tmx = ".tmx" in Path(path).name.lower()
        found = _of_tmx(path) if is_tmx else _of_tsv(path)
        first = first or found
        if found != first and not (is_tmx and set(found) == set(first)):
            what = f"holds {'-'.join(found)}, and the first file {'-'.join(first)}"
            raise LanguageError(what, where=str(path), remedy=f"give files of one kind, or {_REMEDY}")
    if first is None:
        raise LanguageError("there are no files to tell the languages of", remedy=_REMEDY)
    return first


def _of_tsv(path: str | Path) -> tuple[str, str]:
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
    from xml.etree import ElementTree

    codes: dict[str, None] = {}
    units = 0
    opened = gzip.open if Path(path).suffix.lower() == ".gz" else open
    try:
        with opened(path, "rb") as file:
            for _, element in ElementTree.iterparse(file, events=("start",)):
                units += element.tag == "tu"
                if units > _SAMPLE:
                    break
                code = element.get("srclang", "") if element.tag == "header" else ""
                if element.tag == "tuv":
                    code = element.get(_LANGUAGE) or element.get("lang") or ""
                if code.strip("*") not in ("", "all"):
                    codes[code.replace("_", "-").split("-")[0].lower()] = None
    except (OSError, EOFError, zlib.error, ElementTree.ParseError):
        for _ in read_pairs([path], _NO_CODES):
            pass  # it fails at the same place, and says what is wrong
        raise
    return _two(path, list(codes))


def _two(path: str | Path, codes: Sequence[str]) -> tuple[str, str]:
    if len(set(codes)) == 2:
        return codes[0], codes[1]
    names = ", ".join(map(name_of, dict.fromkeys(codes))) or "none"
    raise LanguageError(f"should hold two languages (found: {names})", where=str(path), remedy=_REMEDY)
