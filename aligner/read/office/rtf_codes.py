"""What the words of Rich Text Format stand for: characters, code pages, and groups whose text is not the body's."""

from __future__ import annotations

import codecs

CHARACTERS = {
    "line": "\n",
    "lbr": "\n",
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}
# Escaped signs that are characters; others, such as the soft hyphen ``\-``, are none that a reader sees.
SIGNS = {b"{": "{", b"}": "}", b"\\": "\\", b"~": "\xa0", b"_": "-"}

# Destinations marked with ``\*`` that hold text of the body: text boxes, and a text in Unicode after the same in bytes.
BODY_DESTINATIONS = frozenset({"shpinst", "ud"})

# Destinations without that mark that hold none. A field's code, numbers and bullets of lists, notes, heads and feet,
# entries of an index, pictures, a box drawn again for old programs, properties.
OTHER_DESTINATIONS = frozenset(
    {"fldinst", "listtext", "pntext", "footnote", "annotation", "header", "headerl", "headerr", "headerf", "footer"}
    | {"footerl", "footerr", "footerf", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "xe", "tc"}
    | {"pict", "nonshppict", "shprslt", "sp", "objdata", "nonesttables", "colortbl", "filetbl", "info", "private"}
    | {"listtable", "listoverridetable", "revtbl", "rsidtbl", "template", "rxe", "txe"}
)

# What a font's ``\fcharset`` means; others are the document's own.
CHARSETS = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
# What the document itself says, by its word.
CODE_PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_NUMBERED = {10000: "mac_roman", 65001: "utf-8"}


def code_page(number: int) -> str:
    """The codec of ``\\ansicpg``; that of Windows in the West for one that is not known."""
    name = _NUMBERED.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
