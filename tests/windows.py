"""A page in a browser: what the tests do there and ask of it, whatever the browser."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver import ActionChains
from selenium.webdriver.support.ui import WebDriverWait

from aligner.formats import write
from aligner.model import Alignment

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


class Window:
    """A page in a browser of any kind, with the operations that these tests need."""

    def __init__(self, driver: webdriver.Remote, folder: Path) -> None:
        self.driver = driver
        self.folder = folder

    def size(self, width: int, height: int) -> None:
        """Give the window's inside this size, in pixels."""
        frame = self.driver.execute_script("return [outerWidth - innerWidth, outerHeight - innerHeight]")
        self.driver.set_window_rect(width=width + frame[0], height=height + frame[1])

    def open(self, alignment: Alignment, fragment: str = "", before: str = "") -> None:
        """Open the reading view of an alignment; a script may run before those of the page."""
        path = self.folder / "page.html"
        write(alignment, path)
        if before:
            path.write_text(with_script(path.read_text(encoding="utf-8"), before), encoding="utf-8")
        self.driver.get("about:blank")
        self.driver.get(path.as_uri() + fragment)

    def reload(self) -> None:
        """Open the same page again, as on a later visit."""
        self.driver.refresh()

    def js(self, expression: str, *arguments: object) -> object:
        """The value of a JavaScript expression; `arguments` are in ``a``."""
        return self.driver.execute_script(f"const a = arguments; return ({expression})", *arguments)

    def awaited(self, expression: str) -> Any:
        """The value of a JavaScript expression as soon as it has one: a busy machine is late to lay out the page."""
        return WebDriverWait(self.driver, 10).until(lambda _: self.js(expression))

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
            const box = range.getClientRects()[0], far = box.y < 60 || box.y > innerHeight - 40;
            if (far) scrollBy(0, box.y - innerHeight / 2);
            return far ? null : [box.x + box.width / 2, box.y + box.height / 2];
        """
        place = self.driver.execute_script(line, selector, word)
        for _ in range(5):  # what comes into the window is laid out then, and may move
            if place is not None:
                break
            self.settle()
            place = self.driver.execute_script(line, selector, word)
        self.point(*place)

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


# Collects what would be seen in a browser's console.
WATCH = """
window.wrongs = [];
addEventListener("error", ({message}) => wrongs.push(message));
addEventListener("unhandledrejection", ({reason}) => wrongs.push(String(reason)));
document.addEventListener("securitypolicyviolation", (event) => wrongs.push(`refused: ${event.violatedDirective}`));
"""


class Watched(Window):
    """A page that keeps what goes wrong in it, for browsers that do not let their console be read."""

    def open(self, alignment: Alignment, fragment: str = "", before: str = "") -> None:
        super().open(alignment, fragment, WATCH + before)

    def wrongs(self) -> list[str]:
        """Errors of scripts, and what the page requested although it may not."""
        found = self.js("[...wrongs, ...performance.getEntriesByType('resource').map(e => e.name)]")
        assert isinstance(found, list)
        return found


def with_script(html: str, script: str) -> str:
    """The page with one more script before its own, which its security policy allows."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    allowed = html.replace("script-src ", f"script-src 'sha256-{digest}' ", 1)
    return allowed.replace("<script>", f"<script>{script}</script><script>", 1)
