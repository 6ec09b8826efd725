"""Subtitles (SubRip ``.srt``, WebVTT ``.vtt``) -> blocks: what is said, however it is divided into cues.

::

    00:01:02,500 --> 00:01:04,000      Block("We leave tomorrow if the wind turns.", place="00:01:02.500")
    We leave tomorrow
    00:01:04,100 --> 00:01:06,000
    <i>if the wind turns.</i>

A cue whose sentence continues in the next cue is joined with it. A dash or another speaker begins a new block; the dash
is layout and is dropped, like tags, positions, music notes and remarks. Sounds ("[door creaks]") are kept, each as a
block of its own.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aligner.errors import InputError
from aligner.model import Block
from aligner.read.texts import prose_of

# After this many seconds of silence, a cue begins a new block, even in the middle of a sentence. A guess.
PAUSE = 3.0

# Whether a sentence continues is judged by this many characters before the break. If all that was said were looked at
# for each line, the time would grow with the square of its length.
LOOK_BACK = 300

# If fewer lines than this share end a sentence, the file has no full stops, as in automatic captions, and nothing shows
# what to join. A guess: in films, more than half do.
MIN_STOPS = 0.1

_TIMES = re.compile(
    r"\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})\s*-{1,2}>\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})"
)
_TAG = re.compile(r"</?(?:[a-zA-Z][^<>\n]{0,200}|\d[\d:.]*)?>|\{\\[^{}\n]{0,200}\}")
_SPEAKER = re.compile(r"<v(?:\.[^\s<>]*)?\s+(?P<name>[^<>\n]{0,200})>")
_DASH = re.compile(r"\s*[-–—‐]+\s*(?=\S)")
_MUSIC = re.compile(r"[♪♫♬]+")
_SOUND = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")
_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_DOTS = re.compile(r"\s*(?:\.\.\.|…)\s*$")
_DOTS_BEFORE = re.compile(r"\s*(?:\.\.\.|…)\s*(?=\w)")
_REMARK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")


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


def read_subtitles(data: bytes, encoding: str | None = None) -> tuple[Block, ...]:
    """The blocks of a subtitle file; see `blocks_of_subtitles`."""
    return blocks_of_subtitles(prose_of(data, encoding))


def blocks_of_subtitles(text: str) -> tuple[Block, ...]:
    """The blocks of subtitles; the `place` of each is the time at which it begins.

    >>> cues = "1\\n00:00:01,000 --> 00:00:02,000\\n- Who?\\n- Me\\n\\n2\\n00:00:02,100 --> 00:00:03,000\\nand Ana."
    >>> [(block.place, block.text) for block in blocks_of_subtitles(cues)]
    [('00:00:01.000', 'Who?'), ('00:00:01.000', 'Me and Ana.')]

    Raises `InputError` if there are no cues.
    """
    lines = [line for cue in _cues(text.split("\n")) for line in _spoken(*cue)]
    if not lines:
        what = "holds no subtitles: no line such as 00:00:01,000 --> 00:00:02,500 with text below"
        raise InputError(what, remedy="if it is plain text, name it .txt")
    joins = sum(1 for line in lines if _STOP.search(line.text)) >= MIN_STOPS * len(lines)
    return tuple(Block(line.text, place=_clock(line.start)) for line in (_joined(lines) if joins else lines))


def _cues(lines: Sequence[str]) -> Iterator[tuple[float, float, list[str]]]:
    """Start, end and lines of each cue, without numbers, names and remarks."""
    is_vtt = lines[0].lstrip("\ufeff").startswith("WEBVTT")
    times: tuple[float, float] | None = None
    inside: list[str] = []
    for line in lines:
        found = _TIMES.match(line)
        if found:
            if times:
                # The last line is the number of this cue; a line of digits above that is text.
                if not is_vtt and inside and inside[-1].strip().isdigit():
                    inside.pop()
                yield *times, inside
            times, inside = (_seconds(*found.groups()[:4]), _seconds(*found.groups()[4:])), []
        elif is_vtt and times and (not line.strip() or (_REMARK.match(line) and not inside)):
            yield *times, inside
            times = None
        elif times and line.strip():
            inside.append(line)
    if times:
        yield *times, inside


def _seconds(hours: str | None, minutes: str, seconds: str, fraction: str) -> float:
    return 3600 * int(hours or 0) + 60 * int(minutes) + int(seconds) + int(fraction.ljust(3, "0")) / 1000


def _clock(seconds: float) -> str:
    """``"00:01:02.500"``."""
    thousandths = round(1000 * seconds)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def _spoken(start: float, end: float, lines: Sequence[str]) -> Iterator[_Line]:
    """The lines of a cue, with those of the same speaker joined."""
    speech: _Speech | None = None
    speaker = ""
    for raw in lines:
        voice = _SPEAKER.search(raw)
        speaker = voice["name"] if voice else speaker
        text = " ".join(_MUSIC.sub(" ", html.unescape(_TAG.sub("", raw))).split())
        dash = _DASH.match(text)
        text = text[dash.end() :] if dash else text
        if not text:
            continue
        line = _Line(start, end, text, dash is not None, speaker)
        if speech and not _parted(speech.end, line):
            speech.add(line)
            continue
        if speech:
            yield speech.line()
        speech = _Speech(line)
    if speech:
        yield speech.line()


def _joined(lines: Sequence[_Line]) -> Iterator[_Line]:
    """The lines, with those that share a sentence joined."""
    speech = _Speech(lines[0])
    for line in lines[1:]:
        if _runs_on(speech.end, line):
            speech.go_on(line)
        else:
            yield speech.line()
            speech = _Speech(line)
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
