"""Texts in other scripts: faces, room between lines, no slant, and nothing cut off."""

from __future__ import annotations

import factories
import pytest
from asking import OVERFLOW

from aligner.formats.html.page import page_of
from aligner.model import Alignment, Document

ENGLISH = "The sea was calm that morning, and the boats moved slowly away from the old harbour."
TEXTS = {
    "ar": "كان البحر هادئًا في ذلك الصباح، ورأت المرأة القوارب تبتعد ببطء عن الميناء القديم.",
    "he": "הים היה שקט באותו בוקר, והאישה ראתה את הסירות מתרחקות לאט מן הנמל הישן.",
    "ur": "اس صبح سمندر پرسکون تھا، اور عورت نے کشتیوں کو پرانی بندرگاہ سے دور جاتے دیکھا۔",
    "zh": "那天早晨，海面十分平静，女人看着小船慢慢地离开古老的港口。",
    "ja": "その朝、海は穏やかで、女は「古い港」から舟がゆっくりと離れていくのを見ていた。",
    "ko": "그날 아침 바다는 고요했고, 여자는 배들이 오래된 항구에서 천천히 멀어지는 것을 보았다.",
    "th": "เช้าวันนั้นทะเลสงบเงียบ และหญิงคนนั้นมองดูเรือค่อย ๆ ห่างออกไปจากท่าเรือเก่า",
    "hi": "उस सुबह समुद्र शांत था, और स्त्री ने नावों को पुराने बंदरगाह से धीरे-धीरे दूर जाते देखा।",
}
STYLE = "(e => (({[a[1]]: it}) => it)(getComputedStyle(e)))(document.querySelector(a[0]))"
SOURCE, TARGET = "#b2 [data-side=source]", "#b2 [data-side=target]"


def beside_english(language: str) -> Alignment:
    """A heading and a paragraph in English and in another language."""
    documents = []
    for code, text in (("en", ENGLISH), (language, TEXTS[language])):
        blocks = (factories.block(text[:12], kind="heading", level=4), factories.block(text, text))
        documents.append(Document(f"sea.{code}.txt", code, blocks))
    return Alignment(documents[0], documents[1], tuple(factories.bead(str(i), str(i)) for i in range(3)))


@pytest.mark.parametrize("language", TEXTS)
def test_lines_of_both_columns_are_of_one_height_and_roomier_than_latin_ones(browser, language):
    browser.open(factories.small())
    latin = browser.js(STYLE, SOURCE, "lineHeight")
    browser.open(beside_english(language))
    browser.act("mode", "both")
    heights = [float(browser.js(STYLE, side, "lineHeight").removesuffix("px")) for side in (SOURCE, TARGET)]
    assert heights[0] == pytest.approx(heights[1], abs=0.05)
    assert heights[0] > float(latin.removesuffix("px"))


@pytest.mark.parametrize("language", TEXTS)
def test_each_script_has_a_face_of_its_own_and_no_slant(browser, language):
    browser.open(beside_english(language))
    browser.act("mode", "both")
    faces = [browser.js(STYLE, side, "fontFamily").split(",")[0] for side in (SOURCE, TARGET)]
    assert faces[0] != faces[1]
    for place in (".languages [data-name=target]", "#b1 [data-side=target]"):
        assert browser.js(STYLE, place, "fontStyle") == "normal"
        assert browser.js(STYLE, place, "letterSpacing") == "normal"
    browser.act("face", "sans")
    assert browser.js(STYLE, TARGET, "fontFamily") == browser.js(STYLE, SOURCE, "fontFamily")


@pytest.mark.parametrize("language", TEXTS)
def test_in_a_narrow_window_nothing_is_cut_off(browser, language):
    browser.emulate(width=320)
    browser.open(beside_english(language))
    assert browser.js(OVERFLOW) == []


def test_a_text_of_wide_characters_is_known_to_take_more_lines():
    wide, narrow = ("漢" * 300, "a" * 300)
    lines = [page_of(factories.pair(text, "x")).sections[0].lines for text in (wide, narrow)]
    assert lines[0] > 1.8 * lines[1]
