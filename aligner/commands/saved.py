"""A saved alignment as the command line names it: a file, and for a ladder the two texts that it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from aligner.model import Alignment
from aligner.options import Options


def load_saved(
    path: str, texts: tuple[str, str] | None, options: Options, report: Callable[[str], None] | None = None
) -> Alignment:
    """The alignment in a file; see `aligner.formats.load`.

    Args:
        texts: paths of source and target for a ladder, or None.
        options: languages, and how the texts are read.
        report: called with each line that people should know.
    """
    from aligner.commands.texts import read_texts
    from aligner.formats.load import load

    if texts is None:
        return load(path, languages=options.languages, report=report)
    found = read_texts(*texts, options)
    return load(path, found.source, found.target, languages=options.languages, report=report)


def ready_for(alignment: Alignment, suffixes: Iterable[str]) -> Alignment:
    """The alignment with all that files of these suffixes show: a page lights words that translate each other."""
    from aligner.search.own_words import with_words

    return with_words(alignment) if ".html" in suffixes else alignment
