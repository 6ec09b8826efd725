/* The page as the other scripts see it: beads, sides and sentences, and what buttons and keys can ask for. */

/** @import { Action, Side } from "./types.js" */

/**
 * The first element that matches a selector; there must be one.
 * @param {string} selector
 * @param {ParentNode} within
 * @returns {HTMLElement}
 */
export function find(selector, within = document) {
  const found = within.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`the page has no ${selector}`);
  return found;
}

/** @param {string} selector @param {ParentNode} within @returns {HTMLElement[]} */
export const findAll = (selector, within = document) => [...within.querySelectorAll(selector)].filter(isElement);

/** @param {unknown} node @returns {node is HTMLElement} */
const isElement = (node) => node instanceof HTMLElement;

export const text = find("#text");
const SENTENCE = "[data-side] span";

/** What each button does, by its data-action; other scripts add to it. @type {Record<string, Action>} */
export const actions = {};

/**
 * The nearest element around a node, including the node itself, that matches a selector.
 * @param {unknown} node
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function around(node, selector) {
  const inner = node instanceof Element ? node : node instanceof Node ? node.parentElement : null;
  return inner?.closest(selector) ?? null;
}

/** The sentence that a node is in. @param {unknown} node */
export const sentenceOf = (node) => around(node, SENTENCE);

/** The sentence of an event, even if what was under the pointer has since gone. @param {Event} event */
export const sentenceUnder = (event) => event.composedPath().map(sentenceOf).find(Boolean) ?? null;

/** The row of each part that has left it. @type {WeakMap<Element, HTMLElement>} */
const homes = new WeakMap();
/** What has left a row. @type {WeakMap<Element, HTMLElement>} */
const away = new WeakMap();

/** Note that a cell of a row now stands elsewhere; null: it is back. @param {HTMLElement} row @param {HTMLElement | null} cell */
export function noteAway(row, cell) {
  if (!cell) return away.delete(row);
  away.set(row, cell);
  homes.set(cell, row);
}

/** The row of the bead that an element belongs to. @param {unknown} node @returns {HTMLElement | null} */
export function beadOf(node) {
  const found = node instanceof Element ? around(node, ".bead, .opposite > *") : null;
  return found && !found.matches(".bead") ? homes.get(found) ?? null : found;
}

/** The elements that hold the sentences of a row. @param {HTMLElement} row */
const partsOf = (row) => [row, away.get(row)].filter((part) => part !== undefined);

/** The row of the bead of a sentence. @param {Element} sentence @returns {HTMLElement} */
export function rowAround(sentence) {
  const row = beadOf(sentence);
  if (!row) throw new Error("a sentence stands in no bead");
  return row;
}

/** @param {Element} sentence @returns {Side} */
export const sideOf = (sentence) => (sentence.closest("[data-side=source]") ? "source" : "target");

/** @param {HTMLElement} bead @param {Side} side */
export const sentencesOf = (bead, side) => partsOf(bead).flatMap((part) => findAll(`[data-side="${side}"] span`, part));

/** The text of one side of a bead. @param {HTMLElement} bead @param {Side} side */
export const textIn = (bead, side) => sentencesOf(bead, side).map((sentence) => sentence.textContent).join(" ");

/** All sentences of a bead. @param {HTMLElement} bead */
export const allSentences = (bead) => partsOf(bead).flatMap((part) => findAll(SENTENCE, part));

/** All sentences of the text, bead by bead. */
export const textSentences = () => [...text.children].flatMap((section) => (
  section.matches(".flows") ? findAll(".bead", section).flatMap(allSentences) : findAll(SENTENCE, section)
));

/** @param {HTMLElement} bead */
export const firstSentence = (bead) => allSentences(bead)[0];

/** The cells of a row, wherever they stand. @param {HTMLElement} bead */
export const cellsOf = (bead) => partsOf(bead).flatMap((part) => (
  part === bead ? findAll(":scope > [data-side]", bead) : [part]
));

/** Whether the current view shows a sentence. Safari could not be asked so until 2024. @param {Element} sentence */
export const isSeen = (sentence) =>
  sentence.checkVisibility?.({ visibilityProperty: true, checkVisibilityCSS: true })
    ?? (sentence.getClientRects().length > 0 && getComputedStyle(sentence).visibility === "visible");

/** Where a bead is in the window: its row or, if that has no height, what has left it. @param {HTMLElement} bead */
export function boxOf(bead) {
  const boxes = partsOf(bead).map((part) => part.getBoundingClientRect());
  return boxes.find(({ height }) => height > 0) ?? boxes[0];
}

