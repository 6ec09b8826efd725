"""Cues of subtitles -> blocks: what is said, however it is divided into cues.

A cue whose sentence continues in the next cue is joined with it. A dash or another speaker begins a new block; the dash
is layout and is dropped, like music notes. Sounds ("[door creaks]") are kept, each as a block of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from aligner.model import Block

# After this many seconds of silence, a cue begins a new block, even in the middle of a sentence. A guess.
PAUSE = 3.0

# Whether a sentence continues is judged by this many characters before the break. If all that was said were looked at
# for each line, the time would grow with the square of its length.
LOOK_BACK = 300

# If fewer lines than this share end a sentence, the file has no full stops, as in automatic captions, and nothing shows
# what to join. A guess: in films, more than half do.
MIN_STOPS = 0.1

_DASH = re.compile(r"\s*[-–—‐]+\s*(?=\S)")
_MUSIC = re.compile(r"[♪♫♬]+")
_SOUND = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")
_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_DOTS = re.compile(r"\s*(?:\.\.\.|…)\s*$")
_DOTS_BEFORE = re.compile(r"\s*(?:\.\.\.|…)\s*(?=\w)")


class Cue(NamedTuple):
    """What is shown at one time.

    Attributes:
        start, end: seconds from the beginning of the film.
        lines: what is shown, without markup, each line with its speaker; an empty name if the file gives none.
    """

    start: float
    end: float
    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class _Line:
    """What one speaker says in one cue: seconds, text, whether it opens with a dash, the speaker's name if given."""

    start: float
    end: float
    text: str
    opens: bool
    speaker: str


class _Speech:
    """Lines joined into one.

    Attributes:
        end: the last of it, by which `_parted` and `_runs_on` judge the next line.
    """

    def __init__(self, line: _Line) -> None:
        self.end = line
        self._start = line.start
        self._texts = [line.text]

    def add(self, line: _Line) -> None:
        self._texts.append(line.text)
        self.end = replace(self.end, end=line.end, text=f"{self.end.text} {line.text}"[-LOOK_BACK:])

    def go_on(self, line: _Line) -> None:
        """Add a line of the next cue; dots on both sides only show that the sentence continues, and are dropped."""
        if _DOTS.search(self._texts[-1]) and _DOTS_BEFORE.match(line.text):
            self._texts[-1] = _DOTS.sub("", self._texts[-1])
            line = replace(line, text=_DOTS_BEFORE.sub("", line.text, count=1))
        self.add(line)

    def line(self) -> _Line:
        return replace(self.end, start=self._start, text=" ".join(filter(None, self._texts)))


def blocks_of_cues(cues: Iterable[Cue]) -> tuple[Block, ...]:
    """The blocks of cues in the order of their times; the `place` of each is the time at which it begins.

    >>> (block,) = blocks_of_cues([Cue(1, 2, [("We leave", "")]), Cue(2, 3, [("tomorrow.", "")])])
    >>> block.place, block.text
    ('00:00:01.000', 'We leave tomorrow.')
    """
    lines = [line for cue in cues for line in _spoken(cue)]
    joins = sum(1 for line in lines if _STOP.search(line.text)) >= MIN_STOPS * len(lines)
    return tuple(Block(line.text, place=_clock(line.start)) for line in (_joined(lines) if joins else lines))


def _clock(seconds: float) -> str:
    """``"00:01:02.500"``."""
    thousandths = round(1000 * seconds)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def _spoken(cue: Cue) -> Iterator[_Line]:
    """The lines of a cue, with those of the same speaker joined."""
    return _gathered(_lines(cue), lambda line, below: not _parted(line, below), _Speech.add)


def _lines(cue: Cue) -> Iterator[_Line]:
    """The lines of a cue that say something, without dashes and music notes."""
    for raw, speaker in cue.lines:
        text = " ".join(_MUSIC.sub(" ", raw).split())
        dash = _DASH.match(text)
        text = text[dash.end() :] if dash else text
        if text:
            yield _Line(cue.start, cue.end, text, dash is not None, speaker)


def _joined(lines: Iterable[_Line]) -> Iterator[_Line]:
    """The lines, with those that share a sentence joined."""
    return _gathered(lines, _runs_on, _Speech.go_on)


def _gathered(
    lines: Iterable[_Line], belongs: Callable[[_Line, _Line], bool], add: Callable[[_Speech, _Line], None]
) -> Iterator[_Line]:
    """The lines, with each that belongs to the one above added to it."""
    speech: _Speech | None = None
    for line in lines:
        if speech and belongs(speech.end, line):
            add(speech, line)
            continue
        if speech:
            yield speech.line()
        speech = _Speech(line)
    if speech:
        yield speech.line()


def _parted(line: _Line, below: _Line) -> bool:
    """Whether someone else speaks in the line below, or one of the two lines is a sound."""
    other = below.opens or below.speaker != line.speaker
    return other or any(_SOUND.fullmatch(each.text) for each in (line, below))


def _runs_on(line: _Line, below: _Line) -> bool:
    """Whether the sentence of a line continues in the next."""
    if _parted(line, below) or below.start - line.end > PAUSE or not re.search(r"[^\W\d_]", line.text):
        return False
    if line.text.isupper() and not below.text.isupper():  # a title shown on screen
        return False
    if _DOTS.search(line.text):
        return below.text[:1].islower() or _DOTS_BEFORE.match(below.text) is not None
    return not _STOP.search(line.text)
