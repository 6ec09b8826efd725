"""Links between sentence ids -> the beads of an Alignment; shared by XCES, TEI and the ladder.

Sentences that no link names become nulls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from aligner.errors import InputError
from aligner.formats.linked import Linked
from aligner.formats.scores import UNSCORED
from aligner.model import Alignment, Bead
from aligner.text.order import in_order
from aligner.text.paragraphs import paragraph_beads


@dataclass(frozen=True, slots=True)
class Link:
    """A bead in a links file.

    Attributes:
        place: where the link is, for messages: ``"link 12"``.
        source, target: ids of sentences.
        score: a probability; None if the file has none.
        status: one of `aligner.model.STATUSES`.
    """

    place: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    score: float | None = None
    status: str = "auto"


def alignment_of_links(path: str, source: Linked, target: Linked, links: Sequence[Link]) -> Alignment:
    """The links as beads in source order, with a null for each sentence that is in no link.

    Scores are used if every link has one from 0 to 1; the added nulls then get 0. Otherwise all beads get `UNSCORED`.
    Raises `InputError` for an id that no sentence has or that two links name, and for non-adjacent sentences in one
    link.
    """
    scored = all(link.score is not None for link in links)
    beads = []
    for link in links:
        where = f"{path}, {link.place}"
        left, right = _range(link.source, source, where), _range(link.target, target, where)
        if left or right:
            beads.append(
                Bead(left, right, link.score if scored and link.score is not None else UNSCORED, status=link.status)
            )
    _refuse_repeated(path, beads, links, (source, target))
    sizes = len(source.document.sentences), len(target.document.sentences)
    whole = _with_nulls(beads, sizes, 0.0 if scored else UNSCORED)
    found = Alignment(source.document, target.document, tuple(whole))
    # Paragraph beads cannot cross, so moved sentences do not join them.
    rising = in_order(found.beads)
    return replace(found, paragraph_beads=paragraph_beads(source.document, target.document, rising))


def _range(ids: Sequence[str], side: Linked, where: str) -> range:
    for each in ids:
        if each not in side.index:
            what = f"names sentence {each[:40]}, which {side.path} does not hold"
            raise InputError(what, where=where, remedy="give the documents that the links were made from")
    found = [side.index[each] for each in ids]
    if any(b != a + 1 for a, b in pairwise(found)):
        what = f"links sentences that are not adjacent: {' '.join(ids)[:80]}"
        raise InputError(what, where=where, remedy="link consecutive sentences, in order")
    return range(found[0], found[-1] + 1) if found else range(0)


def _refuse_repeated(path: str, beads: Sequence[Bead], links: Sequence[Link], sides: tuple[Linked, Linked]) -> None:
    for side, ids, ranges in (
        (sides[0], (link.source for link in links), (bead.source for bead in beads)),
        (sides[1], (link.target for link in links), (bead.target for bead in beads)),
    ):
        seen: set[int] = set()
        for name, index in zip(chain.from_iterable(ids), chain.from_iterable(ranges), strict=True):
            if index in seen:
                what = f"sentence {name[:40]} of {side.path} is in two links"
                raise InputError(what, where=path, remedy="put each sentence into one link")
            seen.add(index)


def _with_nulls(beads: Sequence[Bead], sizes: tuple[int, int], score: float) -> list[Bead]:
    """The beads in source order, and a null for every other sentence, next to the sentence before it."""
    reached = 0
    placed: list[tuple[int, Bead]] = []  # a null of the target side follows the bead that it follows in the file
    for bead in beads:
        reached = bead.source.start if bead.source else reached
        placed.append((reached, bead))
    linked = {i for bead in beads for i in bead.source}
    placed += [(i, Bead(range(i, i + 1), range(0), score)) for i in range(sizes[0]) if i not in linked]
    ordered = [bead for _, bead in sorted(placed, key=lambda item: item[0])]
    holder = {j: k for k, bead in enumerate(ordered) for j in bead.target}
    behind: dict[int, list[Bead]] = {}
    place = -1
    for j in range(sizes[1]):
        if j in holder:
            place = holder[j]
        else:
            behind.setdefault(place, []).append(Bead(range(0), range(j, j + 1), score))
    whole = list(behind.get(-1, ()))
    for k, bead in enumerate(ordered):
        whole += [bead, *behind.get(k, ())]
    return whole
