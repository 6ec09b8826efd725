"""Which beads exports leave out: by what they hold, by their flags, by their kind, and repeated pairs.

::

    Alignment ──left_out──▶ the same with `Alignment.left_out`: index of a bead -> the reason
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from aligner.model import KINDS, Alignment, Bead, Document
from aligner.quality.finding import FLAGS
from aligner.quality.flags import flags

# A bead that holds a sentence of one of these kinds of blocks, on either side; one with a flag; one with an empty side.
NAMES = (*KINDS, *FLAGS, "null")
_BEAD_KIND = re.compile(r"\d+-\d+")

_Rule = Callable[[Bead], str]


def named(name: str) -> str:
    """What a user's word names that can be left out: one of `NAMES`, or the kind of a bead; empty if nothing.

    >>> named("Headings"), named("untranslated"), named("2-1"), named("colour")
    ('heading', 'untranslated', '2-1', '')
    """
    word = name.strip().lower()
    if word in NAMES or _BEAD_KIND.fullmatch(word):
        return word
    return word[:-1] if word.endswith("s") and word[:-1] in NAMES else ""


def filtered(
    alignment: Alignment, *, min_score: float | None = None, without: str | Sequence[str] = (), dedupe: bool = False
) -> Alignment:
    """The alignment, leaving out more in exports than it does already.

    Args:
        alignment: if none of its beads has a flag, as in a file from elsewhere, flags are worked out for the filter.
        min_score: leave out beads scored lower; None: as before.
        without: what to leave out, as names (see `named`) or one text with commas. No flag leaves out a bead that a
            person confirmed or changed.
        dedupe: leave out a pair whose two texts, but for blanks, are those of an earlier pair that is not left out.

    Raises `ValueError` for a name that is none, and for a `min_score` that is no probability.

    >>> from aligner import Options, align
    >>> alignment = align(["Hi there.", "Hi there."], ["Hola.", "Hola."], options=Options(languages=("en", "es")))
    >>> filtered(alignment, dedupe=True).left_out
    {1: 'repeated'}
    """
    without = without.split(",") if isinstance(without, str) else without
    unknown = [name for name in without if not named(name)]
    if unknown:
        raise ValueError(f"{unknown[0]!r} cannot be left out; use one of {', '.join(NAMES)}, or a kind such as 2-1")
    if min_score is not None:
        if not 0 <= min_score <= 1:
            raise ValueError(f"min_score is {min_score}; give a probability, from 0 to 1")
        alignment = replace(alignment, min_score=min_score)
    names = list(dict.fromkeys(map(named, without)))
    rules = [_rule(name, alignment) for name in names]
    found = dict(alignment.left_out)
    for index, bead in enumerate(_with_flags(alignment, names)):
        reason = next(filter(None, (rule(bead) for rule in rules)), "")
        if reason:
            found.setdefault(index, reason)
    chosen = replace(alignment, left_out=found)
    return replace(chosen, left_out={**found, **dict.fromkeys(_repeated(chosen), "repeated")}) if dedupe else chosen


def absent(alignment: Alignment, without: Sequence[str]) -> list[str]:
    """The kinds of blocks among the names that neither document has; many formats say nothing of kinds."""
    there = {block.kind for document in (alignment.source, alignment.target) for block in document.blocks}
    return [name for name in without if name in KINDS and name not in there]


def _with_flags(alignment: Alignment, without: Sequence[str]) -> Sequence[Bead]:
    beads = alignment.beads
    if not any(name in FLAGS for name in without) or any(bead.flags for bead in beads):
        return beads
    marks = flags(alignment.source, alignment.target, beads)
    return [replace(bead, flags=mark) for bead, mark in zip(beads, marks, strict=True)]


def _rule(name: str, alignment: Alignment) -> _Rule:
    """From a bead to the reason why it is left out, empty if it is not."""
    if name in FLAGS:
        return lambda bead: f"flagged {name}" if name in bead.flags and bead.status == "auto" else ""
    if name == "null":
        return lambda bead: "without counterpart" if bead.is_null else ""
    if name in KINDS:
        source, target = (_of_kind(document, name) for document in (alignment.source, alignment.target))

        def holds(bead: Bead) -> bool:
            return not (source.isdisjoint(bead.source) and target.isdisjoint(bead.target))

        return lambda bead: f"of kind {name}" if holds(bead) else ""
    return lambda bead: f"of kind {name}" if bead.kind == name else ""


def _of_kind(document: Document, kind: str) -> frozenset[int]:
    """The sentences in blocks of a kind."""
    return frozenset(i for i, block in enumerate(document.block_of) if document.blocks[block].kind == kind)


def _repeated(alignment: Alignment) -> list[int]:
    """Indexes of the shown pairs whose texts are those of an earlier one."""
    seen: set[tuple[str, str]] = set()
    repeated = []
    for pair in alignment.pairs():
        texts = " ".join(pair.source.split()), " ".join(pair.target.split())
        if all(texts) and texts in seen:
            repeated.append(pair.id - 1)
        seen.add(texts)
    return repeated
