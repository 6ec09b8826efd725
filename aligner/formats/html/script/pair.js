/* What can be done with the pair at hand: a button beside its sentence opens a menu, to which other scripts add. */

import { current, rest } from "./light.js";
import { actions, calmly, element, find, isSeen, rowAround, sentenceOf, text } from "./page.js";
import { isReviewing } from "./panel.js";
import { root } from "./settings.js";
import { say } from "./texts.js";

const MENU_GAP = 4; // pixels between the button and its pairMenu

const pairMenu = element("div", { id: "pair", popover: "", role: "dialog", "data-label": "pair" });
const pairOpener = element("button", {
  type: "button", class: "opener", popovertarget: pairMenu.id, "data-action": "pair", "data-label": "pair", "data-key": "p",
});
pairOpener.hidden = true;
text.append(pairOpener);
document.body.append(pairMenu);

/** What brings each entry of the menu up to date for a row. @type {((row: HTMLElement) => void)[]} */
const pairUpdates = [];

/**
 * Add an entry to the menu; entries stand in the order in which the scripts that add them are loaded.
 * @param {string} name the action of its button
 * @param {(row: HTMLElement) => string} textFor the key of its text for a pair
 * @param {(row: HTMLElement) => void} job what it does with the row of the pair; the menu has closed by then
 */
export function offerForPair(name, textFor, job) {
  const entry = element("button", { type: "button", "data-action": name });
  pairMenu.append(entry);
  pairUpdates.push((row) => {
    entry.dataset.text = textFor(row);
    entry.textContent = say(entry.dataset.text);
  });
  actions[name] = () => {
    if (!current) return;
    if (pairMenu.matches(":popover-open")) pairMenu.hidePopover();
    job(rowAround(current));
  };
}

/** The column that a sentence stands in: the nearest block around it. @param {HTMLElement} sentence */
function columnOf(sentence) {
  let block = sentence.parentElement ?? sentence;
  while (getComputedStyle(block).display === "inline") block = block.parentElement ?? root;
  return block.getBoundingClientRect();
}

/** Put the button beside the first line of a sentence, or take it away. @param {HTMLElement | null} sentence */
function putOpener(sentence) {
  pairOpener.hidden = !sentence || isReviewing() || !isSeen(sentence);
  if (!sentence || pairOpener.hidden) return;
  const row = rowAround(sentence);
  row.append(pairOpener);
  pairOpener.style.translate = "0 0";
  const own = pairOpener.getBoundingClientRect();
  const line = sentence.getClientRects()[0];
  const right = Math.min(columnOf(sentence).right, columnOf(row).right, root.clientWidth - own.width);
  pairOpener.style.translate = `${right - own.left}px ${line.top - own.top + (line.height - own.height) / 2}px`;
}

/** The menu opens below its button, or above it where there is more room. */
function putMenu() {
  const { right, top, bottom } = pairOpener.getBoundingClientRect();
  const { width, height } = pairMenu.getBoundingClientRect();
  const left = Math.max(MENU_GAP, Math.min(right - width, root.clientWidth - width - MENU_GAP));
  const below = bottom + MENU_GAP + height <= innerHeight;
  pairMenu.style.setProperty("--left", `${left + scrollX}px`);
  pairMenu.style.setProperty("--top", `${(below ? bottom + MENU_GAP : top - MENU_GAP - height) + scrollY}px`);
}

/* By key; the button opens its menu by itself (popovertarget). */
actions.pair = (button) => {
  if (button || !current || isReviewing()) return;
  putOpener(current);
  pairMenu.togglePopover();
};
pairMenu.addEventListener("beforetoggle", ({ newState }) => {
  if (newState !== "open" || !current) return;
  for (const update of pairUpdates) update(rowAround(current));
});
pairMenu.addEventListener("toggle", ({ newState }) => {
  if (newState !== "open" || !current) return;
  putMenu();
  find("button", pairMenu).focus({ preventScroll: true });
  rest(rowAround(current)); // the focus has left its sentence
});

text.addEventListener("focusin", ({ target }) => {
  const sentence = sentenceOf(target);
  if (sentence) putOpener(sentence);
});
const putAgain = calmly(() => {
  if (!pairOpener.hidden) putOpener(current);
});
document.addEventListener("chosen", putAgain);
addEventListener("resize", putAgain);
