"""What was aligned before, by us or by others, back to an Alignment: the suffix of the path chooses the loader.

::

    LOADERS    .json .xlsx .xces/ .tei/ .xml  (path)                     files that say all about themselves
    PAIRED     .tsv .tmx .xlf …             (path, languages, report)    pairs whose languages must be found or chosen
    LADDERS    .ladder .gold .hunalign      (path, source, target)       indexes, which need their two documents

To add a format: one module with a function `load` of the signature of its row, one line in its dict. A module is
imported when it is used.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from aligner.errors import InputError
from aligner.later import later
from aligner.model import Alignment, Document

Loader = Callable[["str | Path"], Alignment]
Report = Callable[[str], None]
# Languages: codes of source and target, or None. Report: called with a line on what was passed over or taken on trust.
PairedLoader = Callable[["str | Path", "tuple[str, str] | None", Report], Alignment]
LadderLoader = Callable[["str | Path", Document, Document], Alignment]


LOADERS: dict[str, Loader] = {
    ".json": later("aligner.formats.load.json", "load"),
    ".xlsx": later("aligner.formats.load.xlsx", "load"),
    ".xces": later("aligner.formats.load.xces", "load"),
    ".tei": later("aligner.formats.load.tei", "load"),
    ".xml": later("aligner.formats.load.stand_off", "load"),
    ".xml.gz": later("aligner.formats.load.stand_off", "load"),
}

# The last three are those of Trados, memoQ and Phrase.
XLIFF = (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff")

PAIRED: dict[str, PairedLoader] = {
    ".tsv": later("aligner.formats.load.tsv", "load"),
    ".tmx": later("aligner.formats.load.tmx", "load"),
    ".tmx.gz": later("aligner.formats.load.tmx", "load"),
    **dict.fromkeys(XLIFF, later("aligner.formats.load.xliff", "load")),
}

LADDERS: dict[str, LadderLoader] = {
    ".ladder": later("aligner.formats.load.ladder", "load"),
    ".gold": later("aligner.formats.load.ladder", "load"),
    ".hunalign": later("aligner.formats.load.hunalign", "load"),
}


def suffixes() -> tuple[str, ...]:
    """Every suffix that can be loaded."""
    return (*LOADERS, *PAIRED, *LADDERS)


def load(
    path: str | Path,
    source: Document | None = None,
    target: Document | None = None,
    *,
    languages: tuple[str, str] | None = None,
    report: Report | None = None,
) -> Alignment:
    """Read an alignment back from what `aligner.formats` or another program made of it.

    A ``.json`` comes back as it was. Of the formats that hold pairs, each row or unit becomes a bead; where several
    sentences stand in one text, and the file says how many, the places between them are guessed.

    Args:
        source, target: for a ladder: the documents whose sentences it counts.
        languages: which languages to take from a file that holds more, or does not name them; None: the source
            language that the file names and the first other, or else what the texts show.
        report: called with a line on what people should know: units passed over, languages chosen.

    Raises `InputError` that names the file and the place, `MissingExtraError` for a format whose library is not there.
    """
    suffix = suffix_of(path)
    if suffix in LADDERS:
        if source is None or target is None:
            remedy = "give the two texts after it, source first; with --pre-segmented if each line is a sentence"
            raise InputError("is a ladder, which counts sentences and holds no text", where=str(path), remedy=remedy)
        return LADDERS[suffix](path, source, target)
    if source is not None or target is not None:
        raise InputError("holds its own texts", where=str(path), remedy="give no texts with it, or give a ladder")
    if suffix in PAIRED:
        return PAIRED[suffix](path, languages, report or (lambda line: None))
    return LOADERS[suffix](path)


def suffix_of(path: str | Path) -> str:
    """The suffix that chooses the loader; raise `InputError` if there is none for it.

    >>> suffix_of("Book.JSON"), suffix_of("memory.tmx.gz")
    ('.json', '.tmx.gz')
    """
    name = Path(path).name.lower()
    found = next((suffix for suffix in suffixes() if name.endswith(suffix)), None)
    if found is not None:
        return found
    if not Path(path).exists():
        raise InputError("no such file", where=str(path), remedy="check the name")
    remedy = f"give one of {', '.join(suffixes())}; texts are for 'aligner align'"
    raise InputError("is no format that an alignment can be read back from", where=str(path), remedy=remedy)
