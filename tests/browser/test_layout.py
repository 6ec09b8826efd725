"""Where things are: columns, measure, narrow windows, nothing that moves, a long book, paper."""

from __future__ import annotations

import base64
import re

import factories
import pytest
from asking import OVERFLOW, SHIFTS
from selenium.webdriver import Keys

from aligner.model import Alignment, Document


def test_wide_windows_have_two_columns_with_aligned_tops(browser, book):
    browser.open(book(20))
    browser.act("mode", "both")
    source, target = browser.box("#b7 [data-side=source]"), browser.box("#b7 [data-side=target]")
    assert source["top"] == target["top"]
    assert source["right"] < target["left"]


def test_narrow_windows_have_the_translation_under_its_sentence(browser, book):
    browser.emulate(width=390)
    browser.open(book(20))
    browser.act("mode", "both")
    source, target, following = (browser.box(s) for s in ("#b7 [data-side=source]", "#b7 [data-side=target]", "#b8"))
    assert source["bottom"] <= target["top"] <= target["bottom"] <= following["top"]
    browser.act("swap")
    assert browser.box("#b7 [data-side=target]")["bottom"] <= browser.box("#b7 [data-side=source]")["top"]


def test_a_line_of_prose_has_55_to_70_characters(browser, book):
    browser.open(book(5))
    width = browser.box(".flow")["width"]
    size = browser.js("parseFloat(getComputedStyle(document.querySelector('#b2 span')).fontSize)")
    # With any typeface: in those made for reading, letters and spaces are 0.4 to 0.5 em wide on average.
    assert width / (0.5 * size) >= 55 and width / (0.4 * size) <= 70


@pytest.mark.parametrize("width", [320, 390, 720, 1280])
def test_nothing_scrolls_sideways_or_is_cut_off_whatever_the_text(browser, width):
    word = "x" * 3_000
    document = factories.small().source
    hostile = factories.pair(word, f"<b>{word}", *factories.FLAGS)
    browser.emulate(width=width, height=640)
    for alignment in (hostile, Alignment(document, document, factories.small().beads[:0] or same(document))):
        browser.open(alignment)
        for mode in ("paragraphs", "both", "source", "target"):
            browser.act("mode", mode)
            assert browser.js(OVERFLOW) == [], mode
        browser.act("mode", "both")
        for key in "d?c":
            browser.press(key)
            assert browser.js(OVERFLOW) == [], key
            browser.press(key)
        for _ in range(8):
            browser.act("larger")
        assert browser.js(OVERFLOW) == [], "large text"
        browser.act("review")
        assert browser.js(OVERFLOW) == []
        for _ in range(8):
            browser.act("smaller")
        browser.act("review")


@pytest.mark.parametrize(("width", "mode"), [(320, "both"), (1280, "both")])
def test_paragraphs_stand_clearly_further_apart_than_sentences(browser, book, width, mode):
    browser.emulate(width=width)
    browser.open(book(15))
    browser.act("mode", mode)
    parts = "[a[0], a[1]].map(k => document.querySelectorAll('section.paragraph .bead')[k].getBoundingClientRect())"
    sentences, paragraphs = (browser.js(f"(([p, q]) => q.top - p.bottom)({parts})", k, k + 1) for k in (0, 4))
    assert 0 < sentences * 1.5 < paragraphs


def same(document):
    return tuple(factories.bead(str(i), str(i), 0.4, "low") for i in range(len(document.sentences)))


