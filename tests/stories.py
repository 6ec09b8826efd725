"""A short story in English and Spanish, paired sentence by sentence, to build documents from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from factories import block

from aligner.model import Alignment, Document

STORY: list[list[tuple[str, str]]] = [
    [(english, spanish) for english, spanish in paragraph]
    for paragraph in json.loads((Path(__file__).parent / "cases/story.json").read_text("utf-8"))
]
ENGLISH = [english for paragraph in STORY for english, _ in paragraph]
SPANISH = [spanish for paragraph in STORY for _, spanish in paragraph]

# Sentences that nothing but their words tells apart.
PLAIN_ENGLISH = [
    "It rained all night in Madrid.",
    "We stayed at home with the dogs.",
    "Nobody came to the door.",
    "In 1997 the war was over.",
    "The captain sold his ship to an old friend.",
    "She wrote a long letter to her mother.",
    "The children went to school on foot.",
    "My brother bought a white horse.",
]
PLAIN_SPANISH = [
    "Llovió toda la noche en Madrid.",
    "Nos quedamos en casa con los perros.",
    "Nadie vino a la puerta.",
    "En 1997 la guerra había terminado.",
    "El capitán vendió su barco a un viejo amigo.",
    "Ella escribió una larga carta a su madre.",
    "Los niños fueron a la escuela a pie.",
    "Mi hermano compró un caballo blanco.",
]


def document(language: str, *paragraphs: Sequence[str]) -> Document:
    """A document made of these paragraphs, each a list of sentences; empty ones are left out."""
    return Document(language, language, tuple(block(*sentences) for sentences in paragraphs if sentences))


def story(side: int, without: Iterable[int] = ()) -> Document:
    """The story in English (0) or Spanish (1), in its nine paragraphs, without some of its 36 sentences."""
    gone = set(without)
    kept = [[(4 * k + n, pair[side]) for n, pair in enumerate(paragraph)] for k, paragraph in enumerate(STORY)]
    return document(("en", "es")[side], *([text for n, text in part if n not in gone] for part in kept))


def links(alignment: Alignment) -> list[tuple[list[int], list[int]]]:
    """The sentences of each bead."""
    return [(list(bead.source), list(bead.target)) for bead in alignment.beads]
