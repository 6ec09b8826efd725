/* On paper: the reader chooses chapters and languages, and the head of each page names its chapter. */

/** @import { Chapter, Side } from "./types.js" */
import { chaptersOf } from "./chapters.js";
import { actions, element, find, findAll, inLanguage, text } from "./page.js";
import { choose, settings, sideAlone } from "./settings.js";
import { translate } from "./texts.js";

const LINES_OF_A_PAGE = 45; // lines, about a page: a shorter chapter shares its pages, and their head, with the next

const printedLanguage = /** @type {HTMLSelectElement} */ (element("select", { "data-label": "print_language" }));
for (const [value, key] of [["", "print_both"], ["source", "mode_source"], ["target", "mode_target"]]) {
  printedLanguage.append(element("option", { value, "data-text": key }));
}
const chapterList = element("ol");
const printPanel = element("div", { id: "print", popover: "", role: "dialog", "data-label": "print" }, printedLanguage, chapterList,
  element("button", { type: "button", "data-action": "print-now", "data-text": "print" }));
document.body.append(printPanel);
const runningHeads = element("style", { media: "print" });
document.head.append(runningHeads);

/** @type {Chapter[]} */
let chaptersHere = [];
/** The view to return to after printing, if another is printed. @type {string | null} */
let viewOnScreen = null;

const chapterBoxes = () => /** @type {HTMLInputElement[]} */ (findAll("input", chapterList));

/** The titles of a chapter on one line. @param {Chapter} chapter @param {Side} side */
const titleLine = ({ titles }, side) => titles.map((title) => title[side] || title.source || title.target).join(" · ");

/** One box for each chapter, and one for all; a text without chapters has none. */
function fillPanel() {
  chaptersHere = chaptersOf();
  const titles = chaptersHere.map((chapter) => inLanguage("source", titleLine(chapter, "source")));
  const entries = titles.length > 1 ? titles.map(choiceFor) : [];
  chapterList.replaceChildren(...(entries.length ? [choiceFor(element("span", { "data-text": "print_all" })), ...entries] : []));
  printedLanguage.value = sideAlone() ?? "";
  translate(printPanel);
}

/** @param {HTMLElement} words */
function choiceFor(words) {
  const box = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox" }));
  box.checked = true;
  return element("li", {}, element("label", {}, box, " ", words));
}

/* The first box checks or clears all others, and shows whether all are checked. */
chapterList.addEventListener("change", ({ target }) => {
  const [all, ...each] = chapterBoxes();
  if (target === all) for (const box of each) box.checked = all.checked;
  all.checked = each.every((box) => box.checked);
  all.indeterminate = !all.checked && each.some((box) => box.checked);
});

/** A text as a string of CSS. @param {string} words */
const asCss = (words) => `"${words.replace(/[\s"\\<]+/g, (found) => (/\S/.test(found) ? "'" : " "))}"`;

/**
 * The chapters that share a head, which is that of the first; all of a text that has only short ones.
 * @returns {Chapter[][]}
 */
function pageGroups() {
  /** @type {Chapter[][]} */
  const groups = [];
  let lines = LINES_OF_A_PAGE;
  for (const chapter of chaptersHere) {
    if (lines >= LINES_OF_A_PAGE) {
      groups.push([]);
      lines = 0;
    }
    groups.at(-1)?.push(chapter);
    lines += chapter.lines;
  }
  return groups;
}

/** Name the chapter at the head of its pages; each begins on a new one. */
function nameHeads() {
  chaptersHere = chaptersOf();
  const groups = pageGroups();
  const side = sideAlone() ?? "source";
  const front = find("h1", text).matches(".title") ? [] : findAll(":scope > :not(section, details)", text);
  const rules = groups.map(([chapter], k) => {
    const title = titleLine({ ...chapter, titles: chapter.titles.slice(-2) }, side);
    return `@page chapter-${k} { @top-right { content: ${asCss(title)}; } }`;
  });
  for (const [k, group] of groups.entries()) {
    const atEnds = [...(k === 0 ? front : []), ...(k === groups.length - 1 ? [find("footer")] : [])];
    const name = groups.length > 1 ? `chapter-${k}` : "auto"; // the title says all
    for (const part of [...atEnds, ...group.flatMap(({ sections }) => sections)]) part.style.setProperty("page", name);
  }
  runningHeads.textContent = groups.length > 1 ? rules.join("\n") : "";
}

actions.print = () => {
  find("#display").hidePopover();
  fillPanel();
  printPanel.showPopover();
  printedLanguage.focus();
};
actions["print-now"] = () => {
  const chosen = chapterBoxes().slice(1);
  for (const [k, { sections }] of chaptersHere.entries()) {
    for (const section of sections) section.classList.toggle("unprinted", chosen.length > 0 && !chosen[k].checked);
  }
  viewOnScreen = String(settings.mode);
  if (printedLanguage.value) choose("mode", printedLanguage.value);
  else if (sideAlone()) choose("mode", "both");
  printPanel.hidePopover();
  print();
};
addEventListener("beforeprint", nameHeads);
addEventListener("afterprint", () => {
  for (const section of findAll(".unprinted")) section.classList.remove("unprinted");
  if (viewOnScreen) choose("mode", viewOnScreen);
  viewOnScreen = null;
});
