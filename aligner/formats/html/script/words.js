/* The word under the pointer: its likeliest translation lights in the partner, fainter where unsure. */

/** @import { Side } from "./types.js" */
import { SUREST, linkWords, plainWord, tiesOf, wordsAbout, wordsIn } from "./links.js";
import { lit, pressed } from "./light.js";
import { around, beadOf, calmly, carried, element, isSeen, rowAround, sentenceOf, sentencesOf, text } from "./page.js";

/**
 * A stretch of a sentence.
 * @typedef {{sentence: HTMLElement, at: number}} Place
 * @typedef {Place & {length: number, word: string, place: number}} PlacedWord
 */

const MOST_LIT = 8; // partners of one word; more would mean nothing

/** The links that the page carries, read when first needed. */
export const tiesHere = () => (ties ??= tiesOf(carried("words")));
/** @type {ReturnType<typeof tiesOf> | null} */
let ties = null;

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

/** @param {number} x @param {number} y @returns {Place | null} */
function wordUnder(x, y) {
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

/** @type {HTMLElement[]} */
let marks = [];
/** The word whose partners are lit. @type {Place | null} */
let marked = null;

/** The words of a bead's side. @param {HTMLElement} bead @param {Side} side @returns {PlacedWord[]} */
function wordsOf(bead, side) {
  const found = sentencesOf(bead, side).flatMap((sentence) => (
    wordsIn(sentence.textContent).map(({ word, at }) => (
      { sentence, at, length: word.length, word: plainWord(word), place: 0 }
    ))
  ));
  for (const [k, word] of found.entries()) word.place = k / found.length;
  return found;
}

/**
 * The bead requested last, and its words with their partners.
 * @type {{bead: HTMLElement, links: ReturnType<typeof linksOf>}}
 */
let linked;

/** @param {HTMLElement} bead */
const linksOf = (bead) => linkWords(wordsOf(bead, "source"), wordsOf(bead, "target"), tiesHere());

/** Put marks around a word and its partners, or none for null. Letters do not move. @param {Place | null} found */
export function lightWords(found) {
  if (marks.length) keepingSelection(unmark);
  if (!found) return;
  const bead = rowAround(found.sentence);
  if (linked?.bead !== bead) linked = { bead, links: linksOf(bead) };
  for (const [word, partners] of linked.links) {
    if (word.sentence !== found.sentence || word.at !== found.at) continue;
    const seen = partners.filter(({ sentence }) => isSeen(sentence)).slice(0, MOST_LIT);
    if (!seen.length) return;
    const stretches = [{ ...word, sure: SUREST }, ...seen];
    // From the end of a sentence to its beginning, because a mark splits the text after it.
    for (const stretch of stretches.sort((p, q) => q.at - p.at)) marks.push(mark(stretch));
    marked = found;
    return;
  }
}

function unmark() {
  for (const made of marks) {
    const parent = made.parentNode;
    made.replaceWith(...made.childNodes);
    parent?.normalize();
  }
  marks = [];
  marked = null;
}

/** Keep the ends of the selection in place while text moves into or out of marks. @param {() => void} job */
function keepingSelection(job) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return job();
  const ends = [endOf(selection.anchorNode, selection.anchorOffset), endOf(selection.focusNode, selection.focusOffset)];
  job();
  const [anchor, focus] = ends.map(({ sentence, node, offset }) => ({ node: sentence?.firstChild ?? node, offset }));
  if (anchor.node && focus.node) selection.setBaseAndExtent(anchor.node, anchor.offset, focus.node, focus.offset);
}

/**
 * An end of the selection; if it is in a sentence, counted from the beginning of that sentence.
 * @param {Node | null} node
 * @param {number} offset
 */
function endOf(node, offset) {
  const sentence = node instanceof Text ? sentenceOf(node) : null;
  return node && sentence ? { sentence, node, offset: offsetIn(sentence, node) + offset } : { sentence, node, offset };
}

/** Number of characters of a sentence before one of its text nodes. @param {HTMLElement} sentence @param {Node} node */
function offsetIn(sentence, node) {
  const range = document.createRange();
  range.setStart(sentence, 0);
  range.setEnd(node, 0);
  return range.toString().length;
}

/** @param {PlacedWord & {sure: number}} stretch */
function mark({ sentence, at, length, sure }) {
  const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
  let node = /** @type {Text} */ (walker.nextNode());
  while (at >= node.length) {
    at -= node.length;
    node = /** @type {Text} */ (walker.nextNode());
  }
  const made = element("mark", { class: "lit", "data-sure": sure });
  rangeOver(node, at, at + length).surroundContents(made);
  return made;
}

/** @param {MouseEvent} event */
function wordAt({ clientX, clientY, type }) {
  if (pressed) return;
  const reading = type !== "mouseleave" && getSelection()?.isCollapsed; // else the pointer is away, or text is selected
  const under = reading ? wordUnder(clientX, clientY) : null;
  const found = under && beadOf(under.sentence) === lit ? under : null;
  if (found && marked && marked.sentence === found.sentence && marked.at === found.at) return;
  if (found || marked) lightWords(found);
}

const wordSoon = calmly(wordAt);
text.addEventListener("mousemove", wordSoon);
text.addEventListener("mouseleave", wordSoon);
text.addEventListener("click", (event) => {
  if (sentenceOf(event.target) && !around(event.target, "a, button")) wordAt(event);
});
document.addEventListener("relight", () => lightWords(null));
