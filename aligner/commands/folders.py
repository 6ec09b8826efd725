"""The documents in folders: which files they are, what each is called, and which belong together in two folders.

Everything in a folder that is not aligned is reported: files without a reader, alignments (including our own results)
and files without a partner. No two documents share a name, because their results would then share a file.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import InputError
from aligner.formats.table import is_aligned

_ALONE = "no partner of that name in the other folder, or more than one"
_ALIGNED = "aligned already"
# A language code at the end of a file's name: en, es-419, zh-Hant-TW, pt_BR.
_CODE = re.compile(r"[._-][a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Za-z]{2,4}|-[0-9]{3}|_[A-Z]{2})?$")
_MAX_NAMED = 3  # files named for each reason; the others are only counted


@dataclass(frozen=True)
class Found:
    """What the folders hold.

    Attributes:
        documents: the name, source and target (or None) of each document.
        left: what is not aligned, each with the reason.
    """

    documents: tuple[tuple[str, str, str | None], ...]
    left: tuple[tuple[str, str], ...]


def of_folder(folder: Path) -> Found:
    """Every document in a folder, ordered by name. Raises `InputError` if there is none."""
    paths, left = _documents_in(folder)
    names = _names(paths, lambda path: path.stem)
    return Found(tuple((name, str(path), None) for name, path in zip(names, paths, strict=True)), left)


def of_two(source: Path, target: Path) -> Found:
    """The documents of two folders whose names are the same apart from language codes and suffixes.

    If several files share such a name, files with the same full name belong together, then files with the same suffix.
    Raises `InputError` if no two belong together.
    """
    if not target.is_dir():
        raise InputError(
            "is a file, and the source is a folder", where=str(target), remedy="give two files or two folders"
        )
    (left, skipped), (right, skipped_too) = _documents_in(source), _documents_in(target)
    partners: dict[Path, Path] = {}
    for key in (_name, _stem_and_suffix, stem):
        taken = set(partners.values())
        partners |= _alike([p for p in left if p not in partners], [p for p in right if p not in taken], key)
    if not partners:
        raise InputError("no two documents share a name", where=f"{source}, {target}", remedy="name partners alike")
    matched = [path for path in left if path in partners]
    names = _names(matched, stem)
    taken = set(partners.values())
    alone = [*(path for path in left if path not in partners), *(path for path in right if path not in taken)]
    return Found(
        tuple((name, str(path), str(partners[path])) for name, path in zip(names, matched, strict=True)),
        (*((str(path), _ALONE) for path in alone), *skipped, *skipped_too),
    )


def stem(path: Path) -> str:
    """The name without its suffix and language code.

    >>> stem(Path("book.en.txt")), stem(Path("book_es.txt")), stem(Path("book.txt"))
    ('book', 'book', 'book')
    >>> stem(Path("book.pt_BR.txt")), stem(Path("book.es-419.txt")), stem(Path("book.zh-Hant-TW.txt"))
    ('book', 'book', 'book')
    """
    return _CODE.sub("", path.stem) or path.stem


def _name(path: Path) -> str:
    return path.name


def _stem_and_suffix(path: Path) -> tuple[str, str]:
    return stem(path), path.suffix.lower()


def _alike(left: Sequence[Path], right: Sequence[Path], key: Callable[[Path], Hashable]) -> dict[Path, Path]:
    """Pairs of files by a key that exactly one file on each side has."""
    groups: tuple[dict[Hashable, list[Path]], ...] = (defaultdict(list), defaultdict(list))
    for group, paths in zip(groups, (left, right), strict=True):
        for path in paths:
            group[key(path)].append(path)
    both = (each for each in groups[0] if len(groups[0][each]) == len(groups[1].get(each, ())) == 1)
    return {groups[0][each][0]: groups[1][each][0] for each in both}


def _names(paths: Sequence[Path], short: Callable[[Path], str]) -> list[str]:
    """A name for each file: the short one, unless another has it too (ignoring case); then the file's own."""
    count = Counter(short(path).casefold() for path in paths)
    names = [short(path) if count[short(path).casefold()] == 1 else path.name for path in paths]
    # "a.txt" can be the short name of "a.txt.md" and also the full name of a file beside "a.md".
    return names if len(set(names)) == len(names) else [path.name for path in paths]


def _documents_in(folder: Path) -> tuple[list[Path], tuple[tuple[str, str], ...]]:
    """The files to align, and those left out with the reason, one line for each kind."""
    from aligner.read import READERS

    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    documents: list[Path] = []
    results: list[Path] = []
    others: list[Path] = []
    for path in files:
        if is_aligned(path):
            results.append(path)
        else:
            (documents if path.suffix.lower() in READERS else others).append(path)
    left = []
    if others:
        kinds = ", ".join(sorted({path.suffix.lower() for path in others}))
        left.append((_shown(folder, others), f"no reader for {kinds} files"))
    if results:
        left.append((_shown(folder, results), _ALIGNED))
    if not documents:
        what = "holds only what is already aligned" if results and not others else "has no documents"
        raise InputError(what, where=str(folder), remedy=f"put {', '.join(filter(None, READERS))} files into it")
    return documents, tuple(left)


def _shown(folder: Path, paths: Sequence[Path]) -> str:
    """The first few by name, the others as a number."""
    more = len(paths) - _MAX_NAMED
    names = ", ".join(path.name for path in paths[:_MAX_NAMED])
    return f"{folder}: {names}{f' and {more:,} more' if more > 0 else ''}"
