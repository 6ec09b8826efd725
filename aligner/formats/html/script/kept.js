/* What a reader keeps, as data: words, sentences and bookmarks, in the order of the text. */

/** @import { Kept } from "./types.js" */

/** @type {Kept["kind"][]} */
const KEPT_KINDS = ["word", "sentence", "bookmark"];

/** Whether two are the same word, sentence or bookmark. @param {Kept} one @param {Kept} other */
const isSameKept = (one, other) => (
  one.kind === other.kind && one.bead === other.bead && one.side === other.side && one.at === other.at
);

/** @param {readonly Kept[]} list @param {Kept} one */
export const isIn = (list, one) => list.some((other) => isSameKept(one, other));

/** The list with one more. @param {readonly Kept[]} list @param {Kept} one @returns {Kept[]} */
export const withOne = (list, one) => [...without(list, one), one].sort((a, b) => a.bead - b.bead || a.at - b.at);

/** @param {readonly Kept[]} list @param {Kept} one */
export const without = (list, one) => list.filter((other) => !isSameKept(one, other));

/** The kept word, as it is written in its sentence. @param {Kept} one */
export const writtenWord = ({ text, at, length }) => text.slice(at, at + length);

/** The kept things of a stored value: anyone can write into a browser's storage. @param {unknown} stored */
export const keptIn = (stored) => (Array.isArray(stored) ? stored.filter(isWellFormed) : []);

/** @param {unknown} value @returns {value is Kept} */
function isWellFormed(value) {
  const one = /** @type {Record<string, unknown> | null} */ (value);
  return typeof one === "object" && one !== null
    && KEPT_KINDS.some((kind) => kind === one.kind)
    && (one.side === "source" || one.side === "target")
    && ["bead", "at", "length"].every((name) => Number.isSafeInteger(one[name]) && Number(one[name]) >= 0)
    && ["text", "other", "partner"].every((name) => typeof one[name] === "string");
}
