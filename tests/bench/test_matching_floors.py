"""Documents are matched by content as well as they were: floors a little below the figures of ``matching.py``."""

from __future__ import annotations

import os

import pytest
from collections_of_documents import JUDGED, collection, every_document, news_of
from matching import matched
from sets import BENCH

# In CI the sets must be there.
pytestmark = pytest.mark.skipif(
    not BENCH.exists() and not os.environ.get("CI"), reason="skipped: the development sets are not here"
)

# What is known and the collection: the least share decided rightly, and the most wrong pairs that are said to be sure.
FLOORS = {
    ("lexicon", "every document"): (0.98, 0),
    ("nothing", "every document"): (0.94, 1),
    ("lexicon", "whole"): (0.98, 0),
    ("lexicon", "pieces"): (0.95, 1),
    ("lexicon", "drift"): (0.94, 1),
    ("lexicon", "templates"): (0.95, 1),
    ("lexicon", "versions"): (0.93, 10),
    ("nothing", "de-fr"): (0.97, 1),
    ("encoder", "de-fr"): (0.98, 1),
    ("encoder", "en-ja"): (0.96, 2),
}


@pytest.mark.parametrize(("known", "name"), FLOORS)
def test_documents_are_decided_as_well_as_they_were(known, name):
    least, most_wrong = FLOORS[known, name]
    if name == "every document":
        documents, languages = every_document(), ("en", "es")
    elif name in JUDGED:
        documents, languages = JUDGED[name](), ("en", "es")
    else:
        source, target = name.split("-")
        documents, languages = news_of(name), (source, target)
    result = matched(collection(documents, languages), known)
    assert result.decided >= least * result.documents
    assert sum(is_sure and not is_right for _, is_right, is_sure in result.found) <= most_wrong
