"""Pieces that have broken readers of some format before, for texts, attributes and values; see `fuzz_mutations`."""

from __future__ import annotations

import random

# The share of pieces that are long ones: each takes as long to read as a hundred of the others.
_LONG_SHARE = 0.03

_CHARACTERS = "\0 \t\r\n\x1c\x85\u0301\u200b\u202e\u2028\u2029\ufeff\ufffe\ud800\U0010ffffİßﷺ²٣\"'`(<[{|_#\\"
_SHORT = (
    *_CHARACTERS,
    *(b"\xff\xfe", b"\xc0\x80", b"\xed\xa0\x80", b"\x80", "👩‍👩‍👧", "\x1b[31m", "\r\n", "\n\n"),
    *("-1", "0", "1e999", "nan", "inf", "-0", "9" * 19, "0x10", "1_000", "१२", "1-1", "9999-9999", "1."),
    *("a_", "a.", "> ", "* ", "- ", "# ", "[a](", "![", "Mr. ", "%s%n", "{0}", "${a}", "__proto__", "=1+1"),
    *("<![CDATA[", "]]>", "<!--", "-->", "<?xml?>", '<!DOCTYPE a [<!ENTITY b "c">]>', "&b;", "&amp;"),
    *("&#0;", "&#x110000;", "&#xD800;", "<script>", "</script>", "<ruby><rt>", "<a ", "<p>"),
    *("<table><tr><td colspan=99999999>", "../../../etc/passwd", "file:///dev/zero", "/dev/stdin", "CON"),
    *("\\u-99999?", "\\bin999999999 ", "\\'zz", "{\\rtf1", "\\u55357?", "{\\*\\", "\\cell\\row", "\\par ", "\\uc9 "),
    *("00:00:00,000 --> 99:99:99,999", "{\\an8}", "<v Ann>", 'msgctxt "', "#~ ", '"\\'),
    *('msgid ""\nmsgstr[9] "x"\n', "stream\r\n", "endstream", "endobj", "1 0 R", "<< /Length -1 >>", "BT (a)"),
    *("/Filter [/FlateDecode/FlateDecode]", "[0,1]:[2]:0.5", "[]:[]", "[999999999]:[0]", "[0-9]", "_x0041_"),
    *("id\tkind", ",,,,", ";;;;"),
)
_LONG = (
    *("\u0301" * 200, "ﷺ" * 20, "9" * 5000, '"' * 61 + "a", "a_" * 40 + "!", "a." * 40 + "!", "&amp;" * 99),
    *("(" * 2000, "[" * 2000, "{" * 2000, "<" * 2000, "`" * 2000, "<a " * 99, "{\\rtf1" * 200, "{\\*\\" * 50),
    *("> " * 300, "* " * 300, "- " * 300, "#" * 300, "*a " * 300, "_" * 999, "[a](" * 300, "![" * 300, "|" * 999),
    *(" " * 5000, "\n" * 5000, "\t" * 5000, "a" * 5000, "a b " * 5000, "Mr. " * 999, "." * 5000, "…?!" * 999),
    *("\\cell\\row" * 50, "<div>" * 999, "\r" * 999, "«" * 999, "\u202e" * 999, "3.141 " * 999, "A.B." * 999),
)


def hostile(chance: random.Random) -> bytes:
    """One of the pieces; some are not UTF-8."""
    piece = chance.choice(_LONG if chance.random() < _LONG_SHARE else _SHORT)
    return piece.encode("utf-8", "surrogatepass") if isinstance(piece, str) else piece
