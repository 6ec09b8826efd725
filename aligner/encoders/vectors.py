"""From texts to vectors, by any encoder: batches, checks, unit length.

An encoder is any function from texts to vectors that places a sentence and its translation close together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from aligner.characters import LONE_SURROGATE
from aligner.errors import InputError
from aligner.progress import Progress

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

# From texts to an array [texts, d], or anything that numpy can turn into one, with rows in the order of the texts.
Encoder = Callable[[list[str]], Any]

# Texts given to an encoder at once. Libraries sort these by length and divide them further to suit their device.
BATCH = 1024
# A language's mean is pulled towards zero as if there were this many more vectors, all zero, because the mean of a
# few is not that of the language. A guess.
_FEW = 20


def embed(texts: Sequence[str], encoder: Encoder, progress: Progress | None = None) -> Floats:
    """Vectors [texts, d] of length 1, or 0 for texts that are empty or mean nothing to the encoder.

    Each text is embedded once; half of a surrogate pair, which no tokenizer takes, becomes U+FFFD. `progress` is called
    with a name and the share that is done, if there are many. Raises `InputError` if the encoder does not give one
    finite vector for each.

    >>> embed(["a", "", "a"], lambda texts: [[3, 4] for text in texts]).tolist()
    [[0.6000000238418579, 0.800000011920929], [0.0, 0.0], [0.6000000238418579, 0.800000011920929]]
    """
    import numpy as np

    different = {text: row for row, text in enumerate(dict.fromkeys(text for text in texts if text.strip()))}
    asked = list(different)
    found = np.zeros((1, 1), np.float32)
    for start in range(0, len(asked), BATCH):
        batch = asked[start : start + BATCH]
        if progress and len(asked) > BATCH:
            progress("embedding", start / len(asked))
        vectors = unit(_checked(encoder([LONE_SURROGATE.sub("\ufffd", text) for text in batch]), batch))
        if not start:
            found = np.zeros((len(asked) + 1, vectors.shape[1]), np.float32)
        if vectors.shape[1] != found.shape[1]:
            raise _unusable(f"gave vectors of {found.shape[1]} and of {vectors.shape[1]} numbers")
        found[start : start + len(batch)] = vectors
    # The last row, for texts that were not asked for, is zero.
    rows = np.fromiter((different.get(text, len(asked)) for text in texts), np.int64, len(texts))
    return found[:-1] if len(rows) == len(asked) else found[rows]


def _checked(vectors: Any, texts: list[str]) -> Floats:
    """An encoder's output as an array; raises if it cannot be used."""
    import numpy as np

    try:
        array = np.asarray(vectors, np.float32)
    except (TypeError, ValueError) as error:
        raise _unusable(f"gave no array of numbers ({error})") from error
    if array.ndim != 2 or len(array) != len(texts) or not array.shape[1]:
        raise _unusable(f"gave an array of shape {array.shape} for {len(texts)} texts, not ({len(texts)}, d)")
    bad = ~np.isfinite(array).all(axis=1)
    if bad.any():
        raise _unusable(f"gave a vector that is not finite for {texts[int(bad.argmax())][:60]!r}")
    return array


def _unusable(what: str) -> InputError:
    return InputError(what, where="encoder", remedy="it must give one vector, always of the same length, for each text")


def unit(vectors: Floats) -> Floats:
    """Each vector along the last axis, scaled to length 1; zeros stay zeros."""
    import numpy as np

    # In two steps, because squares of very large or small numbers would overflow or vanish.
    out: Floats = vectors / np.maximum(np.abs(vectors).max(axis=-1, keepdims=True, initial=0), np.float32(1e-30))
    out /= np.maximum(np.linalg.norm(out, axis=-1, keepdims=True), np.float32(1e-30))
    return out


def around_mean(vectors: Floats, language: Floats | None = None) -> Floats:
    """Unit vectors [n, d] less the mean of their language, of length 1 again; zeros stay zeros.

    What all vectors of a language have in common says nothing of what a text means.

    Args:
        vectors: of texts in one language.
        language: the vectors whose mean is taken, if not that of all these.
    """
    import numpy as np

    known = np.any(vectors, axis=1)[:, None]
    of = vectors if language is None else language
    mean = of.sum(axis=0) / (np.count_nonzero(np.any(of, axis=1)) + _FEW)
    out = np.empty_like(vectors)
    for start in range(0, len(vectors), BATCH):  # in parts, because every step makes a copy
        part = slice(start, start + BATCH)
        out[part] = unit((vectors[part] - mean) * known[part])
    return out
