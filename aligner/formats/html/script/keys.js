/* Keys: tables of what they do, and the list that shows them. */

import { closeCard, stepWord } from "./card.js";
import { selectBeads } from "./confirm.js";
import { stepCut } from "./cut.js";
import { go, onwards, partner } from "./light.js";
import { change } from "./mend.js";
import { actions, around, element, find, rowAround, sentenceOf } from "./page.js";
import { isReviewing } from "./panel.js";
import { record } from "./record.js";
import { isSingleKey, settings } from "./settings.js";
import { isVeiled, unveil } from "./veil.js";

/**
 * What each key does; keys that work in the text receive the current sentence.
 * @typedef {Record<string, (sentence: HTMLElement) => void>} KeyTable
 */

/**
 * The list of keys, each with the key of the text that says what it does.
 * @type {[names: string[], key: string][]}
 */
const READING = [
  [["↑", "↓"], "key_sentence"],
  [["←", "→"], "key_partner"],
  [["Enter"], "key_open"],
  [["w", "W", "Ctrl Enter"], "key_word"],
  [["p"], "key_pair"],
  [["k", "m"], "key_keep"],
  [["l"], "key_kept"],
  [["a"], "key_listen"],
  [["Ctrl C"], "key_copy"],
  [["/"], "key_search"],
  [["c"], "key_contents"],
  [["d"], "key_display"],
  [["v"], "key_view"],
  [["h"], "key_veil"],
  [["x"], "key_swap"],
  [["−", "+"], "key_size"],
  [["b", "Backspace"], "key_back"],
  [["r"], "key_review"],
  [["?"], "key_keys"],
  [["Esc"], "key_leave"],
];
/** @type {typeof READING} */
const REVIEWING = [
  [["j", "k"], "key_doubtful"],
  [["a"], "key_show_all"],
];
/** @type {typeof READING} */
const MENDING = [
  [["Enter"], "key_confirm"],
  [["Shift ↑", "Shift ↓"], "key_select"],
  [["Shift Enter"], "key_confirm_to_here"],
  [["m", "M"], "key_merge"],
  [["s"], "key_split"],
  [["Shift ←", "Shift →"], "key_cut"],
  [["e"], "key_edit"],
  [["Alt ↑", "Alt ↓"], "key_move"],
  [["u", "l"], "key_link"],
  [["z", "y"], "key_undo"],
  [["Ctrl S"], "save"],
];

/** @type {KeyTable} */
const anywhere = {
  "/": () => actions.search(),
  "?": () => actions.keys(),
  c: () => actions.contents(),
  d: () => actions.display(),
  v: () => actions.view(),
  h: () => actions.veil(),
  x: () => actions.swap(),
  r: () => actions.review(),
  l: () => actions.kept(),
  a: () => actions.listen(),
  MediaPlayPause: () => actions.listen(),
  MediaTrackPrevious: () => actions["aloud-previous"](),
  MediaTrackNext: () => actions["aloud-next"](),
  b: () => actions.back(),
  Backspace: () => actions.back(),
  "+": () => actions.larger(),
  "=": () => actions.larger(), // "+" without the shift key
  "-": () => actions.smaller(),
};

/** @type {KeyTable} */
const inText = {
  ArrowDown: (sentence) => go(onwards(sentence, 1)),
  ArrowUp: (sentence) => go(onwards(sentence, -1)),
  ArrowLeft: (sentence) => go(partner(sentence, true)),
  ArrowRight: (sentence) => go(partner(sentence, false)),
  Enter: (sentence) => unveil(rowAround(sentence), isVeiled(rowAround(sentence))),
  w: (sentence) => stepWord(sentence, 1),
  "Ctrl+Enter": (sentence) => stepWord(sentence, 1),
  p: () => actions.pair(),
  k: () => actions["keep-sentence"](),
  m: () => actions["keep-bookmark"](),
  Escape: (sentence) => closeCard() || sentence.blur(),
};

