"""Changes to the tree of an XML file, after which it is still well-formed: readers get further with it."""

from __future__ import annotations

import random
from copy import deepcopy
from itertools import islice

from lxml import etree
from lxml.etree import _Element

from aligner.characters import FORBIDDEN_IN_XML

_VALUES = ("", "0", "-1", "1.5", "999999999", "nan", "x", "en", "1 2 3", "../x.xml", "#", "true")

# Copies are made up to so many elements in all: a tree takes far more memory than its file.
_MOST_ELEMENTS = 20_000


def tree_changed(data: bytes, hostile: bytes, times: int, chance: random.Random) -> bytes:
    """The file with one element, text or attribute changed; raises `ValueError` for what is not XML.

    Args:
        hostile: text to insert.
        times: how often an element is repeated, if one is.
    """
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, remove_comments=True, remove_pis=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from None
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    one, other = chance.choice(elements), chance.choice(elements)
    text = FORBIDDEN_IN_XML.sub("", hostile.decode("utf-8", "replace"))
    what = chance.randrange(7)
    if what == 0:
        one.text = chance.choice((text, other.text, None))
    elif what <= 2:
        _attribute_changed(chance.choice([each for each in elements if each.attrib] or elements), text, chance)
    elif what == 3:
        one.tag = other.tag
    elif one is not root:
        _moved(one, other, what, min(times, max(1, _MOST_ELEMENTS // _size(one))))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _attribute_changed(element: _Element, text: str, chance: random.Random) -> None:
    if not element.attrib:
        element.set("id", text)
        return
    name = chance.choice(sorted(map(str, element.attrib)))
    if chance.random() < 0.2:
        del element.attrib[name]
    else:
        element.set(name, chance.choice((text, *_VALUES)))


def _moved(one: _Element, other: _Element, what: int, times: int) -> None:
    """The element is removed, repeated, or put into another one."""
    parent = one.getparent()
    assert parent is not None
    if what == 4:
        parent.remove(one)
    elif what == 5:
        at = parent.index(one)
        parent[at:at] = [deepcopy(one) for _ in range(times - 1)]
    elif one not in (other, *other.iterancestors()):
        other.append(one)


def _size(element: _Element) -> int:
    return sum(1 for _ in islice(element.iter(), _MOST_ELEMENTS))
