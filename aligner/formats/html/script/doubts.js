/* Which beads a reviewer should look at, and which a filter shows. */

/** @import { Filter, Verdict } from "./types.js" */

export const BUCKETS = 10;

/** The bar of the histogram that a score belongs to. @param {number} score */
export const bucketOf = (score) => Math.min(BUCKETS - 1, Math.floor(score * BUCKETS));

/** Whether a bead is worth a person's look and has not been settled by one. @param {Verdict} verdict */
export const isDoubted = ({ worth, status }) => worth > 0 && status === "auto";

/** The filter that lets everything through. @returns {Filter} */
export const noFilter = () => ({ bucket: null, kind: "", flag: "", status: "" });

/** @param {Filter} filter @param {Verdict} verdict */
export function passes(filter, { score, kind, flags, status }) {
  return (filter.bucket === null || bucketOf(score) === filter.bucket)
    && (!filter.kind || kind === filter.kind)
    && (!filter.status || status === filter.status)
    && passesFlag(filter.flag, flags);
}

/** @param {string} wanted @param {string[]} flags */
function passesFlag(wanted, flags) {
  if (wanted === "any") return flags.length > 0;
  if (wanted === "none") return flags.length === 0;
  return !wanted || flags.includes(wanted);
}

/**
 * How many beads are shown and doubtful, their kinds, and how many belong to each bar.
 * @param {(Verdict & {hidden: boolean})[]} verdicts
 */
export function tallyOf(verdicts) {
  const counts = Array(BUCKETS).fill(0);
  for (const { score } of verdicts) counts[bucketOf(score)]++;
  return {
    counts,
    all: verdicts.length,
    shown: verdicts.filter(({ hidden }) => !hidden).length,
    doubtful: verdicts.filter(isDoubted).length,
    kinds: new Set(verdicts.map(({ kind }) => kind)),
  };
}
