"""Lines that only lead elsewhere, whatever they stand in: ``"Related articles"``, ``"Facebook Twitter Share"``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aligner.model import Block

MAX_LINE = 80  # characters of such a line

_LINE = re.compile(
    r"(?:skip to (?:main )?content|(?:ir|saltar) al contenido(?: principal)?|advertisement|publicidad|anuncio"
    r"|related (?:articles|posts|stories|news|content)|you may also (?:like|be interested in)"
    r"|leave a (?:reply|comment)|share (?:this(?: \w+)?|on [\w ]{1,20}|with your friends)|follow us(?: on [\w ]{1,20})?"
    r"|subscribe(?: to our newsletter)?|sign up for our newsletter|we use cookies|back to top|\d+ comments?"
    r"|art[ií]culos relacionados|noticias relacionadas|(?:tambi[eé]n )?te puede interesar"
    r"|deja (?:un comentario|una respuesta)|(?:compartir|comparte)(?: (?:est[ea] \w+|en [\w ]{1,20}|con tus amigos))?"
    r"|s[ií]guenos(?: en [\w ]{1,20})?"
    r"|suscr[ií]bete(?: a nuestro bolet[ií]n)?|volver arriba|\d+ comentarios?)[:.!…]?",
    re.IGNORECASE,
)
_NETWORKS = frozenset(
    re.findall(
        r"\S+",
        "facebook twitter x instagram youtube whatsapp telegram linkedin pinterest reddit tiktok mastodon bluesky "
        "threads email mail print share tweet pin imprimir compartir comparte correo tuitear enviar on en "
        "by por via prev previous next index home anterior siguiente índice inicio | · • / « » ← →",
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
    words = text.lower().split()
    return bool(_LINE.fullmatch(text)) or (len(words) > 1 and _NETWORKS.issuperset(words))
