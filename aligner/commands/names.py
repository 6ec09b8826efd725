"""What documents are called: the names of their files, without the codes of the languages that are aligned.

A code is taken for one only if its language is in play: ``day_one.md`` is no text in the language ``one``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from pathlib import Path

from aligner.languages import known
from aligner.languages.codes import primary, read_code

Languages = tuple[str, str]

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


def in_play(left: Iterable[Path], right: Iterable[Path], languages: Languages | None) -> frozenset[str]:
    """The languages whose codes are no part of a document's name: those asked for, or the usual ones of each side."""
    if languages is not None:
        return frozenset(map(primary, languages))
    usual = [Counter(filter(None, (code_of(path.stem) for path in side))).most_common(1) for side in (left, right)]
    found = [counted[0][0] for counted in usual if counted]
    # Where both sides have the same, it does not tell them apart.
    return frozenset(found) if len(set(found)) == len(found) else frozenset()


def of_pair(source: Path, target: Path) -> str:
    """The name of a document in two files.

    >>> of_pair(Path("book.en.txt"), Path("book.es.md")), of_pair(Path("day_one.txt"), Path("day_two.txt"))
    ('book', 'day_one-day_two')
    """
    codes = in_play([source], [target], None)
    left, right = stem(source, codes), stem(target, codes)
    return left if left == right else f"{left}-{right}"


def distinct(paths: Sequence[Path], short: Callable[[Path], str], full: Callable[[Path], str]) -> list[str]:
    """A name for each file: the short one, unless another has it too (ignoring case); then its full one."""
    count = Counter(short(path).casefold() for path in paths)
    names = [short(path) if count[short(path).casefold()] == 1 else full(path) for path in paths]
    # "a.txt" can be the short name of "a.txt.md" and also the full name of a file beside "a.md".
    return names if len(set(names)) == len(names) else [full(path) for path in paths]
