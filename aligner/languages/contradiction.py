"""Whether a text is plainly in another language than the user says: silent wherever identification may err."""

from __future__ import annotations

import warnings

from aligner.errors import ContradictionWarning
from aligner.languages import name_of
from aligner.languages.codes import primary, script_of
from aligner.languages.identify import common_shares, log_likelihoods, sample

# Least letters of a text, and least log-odds of its language against the one given, for a contradiction to be plain. In
# 20,000 cuts of 200 characters and more from NTREX-128, in 85 languages given rightly, the odds went over 2 only within
# a group of `_CLOSE`.
LETTERS, ODDS = 200, 3.0

# A text with this share of common words of its language, and no more of any other's, needs no further look. Fewest in
# the languages that have a list: .15, in Turkish and Finnish.
COMMON = 0.1

# Languages that identification mistakes for one another in long texts too, or whose spellings pass into one another.
_CLOSE = tuple(frozenset(group.split()) for group in ("bs hr sr", "id ms", "xh zu", "da nn no", "gl pt"))

# Languages written in several scripts, of which identification knows one.
_SEVERAL_SCRIPTS = frozenset(("az", "ha", "kk", "ku", "ky", "mn", "ms", "pa", "tg", "tk", "tt", "ug", "uz"))

# Scripts that identification reads in a language, whichever a code names.
_EITHER = frozenset(("", "Hans", "Hant"))


def contradiction(text: str, code: str) -> str:
    """The language that a text is plainly in if it is not the one given; empty if that may be right.

    That is so for any language unknown to identification, and for code that names a script.

    >>> verse = "Había una vez un rey que no tenía corona, y nadie en el palacio se lo había dicho nunca. " * 3
    >>> contradiction(verse, "en"), contradiction(verse, "es-MX"), contradiction(verse, "tlh")
    ('es', '', '')
    """
    given = primary(code)
    if script_of(code) not in _EITHER or given in _SEVERAL_SCRIPTS or sum(map(str.isalpha, text)) < LETTERS:
        return ""
    text = sample(text)
    shares = common_shares(text)
    if shares.get(given, 0) >= max([COMMON, *shares.values()]):
        return ""  # at once: the model takes half a second to load
    logs = log_likelihoods(text)
    if given not in logs:
        return ""
    found = max(logs, key=lambda language: logs[language])
    plain = logs[found] - logs[given] >= ODDS and found not in neighbours(given)
    return found if plain else ""


def doubt(text: str, code: str, what: str) -> str:
    """A line for the user if the text, which is called `what`, is plainly in another language; empty if not."""
    found = contradiction(text, code)
    if not found:
        return ""
    return f"{what}: plainly in {name_of(found)}, and given as {name_of(code)}; check the languages and their order"


def warn_if_contradicted(text: str, code: str, what: str, *, stacklevel: int = 2) -> None:
    """Warn with `ContradictionWarning` if there is a `doubt`; the stack level counts from the caller."""
    if message := doubt(text, code, what):
        warnings.warn(message, ContradictionWarning, stacklevel=stacklevel + 1)


def neighbours(code: str) -> frozenset[str]:
    """A language, and those that identification cannot be relied on to tell from it.

    >>> sorted(neighbours("hr")), sorted(neighbours("es"))
    (['bs', 'hr', 'sr'], ['es'])
    """
    return next((group for group in _CLOSE if code in group), frozenset((code,)))
