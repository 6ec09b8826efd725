/* What has moved: a mark beside the pair, and a stub where its translation was. They hold as long as the pair does. */

/** @import { Bead } from "./types.js" */
import { find, findAll, firstSentence, rowAround, sentencesOf, text } from "./page.js";

/** @param {Bead} bead */
const spansOf = ({ source, target }) => [...source, ...target].join();

/**
 * The marks, each with the bead that it belongs to, its stub, and the sentence that the stub follows.
 * @type {{id: number, spans: string, mark: HTMLElement, stub: HTMLElement, after: HTMLElement}[]}
 */
const moves = [];

/** Remember what the page says before it is mended. @param {Bead[]} beads */
export function noteMoves(beads) {
  for (const mark of moves.length ? [] : findAll(".bead > .moved", text)) {
    const row = rowAround(mark);
    const bead = beads.find(({ id }) => `b${id}` === row.id);
    const stub = find(mark.getAttribute("href") ?? "");
    const before = rowAround(stub);
    const after = sentencesOf(before, "target").at(-1) ?? firstSentence(before);
    if (bead) moves.push({ id: bead.id, spans: spansOf(bead), mark, stub, after });
  }
}

/**
 * After a change: marks on new rows of the same pairs, and the stubs of these; other marks went with their rows.
 * @param {Bead[]} made
 * @param {HTMLElement[]} rows
 */
export function showMoves(made, rows) {
  for (const { id, spans, mark, stub, after } of moves) {
    const k = made.findIndex((bead) => bead.id === id && spansOf(bead) === spans);
    rows[k]?.append(mark);
    rowAround(after).append(stub);
    stub.hidden = !mark.isConnected;
  }
}
