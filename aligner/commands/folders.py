"""The documents in folders: which files they are, and what each is called.

::

    day.en.md, day.es.md, both.txt  ──▶  day (two files), both

Everything in a folder that is not aligned is reported: files without a reader, alignments (including our own results),
files without a partner, folders in it. No two documents share a name, because their results would then share a file.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aligner.commands.names import Languages, distinct
from aligner.errors import InputError
from aligner.formats.listings import is_listing
from aligner.formats.table import WRITTEN, is_aligned
from aligner.languages.codes import primary
from aligner.languages.in_names import code_of, stem

_ALIGNED = "aligned already"
_LISTING = "a report, glossary, manifest or list of a batch"
_SUBFOLDER = "a folder in it; --recursive takes it"
_LINK = "a link to a folder, which is not followed"
_ODD = "no regular file"
_SEVERAL = "several versions of one text; --lang names the two languages to align"
_MAX_NAMED = 3  # files named for each reason; the others are only counted

Reasons = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Found:
    """What the folders hold.

    Attributes:
        documents: the name, source and target (or None) of each document; a name has the subfolder that it is in.
        left: what is not aligned, each with the reason.
        unreadable: what cannot be read, each with the reason.
        by_content: the score of each document, by its name, whose files were matched by content: 0 to 1.
    """

    documents: tuple[tuple[str, str, str | None], ...]
    left: Reasons
    unreadable: Reasons
    by_content: Mapping[str, float] = field(default_factory=dict)


def of_folder(folder: Path, languages: Languages | None = None, *, recursive: bool = False) -> Found:
    """Every document in a folder, ordered by name; ``day.en.md`` beside ``day.es.md`` is one, in two files.

    Args:
        languages: of source and target; None to take any two, the source being the one whose code comes first.
        recursive: take its subfolders too.

    Raises `InputError` if there is none, or the folder cannot be read.
    """
    held = Held.of(folder, recursive)
    partners, unclear = _versions(held.documents, languages)
    taken = {*partners.values(), *unclear}
    sources = [path for path in held.documents if path not in taken]
    names = distinct(sources, lambda path: held.name(path, _codes(path, partners)), held.full_name)
    return Found(
        tuple(
            (name, str(path), str(partners[path]) if path in partners else None)
            for name, path in zip(names, sources, strict=True)
        ),
        (*((str(path), _SEVERAL) for path in unclear), *held.left),
        held.unreadable,
    )


def alike(left: Mapping[Path, Hashable], right: Mapping[Path, Hashable]) -> dict[Path, Path]:
    """Pairs of files by a key that exactly one file on each side has."""
    groups: tuple[dict[Hashable, list[Path]], ...] = (defaultdict(list), defaultdict(list))
    for group, keys in zip(groups, (left, right), strict=True):
        for path, key in keys.items():
            group[key].append(path)
    both = (each for each in groups[0] if len(groups[0][each]) == len(groups[1].get(each, ())) == 1)
    return {groups[0][each][0]: groups[1][each][0] for each in both}


def _versions(paths: Sequence[Path], languages: Languages | None) -> tuple[dict[Path, Path], list[Path]]:
    """Files that differ only in the code of their language: source -> target, and those of which it is not clear."""
    wanted = tuple(map(primary, languages)) if languages else None
    groups: dict[Hashable, dict[str, list[Path]]] = defaultdict(lambda: defaultdict(list))
    for path in paths:
        code = code_of(path.stem)
        if code and (wanted is None or code in wanted):
            groups[path.parent, stem(path, (code,))][code].append(path)
    partners: dict[Path, Path] = {}
    unclear: list[Path] = []
    for by_code in groups.values():
        versions = [path for some in by_code.values() for path in some]
        found: dict[Path, Path] = {}
        if len(by_code) == 2:
            source, target = wanted or sorted(by_code)
            tell = len(versions) > 2  # two files belong together whatever their suffixes
            left, right = ({path: tell and path.suffix.lower() for path in by_code[code]} for code in (source, target))
            found = alike(left, right)
        partners |= found
        if len(by_code) > 1:
            unclear += [path for path in versions if path not in found and path not in found.values()]
    return partners, unclear


def _codes(path: Path, partners: Mapping[Path, Path]) -> tuple[str, ...]:
    """The code of a file that has a partner, which is no part of the document's name."""
    return (code_of(path.stem),) if path in partners else ()


