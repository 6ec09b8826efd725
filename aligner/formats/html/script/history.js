/* Changes that can be taken back and made again: each is a mend, and the mend that takes it back. */

/** @import { Change, Mend } from "./types.js" */

/** @param {(mend: Mend) => Mend} apply makes a mend and returns the one that takes it back */
export function historyOf(apply) {
  /** @type {Change[]} */
  const done = [];
  /** @type {Change[]} */
  const undone = [];

  /**
   * @param {Change[]} from
   * @param {Change[]} to
   * @param {"mend" | "back"} way
   */
  function step(from, to, way) {
    const change = from.pop();
    if (!change) return null;
    apply(change[way]);
    to.push(change);
    return { mark: change.mark, bead: change[way].beads[0] };
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
    make(mend, mark) {
      done.push({ mend, back: apply(mend), mark });
      undone.length = 0;
    },
    /** Undo the last change: returns its mark and the first bead restored; null if there is none. */
    undo: () => step(done, undone, "back"),
    /** Redo the change that was undone last; null if there is none. */
    redo: () => step(undone, done, "mend"),
  };
}
