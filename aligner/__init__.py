"""Align a text and its translation, sentence by sentence.

>>> import aligner
>>> alignment = aligner.align("It rained. We stayed at home.", "Llovía. Nos quedamos en casa.")
>>> for pair in alignment.pairs():
...     print(pair.kind, pair.source, "|", pair.target)
1-1 It rained. | Llovía.
1-1 We stayed at home. | Nos quedamos en casa.
"""

# These modules import numpy, nltk and other heavy libraries only inside functions, to keep `aligner --help` instant.
from aligner.align import align, align_many
from aligner.errors import AlignerError, InputError, MissingExtraError
from aligner.formats import load, write
from aligner.formats.dress import dressed
from aligner.glossary.collect import glossary
from aligner.glossary.entries import Entry
from aligner.model import Alignment, Bead, Block, Document, Pair, Sentence
from aligner.options import Options
from aligner.quality.check import check
from aligner.quality.evaluate import evaluate
from aligner.quality.filters import filtered
from aligner.read import read
from aligner.text.segment import segment
from aligner.text.split import split
from aligner.version import __version__
from aligner.words.lexicon import Lexicon
from aligner.words.train import train

__all__ = [
    "AlignerError",
    "Alignment",
    "Bead",
    "Block",
    "Document",
    "Entry",
    "InputError",
    "Lexicon",
    "MissingExtraError",
    "Options",
    "Pair",
    "Sentence",
    "__version__",
    "align",
    "align_many",
    "check",
    "dressed",
    "evaluate",
    "filtered",
    "glossary",
    "load",
    "read",
    "segment",
    "split",
    "train",
    "write",
]
