/* Text as the search compares it, and where a match stands in the text itself. */

const MARKS = /\p{M}/gu;
const HAS_MARKS = /\p{M}/u;
const PLAIN = /^[ -~]*$/;

/** The text without case, accents and the differences of quotes and spaces. @param {string} string */
export const foldText = (string) => (PLAIN.test(string) ? string : unmarked(string)).toLowerCase();

/** @param {string} string */
const unmarked = (string) =>
  string.normalize("NFD").replace(MARKS, "").replace(/\s/g, " ").replace(/[‘’ʼ]/g, "'").replace(/[“”„«»]/g, '"');

/** What is looked for, out of what was typed. @param {string} typed */
export const foldQuery = (typed) => foldText(typed).trim().replace(/ +/g, " ");

/** Where each match begins in a folded text. @param {string} folded @param {string} wanted */
export function matchesIn(folded, wanted) {
  const found = [];
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) found.push(at);
  return found;
}

/**
 * From places in a text's folded form to places in the text.
 * @param {string} string
 * @returns {(at: number) => number}
 */
export function unfolded(string) {
  // Without marks each character folds to at least one: equal lengths then mean that every one stands in its place.
  if (!HAS_MARKS.test(string) && foldText(string).length === string.length) return (at) => at;
  /** @type {number[]} */
  const places = [];
  let at = 0;
  for (const letter of string) {
    for (let k = foldText(letter).length; k > 0; k--) places.push(at);
    at += letter.length;
  }
  places.push(at);
  return (place) => places[place];
}
