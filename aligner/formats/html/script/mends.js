/* What each mend makes of the beads: nothing is changed here, only worked out. */

/** @import { Alignment, Bead, Mend, Side, Span } from "./types.js" */
import { SIDES, isNull, numbersOf, otherSide, sizeOf } from "./beads.js";

/**
 * A bead with other sentences. A person's work is taken to be right, so the machine's flags are dropped.
 * @param {Bead} bead
 * @param {Partial<Bead>} parts
 * @returns {Bead}
 */
export const mended = (bead, parts) => ({ ...bead, ...parts, score: 1, flags: [], status: "changed" });

/** The same, as a new bead. @param {Bead} bead @param {Partial<Bead>} parts */
const fresh = (bead, parts) => mended(bead, { ...parts, id: 0 });

/**
 * Two spans as one; null if there is something between them.
 * @param {Span} above
 * @param {Span} below
 * @returns {Span | null}
 */
function joined([a, b], [c, d]) {
  if (a === b) return [c, d];
  if (c === d) return [a, b];
  return b === c ? [a, d] : null;
}

/**
 * The mends by name; each applies to the bead with the index k, at the nth sentence of a side. Null: not possible.
 * @type {Record<string, (alignment: Alignment, k: number, side: Side, n: number) => Mend | null>}
 */
export const mends = {
  confirm({ beads }, k) {
    const bead = beads[k];
    if (bead.status === "changed") return null;
    const status = bead.status === "auto" ? "confirmed" : "auto";
    return { first: k, count: 1, beads: [{ ...bead, status }] };
  },
  "merge-previous": ({ beads }, k) => merge(beads, k - 1),
  "merge-next": ({ beads }, k) => merge(beads, k),
  split(alignment, k, side, n) {
    const bead = alignment.beads[k];
    if (n === bead[side][0]) return null;
    const other = otherSide(side);
    const cut = counterCut(alignment, bead, side, n);
    const above = { [side]: [bead[side][0], n], [other]: [bead[other][0], cut] };
    const below = { [side]: [n, bead[side][1]], [other]: [cut, bead[other][1]] };
    return { first: k, count: 1, beads: [mended(bead, above), fresh(bead, below)] };
  },
  /* The sentence and those above it in its bead go to the bead above. */
  "move-up": (alignment, k, side, n) => moveTo(k - 1, alignment, k, side, n),
  /* The sentence and those below it in its bead go to the bead below. */
  "move-down": (alignment, k, side, n) => moveTo(k + 1, alignment, k, side, n),
  unlink({ beads }, k) {
    const bead = beads[k];
    if (sizeOf(bead, "source") + sizeOf(bead, "target") < 2) return null;
    const alone = SIDES.flatMap((side) => numbersOf(bead[side]).map((n) => aloneIn(bead, side, n)));
    return { first: k, count: 1, beads: alone.map((parts, at) => (at ? fresh : mended)(bead, parts)) };
  },
  /* A null and the nearest null of the other side become one bead; only nulls may stand between. */
  link({ beads }, k) {
    if (!isNull(beads[k])) return null;
    const other = sizeOf(beads[k], "source") ? "target" : "source";
    const [down, up] = [distance(beads, k, 1, other), distance(beads, k, -1, other)];
    if (down === Infinity && up === Infinity) return null;
    const at = down <= up ? k + down : k - up;
    const between = beads.slice(Math.min(k, at) + 1, Math.max(k, at));
    const bead = mended(beads[k], { [other]: beads[at][other] });
    const all = at > k ? [bead, ...between] : [...between, bead];
    return { first: Math.min(k, at), count: between.length + 2, beads: all };
  },
};

/**
 * Confirm those of some beads that nobody has settled; null if there are none.
 * @param {Bead[]} beads
 * @param {number[]} indexes in ascending order
 * @returns {Mend | null}
 */
export function confirmEach(beads, indexes) {
  const wanted = new Set(indexes.filter((k) => beads[k].status === "auto"));
  const [first, ...others] = wanted;
  if (first === undefined) return null;
  const count = (others.at(-1) ?? first) - first + 1;
  const made = beads.slice(first, first + count)
    .map((bead, at) => (wanted.has(first + at) ? { ...bead, status: "confirmed" } : bead));
  return { first, count, beads: made };
}

