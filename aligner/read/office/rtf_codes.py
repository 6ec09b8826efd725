"""What RTF's control words stand for: characters, code pages, and groups of text outside the body."""

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
# Escaped signs that stand for characters; others, such as the soft hyphen ``\-``, are invisible to a reader.
SIGNS = {b"{": "{", b"}": "}", b"\\": "\\", b"~": "\xa0", b"_": "-"}

# Words marked with ``\*`` that body text follows: text boxes, Unicode text that repeats the bytes before it, and styles
# of characters, which LibreOffice marks so.
BODY_DESTINATIONS = frozenset({"shpinst", "ud", "cs"})

# Destinations without that mark that hold no body text: field codes, numbers and bullets of lists, notes, headers and
# footers, index entries, pictures, text boxes repeated for old programs, properties.
OTHER_DESTINATIONS = frozenset(
    {"fldinst", "listtext", "pntext", "footnote", "annotation", "header", "headerl", "headerr", "headerf", "footer"}
    | {"footerl", "footerr", "footerf", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "xe", "tc"}
    | {"pict", "nonshppict", "shprslt", "sp", "objdata", "nonesttables", "colortbl", "filetbl", "info", "private"}
    | {"listtable", "listoverridetable", "revtbl", "rsidtbl", "template", "rxe", "txe"}
)

# Code pages for a font's ``\fcharset``; for any other number, the document's own code page applies.
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
# Code pages for the words by which a document names its own.
CODE_PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_NUMBERED = {10000: "mac_roman", 65001: "utf-8"}


def code_page(number: int) -> str:
    """The codec of ``\\ansicpg``; Windows-1252 for an unknown number."""
    name = _NUMBERED.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
