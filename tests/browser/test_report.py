"""The page of a check: no script; boxes choose which flags are shown."""

from __future__ import annotations

import pytest

from aligner.formats.report import write_report
from aligner.quality.check import Checked, Remark

BOOK = Checked(
    "a-long-name-without-any-place-to-break-it/that-does-not-fit-on-a-phone/book.json",
    ("en", "es"),
    30,
    2,
    0,
    (
        Remark(12, 12, "number", "1880 | 1890", 0.9, 0.97, "It was in 1880.", "Fue en 1890."),
        Remark(20, 22, "omitted", "3 sentences", 0.8, 0.5, "It rained. It rained more. It stopped.", ""),
    ),
)


@pytest.fixture
def page(browser, tmp_path):
    write_report([BOOK], tmp_path / "report.html")
    browser.driver.get((tmp_path / "report.html").as_uri())
    return browser


def test_a_box_hides_the_remarks_with_its_flag(page):
    assert page.seen("li b") == ["number", "omitted"]
    page.click("#show-number")
    assert page.seen("li b") == ["omitted"]
    page.click("#show-number")
    assert page.seen("li b") == ["number", "omitted"]


def test_it_fits_a_phone(page):
    page.emulate(width=320)
    assert page.js("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_read_it(scheme, page, axe):
    page.emulate(scheme=scheme)
    assert axe() == []
