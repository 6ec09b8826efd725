"""The rules that say whether a sentence ends at a stop; `aligner.text.boundaries` finds the stops and asks the rules.

A rule takes a `Candidate` and returns True (a sentence ends here), False (it goes on) or None (no opinion). The rules
are listed in the order in which they are asked; the first opinion decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from aligner.text.candidates import Candidate, Known, is_word, listed

_ASIDE_REACH = 300  # how far back an opening bracket is looked for: longer than nearly every aside
_BRACKETS = {")": "(", "）": "（", "》": "《", "〉": "〈"}  # around asides and, in Chinese and Japanese, titles
_BEGINNING_REACH = 40  # longer than any list mark or left-out words at the beginning of a sentence

_LETTERS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z")  # U.S, p.m, a.C
_ROMAN = re.compile(r"[IVXLC]+\Z")
_LIST_MARK = re.compile(r"[\W_]*(?:(?:\d{1,3}\.){0,5}\d{1,3}|[^\W\d_]|[ivx]{1,4}|[IVX]{1,4})\Z")
_ORDINAL = re.compile(r"(?:\d+[./–-])*\d{1,3}\Z|[IVX]+\Z")  # 21, 19.-20, XIV
_DAY_AND_MONTH = re.compile(r"\d\.\s?\d{1,2}\Z")
_FIRST_MARK = re.compile(r"[:：;]\s+(?:[1ai]|\d{1,2}(?:\.\d{1,2})+)\Z")
_URL = re.compile(r"(?:https?|www)\Z")


def verdict(c: Candidate, known: Known) -> bool | None:
    """Whether a sentence ends at the candidate; None if that depends on the two words around the full stop."""
    for rule in RULES:
        opinion = rule(c, known)
        if opinion is not None:
            return opinion
    return None


def _is_ellipsis(stop: str) -> bool:
    return stop[-1] == "…" or stop.endswith("..")


def _begins(c: Candidate, known: Known) -> bool:
    """Whether the next words certainly begin a sentence: ``¿Qué``, ``—Yo``, ``The``."""
    if any(mark in c.open for mark in "¿¡—"):
        return True
    return c.next[:1].isupper() and c.next.lower() in known.language.function_words and c.after != "."


def _no_stop(c: Candidate, known: Known) -> bool | None:
    """The language uses the mark for other things: ``թ. Երևան``, ``พ.ศ. 2500``."""
    return False if c.stop in known.no_stops else None


def _glued(c: Candidate, known: Known) -> bool | None:
    """Without white space, a sentence ends only if what is around leaves no doubt: ``fin.El``, but not ``Node.Js``."""
    if c.gap:
        return None
    if c.sure:
        return False if c.stop == "։" and c.next[:1].isdigit() and c.word[-1:].isdigit() else None  # a time: 10։30
    if _is_ellipsis(c.stop) and not c.next[:1].isupper():
        return False
    if known.marks.caseless.match(c.next):  # "です!次", but not "Yahoo!ニュース"
        return None if known.marks.caseless.match(c.text, c.at - 1) and len(c.word) > 1 else False
    if known.marks.unspaced.match(c.text, c.at - 1):
        return None if c.stop != "." else False
    if not ((c.next[:1].isupper() and c.next[1:2].islower()) or (len(c.next) == 1 and _begins(c, known))):
        return False
    plain = len(c.word) > 1 and c.word.isalpha() and (c.word.islower() or _is_ellipsis(c.stop))
    return plain and (c.stop != "." or c.next.lower() in known.language.function_words) and c.after != "."


def _no_start(c: Candidate, known: Known) -> bool | None:
    """What follows cannot begin a sentence: ``—¡Ay! —, dijo``, ``7 hab. / km²``."""
    return False if not c.next and known.marks.no_start.match(c.text, c.end + len(c.gap)) else None


def _mark(c: Candidate, known: Known) -> bool | None:
    """The mark of a list's first item goes with what follows it: ``We need: 1. Milk. 2. Eggs``."""
    return False if c.stop == "." and _FIRST_MARK.search(c.text, max(c.sentence, c.at - 12), c.at) else None


def _quoted(c: Candidate, known: Known) -> bool | None:
    """A sentence goes on after what it quotes: ``「行く。」と言った``, ``Var mı? diye sordu``."""
    after = known.language.after_quote
    goes_on = after and (c.close or (c.stop != "." and c.next[:1].islower())) and not c.open
    return False if goes_on and c.next.startswith(tuple(after)) else None


def _sure(c: Candidate, known: Known) -> bool | None:
    """The stop has no other use, or a word has ended the sentence without one: ``맛있어요 또 올게요``."""
    if not c.stop:
        return not c.next.startswith(tuple(known.language.after_quote))
    return True if c.sure else None


def _wordless(c: Candidate, known: Known) -> bool | None:
    """A sentence must have words: ``... And then``, ``[…] The``, ``1. First``, ``II. Second`` go on."""
    if c.at - c.sentence > _BEGINNING_REACH:
        return None
    begun = c.text[c.sentence : c.at]
    if not any(map(str.isalnum, begun)) or (c.stop in ".．" and _LIST_MARK.match(begun)):
        return False
    return None


