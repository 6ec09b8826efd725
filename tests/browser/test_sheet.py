"""Reviewing with a finger on a small screen: the sheet at the foot of the window, and every mend by touch alone."""

from __future__ import annotations

from dataclasses import replace

import factories
import pytest
from reviewing import CATCH, of_beads, saved, shown_beads, told
from selenium.webdriver import Keys

WIDTH, HEIGHT = 320, 640
FINGER = 44  # pixels; WCAG 2.5.5, and what the makers of phones ask for

# Where a finger would go for an element: the middle of its first line, if that is in sight.
PLACE = """
const box = a[0].getClientRects()[0];
const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
const there = document.elementFromPoint(x, y);
return there === a[0] || a[0].contains(there) ? [x, y] : null;
"""
RECORD = "addEventListener('click', ({target}) => (window.hit = window.aim?.contains(target)), true)"


@pytest.fixture
def phone(browser):
    """The browser as a small phone that has no other pointer than a finger."""
    browser.emulate(width=WIDTH, height=HEIGHT)
    browser.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 1})
    yield browser
    browser.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})


def tap(browser, element):
    """Tap on an element; fails if it is out of sight or covered, or if the tap hit something else."""
    place = browser.driver.execute_script(f"const a = arguments; {PLACE}", element)
    assert place, f"{element.get_attribute('outerHTML')[:120]} is not where a finger could reach it"
    browser.driver.execute_script("Object.assign(window, {aim: arguments[0], hit: false})", element)
    points = [{"x": place[0], "y": place[1]}]
    browser.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points})
    browser.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    browser.settle()
    assert browser.js("window.hit")


def button(browser, action):
    return browser.driver.find_element("css selector", f"[data-action='{action}']")


def sentence(browser, side, n):
    language = "en" if side == "source" else "es"
    return browser.js(
        "[...document.querySelectorAll('.bead span')].find(e => e.textContent === a[0])",
        f"{language} sentence number {n} here.",
    )


def start(browser, alignment):
    browser.open(alignment)
    browser.driver.execute_script(CATCH)
    browser.act("review")
    browser.driver.execute_script(RECORD)


# A sentence to tap and a tool, and what the beads then are.
MENDS = [
    ("source 0", "confirm", ["0|0+", "1|1-2", "2-3|3", "4|", "|4", "5|5", "6|6", "7|7"]),
    ("target 2", "split", ["0|0+", "1|1*", "|2*", "2-3|3", "4|", "|4", "5|5", "6|6", "7|7"]),
    ("", "undo", ["0|0+", "1|1-2", "2-3|3", "4|", "|4", "5|5", "6|6", "7|7"]),
    ("target 2", "move-down", ["0|0+", "1|1*", "2-3|2-3*", "4|", "|4", "5|5", "6|6", "7|7"]),
    ("source 2", "move-up", ["0|0+", "1-2|1*", "3|2-3*", "4|", "|4", "5|5", "6|6", "7|7"]),
    ("source 4", "link", ["0|0+", "1-2|1*", "3|2-3*", "4|4*", "5|5", "6|6", "7|7"]),
    ("source 5", "merge-next", ["0|0+", "1-2|1*", "3|2-3*", "4|4*", "5-6|5-6*", "7|7"]),
    ("source 7", "unlink", ["0|0+", "1-2|1*", "3|2-3*", "4|4*", "5-6|5-6*", "7|*", "|7*"]),
    ("", "undo", ["0|0+", "1-2|1*", "3|2-3*", "4|4*", "5-6|5-6*", "7|7"]),
    ("", "redo", ["0|0+", "1-2|1*", "3|2-3*", "4|4*", "5-6|5-6*", "7|*", "|7*"]),
    ("target 7", "merge-previous", ["0|0+", "1-2|1*", "3|2-3*", "4|4*", "5-6|5-6*", "7|7*"]),
    ("source 7", "undo", ["0|0+", "1-2|1*", "3|2-3*", "4|4*", "5-6|5-6*", "7|*", "|7*"]),
]


def test_every_mend_is_made_by_touch_with_no_wrong_tap(phone, tmp_path):
    start(phone, of_beads(["0|0", "1|1-2", "2-3|3", "4|", "|4", "5|5", "6|6", "7|7"]))
    for at, action, beads in MENDS:
        if at:
            wanted = sentence(phone, *at.split())
            scroll_to(phone, wanted)
            tap(phone, wanted)
            assert phone.js("document.activeElement === a[0]", wanted)
        if action != "confirm" and not button(phone, action).is_displayed():
            tap(phone, button(phone, "tools"))
        tap(phone, button(phone, action))
        assert shown_beads(saved(phone, tmp_path)) == beads, (at, action, told(phone))


def scroll_to(browser, element):
    """As a reader does before tapping: bring it to where the sheet and the bar do not cover it."""
    browser.driver.execute_script(
        "const box = arguments[0].closest('.bead').getBoundingClientRect();"
        "const room = innerHeight - document.querySelector('#review').offsetHeight;"
        "if (box.top < 60 || box.bottom > room) scrollBy(0, box.top - room / 2)",
        element,
    )
    browser.settle()


