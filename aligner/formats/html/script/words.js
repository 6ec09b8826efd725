/* The word under the pointer: its likeliest translation lights in the partner, fainter where unsure; a word
   that has none is framed. */

/** @import { Place, PlacedWord } from "./types.js" */
import { SUREST } from "./links.js";
import { lit, pressed } from "./light.js";
import { around, beadOf, calmly, element, isSeen, rowAround, sentenceOf, sideOf, text } from "./page.js";
import { isVeiled } from "./veil.js";
import { hasLinks, linksOf, offsetIn, rangeOf, wordsOf, wordUnder } from "./placed.js";

const MOST_LIT = 8; // partners of one word; more would mean nothing
const NO_PARTNER = 0; // in place of how sure a link is

/** @type {HTMLElement[]} */
let marks = [];
/** The word whose partners are lit. @type {Place | null} */
let marked = null;
/** The word whose partners stay lit while the pointer is on no other. @type {Place | null} */
let kept = null;

/**
 * The bead requested last, and its words with their partners.
 * @type {{bead: HTMLElement, links: ReturnType<typeof linksOf>}}
 */
let linked;

/**
 * Put marks around a word and its partners, or an empty one around a word that has none here; null ends that.
 * Letters do not move.
 * @param {Place | null} found
 */
export function lightWords(found) {
  if (marks.length) keepingSelection(unmark);
  if (!found || !hasLinks()) return;
  const { sentence, at } = found;
  const bead = rowAround(sentence);
  if (linked?.bead !== bead) linked = { bead, links: linksOf(bead) };
  /** @param {PlacedWord} word */
  const isFound = (word) => word.sentence === sentence && word.at === at;
  const [word, partners] = [...linked.links].find(([linkedWord]) => isFound(linkedWord))
    ?? [wordsOf(bead, sideOf(sentence)).find(isFound), []];
  if (!word) return;
  const seen = partners.filter((other) => isSeen(other.sentence)).slice(0, MOST_LIT);
  if (partners.length && !seen.length) return;
  if ([word, ...seen].some((other) => other.sentence.isContentEditable)) return;
  const stretches = [{ ...word, sure: partners.length ? SUREST : NO_PARTNER }, ...seen];
  // From the end of a sentence to its beginning, because a mark splits the text after it.
  for (const stretch of stretches.sort((p, q) => q.at - p.at)) marks.push(mark(stretch));
  marked = found;
}

/** Light a word as long as its bead is lit and the pointer is on no other word; null ends that. @param {Place | null} place */
export function keepWord(place) {
  kept = place;
  if (place) lightWords(place);
  else setTimeout(() => kept ?? lightWords(null)); // after the click that closes the card, which would be lost
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

/** @param {PlacedWord & {sure: number}} stretch */
function mark(stretch) {
  const made = element("mark", { class: "lit", "data-sure": stretch.sure });
  rangeOf(stretch).surroundContents(made);
  return made;
}

/** @param {MouseEvent} event */
function wordAt({ clientX, clientY, type }) {
  if (pressed) return;
  const reading = type !== "mouseleave" && getSelection()?.isCollapsed; // else the pointer is away, or text is selected
  const under = reading ? wordUnder(clientX, clientY) : null;
  const found = [under, kept].find((place) => place && lit && beadOf(place.sentence) === lit && !isVeiled(lit)) ?? null;
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
