"""From files and folders that a user names to the files of saved alignments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from aligner.errors import InputError
from aligner.formats.table import FORMATS, is_folder_of_one


def saved_files(paths: Iterable[str]) -> list[str]:
    """The paths, where a folder that holds several alignments stands for those in it.

    A folder of results often holds the same alignment in several formats, so only those with one suffix are taken:
    ``.json`` if there are any, else the next in the order of the table that says more than sentence numbers.

    Raises `InputError` for a folder that cannot be read or holds no alignment.
    """
    return [found for path in paths for found in _files(path)]


def _files(path: str) -> Iterator[str]:
    folder = Path(path)
    if not folder.is_dir() or is_folder_of_one(folder):
        yield path
        return
    try:
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=path, remedy="check its permissions") from None
    suffixes = _suffixes()
    there = [entry for entry in entries if entry.is_file() or is_folder_of_one(entry)]
    suffix = next((suffix for suffix in suffixes if any(_ends(entry, suffix) for entry in there)), None)
    if suffix is None:
        raise InputError("holds no alignments", where=path, remedy=f"put {', '.join(suffixes)} files into it")
    yield from (str(entry) for entry in there if _ends(entry, suffix))


def _suffixes() -> tuple[str, ...]:
    whole = sorted((each for each in FORMATS if each.load or each.table), key=lambda each: not each.lossless)
    return tuple(suffix for format in whole for suffix in format.suffixes)


def _ends(path: Path, suffix: str) -> bool:
    return path.name.lower().endswith(suffix)
