"""A bilingual book on pages of two widths, arranged by its own style alone."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import factories
import pytest
from selenium import webdriver

from aligner.formats import render

BOXES = """
return ["source", "target"].map((name) => {
  const box = document.querySelector(`#b2 .${name}`).getBoundingClientRect();
  return [box.left, box.top, box.width];
});
"""


@pytest.fixture
def chapter(tmp_path: Path) -> str:
    with zipfile.ZipFile(io.BytesIO(render(factories.small(), "epub").data)) as archive:
        archive.extractall(tmp_path)
    return (tmp_path / "EPUB" / "text-001.xhtml").as_uri()


def boxes(driver: webdriver.Chrome, chapter: str, width: int) -> list[list[float]]:
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    driver.get(chapter)
    return driver.execute_script(BOXES)


def test_on_a_wide_page_the_two_languages_stand_side_by_side(chromium, chapter):
    source, target = boxes(chromium, chapter, 1000)
    assert source[1] == target[1] and target[0] >= source[0] + source[2] > source[0]
    assert source[2] == target[2] > 400


def test_on_a_narrow_page_the_translation_stands_under_its_sentence_and_both_fill_the_line(chromium, chapter):
    source, target = boxes(chromium, chapter, 400)
    assert source[0] == target[0] and target[1] > source[1]
    assert source[2] == target[2] > 350


def test_columns_of_a_page_are_too_narrow_for_columns_of_languages(chromium, chapter):
    """Reading systems show two pages as two columns of one wide window."""
    boxes(chromium, chapter, 1000)
    chromium.execute_script("document.body.style.columns = 2")
    source, target = chromium.execute_script(BOXES)
    assert source[0] == target[0] and target[1] > source[1]
