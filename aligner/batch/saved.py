"""The file that a person has worked on: what of it is kept, and the line that says what was found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.formats import read_back
from aligner.formats.loaded import Loaded, Witness
from aligner.formats.table import FORMATS, format_of
from aligner.model import STATUSES, Alignment, Document
from aligner.streams import STANDARD_INPUT, STDIO

if TYPE_CHECKING:
    from aligner.search.keep import Kept

_MOST_NAMED = 10  # rows in a message


@dataclass(frozen=True)
class Saved:
    """An alignment and the file it was read from.

    Attributes:
        path: the file.
        loaded: what was read.
        notes: on what was skipped or assumed while it was read.
    """

    path: str
    loaded: Loaded
    notes: tuple[str, ...] = ()

    @classmethod
    def read(cls, path: str, languages: tuple[str, str] | None) -> Saved:
        """Read a file of any format that holds texts; raises `InputError` for one that holds numbers alone."""
        format = format_of(path)
        if format is not None and format.load_ladder:
            texts = " ".join(suffix for each in FORMATS if each.holds_texts for suffix in each.suffixes)
            raise InputError("holds sentence numbers but no text", where=path, remedy=f"give one of {texts}")
        notes: list[str] = []
        return cls(path, read_back(path, languages=languages, report=notes.append), tuple(notes))

    def kept(self, source: Document, target: Document) -> Kept:
        """What a person made of it, in these documents; raises `InputError` that names the file if there is nothing."""
        from aligner.search.keep import find_again

        loaded = self._tied_to(source, target)
        witness = loaded.witness
        by_file = witness in (Witness.FILE, Witness.MEMORY)
        alignment = _confirmed(loaded.alignment) if by_file else loaded.alignment
        ordered, by_kind = witness is not Witness.MEMORY, witness in (Witness.KIND, Witness.FILE)
        try:
            return find_again(alignment, source, target, ordered=ordered, by_kind=by_kind)
        except InputError as error:
            error.where = self.path
            error.what = ", ".join([error.what, *_doubts(self.loaded.doubts)])
            raise

    def _tied_to(self, source: Document, target: Document) -> Loaded:
        """What was read; sentences that were retyped in a workbook have their originals in these documents."""
        from aligner.formats.xlsx.retyped import with_originals

        if not any(self.loaded.retyped):
            return self.loaded
        texts = (sentence.text for document in (source, target) for sentence in document.sentences)
        return replace(self.loaded, alignment=with_originals(self.loaded.alignment, self.loaded.retyped, texts))

    def not_understood(self, kept: Kept) -> tuple[str, ...]:
        """What a person meant and the program does not know: ``"row 88: its target (Llovía.) is not in b.txt"``.

        What a memory holds beside the units of these texts is no riddle.
        """
        lost = () if self.loaded.witness is Witness.MEMORY else self.lost(kept)
        return (*self.loaded.doubts, *lost)

    def lost(self, kept: Kept) -> tuple[str, ...]:
        """The places of what is not kept, the first with the reason."""
        places = [self.loaded.places[each.bead] for each in kept.lost]
        return (f"{places[0]}: {kept.lost[0].why}", *places[1:]) if places else ()


def what_is_converted(path: str, loaded: Loaded) -> str:
    """``"book.xlsx: 7,630 rows, 12 changed, 40 confirmed, 1 not understood (row 88: …)"``."""
    parts = [*_deleted(loaded, "left out"), *_doubts(loaded.doubts)]
    if loaded.witness in (Witness.STATUS, Witness.KIND):
        parts = [*_counts(bead.status for bead in loaded.alignment.beads), *parts]
    return _line(path, loaded, parts)


def what_is_kept(saved: Saved, kept: Kept) -> str:
    """The same of a file whose work is kept; what is not in the texts was not understood."""
    loaded = saved.loaded
    found = [bead.status for bead in (*kept.beads, *kept.moved)]
    lost = [loaded.alignment.beads[each.bead].status for each in kept.lost]
    counts = [f"{len(found):,} found in the texts"] if loaded.witness is Witness.MEMORY else _counts([*found, *lost])
    doubts = saved.not_understood(kept)
    return _line(saved.path, loaded, [*counts, *_edits(kept), *_deleted(loaded, "aligned again"), *_doubts(doubts)])


def _line(path: str, loaded: Loaded, parts: Sequence[str]) -> str:
    number = len(loaded.alignment.beads)
    name = STANDARD_INPUT if path == STDIO else path
    return ", ".join([f"{name}: {number:,} {loaded.unit}{'s' * (number != 1)}", *parts])


def _counts(statuses: Iterable[str]) -> list[str]:
    counts = Counter(statuses)
    return [f"{counts[status]:,} {status}" for status in reversed(STATUSES) if status != "auto"]


def _edits(kept: Kept) -> list[str]:
    """What became of the sentences that were edited or divided: ``"2 of 3 edited sentences found"``."""
    found, lost = (sum(getattr(side, name) for side in kept.edited or ()) for name in ("found", "lost"))
    if not found + lost:
        return []
    return [f"{found:,} of {found + lost:,} edited sentence{'s' * (found + lost != 1)} found"]


def _deleted(loaded: Loaded, fate: str) -> list[str]:
    return [f"{len(loaded.deleted):,} deleted and {fate} ({_first(loaded.deleted)})"] if loaded.deleted else []


def _doubts(doubts: Sequence[str]) -> list[str]:
    """How many there are: the first with the reason, of some others the place."""
    if not doubts:
        return []
    places = [doubt.partition(": ")[0] for doubt in doubts[1:]]
    return [f"{len(doubts):,} not understood ({doubts[0]}{f'; also {_first(places)}' if places else ''})"]


def _first(names: Sequence[str]) -> str:
    return ", ".join([*names[:_MOST_NAMED], *(["…"] if len(names) > _MOST_NAMED else [])])


def _confirmed(alignment: Alignment) -> Alignment:
    """The alignment with every pair confirmed; nulls stay as they are."""
    beads = (
        bead if bead.is_null or bead.status != "auto" else replace(bead, status="confirmed") for bead in alignment.beads
    )
    return replace(alignment, beads=tuple(beads))
