"""A headless Chromium without network access for each process of the test run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import factories
import pytest
from selenium import webdriver
from selenium.webdriver import ActionChains
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from aligner.formats import write
from aligner.model import Alignment, Document

CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")

AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """
const done = arguments[1];
axe.run(document, {runOnly: {type: 'tag', values: arguments[0]}, resultTypes: ['violations']}).then(
  found => done(found.violations.map(v => [v.id, ...v.nodes.map(n => `${n.html.slice(0, 120)} ${n.failureSummary}`)])),
  error => done(String(error)));
"""

SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    if not (CHROMIUM.exists() and DRIVER.exists()):
        missing = f"no {CHROMIUM} with {DRIVER} here"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    driver = started(tmp_path_factory.mktemp("chromium"))
    yield driver
    driver.quit()


def started(profile: Path) -> webdriver.Chrome:
    """A new browser with its profile in that folder."""
    options = Options()
    options.binary_location = str(CHROMIUM)
    for switch in (*SWITCHES, f"--user-data-dir={profile}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service(str(DRIVER)))


# Pixels by which an edge must differ to count as moved. A mark around a word makes the browser lay out the letters
# beside it again and round their widths again: at most 2/64 of a pixel, measured with five sets of fonts.
MOVED = 0.1


class Layout(list[list[float]]):
    """The left, top, right and bottom edge of each element, in pixels; two are equal if no edge has moved."""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Layout) or len(self) != len(other):
            return False
        pairs = zip((edge for box in self for edge in box), (edge for box in other for edge in box), strict=True)
        return all(abs(here - there) < MOVED for here, there in pairs)


class Browser:
    """The browser, with the operations that these tests need."""

    def __init__(self, driver: webdriver.Chrome, folder: Path) -> None:
        self.driver = driver
        self.folder = folder
        self.emulate()

    def emulate(
        self, *, width: int = 1280, height: int = 900, scheme: str = "light", media: str = "", **features: str
    ) -> None:
        """From now on, use this window, colour scheme, medium and media features (``forced_colors="active"``)."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        # Reduced motion: colours appear at once.
        asked = {"prefers_color_scheme": scheme, "prefers_reduced_motion": "reduce", **features}
        named = [{"name": name.replace("_", "-"), "value": value} for name, value in asked.items()]
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": named})

    def scripts(self, on: bool) -> None:
        """Set whether pages opened from now on may run scripts."""
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not on})

    def open(self, alignment: Alignment, fragment: str = "") -> None:
        """Open the reading view of an alignment."""
        path = self.folder / "page.html"
        write(alignment, path)
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get(path.as_uri() + fragment)

    def reload(self) -> None:
        """Open the same page again, as on a later visit."""
        self.driver.refresh()

    def js(self, expression: str, *arguments: object) -> object:
        """The value of a JavaScript expression; `arguments` are in ``a``."""
        return self.driver.execute_script(f"const a = arguments; return ({expression})", *arguments)

    def settle(self) -> None:
        """Wait until the effect of an event has been carried out and painted."""
        self.driver.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")

    def press(self, *keys: str) -> None:
        ActionChains(self.driver).send_keys(*keys).perform()
        self.settle()

    def click(self, selector: str) -> None:
        self.driver.find_element("css selector", selector).click()
        self.settle()

    def act(self, action: str, value: str = "") -> None:
        """Click a button of the page, wherever it is, as a script would: its panel need not be open."""
        self.driver.execute_script(
            "const [action, value] = arguments, which = value && `[data-value='${value}']`;"
            "document.querySelector(`button[data-action='${action}']${which}`).click()",
            action,
            value,
        )
        self.settle()

    def hover(self, selector: str, word: str = "") -> None:
        """Move the pointer onto the first line of an element, or onto a word of its text."""
        line = """
            const element = document.querySelector(arguments[0]), word = arguments[1];
            const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
            let node = walker.nextNode();
            while (word && !node.data.includes(word)) node = walker.nextNode();
            const range = document.createRange(), at = word ? node.data.indexOf(word) : 0;
            range.setStart(node, at);
            range.setEnd(node, word ? at + word.length : node.length);
            const far = range.getClientRects()[0].y;
            if (far < 60 || far > innerHeight - 40) scrollBy(0, far - innerHeight / 2);
            const box = range.getClientRects()[0];
            return [box.x + box.width / 2, box.y + box.height / 2];
        """
        self.point(*self.driver.execute_script(line, selector, word))

    def point(self, x: float, y: float) -> None:
        chain = ActionChains(self.driver)
        chain.w3c_actions.pointer_action.move_to_location(round(x), round(y))
        chain.perform()
        self.settle()

    def box(self, selector: str) -> dict[str, float]:
        found = self.js("document.querySelector(a[0]).getBoundingClientRect().toJSON()", selector)
        assert isinstance(found, dict)
        return found

    def lit(self) -> list[str]:
        """The lit sentences."""
        found = self.js("[...document.querySelectorAll('[data-side] span.lit')].map(e => e.textContent)")
        assert isinstance(found, list)
        return found

    def layout(self) -> Layout:
        """Where beads, sides and sentences are in the window."""
        parts = "[...document.querySelectorAll('.bead, [data-side], [data-side] span')]"
        found = self.js(f"{parts}.map(e => e.getBoundingClientRect()).map(r => [r.x, r.y, r.right, r.bottom])")
        assert isinstance(found, list)
        return Layout(found)

    def seen(self, selector: str) -> list[str]:
        """The texts of the matching elements that are visible."""
        found = self.js(
            "[...document.querySelectorAll(a[0])].filter(e => e.checkVisibility({visibilityProperty: true}))"
            ".map(e => e.textContent)",
            selector,
        )
        assert isinstance(found, list)
        return found


