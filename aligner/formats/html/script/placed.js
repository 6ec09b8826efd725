/* Words where they stand on the page: the one under the pointer, and those of a row with their partners. */

/** @import { Place, PlacedWord, Side } from "./types.js" */
import { linkWords, plainWord, tiesOf, wordsAbout, wordsIn } from "./links.js";
import { carried, sentenceOf, sentencesOf } from "./page.js";

/** The links that the page carries, read when first needed. */
export const tiesHere = () => (ties ??= tiesOf(carried("words")));
/** @type {ReturnType<typeof tiesOf> | null} */
let ties = null;

/** Whether the page knows any links; without them, there are no cards. */
export const hasLinks = () => tiesHere().size > 0;

/**
 * The position in the text under the pointer.
 * @param {number} x
 * @param {number} y
 * @returns {{node: Node, offset: number} | null}
 */
function pointAt(x, y) {
  if (document.caretPositionFromPoint) {
    const found = document.caretPositionFromPoint(x, y);
    return found && { node: found.offsetNode, offset: found.offset };
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}

/**
 * Number of characters of a sentence before a point; 0 if the point is not in it.
 * @param {HTMLElement} sentence
 * @param {number} x
 * @param {number} y
 */
export function offsetUnder(sentence, x, y) {
  const { node, offset } = pointAt(x, y) ?? { node: null, offset: 0 };
  return node && sentenceOf(node) === sentence && node instanceof Text ? offsetIn(sentence, node) + offset : 0;
}

/** @param {number} x @param {number} y @returns {Place | null} */
export function wordUnder(x, y) {
  const { node, offset } = pointAt(x, y) ?? { node: null, offset: 0 };
  const sentence = sentenceOf(node);
  if (!sentence || !(node instanceof Text)) return null;
  for (const { word, at } of wordsAbout(node.data, offset)) {
    const end = at + word.length;
    if (at > offset || end < offset) continue;
    const boxes = [...rangeOver(node, at, end).getClientRects()];
    const under = boxes.some((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
    if (under) return { sentence, at: offsetIn(sentence, node) + at };
  }
  return null;
}

/** @param {Node} node @param {number} start @param {number} end */
export function rangeOver(node, start, end) {
  const range = document.createRange();
  range.setStart(node, start);
  range.setEnd(node, end);
  return range;
}

/** Number of characters of a sentence before one of its text nodes. @param {HTMLElement} sentence @param {Node} node */
export function offsetIn(sentence, node) {
  const range = document.createRange();
  range.setStart(sentence, 0);
  range.setEnd(node, 0);
  return range.toString().length;
}

/** A word of a sentence, which stands in one text node. @param {Place & {length: number}} word */
export function rangeOf({ sentence, at, length }) {
  const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
  let node = /** @type {Text} */ (walker.nextNode());
  while (at >= node.length) {
    at -= node.length;
    node = /** @type {Text} */ (walker.nextNode());
  }
  return rangeOver(node, at, at + length);
}

/** The words of a row's side. @param {HTMLElement} row @param {Side} side @returns {PlacedWord[]} */
export function wordsOf(row, side) {
  const found = sentencesOf(row, side).flatMap((sentence) => (
    wordsIn(sentence.textContent).map(({ word, at }) => (
      { sentence, at, length: word.length, written: word, word: plainWord(word), place: 0 }
    ))
  ));
  for (const [k, word] of found.entries()) word.place = k / found.length;
  return found;
}

/** Every word of a row that has partners, with these. @param {HTMLElement} row */
export const linksOf = (row) => linkWords(wordsOf(row, "source"), wordsOf(row, "target"), tiesHere());
