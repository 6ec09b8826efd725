"""Whether the bytes of a Western text were decoded correctly, judged by where accented letters and marks appear.

Read as Mac Roman, "¿Qué pasó?" in Windows-1252 is "øQuÈ pasÛ?": a small ø before a capital, an È inside a word.
"""

from __future__ import annotations

import re
from functools import cache

from aligner.languages import known, language, words

_FOREIGN = re.compile(r"[^\x00-\x7f]")


def plausibility(text: str) -> int:
    """Number of characters beyond ASCII in plausible places, less those in implausible ones, plus familiar words.

    >>> plausibility("¿Qué pasó?") > 0 > plausibility("øQuÈ pasÛ?")
    True
    """
    foreign = len(_FOREIGN.findall(text))
    plausible = len(_plausible().findall(text))
    alien = sum(len(run) for run in _alien().findall(text))
    return 2 * plausible - foreign - 3 * alien + len(_familiar().findall(text))


@cache
def _letters() -> tuple[str, str]:
    """The accented letters of all known languages, lower and upper case."""
    small = "".join(sorted({letter for code in known() for letter in language(code).letters}))
    return small, "".join(letter.upper() for letter in small if len(letter.upper()) == 1)


@cache
def _plausible() -> re.Pattern[str]:
    """Typographic characters and accented letters in the places where correctly decoded text has them."""
    small, capital = _letters()
    return re.compile(
        rf"(?<=\w)[{small}ªº°]|[{small}](?=\w)|(?<!\w)[{small}](?!\w)"
        rf"|(?<![^\W_A-Z{capital}])[{capital}](?=\w)|(?<=[A-Z{capital}])[{capital}]|(?<!\w)[ÀÁÉÓÚ](?!\w)"
        r"|(?<!\w)[¿¡«“‘„‹](?=[\w¿¡«“‘\s])|(?<=[\w.,;:!?…)\]\s’”])[»”’›]|(?<!\w)’(?=\w)"
        r"|[–—…€£§©®™·•]|(?<=[\d\s])[½¼¾±×°º]|(?<=\w)[²³]|\xa0"
    )


@cache
def _alien() -> re.Pattern[str]:
    """Greek or Cyrillic words decoded as Western: no Western language has three accented letters in a row."""
    return re.compile(f"[{''.join(_letters())}]{{3,}}")


@cache
def _familiar() -> re.Pattern[str]:
    """Frequent words and parts of words with accents, and Spanish opening marks before a word."""
    found = words("familiar")
    whole = [word for word in found if not word.startswith("-")]
    endings = [part[1:] for part in found if part.startswith("-") and not part.endswith("-")]
    inside = [part[1:-1] for part in found if part.startswith("-") and part.endswith("-")]
    return re.compile(rf"\b(?:{'|'.join(whole)})\b|(?:{'|'.join(endings)})\b|{'|'.join(inside)}|[¿¡][A-ZÁÉÍÓÚa-z]{{2}}")