def forget(driver: webdriver.Chrome, folder: Path) -> None:
    """Clear everything that pages have stored: settings, places, changes."""
    (folder / "empty.html").write_text("<!doctype html><title>empty</title>")
    driver.get((folder / "empty.html").as_uri())
    driver.execute_script("localStorage.clear()")


@pytest.fixture
def browser(chromium: webdriver.Chrome, tmp_path: Path) -> Iterator[Browser]:
    """A fresh state for each test; at its end, no page may have reported an error or requested anything."""
    found = Browser(chromium, tmp_path)
    forget(chromium, tmp_path)
    yield found
    assert found.driver.get_log("browser") == []
    assert found.js("performance.getEntriesByType('resource').map(e => e.name)") == []
    found.scripts(True)
    found.emulate()


@pytest.fixture
def axe(browser):
    """A function that gives the violations of the page as it stands."""
    if not AXE.exists():
        missing = "no axe-core here: npm ci --prefix tests/browser"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)

    def violations():
        if not browser.js("'axe' in window"):
            browser.driver.execute_script(AXE.read_text(encoding="utf-8"))
        return browser.driver.execute_async_script(RUN_AXE, RULES)

    return violations


PROSE = (
    "When the boats had come in and the nets were spread along the wall, the old men sat down in the last of the "
    "sun and told each other, as they did every evening, what the sea had taken and what it had given back."
)


def made_book(sentences: int, chapter: int = 100) -> Alignment:
    """Chapters of paragraphs of five sentences of 30 to 210 characters, the longest first; the first is numbered."""
    blocks = []
    for first in range(0, sentences, 5):
        if first % chapter == 0:
            blocks.append(factories.block(f"Chapter {first // chapter + 1}", kind="heading", level=1))
        texts = [PROSE[:length] for length in (len(PROSE), 60, 30, 90, 150)]
        blocks.append(factories.block(f"No {first}. {texts[0]}", *texts[1:]))
    document = Document("book", "en", tuple(blocks))
    beads = tuple(factories.bead(str(i), str(i)) for i in range(len(document.sentences)))
    return Alignment(document, document, beads)


@pytest.fixture(scope="session")
def book() -> Callable[..., Alignment]:
    return made_book
