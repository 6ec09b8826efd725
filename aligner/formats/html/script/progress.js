/* A sense of place at the foot of the window: the chapter, the share of the text that is read, and the time that the
   rest of the chapter takes. Lengths are taken when the browser is idle, and shown where the reader rests. */

/** @import { Side } from "./types.js" */
import { SIDES } from "./beads.js";
import { minutesFor, saidMinutes, sumsOf, within } from "./lengths.js";
import { boxOf, element, find, findAll, languageOf, sectionOf, text } from "./page.js";
import { beadAt } from "./place.js";
import { root, settings, sideAlone } from "./settings.js";
import { say } from "./texts.js";

const AT_ONCE = 300; // sections measured in one idle moment: a few milliseconds
const EYES = 0.35; // how far down the window people read
const SHORT = 3; // windows; in a shorter text nobody gets lost

const foot = find(".foot");
const line = find("#place");
const sections = /** @type {HTMLElement[]} */ ([...text.children].filter((part) => part.querySelector(".bead")));
/** What each side of each section takes. @type {Record<Side, number>[]} */
const minutes = [];
/** The links of the contents, with the sections that they lead to. @type {{section: number, link: HTMLElement}[]} */
let chapters = [];
/** Minutes before each section, and of all, for what the view shows. @type {number[]} */
let sums = [];

/** @param {() => void} job */
const whenIdle = (job) => (window.requestIdleCallback ?? setTimeout)(job);

/** @param {Element} section @param {Side} side */
function minutesOf(section, side) {
  const cells = findAll(`[data-side="${side}"]:not(.none)`, section);
  return minutesFor(cells.reduce((sum, { textContent }) => sum + textContent.length, 0), cells[0]?.lang ?? "");
}

function measure() {
  for (const section of sections.slice(minutes.length, minutes.length + AT_ONCE)) {
    minutes.push({ source: minutesOf(section, "source"), target: minutesOf(section, "target") });
  }
  if (minutes.length < sections.length) return whenIdle(measure);
  chapters = findAll("#contents a").map((link) => (
    { link, section: sectionNumber(document.querySelector(link.getAttribute("href") ?? "")) }
  ));
  addUp();
}

/** The number of the section that a row is in. @param {Element | null} row */
const sectionNumber = (row) => sections.indexOf(/** @type {HTMLElement} */ (row && sectionOf(row)));

/** Once all is measured, and for another view. */
function addUp() {
  if (minutes.length < sections.length) return;
  const alone = sideAlone();
  const counted = alone ? [alone] : SIDES;
  sums = sumsOf(minutes.map((each) => counted.reduce((sum, side) => sum + each[side], 0)));
  show();
}

/** Minutes of the text before where the reader is: a third down the window, where a link leads, too. */
function minutesBefore() {
  const all = sums[sums.length - 1];
  if (scrollY + innerHeight >= root.scrollHeight - 2) return all;
  const row = beadAt(EYES * innerHeight);
  const section = sectionNumber(row);
  if (!row || section < 0) return scrollY < innerHeight ? 0 : all;
  const [inner, outer] = [boxOf(row), sections[section].getBoundingClientRect()];
  return within(sums, section, outer.height ? (inner.top - outer.top) / outer.height : 0);
}

/** Say where the reader is. */
function show() {
  if (!sums.length) return;
  const all = sums[sums.length - 1];
  const long = all > 0 && root.scrollHeight >= SHORT * innerHeight;
  foot.classList.toggle("placed", long);
  if (!long) return;
  const passed = minutesBefore();
  const next = chapters.findIndex(({ section }) => sums[section] > passed);
  const chapter = next ? chapters.at(next < 0 ? next : next - 1) : null;
  const left = (next < 0 ? all : sums[chapters[next].section]) - passed;
  const share = percent(passed / all);
  const said = left ? say("place", { share, time: saidMinutes(left) }) : share;
  line.replaceChildren(...(chapter ? [chapterName(chapter.link)] : []), element("span", {}, said));
  line.title = say(chapter ? "place_chapter" : "place_text");
  foot.style.setProperty("--read", String(passed / all));
}

/** "38%", as the reader's language writes it; 100% is for the end alone. @param {number} share */
const percent = (share) =>
  new Intl.NumberFormat(String(settings.interface), { style: "percent" }).format(Math.floor(share * 100) / 100);

/** The name of a chapter, in the language that is read. @param {HTMLElement} link */
function chapterName(link) {
  const { lang } = languageOf(sideAlone() ?? "source");
  const name = [...link.children].find((part) => part.getAttribute("lang") === lang) ?? link.children[0];
  return name.cloneNode(true);
}

for (const event of ["place", "translated"]) document.addEventListener(event, show);
document.addEventListener("chosen", ({ detail }) => {
  if (detail === "mode") addUp();
});
whenIdle(measure);
