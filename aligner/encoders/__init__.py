"""Encoders: from texts to vectors that lie close together where the texts mean the same.

::

    name ──load_model──▶ Model ──embed──▶ array [texts, d]
"""

from __future__ import annotations

from aligner.encoders.model import Model
from aligner.encoders.multilingual import NAME, multilingual


def load_model(name: str) -> Model:
    """The encoder of a name: ``"multilingual"``, or what `aligner.encoders.folders.from_folder` accepts.

    Raises `MissingExtraError` if its library is not installed, `InputError` if the model is missing or broken.
    """
    if name == NAME:
        return multilingual()
    from aligner.encoders.folders import from_folder

    return from_folder(name)
