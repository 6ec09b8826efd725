/* Sentences that a person edits or divides: what becomes of them, and of the numbers of those after them. */

/** @import { Alignment, Bead, Document, KeptChange, Mend, Rewording, Sentence, Side, Wording } from "./types.js" */
import { mended } from "./mends.js";

/** @param {Sentence} sentence @returns {Wording} */
const wordingOf = (sentence) => (
  { sentence, text: sentence.text, before: sentence.before, original: sentence.original }
);

/**
 * A mend that puts wordings in the place of the nth sentence of a side of the bead with the index k.
 * @param {Alignment} alignment
 * @param {number} k
 * @param {Side} side
 * @param {number} n
 * @param {Wording[]} is
 * @returns {Mend}
 */
function rewordingIn({ beads, sides }, k, side, n, is) {
  const [first, end] = beads[k][side];
  const rewording = { side, at: n, was: [wordingOf(sides[side].sentences[n])], is };
  return { first: k, count: 1, beads: [mended(beads[k], { [side]: [first, end + is.length - 1] })], rewording };
}

/**
 * The nth sentence with another text; null if that is no other, or none at all.
 * @param {Alignment} alignment
 * @param {number} k
 * @param {Side} side
 * @param {number} n
 * @param {string} typed
 */
export function edited(alignment, k, side, n, typed) {
  const { sentences } = alignment.sides[side];
  const { text, original = text } = sentences[n];
  const lines = original.includes("\n") ? typed : typed.replace(/\s*[\r\n]+\s*/g, " "); // pasted line breaks
  const is = lines.trim();
  if (!is || is === text) return null;
  const isWhole = is === original && sentences[n + 1]?.original !== "";
  const wording = { ...wordingOf(sentences[n]), text: is, original: isWhole ? undefined : original };
  return rewordingIn(alignment, k, side, n, [wording]);
}

/**
 * The nth sentence divided in two, after so many characters of its text; null if one of the two would be empty.
 * @param {Alignment} alignment
 * @param {number} k
 * @param {Side} side
 * @param {number} n
 * @param {number} at
 */
export function divided(alignment, k, side, n, at) {
  const sentence = alignment.sides[side].sentences[n];
  const { text, original = text } = sentence;
  const [head, tail] = [text.slice(0, at).trimEnd(), text.slice(at).trimStart()];
  if (!head || !tail) return null;
  const wording = { text: tail, before: text.slice(head.length, text.length - tail.length), original: "" };
  const second = { sentence: { ...wording, block: sentence.block, nth: sentence.nth + 1 }, ...wording };
  return rewordingIn(alignment, k, side, n, [{ ...wordingOf(sentence), text: head, original }, second]);
}

/**
 * Put sentences in the place of others; the sentences and beads after them are numbered again.
 * @param {Alignment} alignment
 * @param {Rewording} rewording
 * @returns {Rewording} the one that takes it back
 */
export function reword(alignment, { side, at, was, is }) {
  const document = alignment.sides[side];
  document.sentences.splice(at, was.length, ...is.map(({ sentence }) => sentence));
  for (const { sentence, ...wording } of is) Object.assign(sentence, wording);
  const more = is.length - was.length;
  if (more) {
    countAgain(document, is[0].sentence.block, more);
    alignment.beads = alignment.beads.map((bead) => shifted(bead, side, at, more));
  }
  return { side, at, was: is, is: was };
}

/**
 * Count sentences anew after so many were put into a block.
 * @param {Document} document
 * @param {Sentence["block"]} block
 * @param {number} more
 */
function countAgain({ blocks, sentences }, block, more) {
  block.count += more;
  for (let n = block.first; n < block.first + block.count; n++) sentences[n].nth = n - block.first;
  for (const below of blocks.slice(blocks.indexOf(block) + 1)) below.first += more;
}

/**
 * A bead with the numbers of its sentences moved on, if they come after the given one; a new bead, because those of
 * earlier changes still count as then.
 * @param {Bead} bead
 * @param {Side} side
 * @param {number} at
 * @param {number} more
 * @returns {Bead}
 */
function shifted(bead, side, at, more) {
  const [first, end] = bead[side];
  return first > at ? { ...bead, [side]: [first + more, end + more] } : bead;
}

/** A rewording as the browser keeps it. @param {Rewording} rewording @returns {Required<KeptChange>[3]} */
export const packedWording = ({ side, at, was, is }) => (
  [side, at, was.length, is.map(({ text, before, original }) => [text, before, original ?? null])]
);

/** @param {Alignment} alignment @param {Required<KeptChange>[3]} kept @returns {Rewording} */
export function unpackedWording({ sides }, [side, at, count, is]) {
  const was = sides[side].sentences.slice(at, at + count).map(wordingOf);
  const { block, nth } = was[0].sentence;
  const made = is.map(([text, before, original], k) => {
    const wording = { text, before, original: original ?? undefined };
    return { sentence: was[k]?.sentence ?? { ...wording, block, nth: nth + k }, ...wording };
  });
  return { side, at, was, is: made };
}
