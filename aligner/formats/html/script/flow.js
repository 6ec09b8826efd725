/* The paragraphs view: the sentences of a paragraph run on, and so do their translations beside it.

     section                     section
       .bead  source | target      .flow      .bead source  .bead source …
       .bead  source | target      .opposite  target target …

   A row keeps its source; its target stands in .opposite as long as the view lasts. Sections are set so shortly before
   the reader comes to them, because a book has thousands. */

/** @import { Side } from "./types.js" */
import { calmly, cellsOf, element, findAll, jointIn, languageOf, noteAway, sectionOf, text } from "./page.js";
import { beadAtTop, held, keepingPlace } from "./place.js";
import { root, settings } from "./settings.js";

/* Sections before and after the reader that are set at once: more than a window shows. */
const SET_AT_ONCE = 25;
/* How far from the window the others are set. */
const AHEAD = "150% 0px";

const isFlowing = () => settings.mode === "paragraphs";

/** Whether translations unfold below their sentences, so that they stay in their rows. */
const unfolds = () => Boolean(settings.veil) && getComputedStyle(text).getPropertyValue("--columns").trim() === "1";
let unfolding = false;

/** A box for one side. @param {string} name @param {Side} side */
function boxFor(name, side) {
  const { lang, dir } = languageOf(side);
  return element("div", { class: name, lang, dir });
}

/** Set a section in paragraphs. @param {Element} section */
function set(section) {
  coming.unobserve(section);
  const rows = findAll(":scope > .bead", section);
  if (rows.length < 2 || !section.matches(".paragraph, .more, .run")) return;
  const [flow, opposite] = [boxFor("flow", "source"), boxFor("opposite", "target")];
  const [between, betweenOpposite] = [flow, opposite].map(({ lang }) => jointIn(lang));
  for (const row of rows) {
    const cell = cellsOf(row).find(({ dataset }) => dataset.side === "target");
    if (cell && !unfolding) {
      if (row.dataset.begins === "target" && opposite.firstChild) opposite.append(element("i", { class: "begins" }));
      opposite.append(cell, betweenOpposite);
      noteAway(row, cell);
    }
    if (row.dataset.begins === "source" && flow.firstChild) flow.append(element("i", { class: "begins" }));
    flow.append(row, between);
  }
  section.classList.add("flows");
  section.replaceChildren(...findAll(":scope > summary", section), flow, opposite);
  document.dispatchEvent(new Event("moved"));
}

/** Set a section in rows again, with the blanks between them that one language alone needs. @param {Element} section */
function unset(section) {
  const [flow, opposite] = findAll(":scope > :is(.flow, .opposite)", section);
  for (const row of findAll(":scope > .bead", flow)) {
    const [own, cell] = cellsOf(row);
    own.after(cell);
    noteAway(row, null);
    section.append(row, "\n");
  }
  section.classList.remove("flows");
  flow.remove();
  opposite.remove();
}

const coming = new IntersectionObserver((entries) => {
  const come = entries.filter(({ isIntersecting }) => isIntersecting);
  const setAll = () => come.forEach(({ target }) => set(target));
  if (!come.length || CSS.supports("overflow-anchor", "auto")) setAll();
  else keepingPlace(setAll); // what is set above the window would move what is in it
}, { rootMargin: AHEAD });

/** Set the sections about a bead, if they are not set yet. @param {Element | null} bead */
function setAbout(bead) {
  const section = bead ? sectionOf(bead) : text.firstElementChild;
  if (!isFlowing() || !section) return;
  const sections = [...text.children];
  const k = sections.indexOf(section);
  for (const near of sections.slice(Math.max(0, k - SET_AT_ONCE), k + SET_AT_ONCE)) if (!near.matches(".flows")) set(near);
}

/**
 * Set the text as the view wants it: about a bead at once, the rest as the reader comes near.
 * @param {Element | null} [about] the bead; if not given, the one that is held, or at the top of the window
 */
export function flow(about) {
  if (root.classList.contains("flowing") === isFlowing() && unfolding === unfolds()) return;
  const bead = about === undefined ? held ?? beadAtTop() : about; // asked for only now: the answer takes a layout
  coming.disconnect();
  for (const section of findAll(":scope > .flows", text)) unset(section);
  unfolding = unfolds();
  root.classList.toggle("flowing", isFlowing());
  setAbout(bead);
  if (isFlowing()) for (const section of text.children) if (!section.matches(".flows")) coming.observe(section);
}

document.addEventListener("chosen", ({ detail }) => {
  if (detail === "mode" || detail === "veil") flow();
});
document.addEventListener("bring", ({ detail }) => setAbout(detail));
addEventListener("beforeprint", () => {
  if (isFlowing()) for (const section of text.children) if (!section.matches(".flows")) set(section);
});
new ResizeObserver(calmly(() => {
  if (isFlowing() && unfolds() !== unfolding) keepingPlace(() => flow());
})).observe(text);
