"""Glosses inside a text: a term in one language, and beside it its translation into the language of the text, or back.

::

    the Colectivo Resistencia Sur (Southern Resistance Collective)      in brackets
    “Fábrica sin Patrones” (“Factory without Bosses”) or FaSinPat       in quotes; and abbreviated
    created “cordones industriales” industrial belts                    one after the other
    the cordones industriales, or industrial belts,                     after "or", or between dashes

Both must be in two languages that a lexicon knows, and translate each other, or one is a single word that the language
of the text does not have. Where a term ends is known; where it begins is where it translates the gloss best.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from aligner.glossary.abbreviations import ABBREVIATION, spells_out, spelt_out
from aligner.glossary.two_languages import TwoLanguages
from aligner.model import Block

# The least share of words that translate each other, and the least difference of the leanings in nats; lower where
# quotes say where both begin and end, higher where nothing but a comma does. By eye, on the texts that tests name.
_SHARED, _SHARED_IN_QUOTES, _SHARED_LOOSE = 0.5, 0.3, 0.6
_APART = 2.0
# A lone word leans so much to the other language, and its gloss to that of the text.
_LONE, _PLAIN = 1.0, 3.0
# The most words of a term, of a gloss of a lone word, and the most characters of what stands in brackets.
_MOST_WORDS, _MOST_OF_LONE, _MOST_INSIDE = 8, 4, 120
# How far a term reaches back, or an abbreviation lies ahead, in characters.
_CONTEXT = 300

_QUOTES = '“”"«»„'
_QUOTED = re.compile(f'[“"«„]([^{_QUOTES}]+)[”"»“]')
_BRACKETS = re.compile(rf"\(([^()]{{2,{_MOST_INSIDE}}})\)")
_AFTER_QUOTE = re.compile(f'[“"«„]([^{_QUOTES}]{{3,60}})[”"»“] ([^\\W\\d_][^.,;:()—–{_QUOTES}]+)')
_OR = r"(?:or|that is|i\.e\.|o|u|es decir|o sea|oder|das heißt|ou|c'est-à-dire)"
_LOOSE = re.compile(rf"(?:, {_OR},? | [—–] )([^,.;:()—–]{{3,60}})(?=[,.;:)]| [—–])")
_IN_SHORT = re.compile(rf"\s*,? (?:or|o|oder|ou)\s+({ABBREVIATION.pattern})\b")
# Where a term cannot reach over.
_STOP = re.compile(r"[.!?;:()]\s|[—–]\s|\)")
_FOR_MACHINES = re.compile(r"[#/\\_{}<>=@]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NAMED = r"(?:Spanish|English|español|inglés|castellano)"
_LEAD = re.compile(rf"(?:in |en |from |del )?(?:the )?{_NAMED}(?: for)?[:,]? ", re.IGNORECASE)


class Gloss(NamedTuple):
    """A gloss, or an abbreviation that is spelt out.

    Attributes:
        term, gloss: in the order of the text; of an abbreviation, what it stands for and the abbreviation.
        languages: of both; the same where an abbreviation is spelt out.
        place: of the block: ``"line 12"``.
        score: the share of the words that translate each other; 1 of an abbreviation.
        kind: ``"gloss"`` or ``"expansion"``.
    """

    term: str
    gloss: str
    languages: tuple[str, str]
    place: str
    score: float
    kind: str


def glosses(blocks: Iterable[Block], language: str, both: TwoLanguages | None) -> Iterator[Gloss]:
    """The glosses in a text, in order.

    Args:
        language: of the text.
        both: the language of the text and the other one; without it, only abbreviations are found.
    """
    for block in blocks:
        if block.kind != "code":
            yield from _in_block(block, language, both)


def _in_block(block: Block, language: str, both: TwoLanguages | None) -> Iterator[Gloss]:
    text = block.text.replace("\n", " ")
    yield from _in_brackets(text, block, language, both)
    if both is not None:
        yield from _side_by_side(text, block, both)


def _in_brackets(text: str, block: Block, language: str, both: TwoLanguages | None) -> Iterator[Gloss]:
    for match in _BRACKETS.finditer(text):
        before, inside = _before(text, match), match[1]
        yield from (
            Gloss(long, short, (_language_of(long, language, both),) * 2, block.place, 1.0, "expansion")
            for long, short in _abbreviated(before, inside, text[match.end() : match.end() + _CONTEXT])
        )
        if both is not None and not _FOR_MACHINES.search(inside):
            yield from _translated(_terms(before), _plain(inside), block, both)


def _side_by_side(text: str, block: Block, both: TwoLanguages) -> Iterator[Gloss]:
    """After a quoted term, after "or", or between dashes."""
    for match in _AFTER_QUOTE.finditer(text):
        beside = _beginnings(match[2], both)
        yield from _best([(match[1], gloss) for gloss in beside], block, both, _SHARED)
    for match in _LOOSE.finditer(text):
        terms = _terms(_before(text, match))[0]
        if terms and both.is_mixed(f"{terms[0]} {match[1]}"):
            whole = [term for term in terms if _ends_well(term, both)]
            pairs = [(term, gloss) for term in whole for gloss in _beginnings(match[1], both)]
            yield from _best(pairs, block, both, _SHARED_LOOSE)


def _before(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - _CONTEXT) : match.start()]


def _beginnings(text: str, both: TwoLanguages) -> list[str]:
    """What may be a gloss at the beginning of a text."""
    words = list(_WORD.finditer(text))[:_MOST_WORDS]
    first = next((word.start() for word in words if both.content(word[0])), 0)
    return [text[first : word.end()] for word in words if word.end() > first and both.content(word[0])]


def _abbreviated(before: str, inside: str, after: str) -> Iterator[tuple[str, str]]:
    """Names and their abbreviations: the abbreviation in brackets, before them or, "in short", after them."""
    for part in re.split(r"[,;]\s*", inside):
        short = ABBREVIATION.match(part)
        if short and (short.end() == len(part) or part[short.end()] == " ") and (long := spelt_out(before, short[0])):
            yield long, short[0]
    words = before.split()
    if words and ABBREVIATION.fullmatch(words[-1]) and spells_out(words[-1], _plain(inside)):
        yield _plain(inside), words[-1]
    if in_short := _IN_SHORT.match(after):
        quoted = _terms(before)[0][:1] if before.rstrip()[-1:] in tuple(_QUOTES) else []
        yield from ((term, in_short[1]) for term in quoted if spells_out(in_short[1], term))


def _translated(before: tuple[list[str], bool], gloss: str, block: Block, both: TwoLanguages) -> Iterator[Gloss]:
    terms, quoted = before
    parts = [part for part in re.split(r"[,;]\s*", gloss) if not ABBREVIATION.fullmatch(part)]
    gloss = ", ".join(parts)
    if not quoted:
        terms = [term for term in terms if _ends_well(term, both)]
    found = list(_best([(term, gloss) for term in terms], block, both, _SHARED_IN_QUOTES if quoted else _SHARED))
    yield from found or _lone(terms, gloss, block, both)


def _terms(before: str) -> tuple[list[str], bool]:
    """What may be the term at the end of a text, the longest first; and whether quotes say where it begins."""
    before = before.rstrip()
    closed = before[-1:] in tuple(_QUOTES)
    if closed and (quoted := list(_QUOTED.finditer(before))):
        return [quoted[-1][1].strip()], True
    opened = max((before.rfind(mark) for mark in "“«„"), default=-1)
    if opened > max(before.rfind(mark) for mark in "”»") and len(before) - opened <= _MOST_INSIDE:
        return [before[opened + 1 :].strip()], True
    stops = [match.end() for match in _STOP.finditer(before)]
    start = stops[-1] if stops else 0
    words = list(_WORD.finditer(before, start))[-_MOST_WORDS:]
    return [before[word.start() :] for word in words], False


def _best(pairs: Sequence[tuple[str, str]], block: Block, both: TwoLanguages, least: float) -> Iterator[Gloss]:
    """The pair that translates best, if it does."""
    found = []
    for term, gloss in pairs:
        likeness = both.likeness(term, gloss)
        if likeness.shared >= least and likeness.apart >= _APART:
            size = len(both.content(term)), -len(term) - len(gloss)
            found.append((likeness.shared, size, term, gloss, likeness.leanings[0] > 0))
    if found:
        shared, _, term, gloss, foreign = max(found)
        own, other = both.languages
        yield Gloss(term, gloss, (other, own) if foreign else (own, other), block.place, shared, "gloss")


def _language_of(text: str, language: str, both: TwoLanguages | None) -> str:
    return both.languages[1] if both is not None and both.leaning(text) >= _APART else language


def _ends_well(text: str, both: TwoLanguages) -> bool:
    """Whether a text begins and ends in words that may be a term's."""
    words = [word.lower() for word in _WORD.findall(text)]
    return bool(words) and both.content(words[-1]) != [] and both.content(words[0]) != []


