"""Encoders: from texts to vectors that lie close together where the texts mean the same.

::

    name ──load_model──▶ Model ──embed──▶ array [texts, d]
"""

from __future__ import annotations

import warnings

from aligner.encoders.model import Model
from aligner.encoders.multilingual import NAME, multilingual, speaks
from aligner.encoders.vectors import Encoder
from aligner.errors import HintWarning, MissingExtraError
from aligner.languages import name_of
from aligner.languages.codes import primary

# Names that stand for no model: the multilingual encoder where it is needed, and none at all.
AUTO, NONE = "auto", "none"


def load_model(name: str) -> Model:
    """The encoder of a name: ``"multilingual"``, or what `aligner.encoders.folders.from_folder` accepts.

    Raises `MissingExtraError` if its library is not installed, `InputError` if the model is missing or broken.
    """
    if name == NAME:
        return multilingual()
    from aligner.encoders.folders import from_folder

    return from_folder(name)


def chosen(wanted: Encoder | str, languages: tuple[str, str], *, lexicon: bool) -> Encoder | None:
    """The encoder for two texts.

    Args:
        wanted: an encoder; the name of one; ``"none"``; or ``"auto"``: the multilingual encoder where the package has
            no lexicon for the languages and the encoder knows both. If it is not installed, a `HintWarning` says so.
        languages: codes of source and target.
        lexicon: whether the package has a lexicon for them.

    Raises what `load_model` raises.
    """
    if not isinstance(wanted, str):
        return wanted
    if wanted == NONE:
        return None
    if wanted != AUTO:
        return load_model(wanted)
    codes = primary(languages[0]), primary(languages[1])
    if lexicon or codes[0] == codes[1] or not speaks(*codes):
        return None
    try:
        return multilingual()
    except MissingExtraError as error:
        names = " and ".join(name_of(code) for code in codes)
        what = f"no lexicon for {names}: with an encoder far more is right; {error.remedy} (33 MB, works offline)"
        warnings.warn(what, HintWarning, stacklevel=4)  # where `align` was called
        return None
