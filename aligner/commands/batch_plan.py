"""What `aligner batch` is asked to do: the tasks of a manifest or of folders, and where the results of each go."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath

import click

from aligner.batch.addresses import is_address
from aligner.batch.manifest import SUFFIXES, Manifest
from aligner.batch.places import DOCUMENTS_NAME, ERRORS_NAME, HIDDEN_NAME
from aligner.batch.survey import survey
from aligner.batch.task import Output, Task
from aligner.commands.batch_arguments import BatchArguments
from aligner.commands.folders import Found, Reasons, of_folder
from aligner.commands.two_folders import TwoFolders
from aligner.errors import InputError
from aligner.streams import STDIO


@dataclass(frozen=True)
class BatchPlan:
    """What is to be done.

    Attributes:
        tasks: gives the tasks from the first, each time it is called.
        count: how many there are.
        digest: identifies the manifest, or the names of the files.
        left, unreadable: as in `aligner.commands.folders.Found`.
    """

    tasks: Callable[[], Iterator[Task]]
    count: int
    digest: str
    left: Reasons = ()
    unreadable: Reasons = ()


def plan_batch(given: BatchArguments) -> BatchPlan:
    """What the arguments ask for; raises usage errors, and `InputError` if no pair, or two of one id, are there."""
    if Path(given.source).is_dir():
        found = _found(given)
        tasks = _surveyed(partial(_of_files, found), given)
        return BatchPlan(*tasks, _digest(found), found.left, found.unreadable)
    _check_manifest(given)
    manifest = Manifest(Path(given.source))
    return BatchPlan(*_surveyed(manifest.tasks, given), manifest.digest())


def _surveyed(tasks: Callable[[], Iterator[Task]], given: BatchArguments) -> tuple[Callable[[], Iterator[Task]], int]:
    """The tasks with the files to write for them, and how many there are."""

    folder = Path(given.output).resolve()

    def placed() -> Iterator[Task]:
        return (_placed(task, given, folder) for task in tasks())

    seen = survey(placed, are_files=bool(given.each))
    if not seen.count:
        raise InputError("holds no rows", where=given.source, remedy="give one row for each pair")
    if seen.clash:
        (first, one), (second, other) = seen.clash
        what = f"one id, {one!r}" if one == other else f"ids that name one file, {one!r} and {other!r}"
        remedy = "give each pair an id of its own"
        raise InputError(f"pairs {first:,} and {second:,} have {what}", where=given.source, remedy=remedy)
    return placed, seen.count


def _found(given: BatchArguments) -> Found:
    if given.target is None:
        return of_folder(Path(given.source), given.languages, recursive=given.recursive)
    folders = Path(given.source), Path(given.target)
    return TwoFolders.of(*folders, given.languages, recursive=given.recursive).found()


def _of_files(found: Found) -> Iterator[Task]:
    return (Task(name, source, target) for name, source, target in found.documents)


def _digest(found: Found) -> str:
    """Twelve hexadecimal digits that stand for the names of all documents and of their files."""
    digest = hashlib.sha256()
    for name, *paths in found.documents:
        names = (Path(path).name if path else "" for path in paths)
        digest.update("\0".join((name, *names, "")).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:12]


def _check_manifest(given: BatchArguments) -> None:
    """Raise usage errors, and `InputError` if it is not there."""
    suffixes = ", ".join(SUFFIXES)
    path = Path(given.source)
    if given.source == STDIO or (path.exists() and not path.is_file()):
        raise click.UsageError(f"a manifest is read more than once: give a file, one of {suffixes}")
    if is_address(given.source):
        raise click.UsageError("a manifest is a file on this machine; the texts that it names may be elsewhere")
    if given.target is not None and path.exists():
        raise click.UsageError("a manifest names both texts of a pair: give it alone, or two folders")
    if not path.exists():
        raise InputError("no such file or folder", where=given.source, remedy="check the name")
    if given.recursive:
        raise click.UsageError("--recursive is for folders")
    if path.suffix.lower() not in SUFFIXES:
        what = f"{given.source}: a manifest is one of {suffixes}; 'aligner align' takes texts themselves"
        raise click.BadParameter(what, param_hint="'MANIFEST'")


def _placed(task: Task, given: BatchArguments, folder: Path) -> Task:
    """The task with the files to write for it, if each has files of its own; its id is their name."""
    if not given.each or task.problem:
        return task
    bases = {format: format.partition("+")[0] for format in given.each}
    problem = _trouble(task, [f"{task.id}.{base}" for base in bases.values()], folder)
    if problem:
        return replace(task, problem=problem)
    outputs = (Output(str(Path(given.output) / f"{task.id}.{base}"), format) for format, base in bases.items())
    return replace(task, outputs=tuple(outputs))


def _trouble(task: Task, names: list[str], folder: Path) -> str:
    """Why results in a folder cannot have these names; empty if they can."""
    parts = task.id.split("/")
    is_absolute = PurePosixPath(task.id).is_absolute() or PureWindowsPath(task.id).anchor
    if is_absolute or any(part in ("", ".", "..") for part in parts) or any(mark in task.id for mark in "\\\0"):
        return "its id is no name of a file inside the folder of the results"
    if parts[0].casefold() == HIDDEN_NAME or {DOCUMENTS_NAME, ERRORS_NAME}.intersection(map(str.casefold, names)):
        return f"its id is kept for {DOCUMENTS_NAME}, {ERRORS_NAME} and what belongs to them"
    if any(os.path.realpath(path).startswith(f"{folder}{os.sep}") for path in task.paths):
        return "its texts are in the folder of the results, where they might be overwritten"
    return ""
