"""What the reading view carries besides its text in order to save the alignment it was made from."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import factories
from hypothesis import given

from aligner.formats.html.record import as_script, record_of
from aligner.model import Alignment, Document


def record(alignment: Alignment) -> dict:
    """The record as a browser reads it."""
    return json.loads(as_script(record_of(alignment)))


def test_a_page_that_leaves_beads_out_has_no_record():
    assert record_of(replace(factories.small(), min_score=0.5)) is None
    assert record_of(replace(factories.small(), min_score=0.12345)) is not None


def test_the_record_says_only_what_the_page_does_not_show():
    """Normally the four decimals on the page are the whole score, and one space is all that separates sentences."""
    found = record(factories.small())
    assert found["scores"] == {"5": 1 / 3, "12": 0.12345}
    assert found["moved"] == {"7": 6, "8": 5, "9": 7}
    assert found["documents"][0]["texts"] == {}
    blocks = found["documents"][0]["blocks"]
    assert blocks[1] == [3, 0, 0, "line 3"]
    assert blocks[5] == [2, 3, 0, "line 11", {"1": "\n    "}]
    assert blocks[7] == [0, 4, 0, "line 14"]


def test_text_that_html_cannot_hold_is_in_the_record():
    document = Document("text", "en", (factories.block("plain.", "a\0b", "c\rd", "half \ud83d"),))
    beads = tuple(factories.bead(str(k), str(k)) for k in range(4))
    assert record(Alignment(document, document, beads))["documents"][1]["texts"] == {
        "1": "a\0b",
        "2": "c\rd",
        "3": "half \ud83d",
    }


def test_numbers_that_no_browser_can_hold_come_through_as_text():
    found = record(replace(factories.small(), options={"seed": 2**53 + 1, "share": 1.0}))
    assert found["options"] == '{"seed": 9007199254740993, "share": 1.0}'
    assert found["min_score"] == "0.0"


@given(factories.alignments())
def test_a_record_cannot_end_its_script_element(alignment):
    script = as_script(record_of(replace(alignment, min_score=0.0, left_out={}, signature="</script><!--\ud800")))
    assert not re.search("[<\ud800-\udfff]", script)
    assert json.loads(script)["signature"] == "</script><!--\ud800"
