/* Alignments as the page has them, made without a page. */

import { readFileSync } from "node:fs";

/** A text of the tests' folder. */
export const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

const spanOf = (numbers, empty) => (numbers.length ? [numbers[0], numbers.at(-1) + 1] : [empty, empty]);

/** Beads with these sides, each a list of sentence numbers; an empty side stands where the bead before ends. */
function beadsOf(saved) {
  let [i, j] = [0, 0];
  return saved.map(({ id, source, target, score = 0.9, flags = [], status = "auto" }) => {
    const bead = { id, source: spanOf(source, i), target: spanOf(target, j), score, flags, status };
    [i, j] = [bead.source[1], bead.target[1]];
    return bead;
  });
}

/** "0-2" or "3" or "" as a list of numbers. */
function numbers(text) {
  if (!text) return [];
  const [first, last = first] = text.split("-").map(Number);
  return Array.from({ length: last - first + 1 }, (_, k) => first + k);
}

/** An alignment from beads in short, as in cases/mends.json: sentences of about one length, two to a block. */
export function inShort(beads) {
  const saved = beads.map((bead, k) => {
    const [source, target] = bead.split("|").map(numbers);
    return { id: k + 1, source, target };
  });
  const side = (name) => {
    const count = Math.max(0, ...saved.flatMap((bead) => bead[name].map((n) => n + 1)));
    const sentences = Array.from({ length: count }, (_, n) => {
      const block = { kind: "paragraph", level: 0, place: "", after: "", first: n - (n % 2), count: 2, paragraph: 0 };
      return { text: `Sentence number ${n} here.`, before: n % 2 ? " " : "", nth: n % 2, block };
    });
    return { name, language: "en", blocks: [], sentences };
  };
  return { beads: beadsOf(saved), sides: { source: side("source"), target: side("target") } };
}

/** Beads in short, their status as a mark: "0-1|0*". */
export function shortly({ beads }) {
  const mark = { auto: "", confirmed: "+", changed: "*" };
  const span = ([first, end]) => (end - first > 1 ? `${first}-${end - 1}` : end > first ? `${first}` : "");
  return beads.map(({ source, target, status }) => `${span(source)}|${span(target)}${mark[status]}`);
}

/** A saved alignment as the page has it, with the record that the page would carry. */
export function fromJson(text) {
  const saved = JSON.parse(text);
  const member = (name) => text.match(new RegExp(`^ {2}"${name}": (.*),$`, "m"))[1];
  const paragraphs = saved.paragraph_beads.map(({ source, target, score, flags, status }) => (
    [source[0] ?? 0, source.length, target[0] ?? 0, target.length, score, flags, status]
  ));
  const sides = { source: documentFrom(saved.source), target: documentFrom(saved.target) };
  for (const [k, bead] of saved.paragraph_beads.entries()) {
    for (const side of ["source", "target"]) for (const n of bead[side]) sides[side].blocks[n].paragraph = k + 1;
  }
  const record = {
    schema_version: saved.schema_version,
    program: saved.program,
    options: member("options"),
    min_score: member("min_score"),
    signature: saved.signature,
    paragraphs,
  };
  return { record, alignment: { beads: beadsOf(saved.beads), sides } };
}

function documentFrom({ name, language, blocks }) {
  const made = { name, language, blocks: [], sentences: [] };
  for (const { kind, place, level, text, sentences } of blocks) {
    const letters = [...text];
    const stretch = (start, end) => letters.slice(start, end).join("");
    const after = stretch(sentences.at(-1)?.end ?? 0);
    const block = { kind, place, level, after, first: made.sentences.length, count: sentences.length, paragraph: 0 };
    for (const [nth, { start, end, original }] of sentences.entries()) {
      const before = stretch(sentences[nth - 1]?.end ?? 0, start);
      made.sentences.push({ block, nth, before, text: stretch(start, end), original });
    }
    made.blocks.push(block);
  }
  return made;
}
