"""How large the reading view is, and how long its reader waits: ``python tests/bench/page.py [SOURCE TARGET]``.

Without files, it uses a novel of about 8,000 sentences per side. Times are milliseconds in headless Chromium, the
median of three visits.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

sys.path[:0] = [str(Path(__file__).parents[1] / "browser"), str(Path(__file__).parent), str(Path(__file__).parents[1])]
from sets import BENCH  # noqa: E402 (found by the line above)

VISITS = 3
LIMIT = 2.5  # bytes of the page for each byte of text

LOADED = """
(timing => ({
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


def measured(driver, page: Path, words: Sequence[str]) -> dict[str, float]:  # type: ignore[no-untyped-def]
    """One visit: each waiting time, in milliseconds."""

    def timed(job: str, *given: object) -> float:
        return driver.execute_async_script(UNTIL_PAINTED.replace("JOB", job), *given)

    driver.get("about:blank")
    driver.get(page.as_uri())
    found = dict(driver.execute_script(f"return {LOADED.strip()}"))
    for name, word in zip(("first search, common word", "search, rare word", "search, one letter"), words, strict=True):
        found[f"{name} ({word})"] = timed(SEARCH, word)
    timed(SEARCH, "")
    for name, word in zip(("first card, common word", "card, rare word"), words[:2], strict=True):
        found[f"{name} ({word})"] = timed(CLICK, *driver.execute_script(PLACE_OF, word))
        assert driver.execute_script("return document.querySelector('#card h2').textContent") == word
    waits = driver.execute_async_script(SCROLL)
    found["scrolling: typical frame"] = median(waits)
    found["scrolling: frames over 50 ms"] = sum(wait > 50 for wait in waits)
    found["scrolling: longest frame"] = max(waits)
    found["into review"] = timed(REVIEW)
    found["out of review"] = timed(REVIEW)
    return found


def visits(page: Path, words: Sequence[str]) -> Mapping[str, float]:
    """The median of each figure over some visits, each with the browser's cache warm."""
    from conftest import started  # type: ignore[import-not-found]  # of tests/browser

    with tempfile.TemporaryDirectory() as profile:
        driver = started(Path(profile))
        try:
            runs = [measured(driver, page, words) for _ in range(VISITS)]
        finally:
            driver.quit()
    return {name: median(run[name] for run in runs) for name in runs[0]}


def main() -> None:
    import aligner

    texts = [Path(argument) for argument in sys.argv[1:]]
    if not texts:
        texts = [BENCH.parent / "raw" / "novels" / f"four_horsemen.{code}.txt" for code in ("en", "es")]
    if not all(path.exists() for path in texts):
        print("skipped: no texts here")
        return
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        alignment = aligner.align(*(aligner.read(path) for path in texts))
        aligner.write(alignment, page)
        size, text = page.stat().st_size, sum(path.stat().st_size for path in texts)
        print(f"{'beads':44}{len(alignment.beads):10,}")
        print(f"{'file, bytes':44}{size:10,}")
        print(f"{f'file / text (limit {LIMIT})':44}{size / text:10.2f}")
        for name, value in visits(page, ("de", "caballo", "e")).items():
            print(f"{name:44}{value:10.0f}")


if __name__ == "__main__":
    main()
