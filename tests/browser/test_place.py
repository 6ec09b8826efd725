"""A sense of place: how far the reader is, and the way back from a jump."""

from __future__ import annotations

import re

import factories
import pytest
from asking import SHIFTS
from selenium.webdriver import Keys

PLACE = "document.querySelector('.foot.placed #place')?.innerText.replace(/\\s+/g, ' ') ?? ''"
READ = "+document.querySelector('.foot').style.getPropertyValue('--read')"
CHIP = "!document.querySelector('#back').hidden"
BEAD_AT_TOP = "[100, 120, 140].flatMap(y => document.elementsFromPoint(300, y)).find(e => e.matches('.bead'))?.id"
TOP = "document.querySelector(a[0]).getBoundingClientRect().top"


def rest(browser):
    """Wait as long as the page does before it takes note of the place."""
    browser.driver.execute_async_script("setTimeout(arguments[0], 350)")


def scroll_to(browser, selector):
    browser.driver.execute_script("document.querySelector(arguments[0]).scrollIntoView()", selector)
    rest(browser)


def opened(browser, alignment, fragment=""):
    browser.open(alignment, fragment)
    browser.awaited(PLACE)


def choose_chapter(browser, nth):
    browser.press("c")
    browser.driver.find_elements("css selector", "#contents a")[nth].click()
    browser.settle()


# How far


def test_the_foot_says_the_chapter_the_share_and_the_time_left_in_the_chapter(browser, book):
    opened(browser, book(500))
    seen = []
    for bead in (1, 52, 104, 206, 308, 410):
        scroll_to(browser, f"#b{bead}")
        seen.append(re.fullmatch(r"(Chapter \d) (\d+)% · (\d+) min left", browser.js(PLACE)).groups())
    assert [chapter for chapter, _, _ in seen] == [f"Chapter {n}" for n in (1, 1, 2, 3, 4, 5)]
    shares = [int(share) for _, share, _ in seen]
    assert shares == sorted(shares) and shares[0] == 0
    assert shares[2:] == pytest.approx([20, 40, 60, 80], abs=2)
    left = [int(time) for _, _, time in seen]
    # 100 sentences of 148 characters on average, on two sides, at 880 a minute
    assert left[2] == pytest.approx(2 * 100 * 108 / 880, rel=0.3) and left[1] == pytest.approx(left[0] / 2, abs=3)
    for _ in range(3):  # what comes into sight is a little higher or lower than was guessed
        browser.driver.execute_script("scrollTo(0, document.documentElement.scrollHeight)")
        rest(browser)
    assert browser.js(PLACE) == "Chapter 5 100%" and browser.js(READ) == 1


def test_one_language_alone_takes_half_the_time(browser, book):
    opened(browser, book(500))
    times = []
    for mode in ("both", "source"):
        browser.act("mode", mode)
        times.append(int(re.search(r"(\d+) min", browser.js(PLACE))[1]))
    assert times[1] == pytest.approx(times[0] / 2, abs=1)


def test_the_thin_line_grows_with_the_reading(browser, book):
    opened(browser, book(500))
    line = "new DOMMatrix(getComputedStyle(document.querySelector('.foot'), '::before').transform).a"
    widths = []
    for bead in (1, 150, 450):
        scroll_to(browser, f"#b{bead}")
        widths.append(browser.js(line))
        assert widths[-1] == pytest.approx(browser.js(READ), abs=0.01)
    assert widths == sorted(widths) and widths[2] > 0.8


def test_the_foot_speaks_the_readers_language(browser, book):
    opened(browser, book(500))
    browser.act("interface", "es")
    assert re.fullmatch(r"Chapter 1 \d+ % · aún \d+ min", browser.js(PLACE))


@pytest.mark.parametrize("width", [320, 1280])
def test_the_foot_is_one_line_leaves_with_the_bar_and_moves_nothing(browser, book, width):
    browser.emulate(width=width)
    opened(browser, book(500))
    browser.js(SHIFTS)
    for _ in range(3):
        browser.driver.execute_script("scrollBy(0, 700)")
        rest(browser)
    assert browser.js("getComputedStyle(document.querySelector('#place')).opacity") == "0"
    browser.driver.execute_script("scrollBy(0, -100)")
    rest(browser)
    assert browser.js("getComputedStyle(document.querySelector('#place')).opacity") == "1"
    assert browser.box("#place")["height"] < 36 and browser.box("#place")["right"] <= width
    # Its own words may come while it is shown; the text does not move.
    assert [shift for shift in browser.js("shifts") if any("foot" not in part for part in shift[1:])] == []


