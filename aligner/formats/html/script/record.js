/* The alignment as data, out of the page and the record that it carries: made when first asked for.

   alignment = {beads: [bead], sides: {source, target: {name, language, blocks: [block], sentences: [sentence]}}}
   bead      = {id, source: [first, end], target: [first, end], score, flags, status, section}
   sentence  = {text, span, block, nth}          the span is moved about, never copied
   block     = {kind, level, place, gaps, first, count, paragraph, shell}    shell: an empty element as its pieces have */

const KINDS = ["paragraph", "heading", "item", "code", "cell"];
const record = carried("record");
let alignment = null;

function readAlignment() {
  const sides = { source: readSide("source", 0), target: readSide("target", 1) };
  for (const [k, [source, sources, target, targets]] of record.paragraphs.entries()) {
    for (const block of sides.source.blocks.slice(source, source + sources)) block.paragraph = k + 1;
    for (const block of sides.target.blocks.slice(target, target + targets)) block.paragraph = k + 1;
  }
  const place = { source: 0, target: 0 };
  const beads = [...text.querySelectorAll(".bead")].map((row) => readBead(row, sides, place));
  alignment = { beads, sides };
}

function readSide(side, k) {
  const { name, language, blocks, texts } = record.documents[k];
  const made = { name, language, blocks: [], sentences: [] };
  for (const [count, kind, level, place, gaps] of blocks) {
    const block = { kind: KINDS[kind], level, place, gaps: gaps ?? {}, first: made.sentences.length, count, paragraph: 0, shell: null };
    made.blocks.push(block);
    for (let nth = 0; nth < count; nth++) made.sentences.push({ block, nth, span: null, text: texts[made.sentences.length] });
  }
  return made;
}

function readBead(row, sides, place) {
  const id = Number(row.dataset.bead);
  const bead = {
    id,
    score: record.scores[id] ?? Number(row.dataset.score),
    flags: row.dataset.flags?.split(" ") ?? [],
    status: row.dataset.status ?? "auto",
    section: row.parentElement,
  };
  place.target = record.moved[id] ?? place.target;
  for (const side of ["source", "target"]) {
    const first = place[side];
    for (const span of sentencesOf(row, side)) adopt(sides[side].sentences[place[side]++], span);
    bead[side] = [first, place[side]];
  }
  return bead;
}

function adopt(sentence, span) {
  sentence.span = span;
  sentence.text ??= span.textContent;
  if (sentence.block.shell) return;
  const shell = span.parentElement.cloneNode(false);
  for (const name of ["data-side", "lang", "dir"]) shell.removeAttribute(name);
  shell.classList.remove("more");
  sentence.block.shell = shell;
}

const sizeOf = (bead, side) => bead[side][1] - bead[side][0];
const kindOf = (bead) => `${sizeOf(bead, "source")}-${sizeOf(bead, "target")}`;
/* A score as Python rounds it: to even where it stands in the middle, as only odd multiples of 1/32 do. */
function fourDecimals(score) {
  const below = Math.floor(score * 1e4);
  return ((score * 32) % 2 === 1 && below % 2 === 0 ? below / 1e4 : score).toFixed(4);
}
const isNull = (bead) => !sizeOf(bead, "source") || !sizeOf(bead, "target");

/* What stands in the block before its nth sentence, or at its end. */
function gap(block, nth) {
  return block.gaps[nth] ?? (nth > 0 && nth < block.count ? " " : "");
}

function textOf(bead, side) {
  return alignment.sides[side].sentences.slice(...bead[side]).map((sentence) => sentence.text).join(" ");
}

/* The number of the paragraph bead in which a bead stands; 0 where there are none. */
function paragraphOf(bead) {
  const side = sizeOf(bead, "source") ? "source" : "target";
  return alignment.sides[side].sentences[bead[side][0]].block.paragraph;
}

/* The row of a bead, as the template has it; its sentences leave the rows where they stood. */
function rowOf(bead) {
  const row = element("div", {
    class: "bead",
    id: `b${bead.id}`,
    "data-bead": bead.id,
    "data-score": fourDecimals(bead.score),
    "data-kind": kindOf(bead),
  });
  if (bead.flags.length) row.dataset.flags = bead.flags.join(" ");
  if (bead.status !== "auto") row.dataset.status = bead.status;
  row.append(cellOf(bead, "source"), cellOf(bead, "target"));
  return row;
}

/* Whether a paragraph of the target begins where none of the source does, after the bead before. */
function beginsWithin(bead, before) {
  const [source, target] = ["source", "target"].map((side) => alignment.sides[side].sentences.slice(...bead[side]));
  const opens = !before || paragraphOf(bead) !== paragraphOf(before) || source.some((sentence) => sentence.nth === 0);
  return !opens && target[0]?.nth === 0;
}

function cellOf(bead, side) {
  const sentences = alignment.sides[side].sentences.slice(...bead[side]);
  if (!sentences.length) {
    return element("p", { class: "none", "data-side": side, lang: settings.interface, dir: "ltr", "data-text": "none" }, say("none"));
  }
  const pieces = [];
  for (const [k, sentence] of sentences.entries()) {
    if (k === 0 || sentence.block !== sentences[k - 1].block) pieces.push(pieceOf(sentence));
    else pieces.at(-1).append(gap(sentence.block, sentence.nth));
    pieces.at(-1).append(sentence.span);
  }
  const cell = pieces.length === 1 ? pieces[0] : element("div", {}, ...pieces);
  const head = document.querySelector(`.languages [data-name="${side}"]`);
  cell.dataset.side = side;
  cell.lang = head.lang;
  cell.dir = head.dir;
  return cell;
}

function pieceOf({ block, nth }) {
  const piece = block.shell.cloneNode(false);
  if (block.kind === "item" && nth) piece.classList.add("more");
  if (block.kind === "code" && nth) piece.append(gap(block, nth).split("\n").at(-1));
  return piece;
}
