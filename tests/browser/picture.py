"""Take the README's picture of the reading view.

``python tests/browser/picture.py output/000_215b9af7a414cca5.html output/reading-view.png``
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))
from conftest import started

# The position of a word in the window, by its sentence.
PLACE = """
const [selector, word] = arguments;
const node = document.querySelector(selector).firstChild;
const range = document.createRange();
range.setStart(node, node.data.indexOf(word));
range.setEnd(node, node.data.indexOf(word) + word.length);
const box = range.getBoundingClientRect();
return [box.left + box.width / 2, box.top + box.height / 2];
"""


def take(page: Path, picture: Path, word: str, *, width: int = 1280, height: int = 860) -> None:
    """A PNG of the top of a page, with the pointer on a word of the fourth bead."""
    with tempfile.TemporaryDirectory() as profile:
        driver = started(Path(profile))
        try:
            size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            features = [{"name": "prefers-reduced-motion", "value": "reduce"}]  # the light is there at once
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
            driver.get(page.resolve().as_uri())
            x, y = driver.execute_script(PLACE, "#b4 [data-side=source] span", word)
            driver.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": "mouseMoved", "x": x, "y": y})
            driver.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")
            picture.write_bytes(driver.get_screenshot_as_png())
        finally:
            driver.quit()


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]), "strike")
