"""What the reader chooses to print, and what is at the head of each page."""

from __future__ import annotations

import base64
import re

import factories
import pytest
from asking import OVERFLOW
from selenium.webdriver import Keys

from aligner.formats.dress import dressed

PRINTS = "window.prints = 0; window.print = () => { window.prints += 1; };"


@pytest.fixture
def pages(browser):
    """A function that prints the page as it stands and gives the number of sheets."""

    def printed() -> int:
        asked = {"preferCSSPageSize": True, "generateTaggedPDF": False}
        pdf = base64.b64decode(browser.driver.execute_cdp_cmd("Page.printToPDF", asked)["data"])
        return len(re.findall(rb"/Type\s*/Page\b", pdf))

    return printed


def open_panel(browser, alignment):
    browser.open(alignment)
    browser.driver.execute_script(PRINTS)
    browser.press("d")
    browser.click("#display [data-action=print]")


def boxes(browser) -> list[str]:
    return browser.js("[...document.querySelectorAll('#print li')].map(e => e.innerText.trim())")


def on_paper(browser) -> list[str]:
    """The chapters whose sections would be printed."""
    browser.emulate(media="print")
    seen = browser.seen("section.heading [data-side=source]")
    browser.emulate()
    return seen


def test_the_panel_lists_all_chapters_and_opens_by_keyboard(browser, book):
    browser.open(book(400))
    browser.press("d")
    assert browser.js("document.activeElement.closest('[popover]').id") == "display"
    while browser.js("document.activeElement.dataset.action") != "print":
        browser.press(Keys.TAB)
    browser.press(Keys.ENTER)
    assert browser.js("document.querySelector('#print').matches(':popover-open')")
    assert boxes(browser) == ["All chapters", *(f"Chapter {n}" for n in (1, 2, 3, 4))]


def test_only_the_chosen_chapters_are_printed_and_all_come_back(browser, book, pages):
    open_panel(browser, book(400))
    whole = pages()
    for box in browser.driver.find_elements("css selector", "#print li input")[2:5]:
        box.click()
    assert browser.js("document.querySelector('#print li input').indeterminate")
    browser.click("[data-action=print-now]")
    assert browser.js("prints") == 1
    assert on_paper(browser) == ["Chapter 1"]
    assert pages() < whole / 2
    browser.settle()
    assert on_paper(browser) == [f"Chapter {n}" for n in (1, 2, 3, 4)]


def test_the_first_box_takes_all_or_none(browser, book):
    open_panel(browser, book(300))
    checked = "[...document.querySelectorAll('#print li input')].map(e => e.checked)"
    browser.click("#print li input")
    assert browser.js(checked) == [False] * 4
    browser.click("#print li input")
    assert browser.js(checked) == [True] * 4


@pytest.mark.parametrize(
    ("view", "choice", "sides"),
    [("both", "target", ["target"]), ("source", "", ["source", "target"]), ("paragraphs", "", ["source", "target"])],
)
def test_one_language_or_both_are_printed_without_an_empty_column(browser, book, view, choice, sides):
    browser.open(book(100))
    browser.driver.execute_script(PRINTS)
    browser.act("mode", view)
    browser.act("print")
    browser.js("((e, v) => { e.value = v; })(document.querySelector('#print select'), a[0])", choice)
    browser.click("[data-action=print-now]")
    browser.emulate(media="print", width=640)
    seen = [side for side in ("source", "target") if browser.seen(f"main [data-side={side}] span")]
    assert seen == sides
    browser.emulate()
    browser.driver.execute_script("dispatchEvent(new Event('afterprint'))")
    assert browser.js("document.querySelector('[data-action=mode][aria-pressed=true]').dataset.value") == view


def test_the_title_is_at_the_head_of_all_pages_but_the_first_whatever_it_is(browser, book):
    hostile = 'He said "</style><b>" \\ & }'
    browser.open(dressed(book(50), title=hostile))
    rules = browser.js(
        "[...document.styleSheets].flatMap(s => [...s.cssRules]).filter(r => r instanceof CSSPageRule)"
        ".map(r => r.selectorText + r.cssText)"
    )
    assert any("He said" in rule and "top-left" in rule for rule in rules)
    assert any(rule.startswith(":first") and "none" in rule for rule in rules)
    assert browser.seen("h1 > span") == [hostile]


def test_each_long_chapter_is_named_at_the_head_of_its_pages(browser, book, pages):
    browser.open(book(400))
    pages()
    heads = browser.js("document.querySelector('style[media=print]').textContent")
    assert re.findall(r'content: "(.*?)"', heads) == [f"Chapter {n}" for n in (1, 2, 3, 4)]
    names = "[...document.querySelectorAll('section, h1, footer')].map(e => getComputedStyle(e).page)"
    found = browser.js(names)
    assert found[0] == "chapter-0" and found[-1] == "chapter-3"


def test_short_chapters_share_pages(browser, book, pages):
    browser.open(book(60, chapter=5))
    assert pages() <= 6
    browser.open(factories.small())
    pages()
    assert browser.js("document.querySelector('style[media=print]').textContent") == ""


def test_a_text_without_chapters_offers_only_its_languages(browser):
    open_panel(browser, factories.pair("One.", "Uno."))
    assert boxes(browser) == []
    assert len(browser.js("[...document.querySelectorAll('#print option')].map(e => e.textContent)")) == 3


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_the_panel(browser, axe, book, width):
    browser.emulate(width=width)
    browser.open(book(300))
    browser.act("print")
    assert axe() == []
    assert browser.js(OVERFLOW) == []
    browser.act("interface", "es")
    assert boxes(browser)[0] == "Todos los capítulos"


def test_one_language_printed_by_a_reviewer_leaves_them_reviewing(browser, book):
    browser.open(book(20))
    browser.driver.execute_script(
        "print = () => ['beforeprint', 'afterprint'].forEach(e => dispatchEvent(new Event(e)))"
    )
    browser.act("review")
    browser.act("print")
    browser.driver.execute_script("document.querySelector('#print select').value = 'source'")
    browser.act("print-now")
    assert browser.js("document.documentElement.classList.contains('review')")
    assert len(browser.seen("#b2 [data-side] span")) == 2
    browser.act("review")
    assert browser.js("document.documentElement.classList.contains('flowing')")