@pytest.mark.parametrize(("width", "language"), [(320, "en"), (320, "es"), (390, "en"), (768, "es")])
def test_every_target_is_large_enough_for_a_finger(phone, width, language):
    phone.emulate(width=width, height=HEIGHT)
    start(phone, factories.small())
    phone.act("interface", language)
    tap(phone, button(phone, "tools"))
    phone.act("save")
    targets = (
        "[...document.querySelectorAll('.panel :is(button, select), #save button')].filter(e => e.checkVisibility())"
    )
    sizes = phone.js(f"{targets}.map(e => [e.outerHTML.slice(0, 80), e.offsetWidth, e.offsetHeight])")
    assert len(sizes) > 30
    assert [size for size in sizes if min(size[1:]) < FINGER] == []
    assert phone.js("document.documentElement.scrollWidth") <= width


def test_the_sheet_is_one_row_and_the_rest_opens_above_it(phone):
    start(phone, factories.small())
    assert phone.seen(".panel button") == ["↑", "↓", "✓ Confirm", "⋯"]
    row = phone.box("#review")
    assert row["height"] < 60 and row["bottom"] == HEIGHT
    tops = phone.js("[...document.querySelectorAll('.queue button')].map(e => e.getBoundingClientRect().top)")
    assert len(set(tops)) == 1
    tap(phone, button(phone, "tools"))
    assert phone.js("document.querySelector('[data-action=tools]').getAttribute('aria-expanded')") == "true"
    assert phone.box("#tools")["bottom"] <= phone.box(".queue")["top"]
    assert phone.box("#review")["top"] >= HEIGHT * 0.4
    assert {"Merge", "Move"} <= set(phone.seen(".mend .pair > span"))
    tap(phone, button(phone, "tools"))
    assert phone.box("#review") == row


def test_the_other_tools_do_not_cover_the_bead_at_hand(phone):
    start(phone, of_beads([f"{k}|{k}" for k in range(40)]))
    phone.act("tools")
    wanted = sentence(phone, "target", 30)
    scroll_to(phone, wanted)
    tap(phone, wanted)
    tap(phone, button(phone, "tools"))
    phone.js("scrollBy(0, document.querySelector('.bead.at-hand').getBoundingClientRect().bottom - 560)")
    phone.settle()
    tap(phone, button(phone, "tools"))
    assert phone.box(".bead.at-hand")["top"] >= 0
    assert phone.box(".bead.at-hand")["bottom"] <= phone.box("#review")["top"]


def test_the_queue_brings_each_bead_to_the_middle(phone, book):
    alignment = book(300)
    beads = [replace(bead, score=0.5 if k in (107, 208) else 1.0) for k, bead in enumerate(alignment.beads)]
    start(phone, replace(alignment, beads=tuple(beads)))
    for _ in range(2):
        tap(phone, button(phone, "doubtful-next"))
        row, sheet = phone.box(".bead.at-hand"), phone.box("#review")
        assert abs((row["top"] + row["bottom"]) / 2 - (56 + sheet["top"]) / 2) < 40


def test_of_a_bead_that_does_not_fit_the_beginning_is_brought_into_sight(phone):
    """Forwards and backwards, for a bead below the window and above it."""
    alignment = of_beads([f"{k}|{k}" for k in range(30)])
    long = factories.block(*(" ".join(["A long sentence."] * n) for n in (90, 90)))
    source = replace(alignment.source, blocks=(*alignment.source.blocks[:10], long, *alignment.source.blocks[11:]))
    beads = [replace(bead, score=0.5 if k in (4, 20, 25) else 1.0) for k, bead in enumerate(alignment.beads)]
    start(phone, replace(alignment, source=source, beads=tuple(beads)))
    for action, bead in (("next", "b5"), ("next", "b21"), ("next", "b26"), ("previous", "b21")):
        tap(phone, button(phone, f"doubtful-{action}"))
        assert phone.js("document.querySelector('.bead.at-hand').id") == bead
        if bead == "b21":
            assert 0 <= phone.box("#b21")["top"] < 120


def test_what_was_discarded_can_be_had_back_by_touch(phone):
    alignment = of_beads(["0|0", "1|1"])
    start(phone, alignment)
    tap(phone, button(phone, "confirm"))
    start(phone, alignment)
    for action in ("discard", "bring-back", "restore"):
        box = phone.box(f"[data-action={action}]")
        assert min(box["width"], box["height"]) >= FINGER
        assert box["bottom"] <= phone.box("#review")["top"]
        tap(phone, button(phone, action))
    assert phone.js("document.querySelector('#b1').dataset.status") == "confirmed"


def test_selected_beads_are_confirmed_by_touch(phone):
    start(phone, of_beads(["0|0", "1|1", "2|2"]))
    phone.driver.execute_script(
        "const [from, to] = [1, 2].map(n => document.querySelector(`#b${n} span`).firstChild);"
        "getSelection().setBaseAndExtent(from, 3, to, 3)"
    )
    tap(phone, button(phone, "confirm"))
    assert phone.js("[...document.querySelectorAll('.bead')].map(e => e.dataset.status ?? '')") == [
        *("confirmed", "confirmed"),
        "",
    ]


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sheet_is_accessible(phone, axe, opened, scheme):
    phone.emulate(width=WIDTH, height=HEIGHT, scheme=scheme)
    start(phone, factories.small())
    if opened:
        phone.act("tools")
    assert axe() == []


def test_the_keyboard_opens_and_leaves_the_other_tools(phone):
    start(phone, factories.small())
    phone.js("document.querySelector('[data-action=tools]').focus()")
    phone.press(Keys.ENTER, Keys.TAB)
    assert phone.js("document.activeElement.closest('#tools') !== null")
    phone.press(Keys.ESCAPE)
    assert phone.js("document.activeElement.closest('.bead') !== null")
    assert phone.seen("#tools button") == []
