"""The marks at the end of a sentence in every script: patterns made of Unicode properties and a language's own marks.

::

    … to be “funny.”[a] [26] The liaison     stop  "."     close  "”[a]"     note  " [26]"
    これは何？（図１）次へ                      stop  "？"     close  ""
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from aligner.languages import language

if TYPE_CHECKING:
    import regex

# Parts of patterns for `regex`, where [[a]--[b]] is the class of what is in a but not in b.
_STOP = r"\p{Sentence_Terminal}…"
_ALSO_IN_WORDS = ".․．﹒"  # Latin, Armenian and full-width points: in numbers, addresses and abbreviations too
_ALSO_INSIDE = "?!‽‼⁇⁈⁉…"  # a sentence may go on after these; what remains of Sentence_Terminal only ever ends one
_SURE = rf"[[\p{{Sentence_Terminal}}]--[{_ALSO_IN_WORDS}{_ALSO_INSIDE}]]"
_OPENER = r"\p{Ps}\p{Pi}\p{Pf}\"'`*_"  # » and ” open sentences in German and Swedish
_CLOSER = r"\p{Pe}\p{Pf}\"'"
_DASH = r"—–―‒\-"
_NO_WORDS = r"\p{Line_Break=Complex_Context}"  # Thai, Lao, Khmer, Burmese …: no space between words either
_NO_SPACES = r"\p{Han}\p{Hiragana}\p{Katakana}ー"  # scripts in which no space follows a sentence


@dataclass(frozen=True, slots=True)
class Marks:
    """The patterns for texts in one language.

    Attributes:
        candidate: a mark that may end a sentence: `stop`, `close` with the closing and footnote marks right after it,
            and `gap`, the white space after those. `sure` is set if the stop has no other use. `stop` is empty after
            a word that ends sentences by itself.
        following: what comes next: `open` with opening marks, `next` with a word, `after` with its stop or bracket.
        word: the word before a stop (group 1), without the opening marks before it.
        no_start: what cannot begin a sentence.
        letters: a word that consists of letters only, with their accents and vowel signs.
        unspaced: a letter of a script in which no space follows a sentence.
        caseless: a letter of a script without capitals but with spaces between words, or else Chinese or Japanese.
        run: a letter of another script without spaces between words, such as Thai.
        note: footnote marks set apart, before what may begin a sentence.
        number: a bare number before a word with a capital, `begins`: perhaps a footnote mark too.
        quote: a quotation mark set apart that may open or close.
        proper: a stop that has no other use, or one of the language's own.
    """

    candidate: regex.Pattern[str]
    following: regex.Pattern[str]
    word: regex.Pattern[str]
    no_start: regex.Pattern[str]
    letters: regex.Pattern[str]
    unspaced: regex.Pattern[str]
    caseless: regex.Pattern[str]
    run: regex.Pattern[str]
    note: regex.Pattern[str]
    number: regex.Pattern[str]
    quote: regex.Pattern[str]
    proper: regex.Pattern[str]


@cache
def marks_of(code: str) -> Marks:
    """The patterns for the language with this code.

    >>> marks = marks_of("el")
    >>> [match["stop"] for match in marks.candidate.finditer("Πού; Εδώ. 何？（図）はい。!")]
    [';', '.', '？']
    """
    import regex

    words = language(code)
    return Marks(
        candidate=regex.compile(_candidate(words.stops, words.endings), regex.V1 | regex.X),
        following=regex.compile(
            rf"(?P<open>(?:[{_OPENER}{_DASH}¿¡]\s?){{0,8}}(?:(?:…|\.\.\.)\s?)?[¿¡]?)"
            rf"(?P<next>[^\W_][\w'’]{{0,39}})?(?P<after>[.)]?)",
            regex.V1,
        ),
        word=regex.compile(rf"(?:.*[{_DASH}/(\s])?[{_OPENER}¿¡]*(.*)", regex.V1 | regex.S),
        no_start=regex.compile(
            rf"[{_DASH}\p{{Pf}}\p{{Pe}}\"'\s]{{0,4}}"
            rf"(?:[[\p{{Terminal_Punctuation}}\p{{Pe}}%/&]--[.]]|\.(?!\.)|(?:…|\.\.+)(?!\s?\w))",
            regex.V1,
        ),
        letters=regex.compile(r"[\p{L}\p{M}]+", regex.V1),
        unspaced=regex.compile(rf"[{_NO_SPACES}]", regex.V1),
        caseless=regex.compile(rf"[[\p{{Lo}}\p{{M}}]--[{_NO_WORDS}]]", regex.V1),
        run=regex.compile(rf"[{_NO_WORDS}]", regex.V1),
        note=regex.compile(_note(words.note_words), regex.V1 | regex.X | regex.I),
        number=regex.compile(rf"\s?\d{{1,3}}(?=\s+[{_OPENER}¿¡—]*(?P<begins>\p{{Lu}}[\w'’]*))", regex.V1),
        quote=regex.compile(r"\s[\"”“](?=\s|\Z)", regex.V1),
        proper=regex.compile(rf"(?:{_SURE}|{_any(words.stops)})(?=\s|\Z)", regex.V1),
    )


def _candidate(stops: Collection[str], endings: Collection[str]) -> str:
    stop = rf"(?:[{_STOP}]|{_any(stops)})" if stops else f"[{_STOP}]"
    ending = rf"|(?<=\w(?:{_any(endings)}))(?=\s)" if endings else ""
    return rf"""
    (?<!{stop})                                 # only at the first mark of a run, or "....…" would take n² steps
    (?P<stop>
        {stop}+(?P<sure>(?<={_SURE}))?(?:\ \.\.?(?=\s))*
        {ending}
    )
    (?P<close>
        (?:[{_CLOSER}]|[*_]++(?!\w))*+              # * and _ are Markdown's
        (?:[«“‘‹](?=\s|\Z)|\s»(?=[\s,.]|\Z))?      # German closes with «“, French with a space and »
        # Notes right after it: ".[26][b]", ".[citation needed]", ".(1)", ".³", ".†"; but not the left-out words of
        # ".[…]", nor a link of Markdown, ".[text](address)".
        (?:\[(?=[^\[\]]*\w)[^\[\]]{{1,40}}\](?!\()|[(（]\d{{1,3}}[)）]|[¹²³⁰⁴-⁹†‡])*
        (?:\s?[:;]-?[()DP](?!\w))?               # smileys
    )
    (?: (?P<gap>\s+)(?=\S)
      | (?(sure)(?=[^\s{_STOP}])|(?!))           # "है।वह"
      | (?=[¿¡—\p{{Ps}}\p{{Pi}}]?[\p{{Lu}}\p{{Lt}}\p{{Lo}}])  # "fin.El", "です!次"
      | (?<=[{_NO_SPACES}][{_ALSO_INSIDE}]{{1,4}}[{_CLOSER}]{{0,3}})(?=[\p{{N}}\p{{Ll}}])   # "です!2人"
      | (?<=\p{{Ll}}{{2}}[.?!][{_CLOSER}]{{0,3}})(?=\d{{1,3}}\s+\p{{Lu}})   # a raised mark come down: "fin.7 El"
    )
    """


def _note(words: Iterable[str]) -> str:
    return rf"""
    (?:\s?\[(?:
        (?:[\p{{L}}.]{{1,8}}\s?)?\d{{1,3}}       # [26], [note 3]
      | \p{{L}}                                 # [a]
      | {_any(words)}                           # [citation needed]
    )\])+
    (?=\s*\Z|\s+(?-i:[^\s\p{{Ll}}]))             # before lower case it is part of the next sentence
    """


def _any(words: Iterable[str]) -> str:
    r"""A pattern that matches one of the words, any white space between their parts; it matches nothing without words.

    >>> print(_any(["a.", "b c"]), _any([]))
    a\.|b\s+c (?!)
    """
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in sorted(words)) or "(?!)"
