"""Take the README's picture of the reading view: ``python tests/browser/picture.py output/NAME.html PICTURE.png``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from conftest import started


def take(page: Path, picture: Path, *, width: int = 1280, height: int = 860, scheme: str = "light") -> None:
    """A PNG of the top of a page, with one sentence lit as if the pointer were on it."""
    with tempfile.TemporaryDirectory() as profile:
        driver = started(Path(profile))
        try:
            size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            features = [{"name": "prefers-color-scheme", "value": scheme}]
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
            driver.get(page.resolve().as_uri())
            sentence = driver.find_element("css selector", "#b4 [data-side=source] span")
            driver.execute_script("arguments[0].dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))", sentence)
            picture.write_bytes(driver.get_screenshot_as_png())
        finally:
            driver.quit()


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]))
