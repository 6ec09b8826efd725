"""The paragraphs view, and what stands on one side only."""

from __future__ import annotations

import base64
import re

import factories
import pytest
from selenium.webdriver import Keys

from aligner.formats.html.page import page_of
from aligner.formats.html.sections import FOLDED, ROWS_A_SECTION
from aligner.model import Alignment, Document

ORDER = "[...document.querySelectorAll('.flow .bead, .opposite > [data-side]')].map(e => e.textContent)"


def paragraph(*kinds: str, language="es", rest=("The end.", "Fin.")) -> Alignment:
    """One paragraph with a bead of each kind, and a heading behind it."""
    sides: tuple[list[str], list[str]] = ([], [])
    beads = []
    for kind in kinds:
        numbers = []
        for side, letter, count in zip(sides, "st", map(int, kind.split("-")), strict=True):
            first, last = len(side), len(side) + count - 1
            numbers.append(f"{first}-{last}" if count else "")
            side += [f"{letter}{n} is here." for n in range(first, last + 1)]
        beads.append(factories.bead(*numbers))
    documents = [
        Document(name, code, (factories.block(*side), factories.block(end, kind="heading", level=2)))
        for name, code, side, end in zip("ab", ("en", language), sides, rest, strict=True)
    ]
    beads.append(factories.bead(str(len(sides[0])), str(len(sides[1]))))
    return Alignment(*documents, tuple(beads))


def test_prose_opens_in_paragraphs_and_tables_do_not():
    assert page_of(paragraph("1-1", "2-1", "1-1")).is_prose
    rows = Document("a", "en", tuple(factories.block(text, kind="cell") for text in ("One.", "Two.")))
    assert not page_of(Alignment(rows, rows, (factories.bead("0", "0"), factories.bead("1", "1")))).is_prose


@pytest.mark.parametrize("kind", ["1-1", "1-0"])
def test_a_paragraph_that_is_cut_or_folded_is_still_prose(kind):
    long = paragraph(*[kind] * (3 * ROWS_A_SECTION))
    assert page_of(long, fold=True).is_prose


def test_each_side_of_a_paragraph_runs_on_beside_the_other(browser, book):
    browser.open(book(20))
    first, second = browser.box("#b8 span"), browser.box("#b9 span")
    assert second["top"] < first["bottom"] + 5, "a short sentence is followed by the next on its line"
    flow, opposite = browser.box("section:has(#b8) .flow"), browser.box("section:has(#b8) .opposite")
    assert flow["top"] == opposite["top"] and flow["right"] < opposite["left"]
    browser.act("swap")
    assert browser.box("section:has(#b8) .opposite")["right"] < browser.box("section:has(#b8) .flow")["left"]


def test_on_a_phone_a_paragraph_stands_under_its_paragraph(browser, book):
    browser.emulate(width=390)
    browser.open(book(20))
    flow, opposite = browser.box("section:has(#b8) .flow"), browser.box("section:has(#b8) .opposite")
    assert flow["bottom"] <= opposite["top"]
    assert opposite["bottom"] <= browser.box("#b12")["top"]


def test_sentences_keep_their_order_and_return_to_their_rows(browser):
    browser.open(paragraph("1-1", "1-2", "1-0", "0-1", "2-1"))
    before = [["s0 is here.", "t0 is here."], ["s1 is here.", "t1 is here. t2 is here."]]
    rows = "[...document.querySelectorAll('.bead')].slice(0, 2).map(e => [...e.children].map(c => c.textContent))"
    found = browser.js(ORDER)
    assert [text for text in found if text.startswith("s")][-1] == "s3 is here. s4 is here."
    assert [text for text in found if text.startswith("t")] == [
        "t0 is here.",
        "t1 is here. t2 is here.",
        "t3 is here.",
        "t4 is here.",
    ]
    assert browser.seen(".flow .none, .opposite .none") == []
    browser.act("mode", "both")
    assert browser.js(rows) == before
    assert browser.seen(".flow, .opposite") == []


def test_a_sentence_lights_its_partner_across_the_paragraph_and_keys_lead_there(browser):
    browser.open(paragraph("1-1", "1-2", "1-1"))
    browser.hover("#b2 span")
    assert browser.lit() == ["s1 is here.", "t1 is here.", "t2 is here."]
    browser.hover(".opposite > :nth-child(2) span")
    assert browser.lit() == ["s1 is here.", "t1 is here.", "t2 is here."]
    browser.click("#b2 span")
    for key, focused in (
        (Keys.ARROW_RIGHT, "t1 is here."),
        (Keys.ARROW_DOWN, "t2 is here."),
        (Keys.ARROW_DOWN, "t3 is here."),
        (Keys.ARROW_LEFT, "s2 is here."),
        (Keys.ARROW_UP, "s1 is here."),
    ):
        browser.press(key)
        assert browser.js("document.activeElement.textContent") == focused