def _lone(terms: Sequence[str], gloss: str, block: Block, both: TwoLanguages) -> Iterator[Gloss]:
    """A single word that the language of the text does not have, beside plain words of it."""
    own, other = both.languages
    last = terms[-1] if terms else ""
    if _is_strange(last, both) and _is_plain(gloss, both):
        yield Gloss(last, gloss, (other, own), block.place, _SHARED, "gloss")
    elif _is_strange(gloss, both):
        plain = [term for term in terms if _is_plain(term, both) and _is_all_content(term, both)]
        if plain:
            yield Gloss(plain[0], gloss, (own, other), block.place, _SHARED, "gloss")


def _is_strange(text: str, both: TwoLanguages) -> bool:
    return text.isalpha() and text.islower() and not both.knows(text)[0] and both.leaning(text) >= _LONE


def _is_all_content(text: str, both: TwoLanguages) -> bool:
    return len(both.content(text)) == len(_WORD.findall(text))


def _is_plain(text: str, both: TwoLanguages) -> bool:
    words = [word.lower() for word in _WORD.findall(text)]
    few = 0 < len(words) <= _MOST_OF_LONE
    return few and all(both.knows(word)[0] for word in words) and both.leaning(text) <= -_PLAIN


def _plain(inside: str) -> str:
    """What stands in brackets without quotes around it, and without "in Spanish:" before it."""
    return _LEAD.sub("", inside.strip(), count=1).strip(f"{_QUOTES} ").rstrip(".,;")
