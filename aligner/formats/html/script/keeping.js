/* What the reader has kept of this page: words, sentences and bookmarks, stored from visit to visit. */

/** @import { Kept, PlacedWord, Side } from "./types.js" */
import { otherSide } from "./beads.js";
import { isIn, keptIn, withOne, without } from "./kept.js";
import { saySoftly } from "./notice.js";
import { offerForPair } from "./pair.js";
import { rowAround, sentencesOf, sideOf, textIn } from "./page.js";
import { memory, root } from "./settings.js";
import { say } from "./texts.js";

const keptKey = `kept:${root.dataset.document}`;

/** All that is kept, in the order of the text. @type {readonly Kept[]} */
export let allKept = keptIn(memory.get(keptKey));
/** Whether the reader has been told that the browser stores nothing. */
let toldOfStore = false;

/** Whether something is kept. @param {Kept} one */
export const isKept = (one) => isIn(allKept, one);

/** Keep something, or no longer. @param {Kept} one @param {boolean} on */
export function keepOne(one, on = !isKept(one)) {
  allKept = on ? withOne(allKept, one) : without(allKept, one);
  const stored = memory.set(keptKey, allKept.length ? allKept : null);
  document.dispatchEvent(new Event("kept"));
  saySoftly(say(stored || toldOfStore ? `${on ? "kept_now" : "kept_removed"}_${one.kind}` : "kept_not_stored"));
  toldOfStore ||= !stored;
}

/** A sentence to keep, with its translation, or a bookmark. @param {HTMLElement} row @param {Kept["kind"]} kind */
function pairToKeep(row, kind) {
  return toKeep(row, sentencesOf(row, "source").length ? "source" : "target", { kind });
}

/**
 * A word to keep, with its partners in the order of the text.
 * @param {PlacedWord} word
 * @param {PlacedWord[]} partners
 */
export function wordToKeep({ sentence, at, length }, partners) {
  const row = rowAround(sentence);
  const side = sideOf(sentence);
  const above = sentencesOf(row, side);
  for (const before of above.slice(0, above.indexOf(sentence))) at += before.textContent.length + 1;
  const partner = [...partners].sort((p, q) => p.place - q.place).map(({ written }) => written).join(" ");
  return toKeep(row, side, { kind: "word", at, length, partner });
}

/** @param {HTMLElement} row @param {Side} side @param {Partial<Kept> & Pick<Kept, "kind">} more @returns {Kept} */
function toKeep(row, side, more) {
  const texts = { text: textIn(row, side), other: textIn(row, otherSide(side)) };
  return { bead: Number(row.dataset.bead), side, ...texts, at: 0, length: 0, partner: "", ...more };
}

/* Sentences are kept, and bookmarks set, in the menu of the pair at hand. */
for (const kind of /** @type {const} */ (["sentence", "bookmark"])) {
  /** @param {HTMLElement} row */
  const textFor = (row) => `${isKept(pairToKeep(row, kind)) ? "unkeep" : "keep"}_${kind}`;
  offerForPair(`keep-${kind}`, textFor, (row) => keepOne(pairToKeep(row, kind)));
}

/* The same page in another window of the browser. */
addEventListener("storage", ({ key }) => {
  if (!key?.endsWith(keptKey)) return;
  allKept = keptIn(memory.get(keptKey));
  document.dispatchEvent(new Event("kept"));
});
