"""Encoders from a folder on this machine, by the libraries model2vec and sentence-transformers; never downloaded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from aligner.encoders.model import Model, missing
from aligner.encoders.vectors import Encoder
from aligner.errors import InputError


def from_folder(name: str) -> Model:
    """A model, by its folder or by its name on the Hugging Face Hub if it has been downloaded to this machine.

    ``"model2vec:NAME"`` and ``"sentence-transformers:NAME"`` say which library reads it; otherwise its files do.
    Transformers run on a GPU if torch finds one.

    Raises `MissingExtraError` if the library is not installed, `InputError` if the model is missing or broken.
    """
    prefix, _, rest = name.partition(":")
    library, model = (prefix, rest) if prefix in _LOADERS else ("", name)
    folder = _folder(model, library or "sentence-transformers")
    library = library or _library(folder, name)
    try:
        encode = _LOADERS[library](folder)
    except ImportError as error:
        raise missing(library, error) from error
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
        raise missing(library, error) from error
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
    except (OSError, ValueError, RecursionError):
        return None


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
