"""From the files, folders or stdin that the user names to the documents to align, and where the results of each go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aligner.batch.task import Task
from aligner.commands.arguments import AlignArguments
from aligner.commands.folders import Found, of_folder
from aligner.commands.names import of_pair
from aligner.commands.overwriting import refuse_to_clash, refuse_to_overwrite
from aligner.commands.two_folders import Matcher, TwoFolders
from aligner.errors import InputError, OutputError
from aligner.formats.table import format_of, is_aligned
from aligner.streams import STANDARD_INPUT, STDIO


@dataclass(frozen=True)
class Plan:
    """What a command line asks for.

    Attributes:
        tasks: the documents to align.
        left: whatever else is in the folders, each with the reason why it is left out.
        unreadable: what cannot be read, each with the reason.
        done: how many documents are skipped, because their results are there.
        by_content: where two files were matched by content, the probability that they belong together, by their id.
    """

    tasks: tuple[Task, ...]
    left: tuple[tuple[str, str], ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    done: int = 0
    by_content: Mapping[str, float] = field(default_factory=dict)


def plan(given: AlignArguments, matcher: Matcher) -> Plan:
    """What the arguments ask for; files of two folders are matched by name, and those that are left by the matcher.

    Raises `InputError` if there is nothing to do, `OutputError` if several results would go to one file, or a result
    to a file that is read.
    """
    found = _found(given, matcher)
    tasks = [Task(name, left, right, outputs=given.outputs_of(name)) for name, left, right in found.documents]
    outputs = [output.path for task in tasks for output in task.outputs]
    if len(tasks) > 1 and tasks[0].outputs == tasks[1].outputs:
        raise OutputError("several documents, one file", where=outputs[0], remedy="give -o a folder: end it in /")
    refuse_to_clash(outputs)
    texts = (path for task in tasks for path in task.paths)
    refuse_to_overwrite(outputs, (*texts, *given.lexicons, given.abbreviations))
    new = [task for task in tasks if not (given.skip_existing and task.is_done)]
    return Plan(tuple(new), found.left, found.unreadable, len(tasks) - len(new), found.by_content)


def _found(given: AlignArguments, matcher: Matcher) -> Found:
    source, target = given.source, given.target
    if Path(source).is_dir():
        if target is None:
            return of_folder(Path(source), given.languages, recursive=given.recursive)
        two = TwoFolders.of(Path(source), Path(target), given.languages, recursive=given.recursive)
        if all(two.alone) and not given.by_name:
            two = two.with_content(matcher(*two.alone))
        return two.found()
    if target is not None and Path(target).is_dir():
        raise InputError("is a folder, and the source is a file", where=target, remedy="give two files or two folders")
    if source == target == STDIO:
        remedy = "name a file for the other, or give one text that holds both languages"
        raise InputError("can hold only one of two texts", where=STANDARD_INPUT, remedy=remedy)
    if target is None:
        _refuse_page(source)
    return Found(((_name(source, target), source, target),), (), ())


def _refuse_page(source: str) -> None:
    """Raise `InputError` for a page or book of ours; our tables and workbooks can be realigned row by row."""
    format = format_of(source)
    if format is not None and format.is_ours and not format.is_loaded and is_aligned(Path(source)):
        remedy = "give the text that it was made from, or its .json to 'aligner convert'"
        raise InputError("is a result of aligner", where=source, remedy=remedy)


def _name(source: str, target: str | None) -> str:
    paths = [Path("stdin" if path == STDIO else path) for path in (source, target) if path]
    return of_pair(*paths) if len(paths) == 2 else paths[0].stem
