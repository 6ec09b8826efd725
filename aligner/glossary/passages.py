"""The words of both sides of each bead, with what phrases need to know of them.

::

    "The path operation’s name, useState()."
      the path operation s | name |             words in lower case; | is where no phrase goes on
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from aligner.languages import Language
from aligner.model import Document

if TYPE_CHECKING:
    import regex

# A run of Katakana, which spells a name or a loan; a Chinese or Japanese letter, which means something by itself; a
# word. Letters of other scripts without spaces (Thai, Lao, Khmer, Burmese) mean nothing, so these have no words here.
_UNSPACED = r"\p{sc=Kana}ー\p{sc=Han}\p{sc=Hira}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}"
_SPACED = rf"(?![{_UNSPACED}])\p{{L}}(?:(?![{_UNSPACED}])[\p{{L}}\p{{M}}])*"
_WORD = rf"[\p{{sc=Kana}}ー]+|[\p{{sc=Han}}\p{{sc=Hira}}]\p{{M}}*|{_SPACED}"
# What is for machines: addresses, and whatever has a sign, a digit or a capital in it as no word has.
_PART = rf"[^\s{_UNSPACED}]"  # of what stands between two spaces
_LETTER = rf"[[\p{{L}}\p{{M}}\d]--[{_UNSPACED}]]"
_CODE = (
    r"(?:https?://|www\.)\S+"
    rf"|(?<!{_PART}){_PART}*[_@\\{{}}<>=|~^*#$%`+/\[\]]{_PART}*"
    rf"|(?<!{_LETTER})(?:\p{{Ll}}+\p{{Lu}}{_LETTER}*|{_LETTER}+(?:[.:]{{1,2}}{_LETTER}+)+|{_LETTER}+\([^\s()]*\))"
    rf"|(?<!{_LETTER})(?={_LETTER}*\d){_LETTER}+|\.\p{{L}}+"
)
_HYPHENS = "-‐‑"
# What may stand between two words of a phrase.
_JOINT = rf"\s+|[{_HYPHENS}'’]|"
# Most letters of words that are written without a capital in a title (with, para). A guess.
_SHORT = 4
# After these a capital says nothing: the word begins a sentence, a title or a speech.
_OPENING = r"(?:[.!?…:;\"“«»‘—–¿¡•]['’]?)\s*(?:[-—–]\s*)?['‘’]?$"


@dataclass(frozen=True, slots=True)
class Passage:
    """One side of a bead.

    Attributes:
        text: its sentences, one a line.
        words: each word as it is written.
        spans: where each word begins and ends in the text.
        joined: whether each word continues a phrase with the word before it.
        hyphened: whether it even continues the word before it, after a hyphen.
        opens: whether a capital of each word may be due to its place.
    """

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    joined: tuple[bool, ...]
    hyphened: tuple[bool, ...]
    opens: tuple[bool, ...]


def passage(document: Document, sentences: Iterable[int]) -> Passage:
    """Some sentences of a document; program code has no words."""
    kinds = {i: document.blocks[document.block_of[i]].kind for i in sentences}
    texts = {i: document.sentences[i].text.replace("\n", " ") for i, kind in kinds.items() if kind != "code"}
    titles = [kinds[i] == "heading" or _is_title(text) for i, text in texts.items()]
    return _passage("\n".join(texts.values()), titles)


def _is_title(text: str) -> bool:
    """Whether all longer words of a text have a capital: "What We Have Been Working On"."""
    words = [word for word in _pattern(_WORD).findall(text) if len(word) > _SHORT]
    rest = sum(map(str.isalpha, text)) - sum(map(len, words))  # short words, or another script
    return len(words) > 1 and all(word[0].isupper() for word in words) and rest <= sum(map(len, words))


def _passage(text: str, titles: Sequence[bool]) -> Passage:
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    joined: list[bool] = []
    hyphened: list[bool] = []
    opens: list[bool] = []
    end = line = 0
    for match in _pattern(f"(?P<code>{_CODE})|(?P<mark>[^\\p{{L}}\\s]+)|{_WORD}").finditer(text):
        if match.lastgroup:
            continue
        first, last = match.span()
        between = text[end:first]
        line += between.count("\n")
        goes_on = bool(words) and "\n" not in between and bool(_pattern(_JOINT).fullmatch(between))
        words.append(match[0])
        spans.append((first, last))
        joined.append(goes_on)
        hyphened.append(goes_on and between in tuple(_HYPHENS))
        begins = len(words) == 1 or "\n" in between or bool(_pattern(_OPENING).search(between))
        opens.append(begins or titles[line])
        end = last
    return Passage(text, tuple(words), tuple(spans), tuple(joined), tuple(hyphened), tuple(opens))


def functional(passage: Passage, language: Language) -> tuple[list[bool], list[bool]]:
    """For each word, whether it is a function word, which is no term by itself; and whether it may stand inside one."""
    known = language.function_words | language.articles | language.elided
    words = [word.lower() for word in passage.words]
    found = [word in known or (len(word) == 1 and word.isascii()) or _is_hiragana(word) for word in words]
    inside = [
        not own or word in language.inside_terms or _is_hiragana(word) for word, own in zip(words, found, strict=True)
    ]
    for k, word in enumerate(words[1:], start=1):
        if len(word) <= 2 and passage.text[passage.spans[k][0] - 1] in "'’":  # don't, he'll, Quixote's
            found[k] = True
            inside[k] = word == "s"
            if word == "t":
                found[k - 1], inside[k - 1] = True, False
    return found, inside


def _is_hiragana(word: str) -> bool:
    return not word.isascii() and bool(_pattern(r"\p{sc=Hira}\p{M}*").fullmatch(word))


@cache
def _pattern(expression: str) -> regex.Pattern[str]:
    import regex

    return regex.compile(expression, regex.V1)
