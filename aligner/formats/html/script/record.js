/* The alignment as data, out of the page and the record that it carries: made when first asked for. */

/** @import { Alignment, Bead, Block, Carried, Document, Side } from "./types.js" */
import { SIDES } from "./beads.js";
import { carried, findAll, sentencesOf, text } from "./page.js";

/**
 * What the page carries besides its text; null if it leaves beads out, in which case it cannot be mended.
 * @type {Carried | null}
 */
export const record = carried("record");

const cover = document.querySelector(".cover")?.getAttribute("src");
if (record && cover) record.cover = cover;

/** @type {Alignment | null} */
let alignment = null;

/** @returns {Alignment} */
export function theAlignment() {
  if (!record) throw new Error("the page leaves beads out");
  alignment ??= read(record);
  return alignment;
}

/** @param {Carried} carriedRecord @returns {Alignment} */
function read({ documents, paragraphs, moved, scores }) {
  const sides = { source: sideFrom(documents[0]), target: sideFrom(documents[1]) };
  for (const [k, [source, sources, target, targets]] of paragraphs.entries()) {
    for (const block of sides.source.blocks.slice(source, source + sources)) block.paragraph = k + 1;
    for (const block of sides.target.blocks.slice(target, target + targets)) block.paragraph = k + 1;
  }
  const place = { source: 0, target: 0 };
  const beads = findAll(".bead", text).map((row) => {
    const id = Number(row.dataset.bead);
    place.target = moved[id] ?? place.target;
    return beadFrom(row, { id, score: scores[id] ?? Number(row.dataset.score) }, sides, place);
  });
  return { beads, sides };
}

/** @param {Carried["documents"][number]} carriedDocument @returns {Document} */
function sideFrom({ name, language, title, author, blocks, texts, originals = {} }) {
  /** @type {Document} */
  const made = { name, language, title, author, blocks: [], sentences: [] };
  for (const [count, kind, level, place, gaps = {}] of blocks) {
    const first = made.sentences.length;
    /** @type {Block} */
    const block = { kind: SHARED.kinds[kind], level, place, after: gaps[count] ?? "", first, count, paragraph: 0 };
    made.blocks.push(block);
    for (let nth = 0; nth < count; nth++) {
      const before = gaps[nth] ?? (nth ? " " : "");
      made.sentences.push({ block, nth, before, text: texts[first + nth], original: originals[first + nth] });
    }
  }
  return made;
}

/**
 * A bead from its row; its sentences are the next ones on either side, and are added to the documents.
 * @param {HTMLElement} row
 * @param {{id: number, score: number}} known
 * @param {Alignment["sides"]} sides
 * @param {Record<Side, number>} place the next sentence of each side
 * @returns {Bead}
 */
function beadFrom(row, known, sides, place) {
  /** @type {Bead} */
  const bead = {
    ...known,
    source: [0, 0],
    target: [0, 0],
    flags: row.dataset.flags?.split(" ") ?? [],
    status: row.dataset.status ?? "auto",
    section: row.parentElement ?? text,
  };
  for (const side of SIDES) {
    const first = place[side];
    for (const span of sentencesOf(row, side)) {
      const sentence = sides[side].sentences[place[side]++];
      sentence.span = span;
      sentence.text ??= span.textContent;
      sentence.block.shell ??= shellOf(span);
    }
    bead[side] = [first, place[side]];
  }
  return bead;
}

/** An empty copy of the element around a sentence. @param {HTMLElement} span */
function shellOf(span) {
  const shell = /** @type {HTMLElement} */ (span.parentElement?.cloneNode(false));
  for (const name of ["data-side", "lang", "dir"]) shell.removeAttribute(name);
  shell.classList.remove("more");
  return shell;
}
