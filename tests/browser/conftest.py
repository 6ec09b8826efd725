"""A headless Chromium without network access for each process of the test run, and other browsers beside it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import factories
import pytest
from engines import ENGINES
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from windows import Watched, Window

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


def lack(what: str) -> NoReturn:
    """End a test for which something is missing: where everything must be there, that is a failure."""
    pytest.fail(what) if os.environ.get("CI") else pytest.skip(what)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    if not (CHROMIUM.exists() and DRIVER.exists()):
        lack(f"no {CHROMIUM} with {DRIVER} here")
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


class Browser(Window):
    """A page in Chromium, which can also be told what window, reader and printer to take itself to have."""

    driver: webdriver.Chrome

    def __init__(self, driver: webdriver.Chrome, folder: Path) -> None:
        super().__init__(driver, folder)
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

    def open(self, alignment: Alignment, fragment: str = "", before: str = "") -> None:
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        super().open(alignment, fragment, before)


def forget(driver: webdriver.Remote, folder: Path) -> None:
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


@pytest.fixture(scope="session", params=["chromium", *ENGINES])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Remote]:
    """A browser of each engine in turn."""
    if request.param == "chromium":
        yield request.getfixturevalue("chromium")
        return
    packages, programs, start = ENGINES[request.param]
    if not all(program.exists() for program in programs):
        lack(f"no {request.param} here: apt-get install {packages}")
    driver = start(tmp_path_factory.mktemp(request.param))
    yield driver
    driver.quit()


@pytest.fixture
def window(engine: webdriver.Remote, tmp_path: Path) -> Iterator[Watched]:
    """A page in each engine, with a fresh state for each test; at its end, nothing may have gone wrong in the page."""
    if isinstance(engine, webdriver.Chrome):
        engine.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})  # of other tests
    forget(engine, tmp_path)
    found = Watched(engine, tmp_path)
    found.size(1280, 900)
    yield found
    assert found.wrongs() == []


@pytest.fixture
def axe(browser):
    """A function that gives the violations of the page as it stands."""
    if not AXE.exists():
        lack("no axe-core here: npm ci --prefix tests/browser")

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
