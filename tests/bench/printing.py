"""How long a page takes to print: ``python tests/bench/printing.py [SOURCE TARGET]``.

Without files, it uses a novel of about 8,000 sentences per side. For each view: seconds, seconds of processor time of
the browser's processes, which other work on the machine changes less, and sheets of paper.
"""

from __future__ import annotations

import base64
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1] / "browser"), str(Path(__file__).parent), str(Path(__file__).parents[1])]
from page import made_page, texts_or_novel  # noqa: E402 (found by the line above)

VIEWS = "[...document.querySelectorAll('#display [data-action=mode]')].map(button => button.dataset.value)"
CHOOSE = "document.querySelector(`#display [data-action=mode][data-value='${arguments[0]}']`).click()"
TICKS = 100  # of a second of processor time, in /proc


def processor_seconds(root: int) -> float:
    """Processor time so far of a process and all that it has started, from Linux's /proc."""
    children: dict[int, list[int]] = {}
    ticks: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
        ticks[int(stat.parent.name)] = int(fields[11]) + int(fields[12])
    found, waiting = 0, [root]
    while waiting:
        process = waiting.pop()
        found += ticks.get(process, 0)
        waiting += children.get(process, [])
    return found / TICKS


def printed(driver: Any, page: Path, view: str) -> tuple[float, float, int]:
    """Seconds, seconds of processor time, and sheets."""
    driver.get(page.as_uri())
    driver.execute_script(CHOOSE, view)
    browser = driver.service.process.pid
    started, worked = time.perf_counter(), processor_seconds(browser)
    asked = {"preferCSSPageSize": True, "generateTaggedPDF": False}
    pdf = base64.b64decode(driver.execute_cdp_cmd("Page.printToPDF", asked)["data"])
    sheets = len(re.findall(rb"/Type\s*/Page\b", pdf))
    return time.perf_counter() - started, processor_seconds(browser) - worked, sheets


def main() -> None:
    from conftest import started  # type: ignore[import-not-found]  # of tests/browser

    texts = texts_or_novel([Path(argument) for argument in sys.argv[1:]])
    with tempfile.TemporaryDirectory() as folder:
        page = made_page(texts, folder)
        driver = started(Path(folder) / "profile")
        try:
            driver.get(page.as_uri())
            print(f"{'view':12}{'seconds':>10}{'processor':>12}{'sheets':>8}")
            for view in driver.execute_script(f"return {VIEWS}"):
                wall, worked, sheets = printed(driver, page, view)
                print(f"{view:12}{wall:10.1f}{worked:12.1f}{sheets:8}", flush=True)
        finally:
            driver.quit()


if __name__ == "__main__":
    main()
