"""Subtitles of Advanced SubStation Alpha (``.ass``) and its forerunner (``.ssa``) -> blocks.

::

    [Events]
    Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
    Dialogue: 0,0:00:01.50,0:00:03.00,Default,Ann,0,0,0,,{\\i1}We leave tomorrow{\\i0}\\Nif the wind turns.

Lines may stand in any order, are shown by their times, and are joined as in `aligner.read.plain.speech`. Left out:
overrides and remarks in braces, drawings, comments, the second layer of a line that is shown twice, and the syllables
of a karaoke, whose line is kept in a comment. Kept: signs and songs, which are in both languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from aligner.errors import InputError
from aligner.model import Block
from aligner.read.plain.speech import Cue, blocks_of_cues
from aligner.read.texts import prose_of

# The fields of a line where the file does not list them. The text comes last and may hold commas.
_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")

_EVENT = re.compile(r"(?P<kind>Format|Dialogue|Comment)\s*:(?P<rest>.*)", re.IGNORECASE)
_TIME = re.compile(r"\s*(\d{1,3}):(\d{1,2}):(\d{1,2}(?:[.,:]\d{1,3})?)\s*")
_BRACES = re.compile(r"(\{[^{}]*\})")
_DRAWS = re.compile(r"\\p(\d{1,2})")  # \p1 and above: what follows is a drawing; \p0: text again
_PLACED = re.compile(r"\\(?:pos|move)\s*\(")

# A sign that moves is drawn anew for each picture of the film, from where the last one ends. Seconds; a guess, as times
# are rounded to hundredths.
_NEXT_PICTURE = 0.06

# What Aegisub writes into the field of effects: for the line of a song, and for the pieces of it that it makes move.
_SONG, _PIECE = "karaoke", "fx"


def read_ass(data: bytes, encoding: str | None = None) -> tuple[Block, ...]:
    """The blocks of a subtitle file; see `blocks_of_ass`."""
    return blocks_of_ass(prose_of(data, encoding))


def blocks_of_ass(text: str) -> tuple[Block, ...]:
    r"""The blocks of subtitles; the `place` of each is the time at which it begins.

    >>> blocks = blocks_of_ass("Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\i1}Who?{\\i0}\\N- Me, and Ana.")
    >>> [(block.place, block.text) for block in blocks]
    [('00:00:01.000', 'Who?'), ('00:00:01.000', 'Me, and Ana.')]

    Raises `InputError` if nothing is said in it.
    """
    shown = sorted(_shown(text.split("\n")), key=lambda cue: cue[0].start)
    blocks = blocks_of_cues(_once(shown))
    if not blocks:
        what = "holds no subtitles: no line such as Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,Text"
        raise InputError(what, remedy="if it is plain text, name it .txt")
    return blocks


def _shown(lines: Iterable[str]) -> Iterator[tuple[Cue, bool]]:
    """What is shown, in the order of the file; and of each whether it has a place of its own on the screen."""
    names: tuple[str, ...] = _FIELDS
    for line in lines:
        event = _EVENT.match(line.strip())
        if event is None:
            continue
        kind, rest = event["kind"].lower(), event["rest"]
        if kind == "format":
            found = tuple(name.strip().lower() for name in rest.split(","))
            names = found if found[-1] == "text" else names  # that of styles lists other things
            continue
        fields = dict(zip(names, rest.split(",", len(names) - 1), strict=False))
        effect = fields.get("effect", "").strip().lower()
        if effect == _SONG or (kind == "dialogue" and effect != _PIECE):
            yield from _cue(fields)


def _cue(fields: Mapping[str, str]) -> Iterator[tuple[Cue, bool]]:
    start, end = (_TIME.fullmatch(fields.get(name, "")) for name in ("start", "end"))
    raw = fields.get("text", "")
    text = _plain(raw)
    if start and end and text.strip():
        lines = [(line, fields.get("name", "").strip()) for line in re.split(r"\\[Nn]", text)]
        yield Cue(_seconds(*start.groups()), _seconds(*end.groups()), lines), _PLACED.search(raw) is not None


def _seconds(hours: str, minutes: str, seconds: str) -> float:
    return 3600 * int(hours) + 60 * int(minutes) + float(re.sub("[,:]", ".", seconds))


def _plain(text: str) -> str:
    """The text without braces and what they say, and without drawings."""
    kept, draws = [], False
    for piece in _BRACES.split(text):
        if _BRACES.fullmatch(piece):
            scales = _DRAWS.findall(piece)
            draws = int(scales[-1]) > 0 if scales else draws
        elif not draws:
            kept.append(piece)
    return "".join(kept).replace("\\h", " ")


def _once(shown: Iterable[tuple[Cue, bool]]) -> Iterator[Cue]:
    """The cues, each text once for as long as it is shown without a break."""
    ends: dict[str, float] = {}
    for cue, is_placed in shown:
        text = "\n".join(line for line, _ in cue.lines)
        end = ends.get(text, -1.0)
        ends[text] = max(end, cue.end)
        if cue.start >= end + (_NEXT_PICTURE if is_placed else 0):
            yield cue
