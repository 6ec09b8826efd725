"""Lines that only lead elsewhere, in any element: ``"Related articles"``, ``"Facebook Twitter Share"``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from aligner.languages import words
from aligner.languages.patterns import any_of, without_accents
from aligner.model import Block

MAX_LINE = 80  # maximum characters of such a line

# Names of networks, and signs between links; words such as "share" and "print" come from the languages.
_NETWORKS = frozenset(
    re.findall(
        r"\S+",
        "facebook twitter x instagram youtube whatsapp telegram linkedin pinterest reddit tiktok mastodon bluesky "
        "threads | · • / « » ← →",
    )
)


def without_scraps(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without lines that only lead elsewhere: ``"Related articles"``, ``"Facebook Twitter Share"``.

    >>> [block.text for block in without_scraps([Block("Facebook Twitter"), Block("Print.")])]
    ['Print.']
    """
    kept = tuple(block for block in blocks if block.kind == "cell" or not _is_scrap(block.text))
    return kept or tuple(blocks)


def _is_scrap(text: str) -> bool:
    if len(text) > MAX_LINE:
        return False
    plain = without_accents(text).lower()
    found = plain.split()
    return _line().fullmatch(plain) is not None or (len(found) > 1 and _link_words().issuperset(found))


@cache
def _line() -> re.Pattern[str]:
    return re.compile(rf"{any_of(words('scraps'))}[:.!…]?")


@cache
def _link_words() -> frozenset[str]:
    return _NETWORKS.union(map(without_accents, words("link_words")))
