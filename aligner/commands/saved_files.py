"""From files and folders that a user names to the files of saved alignments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from aligner.errors import InputError
from aligner.formats.table import FORMATS, format_of, is_aligned, is_folder_of_one


def saved_files(paths: Iterable[str]) -> list[str]:
    """The paths, where a folder that holds several alignments stands for those in it.

    Raises `InputError` for a folder that cannot be read or holds no alignment.
    """
    return [found for path in paths for found in _files(path)]


def holds_several(path: str) -> bool:
    """Whether a path is a folder that may hold several alignments, and is not one itself."""
    return Path(path).is_dir() and not is_folder_of_one(Path(path))


def entries_of(folder: str) -> list[Path]:
    """What is in a folder, in order, without hidden files; raises `InputError` if it cannot be read."""
    try:
        return sorted(path for path in Path(folder).iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=folder, remedy="check its permissions") from None


def each_once(paths: Iterable[Path]) -> list[Path]:
    """The alignments among some files; of one that is there in several formats, the one that keeps the most."""
    found: dict[str, Path] = {}
    for path in filter(is_saved, paths):
        held = found.get(path.stem)
        found[path.stem] = path if held is None else max(held, path, key=_kept)
    return list(found.values())


def is_saved(path: Path) -> bool:
    """Whether a file or folder is an alignment that can be read without its texts."""
    format = format_of(path)
    return format is not None and format.holds_texts and (is_aligned(path) or not format.is_written)


def _files(path: str) -> Iterator[str]:
    if not holds_several(path):
        yield path
        return
    found = each_once(entries_of(path))
    if not found:
        known = ", ".join(suffix for each in FORMATS if each.holds_texts for suffix in each.suffixes)
        raise InputError("holds no alignments", where=path, remedy=f"put {known} files into it")
    yield from map(str, found)


def _kept(path: Path) -> tuple[int, int]:
    """How much of an alignment a file holds; of equals, the format that the program lists first."""
    format = format_of(path)
    return (len(format.keeps), -FORMATS.index(format)) if format is not None else (0, 0)
