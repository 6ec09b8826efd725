/* The alignment as the text of a file: JSON that `aligner convert` takes, TSV and TMX, each byte as the program's. */

/** @import { Alignment, Bead, Block, Carried, Document, Sentence, Ties } from "./types.js" */
import { SIDES, fourDecimals, kindOf, numbersOf, paragraphOf, textOf } from "./beads.js";

const SEPARATORS = new RegExp(SHARED.separators, "gu");
const ILLEGAL = new RegExp(SHARED.illegal, "gu");
const LANGUAGE = new RegExp(`^(?:${SHARED.language})$`);

/** Length as Python counts it: a surrogate pair is one character. @param {string} string */
const codePoints = (string) => string.length - (string.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);

/**
 * The same bytes as Python's json, so that a version control system shows only what a person changed.
 * @param {unknown} value
 * @returns {string}
 */
function json(value) {
  if (Array.isArray(value)) return `[${value.map(json).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.entries(value).map(([key, member]) => `${json(key)}: ${json(member)}`).join(", ")}}`;
}

/** A score as Python writes it: 1.0, 1e-05. @param {number} score */
export function pythonFloat(score) {
  if (Number.isInteger(score)) return score.toFixed(1);
  if (score >= 1e-4) return String(score);
  return score.toExponential().replace(/-(\d)$/, "-0$1");
}

/** A JSON list with one item per line. @param {string[]} lines @param {string} indent */
const lineList = (lines, indent) =>
  (lines.length ? `[\n${lines.map((line) => `${indent}  ${line}`).join(",\n")}\n${indent}]` : "[]");

/** @param {Carried} record @param {Alignment} alignment @param {Ties} ties */
export function asJson(record, alignment, ties) {
  /** @type {Omit<Bead, "id">[]} */
  const paragraphs = record.paragraphs.map(([source, sources, target, targets, score, flags, status]) => (
    { source: [source, source + sources], target: [target, target + targets], score, flags, status }
  ));
  const members = {
    schema_version: json(record.schema_version),
    program: json(record.program),
    options: record.options,
    min_score: record.min_score,
    signature: json(record.signature),
    source: documentOf(alignment.sides.source),
    target: documentOf(alignment.sides.target),
    beads: lineList(alignment.beads.map(beadLine), "  "),
    paragraph_beads: lineList(paragraphs.map(beadLine), "  "),
    ...(record.words && { words: wordLines(ties) }),
    ...(record.cover && { cover: json(record.cover) }),
  };
  return `{\n${Object.entries(members).map(([key, member]) => `  "${key}": ${member}`).join(",\n")}\n}\n`;
}

/** @param {Omit<Bead, "id">} bead @param {number} k */
function beadLine({ source, target, score, flags, status }, k) {
  const sides = `"source": ${json(numbersOf(source))}, "target": ${json(numbersOf(target))}`;
  const verdict = `"score": ${pythonFloat(score)}, "flags": ${json(flags)}, "status": ${json(status)}`;
  return `{"id": ${k + 1}, ${sides}, ${verdict}}`;
}

/** Links between words, one source word per line. @param {Ties} ties */
function wordLines(ties) {
  const lines = [...ties].map(([word, partners]) => `    ${json(word)}: ${json(Object.fromEntries(partners))}`);
  return lines.length ? `{\n${lines.join(",\n")}\n  }` : "{}";
}

/** @param {Document} document */
function documentOf({ name, language, title, author, blocks, sentences }) {
  const about = Object.entries({ name, language, ...(title && { title }), ...(author && { author }) });
  const head = about.map(([key, value]) => `    ${json(key)}: ${json(value)},\n`).join("");
  const lines = lineList(blocks.map((block) => json(blockOf(block, sentences))), "    ");
  return `{\n${head}    "blocks": ${lines}\n  }`;
}

/** @param {Block} block @param {Sentence[]} sentences of the whole document */
function blockOf(block, sentences) {
  let whole = "";
  let size = 0;
  const add = (/** @type {string} */ string) => {
    whole += string;
    size += codePoints(string);
  };
  const found = sentences.slice(block.first, block.first + block.count).map((sentence, nth) => {
    add(sentence.before);
    const start = size;
    add(sentence.text);
    const { original } = sentence;
    return { id: block.first + nth, start, end: size, ...(original !== undefined && { original }) };
  });
  add(block.after);
  return { kind: block.kind, place: block.place, level: block.level, text: whole, sentences: found };
}

/** @param {string} string */
const oneLine = (string) => string.replace(SEPARATORS, " ");

/** @param {Alignment} alignment */
export function asTsv(alignment) {
  const rows = alignment.beads.map((bead, k) => [
    k + 1,
    paragraphOf(alignment, bead),
    kindOf(bead),
    fourDecimals(bead.score),
    oneLine(textOf(alignment, bead, "source")),
    oneLine(textOf(alignment, bead, "target")),
    bead.flags.join(","),
  ]);
  return [SHARED.columns, ...rows].map((row) => `${row.join("\t")}\n`).join("");
}

/**
 * The text for XML: without characters that XML forbids, half a surrogate pair as U+FFFD, markup escaped.
 * @param {string} string
 */
function xml(string) {
  return oneLine(string)
    .replace(ILLEGAL, (letter) => (/[\ud800-\udfff]/.test(letter) ? "\ufffd" : ""))
    .replace(/[&<>]/g, (sign) => (sign === "&" ? "&amp;" : sign === "<" ? "&lt;" : "&gt;"));
}

/** @param {string} type @param {string} value */
const prop = (type, value) => `<prop type="${type}">${xml(value)}</prop>`;

/**
 * TMX 1.4b as written by `aligner convert`: one unit for each bead with text on both sides.
 * @param {Carried} record
 * @param {Alignment} alignment
 */
export function asTmx(record, alignment) {
  const languages = SIDES.map((side) => alignment.sides[side].language);
  const tags = languages.map((language) => (LANGUAGE.test(language) ? language : SHARED.unknown));
  const { name, version } = record.program;
  const documents = SIDES.map((side) => prop(`x-${side}-document`, alignment.sides[side].name));
  const header = `<header creationtool="${name}" creationtoolversion="${version}" segtype="sentence" o-tmf="${name}" `
    + `adminlang="en" srclang="${tags[0]}" datatype="plaintext">${documents.join("")}</header>`;
  const units = alignment.beads.map((bead, k) => unitOf(alignment, bead, k + 1, tags));
  return '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
    + `${header}\n<body>\n${units.join("")}</body>\n</tmx>\n`;
}

/** @param {Alignment} alignment @param {Bead} bead @param {number} id @param {string[]} tags */
function unitOf(alignment, bead, id, tags) {
  const sides = SIDES.map((side) => xml(textOf(alignment, bead, side)));
  if (!sides.every((side) => /\S|\ufeff/.test(side))) return ""; // U+FEFF is a space here, and a letter to Python
  const block = kindOf(bead) === "1-1" ? "" : ' segtype="block"';
  const flags = bead.flags.length ? prop("x-flags", bead.flags.join(",")) : "";
  const status = bead.status === "auto" ? "" : prop("x-status", bead.status);
  const props = `${prop("x-score", fourDecimals(bead.score))}${prop("x-kind", kindOf(bead))}${flags}${status}`;
  const variants = sides.map((side, n) => `<tuv xml:lang="${tags[n]}"><seg>${side}</seg></tuv>`);
  return `<tu tuid="${id}"${block}>${props}${variants.join("")}</tu>\n`;
}
