"""The search box: both sides, accents and case folded, counted, next and previous."""

from __future__ import annotations

import factories
import pytest
from selenium.webdriver import Keys

from aligner.model import Alignment, Document

PAINTED = "[...(CSS.highlights.get(a[0]) ?? [])].map(r => r.startContainer.data.slice(r.startOffset, r.endOffset))"
COUNT = "document.querySelector('.hits').hidden ? '' : document.querySelector('.hits output').textContent"


def look_for(browser, text):
    browser.driver.execute_script(
        "const box = document.querySelector('input[type=search]'); box.focus(); box.value = arguments[0];"
        "box.dispatchEvent(new Event('input', {bubbles: true}))",
        text,
    )
    browser.settle()


def at(browser):
    return browser.js("document.querySelector('.lit')?.closest('.bead').id ?? ''")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("calm", ["calm", "calm"]),
        ("CALM", ["calm", "calm"]),
        ("frio", ["frío"]),
        ("FRÍO", ["frío"]),
        ("the sea was", ["The sea was"]),
        ("  anadio  el ", ["añadió el"]),
        ("zebra", []),
        ("[", []),
        ("</span>", []),
    ],
)
def test_both_sides_are_searched_whatever_case_and_accents(browser, wanted, found):
    browser.open(factories.small())
    look_for(browser, wanted)
    assert browser.js(PAINTED, "found") == found
    assert browser.js(COUNT) == (f"1 of {len(found)}" if found else "none")
    assert browser.js(PAINTED, "here") == found[:1]


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("He said\nno more.", "said no", "said\nno"),
        ("It isn’t “here”.", 'isn\'t "here"', "isn’t “here”"),
        ("la cafe\u0301 y el te\u0301.", "café y", "cafe\u0301 y"),
        ("👩‍👩‍👧 İstanbul, Straße", "istanbul", "İstanbul"),
        ("각각 사람", "사람", "사람"),
        ("A\u0327\u0301bc abc", "abc", "A\u0327\u0301bc"),
    ],
)
def test_what_is_painted_is_what_was_searched_for(browser, text, wanted, found):
    browser.open(factories.pair(text, "x"))
    look_for(browser, wanted)
    assert browser.js(PAINTED, "here") == [found]


def test_next_and_previous_wrap_around_by_button_and_key(browser, book):
    browser.open(book(100))
    look_for(browser, "No 5.")
    assert browser.js(COUNT) == "1 of 2"
    look_for(browser, "what the sea had taken")
    assert browser.js(COUNT) == "1 of 40"
    seen = []
    for move in (Keys.ENTER, Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.ENTER, (Keys.SHIFT, Keys.ENTER)):
        browser.press(*move)
        if isinstance(move, tuple):
            browser.driver.execute_script("")  # the shift key is let go by the chain's end
        seen.append(browser.js(COUNT).split()[0])
    assert seen[:4] == ["2", "3", "2", "3"]
    browser.open(book(100))
    look_for(browser, "what the sea had taken")
    for action, count in (("next", "2 of 40"), ("previous", "1 of 40"), ("previous", "40 of 40"), ("next", "1 of 40")):
        browser.click(f"[data-action={action}]")
        assert browser.js(COUNT) == count
        box = browser.box(".lit")
        assert box["top"] >= 40 and box["bottom"] <= 900


def test_a_search_begins_at_the_reading_place(browser, book):
    browser.open(book(1000), "#b700")
    look_for(browser, "what the sea had taken")
    assert abs(int(at(browser)[1:]) - 700) < 12
    assert browser.js("+document.querySelector('.hits output').textContent.split(' ')[0]") > 200


@pytest.mark.parametrize(
    ("mode", "count"), [("both", "1 of 2"), ("source", "1 of 1"), ("target", "1 of 1"), ("paragraphs", "1 of 2")]
)
def test_each_view_finds_what_it_shows(browser, mode, count):
    browser.open(factories.small())
    browser.act("mode", mode)
    look_for(browser, "calm")
    assert browser.js(COUNT) == count
    browser.press(Keys.ENTER)
    assert len(browser.seen("#b2 [data-side] span")) == (2 if mode in ("both", "paragraphs") else 1)


def test_a_change_of_view_counts_again(browser):
    browser.open(factories.small())
    look_for(browser, "calm")
    counts = []
    for mode in ("source", "target", "both"):
        browser.act("mode", mode)
        counts.append(browser.js(COUNT).split()[-1])
    assert counts == ["1", "1", "2"]


def test_escape_leaves_the_search_at_the_match(browser):
    browser.open(factories.small())
    browser.press("/")
    browser.press("translat", Keys.BACKSPACE)
    look_for(browser, "traductor")
    browser.press(Keys.ESCAPE)
    assert browser.js("document.activeElement.textContent") == "Esto lo añadió el traductor."
    assert browser.js(PAINTED, "found") == browser.js(PAINTED, "here") == []
    assert browser.js("document.querySelector('input[type=search]').value") == browser.js(COUNT) == ""


def test_an_emptied_box_leaves_no_trace(browser):
    browser.open(factories.small())
    look_for(browser, "calm")
    look_for(browser, "")
    assert browser.js(PAINTED, "found") == browser.lit() == []
    assert browser.js(COUNT) == ""


IN_SIGHT = """[...document.querySelectorAll('.bead [data-side] span')]
    .filter(e => e.getBoundingClientRect().bottom > 0 && e.getBoundingClientRect().top < innerHeight)"""
OF_THOSE_IN_SIGHT = f"""(seen => [...CSS.highlights.get(a[0])]
    .filter(range => seen.has(range.startContainer.parentElement)).length)(new Set({IN_SIGHT}))"""


def test_of_thousands_of_matches_those_on_the_screen_are_painted(browser):
    document = Document("a", "en", (factories.block(*["a b a b a b a b."] * 1000),))
    browser.open(Alignment(document, document, tuple(factories.bead(str(i), str(i)) for i in range(1000))))
    look_for(browser, "a")
    assert browser.js(COUNT) == "1 of 8000"
    for place in (0, 0.5, 1):
        browser.js("scrollTo(0, document.documentElement.scrollHeight * a[0])", place)
        browser.settle()
        browser.settle()
        assert browser.js(OF_THOSE_IN_SIGHT, "found") == 4 * browser.js(f"{IN_SIGHT}.length") > 0
    assert browser.js("CSS.highlights.get('found').size") < 8000
