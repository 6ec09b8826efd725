"""Files or folders of gold and found beads, compared document by document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add
from pathlib import Path

from aligner.errors import InputError
from aligner.formats.beads import BeadFile, bead_suffixes, read_beads
from aligner.formats.table import is_folder_of_one
from aligner.quality.evaluate import Evaluation, evaluate


@dataclass(frozen=True)
class Comparison:
    """The result of `aligner evaluate`.

    Attributes:
        documents: the evaluation of each document, by name.
        gold_alone, found_alone: names of documents that only one of the folders has.
        notes: what the user needs to know to read the figures.
    """

    documents: dict[str, Evaluation]
    gold_alone: tuple[str, ...]
    found_alone: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def total(self) -> Evaluation:
        """All documents together: counts are added up, so that every bead carries the same weight."""
        return reduce(add, self.documents.values())


def compare(gold: str | Path, found: str | Path) -> Comparison:
    """Evaluate a file against a file, or the files of one folder against those with the same stem in another.

    Raises `InputError` for files that cannot be read, and if gold and found are not over the same sentences.
    """
    gold, found = Path(gold), Path(found)
    if _holds_documents(gold) != _holds_documents(found):
        folder = gold if _holds_documents(gold) else found
        raise InputError("is a folder, and the other is not", where=str(folder), remedy="give two files or two folders")
    if _holds_documents(gold):
        gold_paths, found_paths = _documents(gold), _documents(found)
        names = [name for name in gold_paths if name in found_paths]
        if not names:
            what = f"no {_suffix(gold_paths)} file has the name of a {_suffix(found_paths)} file in the other folder"
            raise InputError(what, where=f"{gold}, {found}", remedy="name partners alike, such as a.gold and a.ladder")
    else:
        names = [found.stem]
        gold_paths, found_paths = {names[0]: gold}, {names[0]: found}
    documents, notes = {}, []
    for name in names:
        gold_beads, found_beads = read_beads(gold_paths[name]), read_beads(found_paths[name])
        _check_same_sentences(gold_beads, found_beads)
        documents[name] = evaluate(gold_beads.beads, found_beads.beads)
        notes += _notes(gold_beads, found_beads)
    return Comparison(
        documents,
        gold_alone=tuple(name for name in gold_paths if name not in documents),
        found_alone=tuple(name for name in found_paths if name not in documents),
        notes=tuple(notes),
    )


def _holds_documents(path: Path) -> bool:
    """Whether the path is a folder of documents; a folder can also be a single document, such as ``book.xces``."""
    return path.is_dir() and not is_folder_of_one(path)


def _documents(folder: Path) -> dict[str, Path]:
    """Files by stem: those with the first suffix, in the order of `bead_suffixes`, that occurs in the folder."""
    try:
        paths = sorted(
            path for path in folder.iterdir() if not _holds_documents(path) and not path.name.startswith(".")
        )
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(folder)) from None
    for suffix in bead_suffixes():
        found = {path.stem: path for path in paths if path.suffix.lower() == suffix}
        if found:
            return found
    remedy = f"put {', '.join(bead_suffixes())} files into it"
    raise InputError("has no files with beads", where=str(folder), remedy=remedy)


def _suffix(paths: dict[str, Path]) -> str:
    return next(iter(paths.values())).suffix.lower()


def _check_same_sentences(gold: BeadFile, found: BeadFile) -> None:
    """Raise if one file names sentences that, by the other, do not exist.

    A file without nulls may leave out sentences, even the last ones, so only the sentences in its beads are sure to
    exist.
    """
    for side in ("source", "target"):
        last_found = _last(found, side)
        # Beads with both sides must fit; a null must fit only if the other file names nulls too.
        named = _last(gold, side, nulls=found.complete)
        if named > last_found:
            raise _mismatch(gold, side, named, found, last_found)
        if gold.complete and last_found > _last(gold, side):
            raise _mismatch(found, side, last_found, gold, _last(gold, side))


def _last(file: BeadFile, side: str, *, nulls: bool = True) -> int:
    """The highest sentence index in the beads; -1 if there is none."""
    beads = (bead for bead in file.beads if nulls or (bead.source and bead.target))
    indexes: Iterable[int] = (k for bead in beads for k in (bead.source if side == "source" else bead.target))
    return max(indexes, default=-1)


def _mismatch(one: BeadFile, side: str, named: int, other: BeadFile, last: int) -> InputError:
    known = f"ends at {side} sentence {last}" if last >= 0 else f"names no {side} sentence"
    return InputError(
        f"names {side} sentence {named}, but {other.path} {known}",
        where=one.path,
        remedy="give two alignments of the same sentences, with all beads, counted from 0",
    )


def _notes(gold: BeadFile, found: BeadFile) -> list[str]:
    nulls = sum(not bead.source or not bead.target for bead in found.beads)
    if gold.complete or not nulls:
        return []
    return [f"{gold.path} has no nulls; each of the {nulls} in {found.path} counts as wrong"]
