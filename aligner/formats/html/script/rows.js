/* The row of a bead, made as the page's template makes it. */

/** @import { Alignment, Bead, Sentence, Side } from "./types.js" */
import { SIDES, fourDecimals, kindOf, sentencesIn } from "./beads.js";
import { element, languageOf } from "./page.js";
import { settings } from "./settings.js";
import { say } from "./texts.js";

/** The row of a bead; its sentences move there from their old rows. @param {Alignment} alignment @param {Bead} bead */
export function rowOf(alignment, bead) {
  const row = element("div", {
    class: "bead",
    id: `b${bead.id}`,
    "data-bead": bead.id,
    "data-score": fourDecimals(bead.score),
    "data-kind": kindOf(bead),
  });
  if (bead.flags.length) row.dataset.flags = bead.flags.join(" ");
  if (bead.status !== "auto") row.dataset.status = bead.status;
  for (const side of SIDES) row.append(cellOf(sentencesIn(alignment, bead, side), side));
  return row;
}

/** @param {Sentence[]} sentences @param {Side} side */
function cellOf(sentences, side) {
  if (!sentences.length) {
    const attributes = { class: "none", "data-side": side, lang: settings.interface, "data-text": "none" };
    return element("p", attributes, say("none"));
  }
  const pieces = [];
  for (const [k, sentence] of sentences.entries()) {
    if (k === 0 || sentence.block !== sentences[k - 1].block) pieces.push(pieceOf(sentence));
    else pieces[pieces.length - 1].append(sentence.before);
    pieces[pieces.length - 1].append(sentence.span ?? "");
  }
  const cell = pieces.length === 1 ? pieces[0] : element("div", {}, ...pieces);
  const { lang, dir } = languageOf(side);
  cell.dataset.side = side;
  cell.lang = lang;
  if (dir !== "ltr") cell.dir = dir; // as the page is
  return cell;
}

/** The element for the sentences of one block, starting with the given one. @param {Sentence} sentence */
function pieceOf({ block, nth, before }) {
  const piece = /** @type {HTMLElement} */ (block.shell?.cloneNode(false));
  if (block.kind === "item" && nth) piece.classList.add("more");
  if (block.kind === "code" && nth) piece.append(before.split("\n").at(-1) ?? "");
  return piece;
}
