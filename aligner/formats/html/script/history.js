/* Changes that can be taken back and made again: each puts some beads in the place of others. */

/** @import { Bead, Change, Mend } from "./types.js" */

/**
 * @param {(first: number, count: number, beads: Bead[]) => Bead[]} replace replaces `count` beads, starting at the
 *   index `first`, by others and returns the replaced ones
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
    /** The changes in effect, oldest first. @type {readonly Change[]} */
    done,
    /** The changes that were undone and can be redone. @type {readonly Change[]} */
    undone,
    /**
     * Make a change; changes undone before it can no longer be redone.
     * @param {Mend} mend
     * @param {Element | null} mark
     */
    make({ first, count, beads }, mark) {
      done.push({ first, before: replace(first, count, beads), after: beads, mark });
      undone.length = 0;
    },
    /** Undo the last change: returns its mark and the first bead restored; null if there is none. */
    undo: () => step(done, undone, "after", "before"),
    /** Redo the change that was undone last; null if there is none. */
    redo: () => step(undone, done, "before", "after"),
  };
}
