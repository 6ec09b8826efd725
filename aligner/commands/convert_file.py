"""`aligner convert`: a saved alignment, ours or another program's, to other formats."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from aligner.batch.saved import what_is_converted
from aligner.commands.arguments import ConvertArguments
from aligner.commands.overwriting import refuse_to_clash, refuse_to_overwrite
from aligner.commands.parameters import check_names, check_outputs
from aligner.commands.terminal import say
from aligner.formats import choose, read_back, refuse_to_lose_human_work, write
from aligner.formats.loaded import Loaded
from aligner.options import Options
from aligner.quality.filters import absent
from aligner.streams import STDIO


def convert_file(given: ConvertArguments, report: Callable[[str], None]) -> None:
    """Load the alignment and write it to every output; `report` receives each note for the user.

    What was not understood in the file is said even if the user wants no notes.
    """
    check_names(given.alignment, given.source, given.target)
    check_outputs(given)
    outputs = given.outputs_of("stdin" if given.alignment == STDIO else Path(given.alignment).stem)
    refuse_to_clash(output.path for output in outputs)
    refuse_to_overwrite((output.path for output in outputs), (given.alignment, given.source, given.target))
    for output in outputs if not given.force else ():
        refuse_to_lose_human_work(output.path, choose(output.path, output.format)[0])
    dress = given.dress
    loaded = _loaded(given, report)
    if loaded.doubts:
        say(f"aligner: {what_is_converted(given.alignment, loaded)}", "yellow")
    else:
        report(what_is_converted(given.alignment, loaded))
    alignment = dress(given.filters(loaded.alignment))
    for kind in absent(alignment, given.without):
        report(f"--without {kind}: {given.alignment} holds none, or does not say which")
    if any(choose(output.path, output.format)[0].shows_words for output in outputs):
        from aligner.search.own_words import with_words

        alignment = with_words(alignment)
    for output in outputs:
        for note in write(alignment, output.path, format=output.format, force=given.force):
            report(f"{output.shown}: {note}")


def _loaded(given: ConvertArguments, report: Callable[[str], None]) -> Loaded:
    """The alignment in the file; a ladder is applied to the sentences of its two texts."""
    read = partial(read_back, given.alignment, format=given.format, languages=given.languages, report=report)
    if given.source is None or given.target is None:
        return read()
    from aligner.batch.caught import warnings_caught
    from aligner.batch.texts import Reading, read_texts

    options = Options(languages=given.languages, pre_segmented=given.pre_segmented)
    with warnings_caught() as caught:
        texts = read_texts(given.source, given.target, Reading(options))
    for warning in (*caught.said, *caught.notes):
        report(warning)
    return read(texts.source, texts.target)
