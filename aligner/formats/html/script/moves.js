/* What has moved: a mark beside the pair, and a stub where its translation was. They hold as long as the pair does. */

/** @import { Bead } from "./types.js" */
import { allSentences, find, findAll, firstSentence, rowAround, sentencesOf, text } from "./page.js";

/**
 * The marks, each with the bead and the sentences that it belongs to, its stub, and the sentence that the stub follows.
 * @type {{id: number, pair: HTMLElement[], mark: HTMLElement, stub: HTMLElement, after: HTMLElement}[]}
 */
const moves = [];

/** @param {HTMLElement[]} these @param {HTMLElement[]} those */
const isSame = (these, those) => these.length === those.length && these.every((each, k) => each === those[k]);

/** Remember what the page says before it is mended. @param {Bead[]} beads */
export function noteMoves(beads) {
  for (const mark of moves.length ? [] : findAll(".bead > .moved", text)) {
    const row = rowAround(mark);
    const bead = beads.find(({ id }) => `b${id}` === row.id);
    const stub = find(mark.getAttribute("href") ?? "");
    const before = rowAround(stub);
    const after = sentencesOf(before, "target").at(-1) ?? firstSentence(before);
    if (bead) moves.push({ id: bead.id, pair: allSentences(row), mark, stub, after });
  }
}

/**
 * After a change: marks on new rows of the same pairs, and the stubs of these; other marks went with their rows.
 * @param {Bead[]} made
 * @param {HTMLElement[]} rows
 */
export function showMoves(made, rows) {
  for (const { id, pair, mark, stub, after } of moves) {
    const row = rows[made.findIndex((bead) => bead.id === id)];
    if (row && isSame(allSentences(row), pair)) row.append(mark);
    rowAround(after).append(stub);
    stub.hidden = !mark.isConnected;
  }
}
