"""Title, author and cover on the page; and that the page saves them as the program does."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace

import factories
import pytest
from asking import OVERFLOW, WORST_CONTRAST
from reviewing import review, same_files

from aligner.formats.dress import dressed
from aligner.model import Alignment, Picture

PIXEL = Picture(b64decode("R0lGODdhAQABAIAAAIovHQAAACwAAAAAAQABAAACAkQBADs="), "image/gif")


def sea() -> Alignment:
    return dressed(factories.small(), title="The Sea and the Harbour", author="A. Fisher · B. Sailor", cover=PIXEL)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("theme", ["light", "dark", "sepia"])
def test_the_dress_can_be_read_by_all(browser, axe, width, theme):
    browser.emulate(width=width)
    browser.open(sea())
    browser.act("theme", theme)
    assert axe() == []
    assert browser.js(OVERFLOW) == []
    assert browser.js(WORST_CONTRAST)[0] >= 4.5
    assert browser.seen("h1, .author") == ["The Sea and the Harbour", "A. Fisher · B. Sailor"]


def test_cover_title_author_and_text_follow_each_other(browser):
    browser.open(sea())
    assert browser.js("document.querySelector('.cover').naturalWidth") == 1
    tops = [browser.box(part)["top"] for part in (".cover", "h1", ".author", ".languages", "#b1")]
    assert tops == sorted(tops) and len(set(tops)) == len(tops)


def test_a_long_title_wraps_and_a_tall_cover_leaves_room_for_it(browser):
    browser.emulate(width=320, height=640)
    browser.open(dressed(sea(), title=f"{'Harbour' * 30} and {'more ' * 40}"))
    assert browser.js(OVERFLOW) == []
    browser.driver.execute_script("document.querySelector('.cover').style.aspectRatio = '1 / 4'")
    assert browser.box(".cover")["height"] <= 0.4 * 640 + 1


def test_the_title_is_shown_once_where_the_text_shows_it_itself(browser):
    browser.open(factories.small())
    quiet = browser.js("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")
    browser.open(sea())
    assert browser.js("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)") > 2 * quiet


def test_the_page_saves_its_dress_as_the_program_does(browser):
    alignment = sea()
    alignment = replace(alignment, target=replace(alignment.target, title='El "mar"\\', author=""))
    review(browser, alignment)
    assert same_files(browser, alignment)
