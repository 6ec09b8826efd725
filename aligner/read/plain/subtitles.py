"""Subtitles (SubRip ``.srt``, WebVTT ``.vtt``) -> blocks: what is said, however it is divided into cues.

::

    00:01:02,500 --> 00:01:04,000      Block("We leave tomorrow if the wind turns.", place="00:01:02.500")
    We leave tomorrow
    00:01:04,100 --> 00:01:06,000
    <i>if the wind turns.</i>

Tags, positions and remarks are dropped; how cues are joined is in `aligner.read.plain.speech`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from aligner.errors import InputError
from aligner.model import Block
from aligner.read.plain.speech import Cue, blocks_of_cues
from aligner.read.texts import prose_of

_TIMES = re.compile(
    r"\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})\s*-{1,2}>\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})"
)
_TAG = re.compile(r"</?(?:[a-zA-Z][^<>\n]{0,200}|\d[\d:.]*)?>|\{\\[^{}\n]{0,200}\}")
_SPEAKER = re.compile(r"<v(?:\.[^\s<>]*)?\s+(?P<name>[^<>\n]{0,200})>")
_REMARK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")


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
    blocks = blocks_of_cues(_cues(text.split("\n")))
    if not blocks:
        what = "holds no subtitles: no line such as 00:00:01,000 --> 00:00:02,500 with text below"
        raise InputError(what, remedy="if it is plain text, name it .txt")
    return blocks


def _cues(lines: Sequence[str]) -> Iterator[Cue]:
    """The cues, without numbers, names and remarks."""
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
                yield Cue(*times, tuple(_without_tags(inside)))
            times, inside = (_seconds(*found.groups()[:4]), _seconds(*found.groups()[4:])), []
        elif is_vtt and times and (not line.strip() or (_REMARK.match(line) and not inside)):
            yield Cue(*times, tuple(_without_tags(inside)))
            times = None
        elif times and line.strip():
            inside.append(line)
    if times:
        yield Cue(*times, tuple(_without_tags(inside)))


def _seconds(hours: str | None, minutes: str, seconds: str, fraction: str) -> float:
    return 3600 * int(hours or 0) + 60 * int(minutes) + int(seconds) + int(fraction.ljust(3, "0")) / 1000


def _without_tags(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The lines of a cue, each with its speaker, who also speaks the next ones."""
    speaker = ""
    for raw in lines:
        voice = _SPEAKER.search(raw)
        speaker = voice["name"] if voice else speaker
        yield html.unescape(_TAG.sub("", raw)), speaker