def test_a_language_without_spaces_gets_none(browser):
    browser.open(paragraph("1-1", "1-1", "1-1", language="zh"))
    assert browser.js("document.querySelector('.opposite').textContent") == "t0 is here.t1 is here.t2 is here."
    assert (
        " ".join(browser.js("document.querySelector('.flow').textContent").split())
        == "s0 is here. s1 is here. s2 is here."
    )


def test_review_takes_place_in_rows_and_leads_back(browser, book):
    browser.open(book(20))
    browser.act("review")
    assert browser.seen(".flow") == []
    browser.act("review")
    assert len(browser.seen(".flow")) == 4


def test_the_reading_place_and_links_deep_in_a_book_are_found(browser, book):
    browser.open(book(2000), "#b1500")
    box = browser.box("#b1500 span")
    assert box["top"] >= 50 and box["bottom"] <= 900
    assert len(browser.lit()) == 2
    browser.driver.execute_script("document.getElementById('b437').scrollIntoView()")
    browser.settle()
    browser.driver.execute_async_script("setTimeout(arguments[0], 400)")
    before = browser.box("#b437 span")["top"]
    browser.reload()
    browser.settle()
    assert abs(browser.box("#b437 span")["top"] - before) <= 2


def test_on_paper_all_paragraphs_are_set(browser, book):
    browser.open(book(300))
    asked = {"preferCSSPageSize": True, "generateTaggedPDF": False}
    pages = base64.b64decode(browser.driver.execute_cdp_cmd("Page.printToPDF", asked)["data"])
    assert 8 < len(re.findall(rb"/Type\s*/Page\b", pages)) < 25
    assert len(browser.js("[...document.querySelectorAll('.flow')].map(e => 1)")) == 60


# Runs


def run(count: int, kind: str = "1-0") -> Alignment:
    return paragraph("1-1", *[kind] * count, "1-1")


@pytest.mark.parametrize(
    ("kind", "words", "palabras"),
    [
        ("1-0", "sentences only in English", "frases solo en inglés"),
        ("0-1", "sentences only in Spanish", "frases solo en español"),
    ],
)
def test_a_run_without_counterpart_is_one_line_until_it_is_opened(browser, kind, words, palabras):
    browser.open(run(FOLDED, kind))
    assert browser.seen("summary") == [f"{FOLDED} {words}"]
    inside = browser.js("[...document.querySelectorAll('.run [data-side] span')].map(e => e.textContent)")
    assert len(inside) == FOLDED and browser.seen(".run [data-side] span") == []
    browser.act("interface", "es")
    assert browser.seen("summary") == [f"{FOLDED} {palabras}"]
    browser.click("summary")
    assert browser.seen(".run [data-side] span") == inside


def test_a_short_run_is_not_folded(browser):
    browser.open(run(FOLDED - 1))
    assert browser.seen("summary") == []


@pytest.mark.parametrize("way", ["link", "search", "key"])
def test_whatever_leads_into_a_run_opens_it(browser, way):
    browser.open(run(12), "#b5" if way == "link" else "")
    if way == "search":
        browser.press("/")
        browser.press("s4 is")
    elif way == "key":
        browser.click("#b1 span")
        browser.press(*[Keys.ARROW_DOWN] * 4)
    assert "s4 is here." in browser.seen(".run [data-side] span")
    assert browser.lit() == ["s4 is here."]


def test_without_scripts_a_run_opens_too(browser):
    browser.scripts(False)
    browser.open(run(12))
    browser.scripts(True)
    assert browser.seen("summary") == ["12 sentences only in English"]
    browser.click("summary")
    assert len(browser.seen(".run [data-side=source] span")) == 12


GAPS = """[...document.querySelectorAll(`.bead [data-side=${a[0]}] span`)].map(e => e.getBoundingClientRect())
  .flatMap((box, k, all) => k && all[k - 1].top === box.top ? [box.left - all[k - 1].right] : [])"""


def test_one_language_has_blanks_between_its_sentences_after_the_paragraphs_and_after_a_mend(browser):
    browser.open(paragraph("1-1", "1-1", "1-1", "1-1", "1-1"))
    browser.act("review")
    browser.driver.execute_script("document.querySelector('#b2 [data-side] span').click()")
    browser.act("merge-next")
    for _ in range(2):
        for view in ("source", "target"):
            browser.act("mode", view)
            gaps = browser.js(GAPS, view)
            assert len(gaps) == 4 and min(gaps) > 1
        browser.act("mode", "paragraphs")


def test_a_reader_comes_back_to_where_they_were_within_a_folded_run(browser):
    text = paragraph(*["1-1"] * 50, *["1-0"] * 50, *["1-1"] * 50)
    browser.open(text, "#b80")
    browser.driver.execute_script(
        "document.querySelector('#b80').scrollIntoView(); dispatchEvent(new Event('pagehide'))"
    )
    before = browser.box("#b80 span")["top"]
    browser.open(text)
    browser.settle()
    assert browser.js("document.querySelector('details.run').open")
    assert abs(browser.box("#b80 span")["top"] - before) < 20