def _item(c: Candidate, known: Known) -> bool | None:
    """A list mark begins an item, even in lower case: ``… milk. 2) Eggs``, ``… vida. b) la libertad``."""
    mark = len(c.next) == 1 or (len(c.next) == 2 and c.next.isdigit())
    if not mark or c.after != ")" or c.open not in ("", "(") or not c.gap:
        return None
    return None if listed(c.word, known.language.before_number) else True


def _lower(c: Candidate, known: Known) -> bool | None:
    """A lower-case word continues the sentence (``—¿Qué? —dijo``), but not in a chat (``hi. how are you``)."""
    if c.next[:1].isdigit() and _is_ellipsis(c.stop):
        return False
    if not c.next[:1].islower() or _URL.match(c.next):
        return None
    if c.stop == "." and c.open[:1] in ("¿", "¡"):
        return None
    if known.casual and c.stop == "." and c.open.strip() in ("-", "–"):
        return True
    if not known.casual or c.open or c.close or _is_ellipsis(c.stop):
        return False
    return c.stop != "." or not (len(c.word) == 1 or _LETTERS.match(c.word) or listed(c.word, known.abbreviated))


def _aside(c: Candidate, known: Known) -> bool | None:
    """A question or exclamation in brackets does not end the sentence: ``The band (Wham!) Michael founded``."""
    if not c.close or c.stop in (".", "。"):
        return None
    bracket = _BRACKETS.get(c.close.lstrip("\"'”’»*_")[:1])
    if bracket is None:
        return None
    opened = c.text.rfind(bracket, max(c.sentence, c.at - _ASIDE_REACH), c.at)
    return False if opened > c.sentence and any(map(str.isalnum, c.text[c.sentence : opened])) else None


def _strong(c: Candidate, known: Known) -> bool | None:
    """The stop cannot belong to an abbreviation: ``?``, ``!``, an ellipsis, a stop after a mark (``—dijo él—. No``)."""
    return True if c.stop != "." or not c.word else None


def _initials(c: Candidate, known: Known) -> bool | None:
    """Letter after letter: ``J. R. R. Tolkien``, ``a. C.``, ``S. A.``"""
    letter = c.word[-1:].isalpha() and c.word[-2:-1] in ("", ".")
    return False if letter and len(c.next) == 1 and c.after == "." and not c.open else None


def _bound(c: Candidate, known: Known) -> bool | None:
    """``Mr. This``, ``e.g. The``, ``EE. UU.``: the abbreviation needs the following word."""
    return False if listed(c.word, known.bound) else None


def _before_number(c: Candidate, known: Known) -> bool | None:
    """``No. 5``, ``art. IV``, ``para. (b)``, but ``He said no. Then``."""
    if not listed(c.word, known.language.before_number):
        return None
    if c.next[:1].isdigit() or (c.open == "(" and c.after == ")" and len(c.next) == 1):
        return False
    if _ROMAN.match(c.next) and c.next.lower() not in known.language.function_words:
        return False
    return None if len(c.word) == 1 or listed(c.word, known.language.anywhere) else True


def _ordinal(c: Candidate, known: Known) -> bool | None:
    """In languages that write ordinals with a full stop: ``am 21. Oktober``, ``XIV. Ludvík``, ``3. 10. – 5. 11.``"""
    kind = known.language.ordinals
    if kind == "none" or c.stop != "." or c.close or not _ORDINAL.match(c.word):
        return None
    if c.open:
        return False if c.open.strip() in ("–", "-") and c.next.isdigit() and c.after == "." else None
    if c.next.isdigit():
        return False if c.after == "." or _DAY_AND_MONTH.search(c.text, max(0, c.at - 8), c.at) else None
    if not c.next[:1].isupper():
        return False
    if c.next.lower() in known.language.function_words:
        return True
    return False if kind == "any" or c.word.isalpha() else None


def _ordinary(c: Candidate, known: Known) -> bool | None:
    """Only abbreviations, initials and numbers let it go on: it ends in ``the sun. Bread``, not in ``Sun. 5 May``."""
    return True if len(c.word) > 1 and is_word(c.word, known) and not listed(c.word, known.abbreviated) else None


def _abbreviation(c: Candidate, known: Known) -> bool | None:
    """Some abbreviations end a sentence if the next word must begin one: ``U.S. The``, but not ``U.S. Senate``."""
    if listed(c.word, known.language.list_end):
        return not c.next[:1].isdigit()
    # Punkt takes a single letter for an initial and does not look at the next word's case: "1990 г. Он"
    if _LETTERS.match(c.word) or ((c.open or len(c.word) == 1) and listed(c.word, known.language.anywhere)):
        return _begins(c, known)
    return None


Rule = Callable[[Candidate, Known], bool | None]
RULES: tuple[Rule, ...] = (
    _no_stop,
    _glued,
    _no_start,
    _wordless,
    _mark,
    _quoted,
    _aside,
    _sure,
    _item,
    _ordinal,
    _lower,
    _strong,
    _initials,
    _bound,
    _ordinary,
    _before_number,
    _abbreviation,
)
