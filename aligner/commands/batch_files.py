"""`aligner batch`: from a manifest or folders to tables or files, on all cores or on a cluster."""

from __future__ import annotations

import hashlib
import os
import time
from functools import partial
from pathlib import Path

import click

from aligner.batch.addresses import is_elsewhere
from aligner.batch.local import on_this_machine
from aligner.batch.pair import Settings
from aligner.batch.pool import Limits, Pool, cores
from aligner.batch.run import Batch, run_batch
from aligner.batch.work import failed, worker
from aligner.commands.batch_arguments import BatchArguments
from aligner.commands.batch_plan import BatchPlan, plan_batch
from aligner.commands.batch_report import Summary, Watch, log_to
from aligner.commands.overwriting import refuse_to_clash, refuse_to_overwrite
from aligner.commands.parameters import check_names, refuse_both
from aligner.commands.report import say_hints
from aligner.commands.settings import settings_of_batch
from aligner.commands.terminal import say
from aligner.errors import InputError
from aligner.formats import choose, require
from aligner.formats.table import WRITTEN
from aligner.signals import Stopped
from aligner.streams import STDIO
from aligner.version import __version__


def batch_files(given: BatchArguments) -> int:
    """Align what the arguments name, and write the results; returns 1 if some pairs could not be aligned.

    Raises `InputError` if none could, or the manifest cannot be used; `OutputError` as `run_batch` does.
    """
    _check(given)
    settings = settings_of_batch(given)
    planned = plan_batch(given)
    _say_left(planned, given)
    batch = Batch(planned.tasks, planned.count, _signature(given, planned, settings), given.shard_size, given.places)
    started = time.monotonic()
    with log_to(given.log) as log, Watch(planned.count, log, quiet=given.quiet, verbose=given.verbose) as watch:
        try:
            _run(batch, settings, watch, given)
        except (Stopped, KeyboardInterrupt):
            say(f"{watch.kept:,} of {planned.count:,} pairs are finished; the same command goes on from there")
            raise
    summary = Summary.of(batch.lines())
    say_hints(watch.hints, quiet=given.quiet)
    summary.said(given.places, quiet=given.quiet)
    if watch.told and not given.quiet:
        seconds = time.monotonic() - started
        say(f"{seconds:,.1f} seconds, {watch.told / seconds:,.1f} pairs a second")
    if summary.failed == planned.count:
        raise InputError("no pair could be aligned", where=given.source, remedy=f"see {given.places.errors}")
    return 1 if summary.failed or planned.unreadable else 0


def _run(batch: Batch, settings: Settings, watch: Watch, given: BatchArguments) -> None:
    """Run it on this machine, or on a cluster."""
    limits = Limits(given.timeout, given.max_memory and given.max_memory * 1_000_000)
    if given.ray is not None:
        from aligner.batch.cluster import on_a_cluster
        from aligner.batch.session import Cluster

        cluster = Cluster(given.ray, given.workers, given.gpus)
        runner = partial(on_a_cluster, cluster=cluster, settings=settings, limits=limits)
        run_batch(batch, runner, watch, over=given.force)
        return
    workers = min(given.workers or cores(), batch.count)
    with Pool(partial(worker, settings), failed, workers, limits) as pool:
        run_batch(batch, partial(on_this_machine, pool=pool), watch, over=given.force)


def _check(given: BatchArguments) -> None:
    """Raise usage errors, `MissingExtraError`, and `OutputError` where something that is read would be overwritten."""
    check_names(given.source, given.target, given.output, given.log)
    refuse_both(given.quiet, given.verbose)
    if STDIO in (given.output, given.log):
        raise click.UsageError("nothing is written to stdout: give -o a folder, and --log a file")
    if given.gpus and given.ray is None:
        raise click.UsageError("--gpus-per-worker is for --ray")
    if given.each and given.table:
        raise click.UsageError("--to is for tables of many pairs, and --each writes files of each pair instead")
    places = given.places
    if given.each and is_elsewhere(places.folder):
        raise click.UsageError("--each writes files on this machine: leave it out, or give -o a folder here")
    for format in given.each:
        require(choose("-", format)[0])
    if places.table:
        require(WRITTEN[f".{places.table}"])
    written = list(map(str, (*places.tables, places.documents, places.errors)))
    written += [given.log] if given.log else []
    refuse_to_clash(written)
    refuse_to_overwrite(written, [given.source, *given.lexicons, given.abbreviations])


def _signature(given: BatchArguments, planned: BatchPlan, settings: Settings) -> dict[str, object]:
    """What the results depend on, under the names that the user knows."""
    abbreviations = " ".join(settings.reading.options.abbreviations)
    return {
        "aligner": __version__,
        "manifest" if Path(given.source).is_file() else "files": planned.digest,
        "folder": _folders(given),
        "--to": given.places.table,
        "--each": list(given.each),
        "--shard-size": given.shard_size,
        "--lang": given.languages,
        "--swap": given.swap,
        "--pre-segmented": given.pre_segmented,
        "--unrelated": given.unrelated,
        "--lexicon": [lexicon.digest for lexicon in settings.lexicons],
        "--encoder": given.encoder,
        "--abbreviations": hashlib.sha256(abbreviations.encode()).hexdigest()[:12] if abbreviations else "",
        "--text-encoding": given.text_encoding,
        "--min-score": given.min_score,
        "--without": list(given.without),
        "--dedupe": given.dedupe,
    }


def _folders(given: BatchArguments) -> list[str]:
    """The folders in which the texts are looked for, as seen from that of the results: all of them may move together.

    Others may hold texts of the same names.
    """
    source = Path(given.source)
    named = [source if source.is_dir() else source.parent, *([Path(given.target)] if given.target else [])]
    folders = [folder.resolve() for folder in named]
    if is_elsewhere(given.places.folder):
        return [str(folder) for folder in folders]
    results = Path(given.output).resolve()
    return [Path(os.path.relpath(folder, results)).as_posix() for folder in folders]


def _say_left(planned: BatchPlan, given: BatchArguments) -> None:
    """Say what in the folders is not among the pairs."""
    for path, why in planned.unreadable:
        say(f"{path}  {why}", "yellow")
    for path, why in planned.left if not given.quiet else ():
        say(f"{path}  passed over: {why}", "yellow")
