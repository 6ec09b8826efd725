"""Without one thing that not every browser has, the page still does all the rest."""

from __future__ import annotations

import factories
import pytest
from cards import card, harbour
from selenium.webdriver import Keys

HITS = "document.querySelector('.hits output').textContent"
WORDS = "[...document.querySelectorAll('mark.lit')].map(e => e.textContent)"

# Taken away before the page's scripts run; beside each, the browsers that came without it until not long ago.
MISSING = {
    "Firefox before 140": "delete CSS.highlights; Object.defineProperty(CSS, 'highlights', {value: undefined});",
    "Safari before 17.4": "delete Element.prototype.checkVisibility;",
    "Chromium before 128": "delete Document.prototype.caretPositionFromPoint;",
    "Safari before 14.1": "delete Intl.DisplayNames;",
    "storage that is closed": "Object.defineProperty(window, 'localStorage', {get() { throw new Error('closed') }});",
}


@pytest.mark.parametrize("missing", MISSING.values(), ids=MISSING)
def test_what_one_browser_lacks_is_missed_nowhere_else(browser, missing):
    browser.open(harbour(), before=missing)
    browser.hover("#b2 [data-side=source] span", "sea")
    assert browser.lit() == ["The sea was cold.", "El océano estaba frío."]
    assert browser.js(WORDS) == ["sea", "océano"]
    browser.press("/", *"oceano")
    assert browser.js(HITS) == "1 of 4"
    browser.press(Keys.ENTER)
    assert browser.lit() == ["He loved the sea, the sea alone.", "Amaba el océano, solo el océano."]
    browser.press(Keys.ESCAPE)
    assert card(browser, "b1")[:4] == ["sea", "×", "Passages with this word: 5", "mar 1 of 5"]
    browser.press(Keys.ESCAPE, "d")
    for view, shown in (("source", [True, False]), ("target", [False, True])):
        browser.click(f"#display [data-value={view}]")
        sentences = browser.driver.find_elements("css selector", "#b1 [data-side] span")
        assert [sentence.is_displayed() for sentence in sentences] == shown


@pytest.mark.parametrize("missing", ["", MISSING["Safari before 17.4"]], ids=["with", "without"])
def test_a_search_finds_only_what_the_view_shows_whether_or_not_the_browser_can_be_asked(browser, missing):
    browser.open(factories.small(), before=missing)
    browser.press("/", *"calm")
    counts = [browser.js(HITS).split()[-1]]
    for view in ("source", "target"):
        browser.act("mode", view)
        counts.append(browser.js(HITS).split()[-1])
    assert counts == ["2", "1", "1"]
