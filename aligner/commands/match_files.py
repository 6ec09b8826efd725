"""`aligner match`: two folders -> a manifest of the documents that belong together, and what is left."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from aligner.batch.caught import warnings_caught
from aligner.commands.arguments import MatchArguments
from aligner.commands.by_content import by_content
from aligner.commands.manifest import MANIFESTS, Row, write_manifest
from aligner.commands.overwriting import refuse_to_overwrite, refuse_to_replace_alignments
from aligner.commands.parameters import check_names
from aligner.commands.report import say_error
from aligner.commands.settings import settings_of_matching
from aligner.commands.terminal import progress_of_steps, say
from aligner.commands.two_folders import ByContent, TwoFolders
from aligner.errors import InputError, LanguageError
from aligner.streams import STDIO


def match_files(given: MatchArguments, *, verbose: bool) -> int:
    """Match the documents of two folders and write the manifest; returns the worst exit code of any document.

    With `verbose`, where a fault of the program lies is said, too.

    Raises `InputError` if no two belong together, and what `by_content` raises.
    """
    _check(given)
    settings = settings_of_matching(given)
    folders = TwoFolders.of(Path(given.source), Path(given.target), given.languages, recursive=given.recursive)
    sources, targets = ([str(path) for path in side.documents] for side in (folders.left, folders.right))
    refuse_to_overwrite([given.output], (*sources, *targets, *given.lexicons))
    refuse_to_replace_alignments([given.output])
    with warnings_caught() as caught, progress_of_steps(shown=not given.quiet) as progress:
        try:
            found = by_content(sources, targets, settings, progress)
        except LanguageError as error:
            error.where = f"{given.source}, {given.target}"
            raise
    for warning in caught.said:
        say(f"aligner: {warning}", "yellow")
    found = _over(found, given.min_score or 0.0)
    if found.pairs:
        write_manifest(_rows(folders, found), given.output)
    worst = _say_failures(folders, found, verbose=verbose)
    if not given.quiet:
        for note in caught.notes:
            say(note)
        _say_left(folders, found)
        for hint in caught.hints:
            say(f"aligner: {hint}", "yellow")
    if not found.pairs and not worst:
        remedy = "give folders of texts and of their translations"
        raise InputError("no two documents belong together", where=f"{given.source}, {given.target}", remedy=remedy)
    return worst


def _check(given: MatchArguments) -> None:
    """Raise usage errors, and `InputError` for what is no folder."""
    check_names(given.source, given.target, given.output)
    if given.output != STDIO and Path(given.output).suffix.lower() not in MANIFESTS:
        suffixes = " or ".join(MANIFESTS)
        raise click.BadParameter(f"{given.output}: end a manifest in {suffixes}", param_hint="'-o'")
    for path in (given.source, given.target):
        if Path(path).is_file():
            raise InputError("is a file", where=path, remedy="give two folders; 'aligner align' takes two files")


def _over(found: ByContent, least: float) -> ByContent:
    """Without the pairs of a lower score, whose files are left."""
    low = [pair for pair in found.pairs if pair.score < least]
    left = dict(found.left)
    for pair in low:
        for path, other in ((pair.source, pair.target), (pair.target, pair.source)):
            left[path] = f"may belong to {other} ({pair.score:.4f}), below --min-score"
    return replace(found, pairs=tuple(pair for pair in found.pairs if pair.score >= least), left=left)


def _rows(folders: TwoFolders, found: ByContent) -> list[Row]:
    """The rows of the manifest, in the order of the source files."""
    names = folders.names({Path(pair.source): Path(pair.target) for pair in found.pairs})
    return [
        Row(names[Path(pair.source)], pair.source, pair.target, *found.languages, pair.score, pair.doubt)
        for pair in found.pairs
    ]


def _say_failures(folders: TwoFolders, found: ByContent, *, verbose: bool) -> int:
    """Say what cannot be read; returns the worst exit code."""
    worst = 0
    for path, why in (*folders.left.unreadable, *folders.right.unreadable):
        say(f"{path}: {why}", "yellow")
        worst = InputError.exit_code
    for path, error in found.failed.items():
        error.where = error.where or path
        say_error(error, verbose=verbose)
        worst = max(worst, error.exit_code)
    return worst


def _say_left(folders: TwoFolders, found: ByContent) -> None:
    """Say which files are left over, and a summary."""
    for path, why in (*folders.left.left, *folders.right.left, *found.left.items()):
        say(f"{path}: {why}", "yellow")
    doubtful = sum(bool(pair.doubt) for pair in found.pairs)
    say(
        f"{len(folders.left.documents):,} + {len(folders.right.documents):,} documents: "
        f"{len(found.pairs) - doubtful:,} sure and {doubtful:,} doubtful pairs, {len(found.left):,} left over"
    )
