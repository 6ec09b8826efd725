"""How likely each word is to be translated by each other word, in both directions, and how frequent words are.

::

    forward   p(t|s)   a row of entries for each source word      gato ◀─ .62 ── cat ── .31 ─▶ gata
    backward  p(s|t)   a row of entries for each target word
    u(s), u(t)         how likely a word is, anywhere in a text of its language

The file format: `MAGIC`, then one zlib stream of a JSON line (languages, sizes), the words of both sides, one per line
and sorted, and byte planes of the entries of both tables together: the number of entries of each source word, the
columns as differences, and both probabilities as 8-bit logarithms.
"""

from __future__ import annotations

import hashlib
import json
import math
import zlib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.read.unpack import Meter, inflated
from aligner.streams import Place, bytes_of, name_of, write_to
from aligner.words.packing import coded, decoded, planes, unplaned
from aligner.words.table import Table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Integers = npt.NDArray[np.int32]
    Floats = npt.NDArray[np.float32]
    Truths = npt.NDArray[np.bool_]
    Indexes = npt.NDArray[np.integer]

FAMILY = b"aligner-lexicon "
MAGIC = FAMILY + b"1\n"
# Steps of the 8-bit logarithms, 254 of them below 1: p down to 4e-5 within 2 %, u down to 2e-8 within 3.5 %.
STEP = 0.04
UNIGRAM_STEP = 0.07
# An unknown word counts as half as likely as the rarest known one; as words seen twice are kept, that is like one seen
# once.
UNKNOWN = 0.5
_REMEDY = "give a file written by 'aligner train'"


@dataclass(frozen=True, eq=False)
class LookUp:
    """What a lexicon knows about the word types of two texts.

    Attributes:
        forward, backward: p(t|s) and p(s|t) over the given types, with rows in their order.
        source_probability, target_probability: unigram probability of each type, including unknown ones.
        source_known, target_known: whether the lexicon has any translation of each type.
    """

    forward: Table
    backward: Table
    source_probability: Floats
    target_probability: Floats
    source_known: Truths
    target_known: Truths


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Translation and unigram probabilities of a pair of languages, over the tokens of `aligner.words.tokens`.

    Entries too weak to be informative are missing, so a row sums to less than 1.

    Attributes:
        languages: ISO 639-1 codes of source and target.
        source_words, target_words: the words, sorted by code point; the tables refer to their positions.
        source_probability, target_probability: unigram probability of each word.
        forward: p(t|s), a row for each source word.
        backward: p(s|t), a row for each target word.
        content: the content of the file that the lexicon was loaded from, if any, because packing it again just for
            `digest` would be slow.
    """

    languages: tuple[str, str]
    source_words: tuple[str, ...]
    target_words: tuple[str, ...]
    source_probability: Floats
    target_probability: Floats
    forward: Table
    backward: Table
    content: bytes | None = field(default=None, repr=False)

    @classmethod
    def empty(cls, languages: tuple[str, str] = ("und", "und")) -> Lexicon:
        """A lexicon that knows nothing: texts are aligned by the look of words, lengths and layout alone."""
        import numpy as np

        nothing = np.zeros(0, np.float32)
        table = Table(np.zeros(1, np.int32), np.zeros(0, np.int32), nothing)
        return cls(languages, (), (), nothing, nothing, table, table)

    @classmethod
    def load(cls, path: Place) -> Lexicon:
        """Load what `save` has written, from a file or a stream of bytes; raises `InputError` for anything else."""
        name = name_of(path)
        try:
            content = Path(path).read_bytes() if isinstance(path, (str, Path)) else bytes_of(path)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise InputError(f"cannot be read ({reason})", where=name, remedy=_REMEDY) from None
        if content.startswith(FAMILY) and not content.startswith(MAGIC):
            raise InputError("is a lexicon of another version", where=name, remedy="train it again")
        if not content.startswith(MAGIC):
            raise InputError("is not a lexicon", where=name, remedy=_REMEDY)
        try:
            packed = inflated(content[len(MAGIC) :], Meter(len(content), math.inf, name))
            lexicon = _unpacked(packed)
        except (zlib.error, ValueError, KeyError, TypeError, IndexError, RecursionError):
            raise InputError("is damaged", where=name, remedy=_REMEDY) from None
        return replace(lexicon, content=packed)

    def save(self, path: Place) -> None:
        """Write it to a file or a stream of bytes; the same lexicon always gives the same bytes."""
        data = MAGIC + zlib.compress(self._packed, 9)
        if isinstance(path, (str, Path)):
            Path(path).write_bytes(data)
        else:
            write_to(path, data)

    def rounded(self) -> Lexicon:
        """The lexicon as its file would give it back, rounded to 8-bit logarithms."""
        return _unpacked(self._packed)

    def swapped(self) -> Lexicon:
        """The same lexicon with source and target exchanged; it is made once."""
        return self._swapped

    @cached_property
    def _swapped(self) -> Lexicon:
        return Lexicon(
            languages=(self.languages[1], self.languages[0]),
            source_words=self.target_words,
            target_words=self.source_words,
            source_probability=self.target_probability,
            target_probability=self.source_probability,
            forward=self.backward,
            backward=self.forward,
        )

    @cached_property
    def digest(self) -> str:
        """Twelve hexadecimal digits that identify the content: the same for a lexicon and for its saved file."""
        return hashlib.sha256(self._packed).hexdigest()[:12]

    def translations(self, word: str, n: int = 5) -> list[tuple[str, float]]:
        """The n likeliest target words for a source word (in lower case), with p(t|s), best first."""
        row = _index(self.source_words, word)
        if row < 0:
            return []
        entries = slice(self.forward.starts[row], self.forward.starts[row + 1])
        found = zip(self.forward.columns[entries].tolist(), self.forward.values[entries].tolist(), strict=True)
        best = sorted(found, key=lambda entry: (-entry[1], entry[0]))[:n]
        return [(self.target_words[column], value) for column, value in best]

    def lookup(
        self,
        source_types: Sequence[str],
        target_types: Sequence[str],
        documents: tuple[Indexes, Indexes] | None = None,
    ) -> LookUp:
        """What the lexicon knows about the word types (each given once) of a text and of its translation.

        Args:
            documents: where there are several texts, the text of each source type and of each target type.
        """
        import numpy as np

        source, target = (
            np.fromiter((places.get(word, -1) for word in types), np.int32, len(types))
            for places, types in zip(self._places, (source_types, target_types), strict=True)
        )
        return LookUp(
            forward=self.forward.selected(source, target, documents),
            backward=self.backward.selected(target, source, documents and documents[::-1]),
            source_probability=_probabilities(self.source_probability, source),
            target_probability=_probabilities(self.target_probability, target),
            source_known=self.forward.filled(source),
            target_known=self.backward.filled(target),
        )

    @cached_property
    def _places(self) -> tuple[dict[str, int], dict[str, int]]:
        """The position of each source word, and of each target word."""
        source, target = ({word: k for k, word in enumerate(words)} for words in (self.source_words, self.target_words))
        return source, target

    @cached_property
    def _packed(self) -> bytes:
        """The file's content before compression."""
        import numpy as np

        if self.content is not None:
            return self.content

        width = max(len(self.target_words), 1)
        forward = self.forward.rows().astype(np.int64) * width + self.forward.columns
        backward = self.backward.columns.astype(np.int64) * width + self.backward.rows()
        places = np.union1d(forward, backward)
        rows, columns = np.divmod(places, width)
        codes = np.zeros((2, len(places)), np.uint8)
        codes[0, np.searchsorted(places, forward)] = coded(self.forward.values, STEP)
        codes[1, np.searchsorted(places, backward)] = coded(self.backward.values, STEP)
        sizes = np.bincount(rows, minlength=len(self.source_words))
        words = "".join(f"{word}\n" for word in self.source_words + self.target_words).encode()
        header = {
            "languages": self.languages,
            "source": len(self.source_words),
            "target": len(self.target_words),
            "entries": len(places),
            "text": len(words),
        }
        parts = [
            json.dumps(header).encode() + b"\n",
            words,
            coded(self.source_probability, UNIGRAM_STEP).tobytes(),
            coded(self.target_probability, UNIGRAM_STEP).tobytes(),
            planes(sizes),
            # Differences, even to the end of the row before: modulo 2**32 the columns come back as they were.
            planes(np.diff(columns, prepend=0)),
            codes.tobytes(),
        ]
        return b"".join(parts)


