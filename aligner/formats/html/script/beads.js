/* What can be asked of an alignment as data, whatever the page looks like. */

/** @import { Alignment, Bead, Sentence, Side, Span } from "./types.js" */

/** @type {Side[]} */
export const SIDES = ["source", "target"];

/** @param {Side} side @returns {Side} */
export const otherSide = (side) => (side === "source" ? "target" : "source");

/** Sentences of a bead's side. @param {Pick<Bead, Side>} bead @param {Side} side */
export const sizeOf = (bead, side) => bead[side][1] - bead[side][0];

/** "2-1", for example. @param {Pick<Bead, Side>} bead */
export const kindOf = (bead) => `${sizeOf(bead, "source")}-${sizeOf(bead, "target")}`;

/** @param {Pick<Bead, Side>} bead */
export const isNull = (bead) => !sizeOf(bead, "source") || !sizeOf(bead, "target");

/** @param {Alignment} alignment @param {Bead} bead @param {Side} side @returns {Sentence[]} */
export const sentencesIn = (alignment, bead, side) => alignment.sides[side].sentences.slice(...bead[side]);

/** @param {Alignment} alignment @param {Bead} bead @param {Side} side */
export const textOf = (alignment, bead, side) =>
  sentencesIn(alignment, bead, side).map((sentence) => sentence.text).join(" ");

/** The 1-based number of the paragraph bead that a bead is in. @param {Alignment} alignment @param {Bead} bead */
export function paragraphOf(alignment, bead) {
  const side = sizeOf(bead, "source") ? "source" : "target";
  return alignment.sides[side].sentences[bead[side][0]].block.paragraph;
}

/**
 * Whether a target paragraph begins with this bead, but no source paragraph does.
 * @param {Alignment} alignment
 * @param {Bead} bead
 * @param {Bead | undefined} above
 */
export function beginsWithin(alignment, bead, above) {
  const [source, target] = SIDES.map((side) => sentencesIn(alignment, bead, side));
  const opens = !above
    || paragraphOf(alignment, bead) !== paragraphOf(alignment, above)
    || source.some((sentence) => sentence.nth === 0);
  return !opens && target[0]?.nth === 0;
}

/** The numbers of a span. @param {Span} span */
export const numbersOf = ([first, end]) => Array.from({ length: end - first }, (_, k) => first + k);

/**
 * A score as Python rounds it: halves to even; they occur only at odd multiples of 1/32.
 * @param {number} score
 */
export function fourDecimals(score) {
  const below = Math.floor(score * 1e4);
  return ((score * 32) % 2 === 1 && below % 2 === 0 ? below / 1e4 : score).toFixed(4);
}
