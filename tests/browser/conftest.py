"""A headless Chromium for the session, that cannot reach the network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from aligner.model import Alignment
from aligner.write import write

CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")

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


class Browser:
    """The browser with what these tests ask of it."""

    def __init__(self, driver: webdriver.Chrome, folder: Path) -> None:
        self.driver = driver
        self.folder = folder
        self.emulate()

    def emulate(self, *, width: int = 1280, scheme: str = "light", media: str = "", script: bool = True) -> None:
        """Set window, colour scheme, medium and whether scripts run, for the pages opened from now on."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},  # colours are there at once
        ]
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not script})

    def open(self, alignment: Alignment, fragment: str = "") -> None:
        """Open the reading view of an alignment."""
        path = self.folder / "page.html"
        write(alignment, path)
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get(path.as_uri() + fragment)

    def js(self, expression: str, *arguments: object) -> object:
        """The value of a JavaScript expression; `arguments` are in ``a``."""
        return self.driver.execute_script(f"const a = arguments; return ({expression})", *arguments)

    def box(self, selector: str) -> dict[str, float]:
        found = self.js("document.querySelector(a[0]).getBoundingClientRect().toJSON()", selector)
        assert isinstance(found, dict)
        return found

    def lit(self) -> list[str]:
        found = self.js("[...document.querySelectorAll('.lit')].map(e => e.textContent)")
        assert isinstance(found, list)
        return found


@pytest.fixture
def browser(chromium: webdriver.Chrome, tmp_path: Path) -> Iterator[Browser]:
    """A fresh state for each test; at its end no page may have complained or asked for anything."""
    found = Browser(chromium, tmp_path)
    yield found
    assert found.driver.get_log("browser") == []
    assert found.js("performance.getEntriesByType('resource').map(e => e.name)") == []
    found.emulate()