/** Whether any part of a bead is visible. @param {HTMLElement} bead */
export function onScreen(bead) {
  const box = boxOf(bead);
  return box.bottom > 0 && box.top < innerHeight - panelHeight() && box.height > 0;
}

/** The row of the bead that the address names, if any. */
export const linkedBead = () => beadOf(document.getElementById(location.hash.slice(1)));

/**
 * The nearest bead shown before or after this one, across sections.
 * @param {HTMLElement} bead
 * @param {number} step
 */
export function beside(bead, step) {
  /** @type {HTMLElement | null} */
  let next = bead;
  do {
    /** @type {Element | null} */
    const sibling = step > 0 ? next.nextElementSibling : next.previousElementSibling;
    next = sibling?.matches(".bead") ? beadOf(sibling) : firstBead(sectionOf(next), step);
  } while (next?.hidden);
  return next;
}

/** What stands between two sentences of a paragraph: nothing in Chinese and Japanese. @param {string} lang */
export const jointIn = (lang) => (/^(?:zh|ja|yue)(?:-|$)/.test(lang) ? "" : " ");

/** The part of the text that a row is in: one of the children of `text`. @param {Element} row */
export const sectionOf = (row) => row.closest("#text > *");

/**
 * The first bead of the next section that has any, or the last bead of the previous one.
 * @param {Element | null} section
 * @param {number} step
 * @returns {HTMLElement | null}
 */
function firstBead(section, step) {
  const next = step > 0 ? section?.nextElementSibling : section?.previousElementSibling;
  if (!next) return null;
  const beads = findAll(".bead", next);
  return beads.at(step > 0 ? 0 : -1) ?? firstBead(next, step);
}

/**
 * The sentence before or after one, of those that matter in each bead.
 * @param {HTMLElement} sentence
 * @param {number} step
 * @param {(bead: HTMLElement) => HTMLElement[]} inBead
 * @returns {HTMLElement | undefined}
 */
export function sentenceBeside(sentence, step, inBead) {
  /** @type {HTMLElement | null} */
  let bead = rowAround(sentence);
  let found = inBead(bead);
  let next = found.indexOf(sentence) + step;
  while (bead && !found[next]) {
    bead = beside(bead, step);
    found = bead ? inBead(bead) : [];
    next = step > 0 ? 0 : found.length - 1;
  }
  return found[next];
}

/**
 * The first sentence that the current view shows, in a bead or in the nearest one that has any.
 * @param {HTMLElement | null} bead
 */
export function seenNear(bead) {
  for (const step of [1, -1]) {
    for (let at = bead; at; at = beside(at, step)) {
      const sentence = allSentences(at).find(isSeen);
      if (sentence) return sentence;
    }
  }
  return null;
}

/** JSON data embedded in the page. @param {string} id */
export const carried = (id) => JSON.parse(find(`#${id}`).textContent);

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {(string | Node)[]} content
 */
export function element(tag, attributes = {}, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...content);
  return made;
}

/** The name of a side's language at the head of the text, which has its code and direction. @param {Side} side */
export const languageOf = (side) => find(`.languages [data-name="${side}"]`);

/** Words of a side, in its language and direction. @param {Side} side @param {(string | Node)[]} words */
export function inLanguage(side, ...words) {
  const { lang, dir } = languageOf(side);
  return element("span", { lang, dir }, ...words);
}

/**
 * The job, limited to once per frame.
 * @template {unknown[]} T
 * @param {(...given: T) => void} job
 */
export function calmly(job) {
  let waiting = 0;
  /** @param {T} given */
  return (...given) => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => job(...given));
  };
}

/** Pixels at the top of the window that the bar covers, with the search box where that has a line of its own. */
export function barHeight() {
  const box = find("search");
  return Math.max(find(".bar").offsetHeight, box.offsetTop + box.offsetHeight);
}

/** Bring a bead to where it can be read; if it is already on screen, it stays where it is. @param {HTMLElement} bead */
export function bring(bead) {
  document.dispatchEvent(new CustomEvent("bring", { detail: bead }));
  const box = boxOf(bead);
  const [top, end] = [barHeight() + 10, innerHeight - 20 - panelHeight()];
  if (box.top >= top && box.bottom <= end) return;
  bead.scrollIntoView({ block: box.height < end - top ? "center" : "start" });
}

/** The height of what covers the foot of the window. */
const panelHeight = () => Math.max(...findAll("#review, #player").map((panel) => panel.offsetHeight));

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? around(target, "button[data-action]") : null;
  const action = button?.dataset.action ?? "";
  if (button && Object.hasOwn(actions, action)) actions[action](button);
});
