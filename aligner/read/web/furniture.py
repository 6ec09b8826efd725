"""Rules for the furniture of a saved page: the elements of the site around its article.

Furniture is, in this order: boxes that tags, roles or words in classes identify as such; lists of nothing but links;
and everything outside the main part, if that part is marked and holds nearly all of what is left. Each rule spares
boxes that hold much of the page's text, and text in another language than the page's, which is a translation. If little
is left even so, the whole page is the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from aligner.languages import words
from aligner.languages.patterns import any_of, without_accents
from aligner.read.web.page import INLINE
from aligner.read.web.sizes import sizes_of

if TYPE_CHECKING:
    from lxml.etree import _Element

# Shares of the page's text, not counting links and comments: a box with the first is never furniture; the main part
# must hold the second of all that is not furniture; the third must be left. Guesses: of two languages side by side,
# each has half.
MAX_BOX, MIN_MAIN, MIN_LEFT = 0.4, 0.7, 0.4

# A box with the first share of the page's text is not its comments; an element marked as an article, with less than the
# second of the largest one's text, is only a teaser beside it. Guesses.
MAX_COMMENTS, MIN_ARTICLE = 0.9, 0.25

# Most letters outside links in a bar of buttons, and fewest letters in a box in another language to be a translation.
MAX_BAR, MIN_TRANSLATION = 300, 80

_TAGS = frozenset({"nav", "aside"})
_ROLES = frozenset(
    re.findall(
        r"\S+",
        "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar status alert "
        "doc-toc",
    )
)
# Elements whose ids and classes name their subject or content rather than the part of the page that they are.
_UNJUDGED = frozenset(
    re.findall(r"\S+", "html body main article h1 h2 h3 h4 h5 h6 tr td th tbody blockquote em strong code pre")
)
_NAMED_BY_SUBJECT = frozenset({"section", "dt", "dd", "li", "p", "a", "span"})

# Names of programs and services, in addition to the words of the languages.
_COMMENT_SERVICES = ("disqus",)
_BOX_SERVICES = ("gdpr", "toc", "noprint", "catlinks", "editsection", "outbrain", "taboola")
_BAR_SERVICES = ("sharedaddy", "addtoany", "adsbygoogle")
_SUBHEADING = re.compile("h[2-6]")
# Classes that themes put on the article itself, on the layout of its page and the categories it is filed under.
_POST = re.compile(r"\b(?:hentry|h entry)\b")


@dataclass(frozen=True)
class Furniture:
    """What rules find in a page.

    Attributes:
        elements: what is not part of the article; everything inside them is furniture too.
        kept_out: those of them that nothing gives back: comments, and parts of lines and of cells.
        translations: running text in another language than the page's.
    """

    elements: frozenset[_Element]
    kept_out: frozenset[_Element]
    translations: frozenset[_Element]


def furniture(root: _Element) -> Furniture:
    """The furniture of a page."""
    page = _Page(root)
    found = page.furniture()
    if page.left(found) < MIN_LEFT * page.text:
        found = page.comments
    kept_out = page.comments | {e for e in found if e.tag in INLINE or any(True for _ in e.iterancestors("td", "th"))}
    return Furniture(frozenset(found), frozenset(kept_out), frozenset(page.translations()))


class _Page:
    """A page with the size of each visible element."""

    def __init__(self, root: _Element) -> None:
        self.root = root
        self.sizes = sizes_of(root)
        self.comments = {element for element in self.sizes if self._is_comments(element)}
        self.language = _language(root)

    @cached_property
    def text(self) -> int:
        """Letters outside links and comments."""
        return self.left(self.comments)

    def left(self, dropped: set[_Element]) -> int:
        """Number of letters outside links that remain if these elements are dropped."""
        return self.sizes[self.root].text - sum(self.sizes[element].text for element in self._outermost(dropped))

    def furniture(self) -> set[_Element]:
        dropped = self.comments | {element for element in self.sizes if self._is_furniture(element)}
        dropped -= self._around(self.translations()) - self.comments
        dropped |= set(self._headings_of_links(dropped))
        main = self._main(dropped)
        outside = self._outside(main) if main else set()
        return self._with_title(dropped | outside)

    def _is_comments(self, element: _Element) -> bool:
        if element.tag in _UNJUDGED or element.tag in _NAMED_BY_SUBJECT - {"section"}:
            return False
        size = self.sizes[element]
        name = _name(element)
        if not _comments().search(name) or _POST.search(name):
            return False
        # Comments come after the article, so the article's text is before or around them.
        has_title = next(element.iterdescendants("h1"), None) is not None
        return size.text < MAX_COMMENTS * self.sizes[self.root].text and not has_title

    def _is_furniture(self, element: _Element) -> bool:
        size = self.sizes[element]
        if size.text >= MAX_BOX * self.text or element is self.root:
            return False
        tag = element.tag
        if tag in _TAGS or element.get("aria-hidden", "") == "true" or not _ROLES.isdisjoint(_roles(element)):
            return True
        if tag in ("header", "footer"):
            return element not in (self._in_quotations if tag == "footer" else self._in_articles)
        if tag in ("ul", "ol", "div", "section", "table", "p", "dl") and size.is_links:
            return True
        if tag in _UNJUDGED:
            return False
        name = _name(element)
        if _POST.search(name):
            return False
        return bool(_boxes().search(name)) or (size.text <= MAX_BAR and bool(_bars().search(name)))

    def _headings_of_links(self, dropped: set[_Element]) -> Iterator[_Element]:
        """Headings with nothing below them except a dropped list of links."""
        for element in dropped:
            above, below = element.getprevious(), element.getnext()
            alone = below is None or below in dropped or _SUBHEADING.fullmatch(below.tag)
            if self.sizes[element].is_links and alone and above is not None and _SUBHEADING.fullmatch(above.tag):
                yield above

    def translations(self) -> Iterator[_Element]:
        """Elements with running text in another language than the page's."""
        for element, size in self.sizes.items():
            own = _language(element)
            if own and self.language and own != self.language and size.text >= MIN_TRANSLATION:
                yield element

    def _around(self, kept: Iterator[_Element]) -> set[_Element]:
        """The elements to keep, and everything that contains them."""
        path: set[_Element] = set()
        for element in kept:
            above: _Element | None = element
            while above is not None and above not in path:
                path.add(above)
                above = above.getparent()
        return path

    def _main(self, dropped: set[_Element]) -> list[_Element]:
        """The elements marked as the main part; empty if there are none, or if much of the text is outside them."""
        left, hidden = self.left(dropped), self._inside(dropped)
        marks = ([e for e in self.sizes if e.tag == "main" or "main" in _roles(e)], self._articles())
        for found in marks:
            seen = [element for element in self._outermost(set(found)) if element not in hidden]
            gone = dropped & self._inside(set(seen))
            held = sum(self.sizes[e].text for e in seen) - sum(self.sizes[e].text for e in self._outermost(gone))
            if seen and held >= MIN_MAIN * left:
                return seen
        return []

    def _articles(self) -> list[_Element]:
        """The articles, without those that are only teasers beside the largest one."""
        articles = [e for e in self.sizes if e.tag == "article" or e.get("itemprop") == "articleBody"]
        largest = max((self.sizes[e].text for e in articles), default=0)
        return [e for e in articles if self.sizes[e].text >= MIN_ARTICLE * largest]

    def _outside(self, main: Sequence[_Element]) -> set[_Element]:
        """The outermost elements that contain nothing of the main part."""
        path = self._around(iter(main)) - set(main)
        return {child for above in path for child in above if child in self.sizes and child not in path} - set(main)

    def _with_title(self, dropped: set[_Element]) -> set[_Element]:
        """The dropped elements, except the page's title if no other heading of its rank is left."""
        heads = [element for element in self.sizes if element.tag == "h1"]
        inside = self._inside(dropped)
        titles = [_text(element) for element in self.root.iter("title")]
        if any(head not in inside for head in heads):
            return dropped
        head = next((e for e in heads if (text := _text(e)) and any(t.startswith(text) for t in titles)), None)
        if head is None:
            return dropped
        path = [head, *head.iterancestors()]
        top = max(i for i, element in enumerate(path) if element in dropped)
        beside = {child for above in path[1 : top + 1] for child in above if child in self.sizes}
        return (dropped | beside) - set(path)

    @cached_property
    def _in_quotations(self) -> set[_Element]:
        return self._inside({element for element in self.sizes if element.tag == "blockquote"})

    @cached_property
    def _in_articles(self) -> set[_Element]:
        return self._inside({element for element in self.sizes if element.tag in ("article", "main")})

    def _outermost(self, elements: set[_Element]) -> Iterator[_Element]:
        inside = self._inside(elements)
        return (e for e in self.sizes if e in elements and e.getparent() not in inside)

    def _inside(self, holders: set[_Element]) -> set[_Element]:
        """These elements and everything in them."""
        inside: set[_Element] = set()
        for element in self.sizes:  # parents come first
            if element in holders or element.getparent() in inside:
                inside.add(element)
        return inside


def _name(element: _Element) -> str:
    """The words of the class, and of the id unless it names a subject: ``"site header"``."""
    names = element.get("class", "")
    if element.tag not in _NAMED_BY_SUBJECT:
        names += " " + element.get("id", "")
    return " ".join(re.findall("[A-Z]?[a-z]+|[A-Z]+", without_accents(names[:400]))).lower()


@cache
def _comments() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of((*words('comment_boxes'), *_COMMENT_SERVICES))}\b")


@cache
def _boxes() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of((*words('side_boxes'), *_BOX_SERVICES))}\b")


@cache
def _bars() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of((*words('link_bars'), *_BAR_SERVICES))}\b")


def _text(element: _Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _roles(element: _Element) -> list[str]:
    return element.get("role", "").split()


def _language(element: _Element) -> str:
    lang = element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return lang.partition("-")[0].lower()
