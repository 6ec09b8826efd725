"""How large the reading view is, and how long its reader waits: ``python tests/bench/page.py [SOURCE TARGET]``.

Without files, it uses a novel of about 8,000 sentences per side. Times are milliseconds in headless Chromium, the
median of some visits, each in a browser that remembers nothing of the page; it is printed once. With ``--against
PAGE.html``, visits to another version's page of the same text take turns with visits to this one's, so that both meet
the same machine.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles

sys.path[:0] = [str(Path(__file__).parents[1] / "browser"), str(Path(__file__).parent), str(Path(__file__).parents[1])]
from sets import BENCH  # noqa: E402 (found by the line above)

SEARCHED = {"first search, common word": "de", "search, rare word": "caballo", "search, one letter": "e"}
LOOKED_UP = {"first card, common word": "de", "card, rare word": "caballo"}
SLOWER = 4  # times, for a small or old computer
FILE, TEXT, RATIO = "file, bytes", "text, bytes", "file / text"
HOVER, READY_SLOW, PRINT = "hover to light, 95 of 100 within", f"ready, processor {SLOWER} times slower", "print"
LIMITS = {RATIO: 2.4, HOVER: 50, READY_SLOW: 2_000, PRINT: 10_000}

LOADED = """
return (timing => ({
  "first paint": performance.getEntriesByName("first-contentful-paint")[0].startTime,
  "ready": timing.domContentLoadedEventEnd,
}))(performance.getEntriesByType("navigation")[0])
"""
# From the event to the frame that shows its effect.
UNTIL_PAINTED = """
const done = arguments[arguments.length - 1], start = performance.now();
JOB
const frame = then => requestAnimationFrame(() => setTimeout(then));
frame(() => frame(() => done(performance.now() - start)));
"""
SEARCH = """
const box = document.querySelector("input[type=search]");
box.value = arguments[0];
box.dispatchEvent(new Event("input", {bubbles: true}));
"""
# Brings a word of the translation into the window, and says where it is.
PLACE_OF = """
for (const {firstChild: node} of document.querySelectorAll("p[data-side=target] span")) {
  const at = ` ${node.data} `.indexOf(` ${arguments[0]} `);
  if (at < 0) continue;
  node.parentElement.scrollIntoView({block: "center"});
  const range = document.createRange();
  range.setStart(node, at);
  range.setEnd(node, at + arguments[0].length);
  const {x, y, width, height} = range.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}
"""
CLICK = """
const [clientX, clientY] = arguments;
document.elementFromPoint(clientX, clientY).dispatchEvent(new MouseEvent("click", {clientX, clientY, bubbles: true}));
"""
REVIEW = "document.querySelector('[data-action=review]').click();"
VIEW = "document.querySelector(`[data-action=mode][data-value=${arguments[0]}]`).click();"
# A hundred frames starting in the middle of the book, half a screen each; measures the time between frames.
SCROLL = """
const done = arguments[0], waits = [];
let last = performance.now();
scrollTo(0, document.documentElement.scrollHeight / 2);
requestAnimationFrame(function on(now) {
  waits.push(now - last);
  last = now;
  scrollBy(0, innerHeight / 2);
  if (waits.length < 102) requestAnimationFrame(on);
  else done(waits.slice(2));
});
"""
# The middle of each line in the window that sentences begin with.
SENTENCES = """
return [...document.querySelectorAll("main [data-side] span")].filter(e => e.checkVisibility())
  .map(e => e.getClientRects()[0]).filter(box => box?.top > 60 && box.bottom < innerHeight)
  .map(box => [box.x + box.width / 2, box.y + box.height / 2]);