def test_a_short_text_on_paper_and_in_review_have_no_foot(browser, book):
    browser.open(factories.small())
    rest(browser)
    assert browser.js(PLACE) == "" and browser.seen(".foot *") == []
    opened(browser, book(500))
    browser.act("review")
    assert browser.seen("#place") == []
    browser.act("review")
    browser.emulate(media="print")
    assert browser.seen("#place") == []


# The way back


def test_the_browsers_back_button_leads_back_from_a_chapter_and_the_focus_is_in_the_text(browser, book):
    opened(browser, book(500))
    scroll_to(browser, "#b37")
    before = browser.js(TOP, "#b37")
    choose_chapter(browser, 3)
    assert browser.js("document.activeElement.textContent") == "Chapter 4"
    assert browser.js("document.activeElement.closest('main') !== null") and browser.js("location.hash") == "#b304"
    browser.driver.back()
    rest(browser)
    assert browser.js(TOP, "#b37") == pytest.approx(before, abs=2)
    assert browser.js("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("way", ["chip", "b", Keys.BACKSPACE])
def test_the_chip_and_the_keys_lead_back_jump_by_jump(browser, book, way):
    opened(browser, book(500))
    scroll_to(browser, "#b37")
    assert not browser.js(CHIP)
    places = []
    for nth in (3, 1):
        bead = "#" + browser.awaited(BEAD_AT_TOP)
        places.append((bead, browser.js(TOP, bead)))
        choose_chapter(browser, nth)
        rest(browser)
        assert browser.js(CHIP)
    for bead, top in reversed(places):
        browser.act("back") if way == "chip" else browser.press(way)
        rest(browser)
        assert browser.js(TOP, bead) == pytest.approx(top, abs=3)
    browser.press("b")
    rest(browser)
    assert browser.js(TOP, places[0][0]) == pytest.approx(places[0][1], abs=3), "the keys never leave the page"


def test_the_chip_leaves_when_the_reader_reads_on(browser, book):
    opened(browser, book(500))
    choose_chapter(browser, 2)
    for ways, there in ((1, True), (4, False)):
        for _ in range(ways):
            browser.driver.execute_script("scrollBy(0, 500)")
            rest(browser)
        assert browser.js(CHIP) == there


def test_all_matches_of_a_search_are_one_jump(browser, book):
    opened(browser, book(500))
    scroll_to(browser, "#b37")
    before = browser.js(TOP, "#b37")
    browser.press("/")
    for key in (*"No 300", *[Keys.ENTER] * 3):  # each is drawn before the next, as for any reader
        browser.press(key)
    rest(browser)
    browser.press(Keys.ESCAPE)
    assert browser.js(CHIP)
    browser.press("b")
    rest(browser)
    assert browser.js(TOP, "#b37") == pytest.approx(before, abs=2)


def test_a_match_on_the_screen_is_no_jump(browser, book):
    opened(browser, book(500))
    browser.press("/")
    browser.press("No 0.")
    assert not browser.js(CHIP) and browser.js("history.state?.jumps ?? 0") == 0


def test_readers_who_come_by_a_link_are_offered_the_way_to_their_place(browser, book):
    opened(browser, book(500))
    scroll_to(browser, "#b37")
    before = browser.js(TOP, "#b37")
    browser.open(book(500), "#b400")
    assert browser.js(CHIP)
    rest(browser)
    browser.act("back")
    rest(browser)
    assert browser.js(TOP, "#b37") == pytest.approx(before, abs=2)
    assert not browser.js(CHIP)


def test_a_page_without_storage_still_leads_back(browser, book):
    closed = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('closed'); }})"
    browser.open(book(500), before=closed)
    choose_chapter(browser, 3)
    assert browser.js("scrollY") > 1000
    browser.press("b")
    rest(browser)
    assert browser.js("scrollY") == pytest.approx(0, abs=3)


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_the_menu_the_foot_the_keys_and_a_search(browser, book, axe, width):
    browser.emulate(width=width)
    opened(browser, book(500))
    choose_chapter(browser, 3)
    rest(browser)
    browser.driver.execute_script("scrollBy(0, -50)")
    rest(browser)
    assert browser.js(CHIP) and axe() == []
    browser.press("?")
    assert axe() == []
    browser.press(Keys.ESCAPE, "/")
    browser.press("nets")
    assert axe() == []
    browser.press(Keys.ESCAPE)
    if width < 400:
        browser.act("more")  # the search may have led on through the text, and the bar has left
        assert axe() == []