@pytest.mark.parametrize("mode", ["paragraphs", "both"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_moves_that_the_reader_did_not_move(browser, book, width, mode):
    browser.emulate(width=width)
    browser.open(book(200), "#b100")
    browser.act("mode", mode)
    browser.js(SHIFTS)
    for bead in (103, 104, 105):
        browser.hover(f"#b{bead} [data-side=source] span", "the")
    browser.click("#b104 span")
    for key in (Keys.ARROW_DOWN, Keys.ARROW_UP, "c", Keys.ESCAPE, "d", Keys.ESCAPE, "?", Keys.ESCAPE):
        browser.press(key)
    before = browser.layout()
    browser.press("/")
    browser.press("nets", Keys.ENTER, Keys.ARROW_UP, Keys.ESCAPE)
    browser.press(Keys.ESCAPE)
    assert len(browser.layout()) == len(before)
    assert browser.js("shifts") == []


@pytest.mark.parametrize("mode", ["paragraphs", "both"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_book_is_laid_out_on_approach_and_its_height_well_guessed(browser, book, width, mode):
    browser.emulate(width=width)
    browser.open(book(1000))
    browser.act("mode", mode)
    assert browser.js("getComputedStyle(document.querySelector('section')).contentVisibility") == "auto"
    guessed = browser.js("document.documentElement.scrollHeight")
    browser.driver.execute_script("dispatchEvent(new Event('beforeprint'))")  # which all paragraphs are set for
    browser.js("document.querySelectorAll('section').forEach(e => e.style.contentVisibility = 'visible')")
    assert guessed == pytest.approx(browser.js("document.documentElement.scrollHeight"), rel=0.2)


def test_the_bar_disappears_during_reading_and_comes_back(browser, book):
    browser.open(book(500))
    shown = "document.querySelector('.bar').getBoundingClientRect().bottom > 0"
    assert browser.js(shown)
    for way, there in ((600, False), (-100, True), (600, False)):
        browser.driver.execute_script(f"scrollBy(0, {way})")
        browser.settle()
        browser.settle()
        assert browser.js(shown) == there
    browser.press("/")
    assert browser.js(shown)


# Paper


def printed(browser) -> bytes:
    asked = {"preferCSSPageSize": True, "generateTaggedPDF": False}
    return base64.b64decode(browser.driver.execute_cdp_cmd("Page.printToPDF", asked)["data"])


def test_on_paper_there_are_both_columns_and_no_controls(browser, book):
    browser.emulate(width=640, scheme="dark", media="print")  # the width of an A4 page between its margins
    browser.open(book(20))
    browser.act("mode", "both")
    browser.click("#b7 span")
    assert browser.box("#b7 [data-side=source]")["top"] == browser.box("#b7 [data-side=target]")["top"]
    assert browser.js("getComputedStyle(document.querySelector('.bead')).breakInside") == "avoid"
    assert browser.js("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert browser.js("getComputedStyle(document.querySelector('#b7 span')).backgroundColor") == "rgba(0, 0, 0, 0)"
    controls = "button, .bar, .skip, .number, .panel, input, [popover]"
    assert browser.seen(controls) == []
    browser.act("review")
    assert browser.seen(controls) == []


def test_the_pages_are_a4_and_the_whole_book_is_on_them(browser, book):
    browser.open(book(300))
    pdf = printed(browser)
    boxes = {tuple(round(float(n)) for n in box.split()) for box in re.findall(rb"/MediaBox\s*\[([^\]]*)\]", pdf)}
    assert {(right, top) for _, _, right, top in boxes} <= {(595, 842), (596, 842)}
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert 10 < pages < 40


def test_without_scripts_the_text_is_there_in_order_and_no_button_is_dead(browser):
    browser.scripts(False)
    browser.open(factories.small())
    browser.scripts(True)  # needed to query the page, which has loaded without scripts
    text = browser.js("document.querySelector('main').innerText")
    parts = ["The Harbour", "El puerto", "The sea was calm.", "La mar estaba en calma.", "Tide", "Marea", "18:30"]
    assert sorted(parts, key=text.index) == parts
    assert browser.seen("button:not([popovertarget]), input") == []
    assert browser.seen("button") == ["Contents"]
    browser.click("button[data-action=contents]")
    assert len(browser.seen("#contents a")) == 2
    browser.driver.find_elements("css selector", "#contents a")[1].click()
    assert browser.js("location.hash") == "#b6"
    assert browser.js("getComputedStyle(document.querySelector('#b6 span')).color") != ""


def test_large_text_in_a_wide_window_is_in_one_column(browser):
    browser.open(factories.small())
    beside = "document.querySelector('#b2 [data-side=source]').getBoundingClientRect().right"
    assert browser.box("#b2 [data-side=target]")["left"] > browser.js(beside)
    for _ in range(8):
        browser.act("larger")
    source, target = browser.box("#b2 [data-side=source]"), browser.box("#b2 [data-side=target]")
    assert source["bottom"] <= target["top"]


@pytest.mark.parametrize("swapped", [False, True])
def test_between_two_names_stands_a_dot_whichever_way_they_are_written(browser, swapped):
    source = Document("a", "en", (factories.block("The sea", kind="heading", level=1),))
    target = Document("b", "ar", (factories.block("البحر", kind="heading", level=1),))
    browser.emulate(width=320)
    browser.open(Alignment(source, target, (factories.bead("0", "0"),)))
    if swapped:
        browser.act("swap")
    parts = ["source", "target"][:: -1 if swapped else 1]
    first, last = (browser.box(f".languages [data-name={side}]") for side in parts)
    assert (
        first["right"]
        <= browser.box(".languages .dot")["left"]
        < browser.box(".languages .dot")["right"]
        <= last["left"]
    )
    browser.press("c")
    dot = (
        "(r => (r.selectNode(document.querySelector('#contents a').childNodes[1]), r.getBoundingClientRect().toJSON()))"
    )
    names = [browser.box(f"#contents a span:nth-of-type({n})") for n in (1, 2)]
    between = browser.js(f"{dot}(document.createRange())")
    assert names[0]["right"] <= between["left"] + 1 < between["right"] <= names[1]["left"] + 1
