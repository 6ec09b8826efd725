"""What the control words of RTF stand for: characters, code pages, and groups with text outside the body."""

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
# Escaped signs that stand for characters; a reader sees nothing of others, such as the soft hyphen ``\-``.
SIGNS = {b"{": "{", b"}": "}", b"\\": "\\", b"~": "\xa0", b"_": "-"}

# Destinations marked with ``\*`` that have text of the body: text boxes, and Unicode text after the same text in bytes.
BODY_DESTINATIONS = frozenset({"shpinst", "ud"})

# Destinations without that mark that have none: a field's code, numbers and bullets of lists, notes, headers and
# footers, index entries, pictures, a text box repeated for old programs, properties.
OTHER_DESTINATIONS = frozenset(
    {"fldinst", "listtext", "pntext", "footnote", "annotation", "header", "headerl", "headerr", "headerf", "footer"}
    | {"footerl", "footerr", "footerf", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "xe", "tc"}
    | {"pict", "nonshppict", "shprslt", "sp", "objdata", "nonesttables", "colortbl", "filetbl", "info", "private"}
    | {"listtable", "listoverridetable", "revtbl", "rsidtbl", "template", "rxe", "txe"}
)

# What a font's ``\fcharset`` means; with any other number, the document's own code page holds.
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
# What the words mean by which a document names its code page.
CODE_PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_NUMBERED = {10000: "mac_roman", 65001: "utf-8"}


def code_page(number: int) -> str:
    """The codec of ``\\ansicpg``; Windows-1252 for an unknown number."""
    name = _NUMBERED.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
