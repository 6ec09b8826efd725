/* The chapters of the text: sections between the headings of the two highest levels. */

/** @import { Chapter } from "./types.js" */
import { findAll, text, textIn } from "./page.js";

const CHAPTER_HEADING = "h2, h3"; // a document's headings of level 1 and 2

/** @param {Element} section */
const isHeadingOfChapter = (section) => section.matches(".heading") && section.querySelector(CHAPTER_HEADING) !== null;

/** How long a section is, in lines, as the page was told. @param {HTMLElement} section */
const linesIn = (section) => Number(section.style.getPropertyValue("--lines"));

/**
 * All chapters. Headings that follow each other, such as a number and a title, open one chapter together; what stands
 * before the first heading belongs to the first.
 * @returns {Chapter[]}
 */
export function chaptersOf() {
  /** @type {Chapter[]} */
  const found = [];
  for (const section of findAll(":scope > :is(section, details)", text)) {
    const heads = isHeadingOfChapter(section);
    let chapter = found.at(-1);
    if (!chapter || (heads && chapter.titles.length > 0 && chapter.lines > 0)) {
      chapter = { titles: [], sections: [], lines: 0 };
      found.push(chapter);
    }
    if (heads && chapter.lines === 0) chapter.titles.push(titleOf(section));
    else chapter.lines += linesIn(section);
    chapter.sections.push(section);
  }
  return found;
}

/** @param {HTMLElement} section @returns {Chapter["titles"][number]} */
function titleOf(section) {
  const row = findAll(".bead", section)[0];
  return { source: textIn(row, "source"), target: textIn(row, "target") };
}
