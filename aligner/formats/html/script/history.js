/* Changes that can be taken back and made again: each puts some beads in the place of others. */

/** @import { Bead, Change, Mend } from "./types.js" */

/**
 * @param {(first: number, count: number, beads: Bead[]) => Bead[]} replace puts beads in the place of `count` others
 *   from the index `first` on, and returns those others
 */
export function historyOf(replace) {
  /** @type {Change[]} */
  const done = [];
  /** @type {Change[]} */
  const undone = [];

  /**
   * @param {Change[]} from
   * @param {Change[]} to
   * @param {"before" | "after"} take
   * @param {"before" | "after"} give
   */
  function step(from, to, take, give) {
    const change = from.pop();
    if (!change) return null;
    replace(change.first, change[take].length, change[give]);
    to.push(change);
    return { mark: change.mark, bead: change[give][0] };
  }

  return {
    /** The changes that stand, the oldest first. @type {readonly Change[]} */
    done,
    /** Those that were taken back and can be made again. @type {readonly Change[]} */
    undone,
    /**
     * Make a change; what was taken back before it is gone for good.
     * @param {Mend} mend
     * @param {Element | null} mark
     */
    make({ first, count, beads }, mark) {
      done.push({ first, before: replace(first, count, beads), after: beads, mark });
      undone.length = 0;
    },
    /** Take back the last change: its mark and the first bead that stands again; null if there is none. */
    undo: () => step(done, undone, "after", "before"),
    /** Make the change again that was taken back last; null if there is none. */
    redo: () => step(undone, done, "before", "after"),
  };
}
