"""``aligner batch``, as click parses it."""

from __future__ import annotations

import click

from aligner.batch.tables import TABLES
from aligner.cli.group import cli
from aligner.commands.batch_arguments import BatchArguments
from aligner.commands.parameters import (
    abbreviations_option,
    filter_options,
    formats_named,
    languages_option,
    lexicons_option,
    pre_segmented_option,
    quiet_option,
    recursive_option,
    swap_option,
    taken_as,
    text_encoding_option,
    unrelated_option,
    verbose_option,
    workers_option,
)


def _ray_address(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    from aligner.batch.session import is_cluster

    if value is not None and not is_cluster(value):
        raise click.BadParameter(f"{value!r} is no address: give auto, HOST:PORT, ray://HOST:PORT, or --ray at the end")
    return value


@cli.command()
@click.argument("source", metavar="MANIFEST")
@click.argument("target", metavar="[TARGET_FOLDER]", required=False)
@click.option(
    "-o", "output", metavar="DIR", type=click.Path(readable=False), required=True, help="The folder of the results."
)
@click.option(
    "--to", "table", type=click.Choice(list(TABLES)), help="Format of the tables of many pairs. [default: tsv]"
)
@click.option(
    "--each",
    metavar="LIST",
    default="",
    callback=lambda _context, _option, value: formats_named(value) if value else (),
    help="Instead, write files for each pair, ID.tsv and so on: formats as in align.",
)
@click.option(
    "--shard-size",
    metavar="N",
    type=click.IntRange(min=1),
    default=1000,
    show_default=True,
    help="Pairs in a table. A run that is started again goes on after the last whole table.",
)
@languages_option("Codes of source and target of all pairs for which MANIFEST has none. [default: detected]")
@swap_option
@pre_segmented_option
@unrelated_option
@lexicons_option
@click.option("--encoder", metavar="NAME", default="auto", help="As for align; each process loads it once.")
@abbreviations_option
@text_encoding_option
@filter_options
@recursive_option
@workers_option
@click.option(
    "--ray",
    metavar="[ADDRESS]",
    is_flag=False,
    flag_value="local",
    callback=_ray_address,
    help="Work on a Ray cluster: auto, HOST:PORT or ray://HOST:PORT. Without ADDRESS, on one of this machine alone.",
)
@click.option(
    "--gpus-per-worker",
    "gpus",
    metavar="N",
    type=click.FloatRange(min=0),
    default=0.0,
    help="With --ray and an --encoder that runs on a GPU: what each process has of one, such as 0.25. [default: none]",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=0, min_open=True),
    help="Give up a pair that takes longer; the others go on. [default: no limit]",
)
@click.option(
    "--max-memory",
    metavar="MB",
    type=click.IntRange(min=1),
    help="Give up a pair that needs so much more than an idle process holds. Linux only. [default: no limit]",
)
@click.option(
    "--log", metavar="FILE", type=click.Path(readable=False), help="Append a line of JSON for each pair to this file."
)
@click.option("--force", is_flag=True, help="Start over, and overwrite even a .json or .xlsx with a person's work.")
@quiet_option
@verbose_option(passed=True)
@taken_as(BatchArguments)
def batch(given: BatchArguments) -> int:
    """Align many pairs of texts, on all cores or on a cluster.

    MANIFEST is a table, .tsv, .jsonl or .parquet, of a pair a row: id, source and target (paths relative to it), or
    source_text and target_text (the texts themselves), and if known source_language and target_language; as aligner
    match writes it. Or it is a folder, as for align, or two folders whose files are matched by name.

    DIR gets part-00000.tsv and so on, each the table of many pairs with the id of a pair in front of its rows;
    documents.tsv, a row for each pair that was aligned; and errors.tsv, a row with the reason for each that was not,
    which can itself be given as a MANIFEST. What the processes do in which order changes nothing in them. If it is
    interrupted, the same command goes on where it was.

    With --ray the machines of a cluster do the work. They need the same aligner[cluster], and must find DIR and the
    texts under the same names as here.

    DIR, and the texts in a manifest, may be at addresses such as s3://bucket/corpus/. This needs aligner[cloud], and
    the package with which fsspec reads them, such as s3fs.

    \b
    aligner batch manifest.tsv -o corpus/
    aligner batch pairs.jsonl -o corpus/ --to parquet --min-score 0.8 --without untranslated --dedupe
    aligner batch en/ es/ -o pages/ --each tsv,html --recursive
    aligner batch manifest.tsv -o corpus/ --timeout 60 --max-memory 2000 --log corpus.log
    aligner batch /shared/manifest.tsv -o /shared/corpus/ --ray auto
    aligner batch manifest.tsv -o s3://bucket/corpus/ --ray ray://head:10001
    """
    from aligner.commands.batch_files import batch_files

    return batch_files(given)
