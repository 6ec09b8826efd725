"""A small text whose words have cards, and how browser tests open and read these."""

from __future__ import annotations

import factories
from selenium.webdriver import ActionChains, Keys

from aligner.model import Alignment, Document, WordLinks

PAIRS = [
    ("The sea was calm.", "La mar estaba en calma."),
    ("The sea was cold.", "El océano estaba frío."),
    ("He loved the sea, the sea alone.", "Amaba el océano, solo el océano."),
    ("They went to sea.", "Zarparon."),
    ("A storm came from the sea.", "Del océano vino una tormenta."),
    ("He slept.", "Durmió."),
]
LINKS = WordLinks.of({"sea": {"mar": 3, "océano": 3}, "calm": {"calma": 2}, "storm": {"tormenta": 3}})
LINES = (
    "[...document.querySelectorAll('#card > :not(.word-tools)')]"
    ".flatMap(e => e.innerText.split('\\n')).map(e => e.trim()).filter(Boolean)"
)
OPEN = "document.querySelector('#card').matches(':popover-open')"


def harbour(*, times: int = 1, languages: tuple[str, str] = ("en", "es"), links: WordLinks = LINKS) -> Alignment:
    """The pairs above, each a paragraph, that many times over."""
    blocks = [tuple(factories.block(pair[side]) for pair in PAIRS * times) for side in (0, 1)]
    documents = [Document("harbour", code, found) for code, found in zip(languages, blocks, strict=True)]
    beads = tuple(factories.bead(str(i), str(i)) for i in range(len(PAIRS) * times))
    return Alignment(*documents, beads, words=links)


def card(browser, row="b1", side="source", word="sea"):
    """Click on a word, and give the lines of the card without its tools; none if it is closed."""
    browser.hover(f"#{row} [data-side={side}] span", word)
    ActionChains(browser.driver).click().perform()
    browser.settle()
    return lines(browser)


def lines(browser):
    return browser.js(LINES) if browser.js(OPEN) else []


def at_hand(browser, row: str, side: str = "source") -> None:
    """Click into a row, so that its sentence is at hand, and close the card if that opens one."""
    there = f"#{row} [data-side={side}] span"
    for _ in range(2):  # what comes into sight is laid out only then, and moves what is below
        browser.driver.execute_script("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", there)
        browser.settle()
    browser.click(there)
    if lines(browser):
        browser.press(Keys.ESCAPE)
