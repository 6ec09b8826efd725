"""Documents that are matched by content: files are read one at a time, and only their words are kept.

::

    files ──▶ 2 × Shelf ──match──▶ Pair, Pair, …   files left over, files that cannot be read
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aligner.batch.faults import as_ours
from aligner.batch.pair import Settings, lexicon_for
from aligner.batch.texts import Reading, content, shown
from aligner.commands.two_folders import ByContent, Pair
from aligner.errors import AlignerError, LanguageError
from aligner.languages import name_of
from aligner.languages.codes import primary
from aligner.languages.contradiction import contradiction, neighbours
from aligner.languages.identify import UNKNOWN, identify, sample
from aligner.progress import Progress, part

if TYPE_CHECKING:
    from aligner.matching.run import Match
    from aligner.matching.shelf import Filling

# The share of the time, roughly, after which all files are read.
_READ = 0.6
# Characters of a text by which its language is recognised; they are kept until that of all is known.
_SAMPLE = 2_000
_ALONE = "no partner found by content"
_WORDLESS = "holds no words to match it by"


def by_content(
    sources: Sequence[str], targets: Sequence[str], settings: Settings, progress: Progress | None = None
) -> ByContent:
    """Find which source file and which target file translate each other.

    Args:
        sources, targets: paths.
        settings: how texts are read, lexicons and the encoder.
        progress: told of each step.

    Raises `LanguageError` where not two languages are found, and what reading a lexicon or an encoder raises.
    """
    from aligner.matching.run import knowledge, match

    source = _Side.read(sources, settings.reading, part(progress, 0, _READ / 2))
    target = _Side.read(targets, settings.reading, part(progress, _READ / 2, _READ))
    if not source.paths or not target.paths:
        left = dict.fromkeys((*source.paths, *target.paths), _ALONE)
        return ByContent((UNKNOWN, UNKNOWN), (), left, {**source.failed, **target.failed})
    languages = settings.reading.options.languages or _languages(source, target)
    source.leave_out_others(*languages)
    target.leave_out_others(*reversed(languages))
    known = knowledge(languages, lexicon_for(settings.lexicons, *languages), settings.encoder)
    found = match(source.filling.shelf(), target.filling.shelf(), known, part(progress, _READ, 1))
    pairs = tuple(_pair(each, source, target) for each in found)
    left = {**source.left, **target.left, **_alone(found, source, target)}
    return ByContent(languages, pairs, left, {**source.failed, **target.failed})


def _pair(match: Match, source: _Side, target: _Side) -> Pair:
    doubt = "" if match.is_sure else _doubt(match, source, target)
    return Pair(source.paths[match.source], target.paths[match.target], match.score, doubt)


def _alone(matches: Sequence[Match], source: _Side, target: _Side) -> dict[str, str]:
    """Why each file that was matched with no other is left: some fit as well as the one that was taken."""
    left = dict.fromkeys((*source.paths, *target.paths), _ALONE)
    for match in matches:
        pair = source.paths[match.source], target.paths[match.target]
        left.update((source.paths[k], f"fits {pair[1]} about as well as {pair[0]}") for k in match.source_rivals)
        left.update((target.paths[k], f"fits {pair[0]} about as well as {pair[1]}") for k in match.target_rivals)
    for match in matches:
        left.pop(source.paths[match.source], None)
        left.pop(target.paths[match.target], None)
    return left


def _doubt(match: Match, source: _Side, target: _Side) -> str:
    rivals = [target.paths[k] for k in match.target_rivals] + [source.paths[k] for k in match.source_rivals]
    if not rivals:
        return "doubtful: its words tell little"
    more = f" and {len(rivals) - 1} more fit" if len(rivals) > 1 else " fits"
    return f"doubtful: {rivals[0]}{more} about as well"


@dataclass(frozen=True)
class _Side:
    """The files of one side.

    Attributes:
        paths: of the files that are matched, in the order of their bags in `filling`.
        languages: what each is in, as far as that is recognised.
        samples: some text of each.
        filling: their words.
        left, failed: as in `ByContent`.
    """

    filling: Filling
    paths: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    samples: list[str] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)
    failed: dict[str, AlignerError] = field(default_factory=dict)

    @classmethod
    def read(cls, paths: Sequence[str], reading: Reading, progress: Progress) -> _Side:
        """Read the files one at a time; one that cannot be read does not stop the others."""
        from aligner.matching.shelf import Filling

        side = cls(Filling())
        for number, path in enumerate(paths):
            progress(f"reading {shown(path)}", number / len(paths))
            try:
                side._add(path, reading)
            except Exception as fault:
                side.failed[path] = as_ours(fault)
        return side

    def _add(self, path: str, reading: Reading) -> None:
        blocks = content(path, reading)
        texts = [blocks] if isinstance(blocks, str) else [block.text for block in blocks]
        if not self.filling.add(texts):
            self.left[path] = _WORDLESS
            return
        prose = texts if isinstance(blocks, str) else [block.text for block in blocks if block.kind != "code"]
        text = sample("\n".join(prose), _SAMPLE)
        self.paths.append(path)
        self.languages.append(primary(identify(text).language))
        self.samples.append(text)

    def leave_out_others(self, own: str, other: str) -> None:
        """Leave out the files in the language of the other side, which are not translated, and those in a third."""
        for at in reversed(range(len(self.paths))):
            found = self.languages[at]
            if found != primary(other) or found in neighbours(primary(own)):
                found = contradiction(self.samples[at], own)
            if found:
                self.left[self.paths[at]] = f"is in {name_of(found)}, not in {name_of(own)}"
                del self.paths[at], self.languages[at], self.samples[at], self.filling.bags[at]


def _languages(source: _Side, target: _Side) -> tuple[str, str]:
    """The two languages that most files are in; raises `LanguageError` if there are no two."""
    left, right = (Counter(code for code in side.languages if code != UNKNOWN) for side in (source, target))
    choices = [(left[one] + right[other], one, other) for one in left for other in right if one != other]
    if not choices:
        names = ", ".join(sorted({name_of(code) for code in (*left, *right)})) or "none is recognised"
        raise LanguageError(
            f"the documents of both sides should be in two languages (found: {names})",
            remedy="give texts and their translations, or name the languages with --lang, such as --lang en,es",
        )
    _, one, other = max(choices, key=lambda choice: choice[0])
    return one, other
