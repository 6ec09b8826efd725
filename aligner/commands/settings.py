"""From the arguments of a command to the settings of its tasks; reads the files that the arguments name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aligner.batch.pair import Settings, lexicon_for
from aligner.batch.saved import Saved
from aligner.batch.texts import Reading
from aligner.commands.arguments import AlignArguments, MatchArguments, TextArguments
from aligner.options import Options
from aligner.read.readers import variant
from aligner.streams import STDIO
from aligner.words.lexicon import Lexicon

if TYPE_CHECKING:
    from aligner.commands.batch_arguments import BatchArguments
    from aligner.encoders.vectors import Encoder


def settings_of(given: AlignArguments) -> Settings:
    """The settings of a run; raises whatever reading the files that they name raises, and usage errors."""
    if given.format and STDIO not in (given.source, given.target) and variant(given.format) is None:
        raise click.UsageError("--from is for a text on stdin; the suffix of a file chooses its format")
    lexicons = _lexicons(given)
    return Settings(
        reading=Reading(_options(given), given.text_encoding, given.format),
        swap=given.swap,
        filters=given.filters,
        dress=given.dress,
        force=given.force,
        lexicons=lexicons,
        encoder=_encoder(given.encoder),
        keep=Saved.read(given.keep, given.languages) if given.keep else None,
    )


def settings_of_batch(given: BatchArguments) -> Settings:
    """The settings of a batch, whose processes load the encoder; other errors as those of `settings_of`."""
    return Settings(
        reading=Reading(_options(given), given.text_encoding),
        swap=given.swap,
        filters=given.filters,
        force=given.force,
        lexicons=_lexicons(given),
        encoder=given.encoder,
        table=given.places.table,
    )


def settings_of_matching(given: MatchArguments) -> Settings:
    """The settings of a matching, in which nothing is written; errors as those of `settings_of`."""
    return Settings(
        reading=Reading(Options(languages=given.languages), given.text_encoding),
        lexicons=_lexicons(given),
        encoder=_encoder(given.encoder),
    )


def _options(given: TextArguments) -> Options:
    return Options(
        languages=given.languages,
        abbreviations=_abbreviations(given.abbreviations),
        pre_segmented=given.pre_segmented,
        unrelated=given.unrelated,
    )


def _lexicons(given: TextArguments | MatchArguments) -> tuple[Lexicon, ...]:
    lexicons = tuple(Lexicon.load(path) for path in given.lexicons)
    if given.languages is not None:
        lexicon_for(lexicons, *given.languages)
    return lexicons


def _abbreviations(path: str | None) -> tuple[str, ...]:
    if not path:
        return ()
    from aligner.read import read_text

    return tuple(read_text(path).split())


def _encoder(name: str) -> Encoder | str:
    """An encoder loaded before any work; a name that stands for none yet."""
    from aligner.encoders import AUTO, NONE, load_model

    return name if name in (AUTO, NONE) else load_model(name)
