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

/** The row of the bead that an element is in. @param {unknown} node */
export const beadOf = (node) => (node instanceof Element ? around(node, ".bead") : null);

/** The row of the bead of a sentence. @param {Element} sentence @returns {HTMLElement} */
export function rowAround(sentence) {
  const row = beadOf(sentence);
  if (!row) throw new Error("a sentence stands in no bead");
  return row;
}

/** @param {Element} sentence @returns {Side} */
export const sideOf = (sentence) => (sentence.closest("[data-side=source]") ? "source" : "target");

/** @param {ParentNode} bead @param {Side} side */
export const sentencesOf = (bead, side) => findAll(`[data-side="${side}"] span`, bead);

/** All sentences, of a bead or of the text. @param {ParentNode} within */
export const allSentences = (within = text) => findAll(SENTENCE, within);

/** @param {ParentNode} bead */
export const firstSentence = (bead) => find(SENTENCE, bead);

/** @param {Element} sentence */
export const isSeen = (sentence) => sentence.checkVisibility({ visibilityProperty: true });

/** Whether any part of a bead is visible. @param {Element} bead */
export function onScreen(bead) {
  const box = bead.getBoundingClientRect();
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
    next = /** @type {HTMLElement | null} */ (sibling) ?? firstBead(next.parentElement, step);
  } while (next?.hidden);
  return next;
}

/**
 * The first bead of the next section that has any, or the last bead of the previous one.
 * @param {Element | null} section
 * @param {number} step
 * @returns {HTMLElement | null}
 */
function firstBead(section, step) {
  const next = step > 0 ? section?.nextElementSibling : section?.previousElementSibling;
  if (!next) return null;
  return beadOf(step > 0 ? next.firstElementChild : next.lastElementChild) ?? firstBead(next, step);
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

/** Bring a bead to where it can be read; if it is already on screen, it stays where it is. @param {Element} bead */
export function bring(bead) {
  const box = bead.getBoundingClientRect();
  if (box.top < 60 || box.bottom > innerHeight - 20 - panelHeight()) bead.scrollIntoView({ block: "center" });
}

const panelHeight = () => find("#review").offsetHeight;

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? around(target, "button[data-action]") : null;
  const action = button?.dataset.action ?? "";
  if (button && Object.hasOwn(actions, action)) actions[action](button);
});