/** Whether two beads differ in their status alone, if at all. @param {Bead} a @param {Bead | undefined} b */
export const isSameButStatus = (a, b) =>
  a.id === b?.id && a.source === b.source && a.target === b.target && a.score === b.score && a.flags === b.flags;

/** @param {Bead[]} beads @param {number} k @returns {Mend | null} */
function merge(beads, k) {
  const [a, b] = [beads[k], beads[k + 1]];
  if (!a || !b) return null;
  const source = joined(a.source, b.source);
  const target = joined(a.target, b.target);
  return source && target && { first: k, count: 2, beads: [mended(a, { source, target })] };
}

/**
 * The nth sentence, with those between it and the bead with the index `to`, goes from the bead with the index k there.
 * Null if sentences of the side stand between the two.
 * @param {number} to
 * @param {Alignment} alignment
 * @param {number} k
 * @param {Side} side
 * @param {number} n
 */
export const moveTo = (to, { beads }, k, side, n) => (
  to < k ? move(beads, [to, k], side, n + 1) : move(beads, [k, to], side, n)
);

/**
 * Divide one side of two beads differently: the upper one ends before the sentence `cut`.
 * @param {Bead[]} beads
 * @param {[above: number, below: number]} indexes
 * @param {Side} side
 * @param {number} cut
 * @returns {Mend | null}
 */
function move(beads, [first, last], side, cut) {
  const [above, below] = [beads[first], beads[last]];
  const all = above && below && joined(above[side], below[side]);
  const between = beads.slice(first + 1, last);
  if (!all || between.some((bead) => sizeOf(bead, side))) return null;
  const parts = [
    mended(above, { [side]: [all[0], cut] }),
    ...between.map((bead) => ({ ...bead, [side]: [cut, cut] })),
    mended(below, { [side]: [cut, all[1]] }),
  ];
  const beadsLeft = parts.filter((bead) => sizeOf(bead, "source") || sizeOf(bead, "target"));
  return { first, count: last - first + 1, beads: beadsLeft };
}

/**
 * One sentence of a bead as a null; its other side is empty and lies above or below the bead's.
 * @param {Bead} bead
 * @param {Side} side
 * @param {number} n
 */
function aloneIn(bead, side, n) {
  const at = side === "source" ? bead.target[0] : bead.source[1];
  return { [side]: [n, n + 1], [otherSide(side)]: [at, at] };
}

/**
 * The distance, across nulls of the same side, to the next null that has the given side; Infinity if there is none.
 * @param {Bead[]} beads
 * @param {number} k
 * @param {number} step
 * @param {Side} side
 */
function distance(beads, k, step, side) {
  let at = k + step;
  while (beads[at] && isNull(beads[at]) && !sizeOf(beads[at], side)) at += step;
  return beads[at] && isNull(beads[at]) ? Math.abs(at - k) : Infinity;
}

/**
 * Where to cut the other side when one side is cut: so that both have the same share of their text above the cut.
 * @param {Alignment} alignment
 * @param {Bead} bead
 * @param {Side} side
 * @param {number} n
 */
function counterCut(alignment, bead, side, n) {
  const [first, end] = bead[otherSide(side)];
  const inner = end - first > 1 ? 1 : 0; // leave no side empty if there are sentences for both
  const share = shareAbove(alignment, bead, side, n);
  let best = first + inner;
  let least = Infinity;
  for (let cut = first + inner; cut <= end - inner; cut++) {
    const off = Math.abs(shareAbove(alignment, bead, otherSide(side), cut) - share);
    if (off <= least) [best, least] = [cut, off];
  }
  return best;
}

/**
 * The share of a side's text that comes before its nth sentence.
 * @param {Alignment} alignment
 * @param {Bead} bead
 * @param {Side} side
 * @param {number} n
 */
function shareAbove(alignment, bead, side, n) {
  const lengths = alignment.sides[side].sentences.slice(...bead[side]).map((sentence) => sentence.text.length);
  const sum = (/** @type {number[]} */ numbers) => numbers.reduce((a, b) => a + b, 0);
  return sum(lengths.slice(0, n - bead[side][0])) / Math.max(1, sum(lengths));
}