"""
# Keeps the time from each movement of the pointer to the end of the frame that follows it.
WATCH_POINTER = """
window.waits = [];
addEventListener("mousemove", ({timeStamp}) => requestAnimationFrame(() => {
  const {port1, port2} = new MessageChannel();
  port1.onmessage = () => waits.push(performance.now() - timeStamp);
  port2.postMessage(null);
}), {capture: true});
"""
LIT = "return document.querySelectorAll('[data-side] span.lit').length"
FRAME = "requestAnimationFrame(() => setTimeout(arguments[0]))"


class Visit:
    """A page opened by someone who has not been there before."""

    def __init__(self, driver, page: Path) -> None:  # type: ignore[no-untyped-def]
        self.driver = driver
        driver.get(page.as_uri())

    def timed(self, job: str, *given: object) -> float:
        return self.driver.execute_async_script(UNTIL_PAINTED.replace("JOB", job), *given)  # type: ignore[no-any-return]

    def loaded(self) -> dict[str, float]:
        return dict(self.driver.execute_script(LOADED))

    def used(self) -> Iterator[tuple[str, float]]:
        """Everything that a reader waits for, in turn."""
        for name, word in SEARCHED.items():
            yield f"{name} ({word})", self.timed(SEARCH, word)
        self.timed(SEARCH, "")
        for name, word in LOOKED_UP.items():
            yield f"{name} ({word})", self.timed(CLICK, *self.driver.execute_script(PLACE_OF, word))
            assert self.driver.execute_script("return document.querySelector('#card h2').textContent") == word
        waits = self.driver.execute_async_script(SCROLL)
        yield "scrolling: typical frame", median(waits)
        yield "scrolling: frames over 50 ms", sum(wait > 50 for wait in waits)
        yield "scrolling: longest frame", max(waits)
        yield HOVER, self.pointed()
        yield "to one language", self.timed(VIEW, "source")
        yield "back to both", self.timed(VIEW, "both")
        yield "into review", self.timed(REVIEW)
        yield "out of review", self.timed(REVIEW)

    def pointed(self) -> float:
        """What 95 of 100 movements of the pointer from sentence to sentence take to light one and its words."""
        self.driver.execute_script(WATCH_POINTER)
        moved = 0
        while moved < 100:
            for x, y in self.driver.execute_script(SENTENCES):
                self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": "mouseMoved", "x": x, "y": y})
                self.driver.execute_async_script(FRAME)
                assert self.driver.execute_script(LIT), "nothing is lit"
                moved += 1
            self.driver.execute_script("scrollBy(0, innerHeight)")
            self.driver.execute_async_script(FRAME)
        return quantiles(self.driver.execute_script("return waits"), n=20)[-1]

    def printed(self) -> float:
        """A PDF of the whole page."""
        before = self.driver.execute_script("return Date.now()")
        made = self.driver.execute_cdp_cmd("Page.printToPDF", {"transferMode": "ReturnAsStream"})
        self.driver.execute_cdp_cmd("IO.close", {"handle": made["stream"]})
        return self.driver.execute_script("return Date.now()") - before  # type: ignore[no-any-return]


def figures(page: Path, folder: Path, on_paper: bool) -> dict[str, float]:
    """One visit to read, perhaps to print, and one with a slower processor, in a new browser; milliseconds."""
    from conftest import forget, started  # type: ignore[import-not-found]  # of tests/browser

    driver = started(folder / "profile")
    driver.set_script_timeout(120)
    try:
        forget(driver, folder)  # warms the browser up, too
        visit = Visit(driver, page)
        found = {**visit.loaded(), **dict(visit.used())}
        if on_paper:
            found[PRINT] = visit.printed()
        forget(driver, folder)
        driver.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        found[READY_SLOW] = Visit(driver, page).loaded()["ready"]
    finally:
        driver.quit()
    return found


def medians(pages: Sequence[Path], visits: int) -> list[Mapping[str, float]]:
    """The median of each figure over the visits to each page, which take turns; each page is printed once."""
    runs: list[list[dict[str, float]]] = [[] for _ in pages]
    for visit in range(visits):
        for page, found in zip(pages, runs, strict=True):
            with tempfile.TemporaryDirectory() as folder:
                found.append(figures(page, Path(folder), on_paper=visit == 0))
    return [{name: median(run[name] for run in found if name in run) for name in found[0]} for found in runs]


def sizes(page: Path, texts: Sequence[Path]) -> dict[str, float]:
    size, text = page.stat().st_size, sum(path.stat().st_size for path in texts)
    return {FILE: size, TEXT: text, RATIO: size / text}


def show(columns: Sequence[Mapping[str, float]]) -> None:
    """A line for each figure: of this version's page, then of the other's; which of this one's are over their limit."""
    for name in columns[0]:
        digits = 2 if name == RATIO else 0
        values = "".join(f"{column[name]:12,.{digits}f}" for column in columns)
        limit = f"  limit {LIMITS[name]:,}" if name in LIMITS else ""
        over = "  OVER" if name in LIMITS and columns[0][name] > LIMITS[name] else ""
        print(f"{name:40}{values}{limit}{over}")


def texts_or_novel(given: Sequence[Path]) -> Sequence[Path]:
    """The source and the target, or those of a novel; exits with a word if they are not here."""
    texts = given or [BENCH.parent / "raw" / "novels" / f"four_horsemen.{code}.txt" for code in ("en", "es")]
    if not all(path.exists() for path in texts):
        print("skipped: no texts here")
        sys.exit()
    return texts


def made_page(texts: Sequence[Path], folder: str) -> Path:
    """The page of two texts, in a folder."""
    import aligner

    page = Path(folder) / "page.html"
    aligner.write(aligner.align(*(aligner.read(path) for path in texts)), page)
    return page


def main() -> None:
    parser = argparse.ArgumentParser(description="How large the reading view is, and how long its reader waits.")
    parser.add_argument("texts", nargs="*", type=Path, metavar="TEXT", help="the source and the target")
    parser.add_argument("--against", type=Path, metavar="PAGE.html", help="another version's page of the same texts")
    parser.add_argument("--visits", type=int, default=3, help="to each page")
    given = parser.parse_args()
    texts = texts_or_novel(given.texts)
    with tempfile.TemporaryDirectory() as folder:
        pages = [made_page(texts, folder), *([given.against.absolute()] if given.against else [])]
        times = medians(pages, given.visits)
        show([{**sizes(each, texts), **found} for each, found in zip(pages, times, strict=True)])


if __name__ == "__main__":
    main()
