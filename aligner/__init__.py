"""Align a text and its translation, sentence by sentence.

>>> import aligner
>>> alignment = aligner.align("It rained. We stayed at home.", "Llovía. Nos quedamos en casa.")
>>> for pair in alignment.pairs():
...     print(pair.kind, pair.source, "|", pair.target)
1-1 It rained. | Llovía.
1-1 We stayed at home. | Nos quedamos en casa.
"""

__version__ = "0.1.0"

# These modules import numpy, nltk and the like only inside functions, so that `aligner --help` is instant.
from aligner.align import align
from aligner.errors import AlignerError
from aligner.evaluate import evaluate
from aligner.lexicon import Lexicon
from aligner.load import load
from aligner.model import Alignment, Bead, Block, Document, Pair, Sentence
from aligner.options import Options
from aligner.read import read
from aligner.segment import segment
from aligner.split import split
from aligner.write import write

__all__ = [
    "AlignerError",
    "Alignment",
    "Bead",
    "Block",
    "Document",
    "Lexicon",
    "Options",
    "Pair",
    "Sentence",
    "align",
    "evaluate",
    "load",
    "read",
    "segment",
    "split",
    "write",
]
