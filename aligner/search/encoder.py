"""Sentence embeddings: a model from its folder, or any function, to unit vectors.

::

    name ──load_model──▶ Model ──embed──▶ array [texts, d]

An encoder is any function from texts to vectors that places a sentence and its translation close together. Models are
loaded from this machine and never downloaded.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

# From texts to an array [texts, d], or anything that numpy can turn into one, with rows in the order of the texts.
Encoder = Callable[[list[str]], Any]

# Texts given to an encoder at once. Libraries sort these by length and divide them further to suit their device.
BATCH = 1024
# The extra of this package that installs each library.
EXTRAS = {"model2vec": "model2vec", "sentence-transformers": "encoder"}


@dataclass(frozen=True)
class Model:
    """An encoder from a folder.

    Attributes:
        name: library and model, ``"model2vec:potion-multilingual-128M"``; the same wherever the folder is.
        encode: see `Encoder`.
    """

    name: str
    encode: Encoder = field(repr=False)

    def __call__(self, texts: list[str]) -> Any:
        return self.encode(texts)


def load_model(name: str) -> Model:
    """A model, by its folder or by its name on the Hugging Face Hub if it has been downloaded to this machine.

    ``"model2vec:NAME"`` and ``"sentence-transformers:NAME"`` say which library reads it; otherwise its files do.
    Transformers run on a GPU if torch finds one.

    Raises `MissingExtraError` if the library is not installed, `InputError` if the model is missing or broken.
    """
    prefix, _, rest = name.partition(":")
    library, model = (prefix, rest) if prefix in EXTRAS else ("", name)
    folder = _folder(model, library or "sentence-transformers")
    library = library or _library(folder, name)
    try:
        encode = _LOADERS[library](folder)
    except ImportError as error:
        raise _missing(library, error) from error
    except Exception as error:  # the libraries let any error from reading a broken file through
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        remedy = "download the model again, or say which library reads it, as in 'model2vec:FOLDER'"
        raise InputError(f"{library} cannot read this model ({reason})", where=name, remedy=remedy) from error
    called = folder.resolve().name if folder == Path(model) else model
    return Model(f"{library}:{called}", encode)


def _folder(model: str, library: str) -> Path:
    """The model's folder: as given, or in the cache of the Hugging Face Hub."""
    path = Path(model)
    kind = _kind(path) if model else ""
    if kind == "folder":
        return path
    if kind == "file":
        raise InputError("is a file", where=model, remedy="give the folder that holds the model's files")
    # As in sentence-transformers, names without an owner belong to its own authors.
    known_as = model if "/" in model else f"sentence-transformers/{model}"
    try:
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HFValidationError
    except ImportError as error:
        raise _missing(library, error) from error
    remedy = f"run 'hf download {known_as}' once, with a network, or give the model's folder"
    try:
        return Path(snapshot_download(known_as, local_files_only=True))
    except HFValidationError as error:
        what = f"{model!r} is neither a folder nor a model's name"
        raise InputError(what, where="--encoder", remedy="give the model's folder") from error
    except (OSError, ValueError) as error:  # the error for a model that is not here depends on the library's version
        raise InputError("no such encoder on this machine", where=model, remedy=remedy) from error


def _kind(path: Path) -> str:
    try:
        return "folder" if path.is_dir() else "file" if path.is_file() else ""
    except OSError:  # a name that the file system does not accept
        return ""


def _library(folder: Path, name: str) -> str:
    """Which library wrote a folder."""
    modules, config = (_json(folder / file) for file in ("modules.json", "config.json"))
    if isinstance(modules, list) and modules:
        # model2vec adds this file so that both libraries can read its models; model2vec itself needs no torch.
        return "model2vec" if str(modules[0].get("type", "")).endswith("StaticEmbedding") else "sentence-transformers"
    if isinstance(config, dict) and config.get("model_type", "model2vec") != "model2vec":
        return "sentence-transformers"
    if (folder / "tokenizer.json").exists() and list(folder.glob("*.safetensors")):
        return "model2vec"
    remedy = "give the folder of a sentence-transformers or model2vec model"
    raise InputError("holds no model (no modules.json, no tokenizer.json)", where=name, remedy=remedy)


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _missing(library: str, error: ImportError) -> MissingExtraError:
    absent = isinstance(error, ModuleNotFoundError)
    what = f"needs {library}, which is not installed" if absent else f"needs {library}, which does not start ({error})"
    return MissingExtraError(what, where="--encoder", remedy=f"pip install 'aligner[{EXTRAS[library]}]'")


def _load_model2vec(folder: Path) -> Encoder:
    from model2vec import StaticModel

    model = StaticModel.from_pretrained(folder)
    return lambda texts: model.encode(texts, use_multiprocessing=False)


def _load_sentence_transformers(folder: Path) -> Encoder:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # otherwise it draws one on any stream
    model = SentenceTransformer(str(folder), local_files_only=True)
    return lambda texts: model.encode(texts, show_progress_bar=False)


_LOADERS = {"model2vec": _load_model2vec, "sentence-transformers": _load_sentence_transformers}


def embed(texts: Sequence[str], encoder: Encoder) -> Floats:
    """Vectors [texts, d] of length 1, or 0 for texts that are empty or mean nothing to the encoder.

    Each text is embedded once. Raises `InputError` if the encoder does not give one finite vector for each.

    >>> embed(["a", "", "a"], lambda texts: [[3, 4] for text in texts]).tolist()
    [[0.6000000238418579, 0.800000011920929], [0.0, 0.0], [0.6000000238418579, 0.800000011920929]]
    """
    import numpy as np

    different = list(dict.fromkeys(text for text in texts if text.strip()))
    found: dict[str, Floats] = {}
    for start in range(0, len(different), BATCH):
        batch = different[start : start + BATCH]
        found.update(zip(batch, unit(_checked(encoder(list(batch)), batch)), strict=True))
    sizes = sorted({len(vector) for vector in found.values()}) or [1]
    if len(sizes) > 1:
        raise _unusable(f"gave vectors of {sizes[0]} and of {sizes[-1]} numbers")
    out = np.zeros((len(texts), sizes[0]), np.float32)
    for row, text in enumerate(texts):
        if text in found:
            out[row] = found[text]
    return out


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
    vectors = vectors / np.maximum(np.abs(vectors).max(axis=-1, keepdims=True, initial=0), np.float32(1e-30))
    unit: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), np.float32(1e-30))
    return unit
