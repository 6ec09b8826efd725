"""The whole way over hostile texts and options: two texts ──▶ alignment ──▶ files ──▶ the same again.

A case is JSON, so that a finding can be read and shortened::

    {"source": "…", "target": "…", "as": "text", "languages": ["en", "es"], "lexicon": "own", "stops": [[1, 1]], …}
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from fuzz_checks import ChangedError, check_alignment, check_formats
from fuzz_texts import pair, text
from stories import ENGLISH, SPANISH
from toy_encoders import hashed

import aligner
from aligner.errors import CodeError
from aligner.formats.table import WRITTEN
from aligner.languages.identify import identify
from aligner.model import STATUSES, Alignment
from aligner.read.plain.text import blocks_of
from aligner.words.lexicon import Lexicon
from aligner.words.train import train

_LANGUAGES = (
    *(None, ("en", "es"), ("es", "en"), ("ja", "th"), ("ar", "zh-Hant")),
    *(("und", "en"), ("en", "en"), ("x", "no code")),
)
_FORMATS = 3  # that a case is written in, besides the lossless one


def made(chance: random.Random) -> bytes:
    """A case."""
    source, target = pair(chance)
    case = {
        "source": source,
        "target": target,
        "as": chance.choice(("text", "text", "sentences", "blocks", "document")),
        "languages": chance.choice(_LANGUAGES),
        "pre_segmented": chance.random() < 0.15,
        "unrelated": chance.random() < 0.8,
        "abbreviations": [text(chance)[:20]] if chance.random() < 0.1 else [],
        "lexicon": chance.choice((None, None, "empty", "own")),
        "encoder": "toy" if chance.random() < 0.15 else "none",
        "stops": [_numbers(chance) for _ in range(chance.choice((0, 0, 0, 1, 3)))],
        "kept": [chance.randrange(5) for _ in range(20)] if chance.random() < 0.3 else [],
        "formats": chance.sample(sorted(WRITTEN), _FORMATS),
    }
    return json.dumps(case).encode()


def _numbers(chance: random.Random) -> tuple[int, int]:
    at = chance.choice((0, 1, 1, 2, 5, 20, -1))
    return at, max(-1, at + chance.choice((0, 0, 0, 1, -1)))


def run(data: bytes, folder: Path) -> None:
    """Align twice, check, write, read back; then do so again with what a person might have kept of it."""
    case = json.loads(data)
    try:
        options = aligner.Options(
            languages=tuple(case["languages"]) if case["languages"] else None,
            abbreviations=tuple(case["abbreviations"]),
            pre_segmented=case["pre_segmented"],
            unrelated=case["unrelated"],
        )
    except CodeError:
        return
    settings = {"options": options, "lexicon": _lexicon(case["lexicon"]), "encoder": _encoder(case["encoder"])}
    sides = [_given(case["as"], case[side], side, options) for side in ("source", "target")]
    found = _aligned(sides, settings, [tuple(stop) for stop in case["stops"]])
    formats = [".json", *case["formats"]]
    check_formats(found, folder, formats)
    if case["kept"]:
        again = aligner.align(*sides, **settings, keep=_edited(found, case["kept"]))
        check_alignment(again)
        check_formats(again, folder, formats)


def _aligned(sides: Sequence[Any], settings: dict[str, Any], stops: Sequence[tuple[int, int]]) -> Alignment:
    """The same alignment twice; without the stops if they contradict each other or the texts."""
    try:
        found = aligner.align(*sides, **settings, stops=stops)
    except ValueError as error:
        if not stops or "stop" not in str(error):
            raise
        stops = ()
        found = aligner.align(*sides, **settings)
    check_alignment(found)
    if aligner.align(*sides, **settings, stops=stops) != found:
        raise ChangedError("another alignment the second time")
    return found


def _given(form: str, content: str, name: str, options: aligner.Options) -> Any:
    if form == "sentences":
        return content.splitlines() or [content]
    if form == "blocks":
        return blocks_of(content)
    code = options.languages[name == "target"] if options.languages else identify(content).language
    return aligner.segment(blocks_of(content), code) if form == "document" else content


def _edited(alignment: Alignment, choices: Sequence[int]) -> Alignment:
    """Some beads confirmed, changed and joined with the next one, some sentences reworded, as the page does it."""
    beads = list(alignment.beads)
    for at, what in enumerate(choices[: len(beads)]):
        if what < len(STATUSES):
            beads[at] = replace(beads[at], status=STATUSES[what])
    blocks = []
    for block in alignment.source.blocks:
        sentences = block.sentences
        if sentences and choices[len(blocks) % len(choices)] == 4:  # the last sentence has a word more
            last = sentences[-1]
            reworded = f"{last.text} indeed"
            original = last.original if last.original is not None else last.text
            sentences = (
                *sentences[:-1],
                replace(last, text=reworded, end=last.start + len(reworded), original=original),
            )
            block = replace(block, text=block.text[: last.start] + reworded, sentences=sentences)
        blocks.append(block)
    return replace(alignment, source=replace(alignment.source, blocks=tuple(blocks)), beads=tuple(beads))


def _encoder(name: str) -> Any:
    return hashed if name == "toy" else name


@cache
def _lexicon(name: str | None) -> Lexicon | None:
    if name == "own":
        return train(zip(ENGLISH, SPANISH, strict=True), languages=("en", "es"))
    return Lexicon.empty() if name == "empty" else None
