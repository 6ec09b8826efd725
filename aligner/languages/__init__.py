"""What the program knows about a language: one JSON file each, whose keys are the attributes of `Language`.

::

    languages/es.json ──language("es")──▶ Language(code="es", name="Spanish", before_name={"Sr", "dr", …}, …)
    languages/*.json ──words("chapter_words")──▶ ("act", "acto", "book", …, "kapitel", …)

To add a language, add its file; a file may hold as little as the two names. Whatever it leaves out is taken from
``und.json``, which holds abbreviations that many languages share. A list of frequent words may accompany it, such as
``words/es.txt``, and a line in ``common_words.txt``, by which a few words of it are told from its neighbours. Readers
do not yet know the language of a file, so they look for the words of all languages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from aligner.languages.codes import UNDETERMINED, english_name, primary

FALLBACK = UNDETERMINED

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Language:
    """The facts and words of one language. All but the names may be empty.

    Abbreviations are listed without their final full stop. One with a capital letter (``Mar``) matches only in that
    form; one in lower case (``etc``) matches in any case. All other words are in lower case, and readers look for them
    with and without accents.

    Attributes:
        code: ISO 639-1, or 639-3 for languages without such a code.
        name: English name, for messages; the code itself if it has none.
        own_name: the language's name for itself, for the reading page.
        right_to_left: whether its script runs from right to left.

        before_name: abbreviations followed by a name, a word or another part (Mr, Sr, EE); no sentence ends there.
        before_number: words that are abbreviations only before a number (no, art, fig, p).
        inside: abbreviations that need something after them (e.g, vs, cf); no sentence ends there.
        list_end: abbreviations that are never part of a name, so that a capital after them begins a sentence (etc,
            a.C).
        anywhere: abbreviations that may also end a sentence (Inc, p.m, EE.UU).
        function_words: words that have a capital only at the beginning of a sentence.
        articles: words after which a noun comes, or an adjective before it (the, my; la, del, su).
        noun_after_article: whether most adjectives follow their noun, so that what follows an article is the noun.
        inside_terms: function words that a term may have inside (of the; de la).
        elided: words that lose their end before a vowel and are joined to the next word (l' in l'av).
        ordinals: where a full stop after a number makes it an ordinal: "none"; "lower", before a word in lower case
            (3. luokka), and if the number is Roman before any (XIV. Ludvík); "any", before any word (am 21. Oktober).
            A word of `function_words` with a capital begins a sentence all the same.
        stops: marks that end sentences in this language, beside those of Unicode's property Sentence_Terminal (: in
            Armenian, ; in Greek).
        no_stops: marks of that property that end no sentence in this language (the full stop in Armenian and Thai).
        endings: ends of words that end a sentence without any mark, before a space (-습니다 in Korean).
        after_quote: beginnings of words that continue a sentence after a quotation (と in Japanese).
        note_words: what stands in brackets after a sentence as a note on it (citation needed).

        nouns_have_capitals: whether all nouns are written with a capital, and not only names.
        compounds_have_hyphens: whether compounds such as "well-known" are common. If not, a hyphen at the end of a
            line only breaks a word.
        word_parts: beginnings and endings of words that look like words themselves (vex-ing, inter-views).

        chapter_words: words that begin a numbered heading (chapter, part, act).
        author_words: words before an author's name below a title (by).
        page_words, page_total_words: words before the number of a page, and of all pages (page 3 of 12).
        heading_styles, title_styles, subtitle_styles, contents_styles, code_styles: names of styles in office programs
            for headings ("heading 1"), titles, subtitles, tables of contents ("toc 1") and program code.

        text_columns: names of table columns that hold text, such as "source" and "target". Names of languages are not
            among them; see `aligner.languages.columns`.
        other_columns: names of the other columns: ids, notes, dates.

        comment_boxes: words in classes and ids of web pages that mark readers' comments.
        side_boxes: the same for boxes beside an article: related posts, cookies, newsletters.
        link_bars: the same for rows of links and buttons: menus, sharing.
        scraps: whole lines of a page that only lead elsewhere; ``<word>``, ``<words>`` (up to 20 characters) and
            ``<number>`` stand for anything of that kind.
        link_words: words of which whole lines of links consist (share, print, previous).

        question_marks: marks at the end of a question, and words with them (か。 in Japanese); none where questions
            have no mark of their own, as in Thai.
        number_words: by value, words for numbers and ordinals, with spaces between them.
        loose_numbers: the same for words that often mean no number, or none exactly (one, a second, thousands); for a
            word with several meanings, all values ("4 0.25": "cuarto").
        number_joints: words between the parts of a number (and, in two hundred and five).
        months: by number, the names of the months, with spaces between them.
        units: by code, the words and symbols for units of measurement, time and money, with spaces between them; for a
            word with several meanings, all codes ("lb GBP": "libra"); "per_cent" is two words.
    """

    code: str
    name: str
    own_name: str
    right_to_left: bool = False

    before_name: frozenset[str] = frozenset()
    before_number: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    list_end: frozenset[str] = frozenset()
    anywhere: frozenset[str] = frozenset()
    function_words: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    noun_after_article: bool = False
    inside_terms: frozenset[str] = frozenset()
    elided: frozenset[str] = frozenset()
    ordinals: str = "none"
    stops: frozenset[str] = frozenset()
    no_stops: frozenset[str] = frozenset()
    endings: frozenset[str] = frozenset()
    after_quote: frozenset[str] = frozenset()
    note_words: frozenset[str] = frozenset()

    nouns_have_capitals: bool = False
    compounds_have_hyphens: bool = True
    word_parts: frozenset[str] = frozenset()

    chapter_words: frozenset[str] = frozenset()
    author_words: frozenset[str] = frozenset()
    page_words: frozenset[str] = frozenset()
    page_total_words: frozenset[str] = frozenset()
    heading_styles: frozenset[str] = frozenset()
    title_styles: frozenset[str] = frozenset()
    subtitle_styles: frozenset[str] = frozenset()
    contents_styles: frozenset[str] = frozenset()
    code_styles: frozenset[str] = frozenset()

    text_columns: frozenset[str] = frozenset()
    other_columns: frozenset[str] = frozenset()

    comment_boxes: frozenset[str] = frozenset()
    side_boxes: frozenset[str] = frozenset()
    link_bars: frozenset[str] = frozenset()
    scraps: frozenset[str] = frozenset()
    link_words: frozenset[str] = frozenset()

    question_marks: frozenset[str] = frozenset()
    number_words: Mapping[str, str] = field(default_factory=dict, hash=False)
    loose_numbers: Mapping[str, str] = field(default_factory=dict, hash=False)
    number_joints: frozenset[str] = frozenset()
    months: Mapping[str, str] = field(default_factory=dict, hash=False)
    units: Mapping[str, str] = field(default_factory=dict, hash=False)


@cache
def language(code: str) -> Language:
    """The language of a code of any kind: ``es-MX`` and ``spa`` are ``es``.

    >>> language("es").name, language("es-MX").code, language("tlh").name, "Dr" in language("tlh").before_name
    ('Spanish', 'es', 'tlh', True)
    """
    first = code.replace("_", "-").partition("-")[0].lower()
    code = first if first in known() else primary(code)
    own = _data(code) if code in known() else {"name": english_name(code) or code, "own_name": code}
    return Language(code=code, **_data(FALLBACK) | own)


def name_of(code: str) -> str:
    """English name of a language, with its code if there is more to it, or the code alone if it is not known.

    >>> name_of("es"), name_of("pt-BR"), name_of("tlh")
    ('Spanish', 'Portuguese (pt-BR)', 'tlh')
    """
    found = language(code)
    if found.name == found.code:
        return code
    return found.name if "-" not in code else f"{found.name} ({code})"


@cache
def known() -> tuple[str, ...]:
    """Codes of the languages that have a file, in alphabetical order."""
    return tuple(sorted({path.stem for path in _FOLDER.glob("*.json")} - {FALLBACK}))


@cache
def words(attribute: str) -> tuple[str, ...]:
    """The words of all known languages under one attribute of `Language`, in alphabetical order.

    >>> [word for word in words("chapter_words") if word.startswith("cap")]
    ['capítulo']
    """
    return tuple(sorted({word for code in known() for word in getattr(language(code), attribute)}))


@cache
def frequent_words() -> dict[str, frozenset[str]]:
    """The frequent words, in lower case, of each language that has a list of them such as ``words/en.txt``.

    >>> sorted(frequent_words()), "dictionary" in frequent_words()["en"]
    (['en', 'es'], True)
    """
    lists = {path.stem: path.read_text(encoding="utf-8").split("\n") for path in sorted(_FOLDER.glob("words/*.txt"))}
    return {code: frozenset(line for line in lines if line and line[0] != "#") for code, lines in lists.items()}


@cache
def _data(code: str) -> dict[str, Any]:
    """The contents of a file: attributes of `Language`, with lists as sets."""
    data = json.loads((_FOLDER / f"{code}.json").read_text(encoding="utf-8"))
    return {key: frozenset(value) if isinstance(value, list) else value for key, value in data.items()}