def _unpacked(content: bytes) -> Lexicon:
    """The inverse of `Lexicon._packed`; raises ValueError or similar if the content is inconsistent."""
    import numpy as np

    line, _, content = content.partition(b"\n")
    header = json.loads(line)
    n_source, n_target, n_entries, text = (int(header[key]) for key in ("source", "target", "entries", "text"))
    if len(content) != text + n_source + n_target + 4 * n_source + 6 * n_entries:
        raise ValueError("sizes and content disagree")
    words = tuple(content[:text].decode().split("\n")[:-1])
    arrays = np.frombuffer(content, np.uint8, offset=text)
    sizes_at = n_source + n_target
    columns_at = sizes_at + 4 * n_source
    codes_at = columns_at + 4 * n_entries
    sizes = unplaned(arrays[sizes_at:columns_at])
    columns = np.cumsum(unplaned(arrays[columns_at:codes_at]), dtype=np.uint32).view(np.int32)
    forward, backward = decoded(arrays[codes_at:], STEP).reshape(2, n_entries)
    if (
        len(words) != sizes_at
        or sizes.sum() != n_entries
        or (n_entries and not 0 <= columns.min() <= columns.max() < n_target)
    ):
        raise ValueError("sizes and content disagree")
    rows = np.repeat(np.arange(n_source), sizes)
    source_language, target_language = header["languages"]
    return Lexicon(
        languages=(source_language, target_language),
        source_words=words[:n_source],
        target_words=words[n_source:],
        source_probability=decoded(arrays[:n_source], UNIGRAM_STEP),
        target_probability=decoded(arrays[n_source:sizes_at], UNIGRAM_STEP),
        forward=Table.of_entries(rows, columns, forward, n_source),
        backward=Table.of_entries(columns, rows, backward, n_target),
    )


def _index(words: Sequence[str], word: str) -> int:
    """The position of each word among sorted words; -1 if it is not there."""
    at = bisect_left(words, word)
    return at if at < len(words) and words[at] == word else -1


def _probabilities(known: Floats, indexes: Integers) -> Floats:
    """Unigram probabilities at the indexes; for an index of -1, `UNKNOWN` × that of the rarest word."""
    import numpy as np

    # If no word is known, the value has no meaning; use that of a rare word.
    unknown = UNKNOWN * known.min() if len(known) else np.float32(1e-6)
    return np.append(known, np.float32(unknown))[indexes]
