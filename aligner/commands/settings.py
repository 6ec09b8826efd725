"""The options of `aligner align`, as click gives them, to settings of its jobs: files that they name are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aligner.commands.jobs import Saved, Settings
from aligner.commands.parameters import format_of_stdout
from aligner.options import Options
from aligner.words.lexicon import Lexicon

if TYPE_CHECKING:
    from aligner.search.encoder import Encoder


def settings_of(given: dict[str, Any]) -> Settings:
    """The settings of a run; raises what reading the files that they name raises."""
    abbreviations: tuple[str, ...] = ()
    if given["abbreviations"]:
        from aligner.read import read_text

        abbreviations = tuple(read_text(given["abbreviations"]).split())
    return Settings(
        options=Options(
            languages=given["languages"], abbreviations=abbreviations, pre_segmented=given["pre_segmented"]
        ),
        encoding=given["text_encoding"],
        swap=given["swap"],
        min_score=given["min_score"] or 0.0,
        force=given["force"],
        excel=given["excel"],
        stdout=format_of_stdout(given["formats"]),
        lexicons=tuple(Lexicon.load(path) for path in given["lexicons"]),
        encoder=_encoder(given["encoder"]),
        keep=_saved(given["keep"]),
    )


def _encoder(name: str | None) -> Encoder | None:
    if name is None:
        return None
    from aligner.search.encoder import load

    return load(name)


def _saved(path: str | None) -> Saved | None:
    if path is None:
        return None
    from aligner.formats.load.json import load

    return Saved(path, load(path))
