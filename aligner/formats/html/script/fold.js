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

/** @param {string | undefined} letter */
const isLetter = (letter) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);

/** Letters of scripts that leave no spaces between words, so that any place between two of them may be an edge. */
export const UNSPACED = /[\p{Script=Han}\p{Script=Hira}\p{Script=Kana}\p{Script=Thai}\p{Script=Laoo}\p{Script=Khmr}\p{Script=Mymr}]/u;

/** Whether no word goes on across a place in a folded text. @param {string} folded @param {number} at */
function isEdge(folded, at) {
  const before = [...folded.slice(Math.max(0, at - 2), at)].at(-1);
  const [after] = folded.slice(at, at + 2);
  return !isLetter(before) || !isLetter(after) || UNSPACED.test(before ?? "") || UNSPACED.test(after);
}

/**
 * Where each match begins in a folded text.
 * @param {string} folded
 * @param {string} wanted
 * @param {boolean} whole whether only whole words count
 */
export function matchesIn(folded, wanted, whole = false) {
  const found = [];
  let at = folded.indexOf(wanted);
  while (at >= 0) {
    const fits = !whole || (isEdge(folded, at) && isEdge(folded, at + wanted.length));
    if (fits) found.push(at);
    at = folded.indexOf(wanted, at + (fits ? wanted.length : 1));
  }
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
