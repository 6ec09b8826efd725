"""Regenerate the lists of frequent English and Spanish words: ``python tests/bench/frequent_words.py``.

They are the sufficiently frequent words of the shipped lexicon, so their sources are those named in
``aligner/words/data/en-es.lexicon.md``. The readers use them to tell words from halves of words.
"""

from __future__ import annotations

from pathlib import Path

import aligner
from aligner.words.shipped import shipped

FOLDER = Path(aligner.__file__).parent / "languages" / "words"

# Least probability in a text: "worn" has 1.2e-5 and "intelligence" 3e-6; halves such as "rían" and "tado" have 1e-6. Of
# 6,096 hyphens at line ends of wrapped texts, these lists decide 6,045 correctly, the whole lexicon 6,049.
MIN_PROBABILITY = 2e-6


def main() -> None:
    lexicon = shipped("en", "es")
    assert lexicon is not None
    source = zip(lexicon.source_words, lexicon.source_probability.tolist(), strict=True)
    target = zip(lexicon.target_words, lexicon.target_probability.tolist(), strict=True)
    for code, probabilities in (("en", source), ("es", target)):
        words = sorted(word for word, p in probabilities if p >= MIN_PROBABILITY and word.isalpha())
        head = "# Frequent words, made from the shipped lexicon by tests/bench/frequent_words.py."
        (FOLDER / f"{code}.txt").write_text("\n".join([head, *words, ""]), encoding="utf-8")
        print(f"{code}: {len(words):,} words")


if __name__ == "__main__":
    main()
