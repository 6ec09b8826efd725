"""Browsers with other engines than Chromium's, as Debian packages them: WebKit (which Safari has) and Firefox."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from marionette import Firefox
from selenium import webdriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

FIREFOX = Path("/usr/bin/firefox-esr")
XVFB, WEBKIT_DRIVER = Path("/usr/bin/Xvfb"), Path("/usr/bin/WebKitWebDriver")
MINI_BROWSER = Path("/usr/lib") / f"{os.uname().machine}-linux-gnu" / "webkit2gtk-4.1/MiniBrowser"


class WebKit(webdriver.WebKitGTK):
    """WebKit's own small browser, on a screen that exists in memory only: it has no mode without one."""

    def __init__(self, folder: Path) -> None:
        call = [XVFB, "-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
        self.screen = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self.screen.stdout
        display = f":{self.screen.stdout.readline().strip()}"
        options = Options()
        options.binary_location = str(MINI_BROWSER)
        options.add_argument("--automation")
        environment = {**os.environ, "DISPLAY": display, "GDK_BACKEND": "x11", "XDG_CONFIG_HOME": str(folder)}
        service = Service(str(WEBKIT_DRIVER), env=environment)
        super().__init__(options=options, service=service)

    def quit(self) -> None:
        super().quit()
        self.screen.terminate()
        self.screen.wait()


def firefox(folder: Path) -> Firefox:
    return Firefox(FIREFOX, folder)


# By name: the Debian packages, the programs that must be there, and how the browser is started with a new folder.
ENGINES: dict[str, tuple[str, tuple[Path, ...], Callable[[Path], WebKit | Firefox]]] = {
    "webkit": ("webkit2gtk-driver xvfb", (XVFB, WEBKIT_DRIVER, MINI_BROWSER), WebKit),
    "firefox": ("firefox-esr", (FIREFOX,), firefox),
}
