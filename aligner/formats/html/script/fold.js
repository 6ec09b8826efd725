/* Text as the search compares it, and where a match stands in the text itself. */

const MARKS = /\p{M}/gu;
const HAS_MARKS = /\p{M}/u;
const PLAIN = /^[ -~]*$/;

/** The text without differences of case, accents, quotes and spaces. @param {string} string */
export const foldText = (string) => (PLAIN.test(string) ? string : unmarked(string)).toLowerCase();

/** @param {string} string */
const unmarked = (string) =>
  string.normalize("NFD").replace(MARKS, "").replace(/\s/g, " ").replace(/[‘’ʼ]/g, "'").replace(/[“”„«»]/g, '"');

/** What to look for, given what was typed. @param {string} typed */
export const foldQuery = (typed) => foldText(typed).trim().replace(/ +/g, " ");

/** Where each match begins in a folded text. @param {string} folded @param {string} wanted */
export function matchesIn(folded, wanted) {
  const found = [];
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) found.push(at);
  return found;
}

/**
 * A function from positions in the folded form of a text to positions in the text.
 * @param {string} string
 * @returns {(at: number) => number}
 */
export function unfolded(string) {
  // Without marks, each character folds to at least one, so equal lengths mean that no character has moved.
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