@dataclass(frozen=True)
class Held:
    """What one folder holds.

    Attributes:
        folder: the folder.
        documents: the files to align, in order.
        left, unreadable: as in `Found`.
    """

    folder: Path
    documents: tuple[Path, ...]
    left: Reasons
    unreadable: Reasons

    @classmethod
    def of(cls, folder: Path, recursive: bool) -> Held:
        """Raises `InputError` if it holds no document, or cannot be read."""
        from aligner.read import READERS

        unreadable: list[tuple[str, str]] = []
        reasons = (_ALIGNED, _LISTING, _SUBFOLDER, _LINK, _ODD)
        kinds: dict[str, list[Path]] = {kind: [] for kind in ("document", "other", *reasons)}
        for path in _entries(folder, recursive, unreadable):
            if path.is_dir():
                kinds[_LINK if path.is_symlink() else _SUBFOLDER].append(path)
            elif not path.is_file():
                kinds[_ODD].append(path)
            elif is_listing(path):
                kinds[_LISTING].append(path)
            elif is_aligned(path):
                kinds[_ALIGNED].append(path)
            else:
                kinds["document" if path.suffix.lower() in READERS else "other"].append(path)
        suffixes = ", ".join(sorted({path.suffix.lower() for path in kinds["other"]}))
        left = tuple(
            (_shown(folder, kinds[kind]), why)
            for kind, why in (("other", f"no reader for {suffixes} files"), *zip(reasons, reasons, strict=True))
            if kinds[kind]
        )
        if not kinds["document"]:
            raise _empty(folder, kinds, unreadable)
        return cls(folder, tuple(kinds["document"]), left, tuple(unreadable))

    def parent(self, path: Path) -> Path:
        """The subfolder that a file is in."""
        return path.relative_to(self.folder).parent

    def name(self, path: Path, codes: Sequence[str] | frozenset[str]) -> str:
        """A document's name, below the folder: ``part one/day``."""
        return (self.parent(path) / stem(path, codes)).as_posix()

    def full_name(self, path: Path) -> str:
        """The same with its suffix."""
        return path.relative_to(self.folder).as_posix()


def _entries(folder: Path, recursive: bool, unreadable: list[tuple[str, str]]) -> Iterator[Path]:
    """Files in order, and folders that are not entered; without hidden ones and folders that are one alignment."""

    def fail(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise InputError(f"cannot be read ({error.strerror})", where=str(folder), remedy="check its permissions")
        unreadable.append((str(error.filename), f"cannot be read ({error.strerror})"))

    for place, folders, files in os.walk(folder, onerror=fail):
        inside = sorted(name for name in folders if not name.startswith(".") and not _is_result(name))
        folders[:] = inside if recursive else []
        yield from (Path(place) / name for name in sorted(files) if not name.startswith("."))
        yield from (path for path in map(Path(place).joinpath, inside) if not recursive or path.is_symlink())


def _is_result(name: str) -> bool:
    """Whether a folder's name is that of a format which is a folder, such as ``book.xces``."""
    format = WRITTEN.get(Path(name).suffix.lower())
    return format is not None and format.render_folder is not None


def _empty(folder: Path, kinds: Mapping[str, Sequence[Path]], unreadable: Sequence[tuple[str, str]]) -> InputError:
    from aligner.read import READERS

    if unreadable:
        return InputError(unreadable[0][1], where=unreadable[0][0], remedy="check its permissions")
    if kinds[_SUBFOLDER]:
        remedy = "give --recursive to take those in it"
        return InputError("holds no documents, only folders", where=str(folder), remedy=remedy)
    what = "holds only what is already aligned" if kinds[_ALIGNED] and not kinds["other"] else "has no documents"
    return InputError(what, where=str(folder), remedy=f"put {', '.join(filter(None, READERS))} files into it")


def _shown(folder: Path, paths: Sequence[Path]) -> str:
    """The first few by name, the others as a number."""
    more = len(paths) - _MAX_NAMED
    names = ", ".join(path.relative_to(folder).as_posix() for path in paths[:_MAX_NAMED])
    return f"{folder}: {names}{f' and {more:,} more' if more > 0 else ''}"
