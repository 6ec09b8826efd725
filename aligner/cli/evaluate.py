"""``aligner evaluate``, as click parses it."""

from __future__ import annotations

import click

from aligner.cli.group import cli
from aligner.commands.naming import naming_formats
from aligner.commands.parameters import Share, verbose_option
from aligner.commands.terminal import say
from aligner.streams import write_stdout


@cli.command()
@click.argument("gold", type=click.Path(readable=False))
@click.argument("found", type=click.Path(readable=False))
@click.option("--json", "as_json", is_flag=True, help="All figures as JSON, unrounded.")
@click.option(
    "--fail-under",
    metavar="F1",
    type=Share(),
    help="Exit with 1 if the overall strict F1 is lower, or a document in GOLD has no partner in FOUND.",
)
@verbose_option()
@naming_formats
def evaluate(gold: str, found: str, as_json: bool, fail_under: float | None) -> int:
    """Measure the beads in FOUND against those in GOLD: precision, recall and F1, and how honest the scores are.

    Each is a ladder ({rungs} .txt: one bead per line, [0,1]:[2] or [0,1]:[2]:0.97, sentences counted from 0), a saved
    .json, a file of pairs written by aligner with all its beads ({tables}), links with their documents (.xces .tei
    .xml), or a folder of such files, matched by name without suffix. From a folder, only files with one suffix are
    taken: .gold if there are any, else .ladder, .json, .tsv, and so on. Both must be over the same sentences.

    Strict: a bead is right if GOLD has exactly the same one; lax: if it shares a link with GOLD. Precision counts
    every found bead, nulls too; recall counts the gold beads with both sides: the convention of published comparisons
    on Text+Berg.

    ECE, the expected calibration error, and the Brier score say how far scores are from the truth; 0 is best. The
    scores of a ladder count only if it looks like ours: a .ladder without blanks, all numbers from 0 to 1. In ladders
    of other programs, the third field is a cost or a similarity, not a probability, and is ignored.

    \b
    aligner evaluate book.gold output/book.json
    aligner evaluate gold/ found/ --fail-under 0.95
    """
    from aligner.commands import report_evaluation
    from aligner.commands.evaluate_files import compare
    from aligner.formats.files import encode

    comparison = compare(gold, found)
    for note in comparison.notes:
        say(f"aligner: {note}", "yellow")
    for side, names in (("FOUND", comparison.gold_alone), ("GOLD", comparison.found_alone)):
        if names:
            say(f"aligner: not evaluated, no partner in {side}: {', '.join(names)}", "yellow")
    write_stdout(encode((report_evaluation.as_json if as_json else report_evaluation.as_text)(comparison)))
    shut = [] if fail_under is None else list(report_evaluation.gate(comparison, fail_under))
    for line in shut:
        say(f"aligner: {line}", "red")
    return 1 if shut else 0
