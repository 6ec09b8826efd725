"""The arguments of `aligner check`, as parsed and checked by click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import click

from aligner.quality.finding import FLAGS

ANY = "any"


@dataclass(frozen=True, kw_only=True)
class CheckArguments:
    """The arguments of `aligner check`.

    Attributes:
        alignments: the files to check, or folders of them; ``"-"`` is stdin.
        outputs: ``-o``: reports to write; none: text on stdout.
        format: ``--from``: the suffix to read the alignments as; None for their own.
        languages: ``--lang``: which languages to take from the files.
        lexicons: ``--lexicon``: the user's own lexicons.
        only: ``--only``: which flags to look for.
        fail_on: ``--fail-on``: for a flag, or `ANY`, the number of remarks from which the gate is shut.
        as_json: ``--json``: JSON on stdout.
        quiet: ``--quiet``.
    """

    alignments: tuple[str, ...]
    outputs: tuple[str, ...]
    format: str | None
    languages: tuple[str, str] | None
    lexicons: tuple[str, ...]
    only: tuple[str, ...]
    fail_on: tuple[tuple[str, int], ...]
    as_json: bool
    quiet: bool


def flags_named(value: str) -> tuple[str, ...]:
    """Flags from a list with commas; a usage error for a name that is none."""
    names = tuple(name.strip().lower() for name in value.split(","))
    for name in names:
        if name not in FLAGS:
            raise click.BadParameter(f"{name!r} is none of {', '.join(FLAGS)}")
    return names


def gates(values: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """From ``FLAG`` or ``FLAG:N`` to a flag and the number of remarks from which it counts; usage errors."""
    return tuple(map(_gate, values))


def _gate(value: str) -> tuple[str, int]:
    name, _, number = value.partition(":")
    flag = name.strip().lower()
    if flag not in (ANY, *FLAGS):
        raise click.BadParameter(f"{name!r} is none of {', '.join((ANY, *FLAGS))}")
    if value.endswith(":") or (number and not (number.isdecimal() and int(number) > 0)):
        raise click.BadParameter(f"{number!r} in {value!r} is no number from 1: give {flag}:5 to fail from 5 on")
    return flag, int(number or 1)
