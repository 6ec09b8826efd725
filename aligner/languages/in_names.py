"""The code of a language at the end of a file's name: ``book.en.txt``, ``libro_es.md``."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path

from aligner.languages import known
from aligner.languages.codes import primary, read_code

# What may be a code at the end of a file's name: en, EN, es-419, zh-Hant-TW, pt_BR.
_CODE = re.compile(r"[._-]([A-Z]{2,3}|[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Za-z]{2,4}|-[0-9]{3}|_[A-Z]{2})?)$")


@cache
def code_of(stem: str) -> str:
    """The language that a name without suffix ends in, as the code of a language that is known; empty if none.

    >>> code_of("book.en"), code_of("book_pt_BR"), code_of("book.spa"), code_of("day_one")
    ('en', 'pt', 'es', '')
    """
    found = _CODE.search(stem)
    code = primary(read_code(found[1].replace("_", "-"))) if found else ""
    return code if code in known() else ""


def stem(path: Path, codes: Collection[str]) -> str:
    """The name without its suffix, and without its code if that is one of these.

    >>> stem(Path("book.en.txt"), ["en"]), stem(Path("book.zh-Hant-TW.txt"), ["zh"]), stem(Path("notes_es.txt"), [])
    ('book', 'book', 'notes_es')
    """
    return _CODE.sub("", path.stem) or path.stem if code_of(path.stem) in codes else path.stem
