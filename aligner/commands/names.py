"""What documents are called: the names of their files, without the codes of the languages that are aligned.

A code is taken for one only if its language is in play: ``day_one.md`` is no text in the language ``one``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from aligner.languages.codes import primary
from aligner.languages.in_names import code_of, stem

Languages = tuple[str, str]


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
