"""How much text is in each element of a page, and how much of it in links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.read.web.page import is_unseen

if TYPE_CHECKING:
    from lxml.etree import _Element

# Fewest links in a list of links, and their least share of its text. Guesses.
MIN_LINKS, LINKED = 3, 0.75

_LETTER = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Size:
    """Counts for an element with everything in it: letters outside links, letters in links, and links."""

    text: int = 0
    linked: int = 0
    links: int = 0

    @property
    def is_links(self) -> bool:
        """Whether it is a list of nothing but links."""
        return self.links >= MIN_LINKS and self.linked >= LINKED * (self.linked + self.text)


def sizes_of(root: _Element) -> dict[_Element, Size]:
    """The sizes of the root and all visible elements, in the order of the page."""
    from lxml.etree import iterwalk

    sizes: dict[_Element, Size] = {}
    path: list[Size] = []
    links = 0
    left_out: _Element | None = None
    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start" and is_unseen(element) and element is not root:
            left_out = element
            walk.skip_subtree()
        elif event == "start":
            path.append(Size())
            sizes[element] = path[-1]
            links += element.tag == "a"
            _count(path[-1], element.text, links)
        else:
            if element is left_out:
                left_out = None
            else:
                size = path.pop()
                links -= element.tag == "a"
                size.links += element.tag == "a"
                if path:
                    path[-1].text += size.text
                    path[-1].linked += size.linked
                    path[-1].links += size.links
            if path:
                _count(path[-1], element.tail, links)
    return sizes


def _count(size: Size, text: str | None, links: int) -> None:
    length = len(text) - len(_LETTER.sub("", text)) if text else 0
    if links:
        size.linked += length
    else:
        size.text += length