/** @type {KeyTable} */
const inReview = {
  a: () => actions["show-all"](),
  j: () => actions["doubtful-next"](),
  k: () => actions["doubtful-previous"](),
};

/** While reviewing; letters work on the current sentence. @type {KeyTable} */
const toMend = {
  Enter: () => actions.confirm(),
  "Shift+Enter": () => actions["confirm-to-here"](),
  "Shift+ArrowUp": () => selectBeads(-1),
  "Shift+ArrowDown": () => selectBeads(1),
  m: () => change("merge-next"),
  M: () => change("merge-previous"),
  s: () => actions.split(),
  "Shift+ArrowRight": () => stepCut(true),
  "Shift+ArrowLeft": () => stepCut(false),
  e: () => actions.edit(),
  "Alt+ArrowUp": () => change("move-up"),
  "Alt+ArrowDown": () => change("move-down"),
  u: () => change("unlink"),
  l: () => change("link"),
  z: () => actions.undo(),
  y: () => actions.redo(),
  "Ctrl+z": () => actions.undo(),
  "Ctrl+Z": () => actions.redo(),
  "Ctrl+y": () => actions.redo(),
  "Ctrl+s": () => actions["save-json"](),
};

/** The key of each panel. @type {Record<string, string>} */
const TOGGLES = { c: "contents", d: "display", "?": "keys", p: "pair", l: "kept" };

/**
 * "m", "Alt+ArrowUp", "Ctrl+z"; the command key counts as Ctrl, and a letter itself shows whether Shift is held.
 * @param {KeyboardEvent} event
 */
function nameOf({ altKey, ctrlKey, metaKey, shiftKey, key }) {
  const held = [altKey && "Alt", (ctrlKey || metaKey) && "Ctrl", shiftKey && key.length > 1 && "Shift"];
  return [...held.filter(Boolean), key].join("+");
}

/**
 * The tables that apply to an event, the most specific first.
 * @param {KeyboardEvent} event
 * @param {HTMLElement | null} sentence
 */
function tablesFor(event, sentence) {
  const tables = [];
  if (isReviewing() && record) tables.push(toMend);
  if (isReviewing()) tables.push(inReview);
  if (sentence && !event.shiftKey) tables.push(inText);
  return [...tables, anywhere];
}

/** Where single keys act; if nothing has the focus, they act, too. */
const HEARING = "main, .panel, :popover-open";

/** Whether a single key does nothing, because of where it is pressed or by the reader's choice. @param {KeyboardEvent} event */
function isIdle(event) {
  if (!isSingleKey(event)) return false;
  return settings.letters === "off" || (event.target !== document.body && !around(event.target, HEARING));
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || isIdle(event) || around(event.target, "input, select, textarea, [contenteditable]")) return;
  const inPanel = around(event.target, ":popover-open");
  if (inPanel) {
    if (TOGGLES[event.key] !== inPanel.id) return; // the key that opened a panel closes it
    event.preventDefault();
    return inPanel.hidePopover();
  }
  const sentence = sentenceOf(event.target);
  const onButton = around(event.target, "button, a") && event.key === "Enter";
  const table = tablesFor(event, sentence).find((known) => Object.hasOwn(known, nameOf(event)));
  if (!table || onButton) return;
  event.preventDefault();
  table[nameOf(event)](/** @type {HTMLElement} */ (sentence));
});

const keyList = find("#keys dl");
for (const [names, key] of [...READING, ...REVIEWING, ...(record ? MENDING : [])]) {
  const keys = names.flatMap((name) => [element("kbd", /^[!-~−]$/.test(name) ? { class: "single" } : {}, name), " "]);
  /** @type {Record<string, string>} */
  const needs = key === "key_listen" ? { class: "needs-voices", hidden: "" } : {};
  keyList.append(element("dt", needs, ...keys), element("dd", { ...needs, "data-text": key }));
}
