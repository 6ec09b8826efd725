/* The alignment as files, made in the page: JSON that `aligner convert` takes, TSV and TMX as it writes them. */

const TYPES = { json: "application/json", tsv: "text/tab-separated-values", tmx: "application/xml" };
const SEPARATORS = /[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+/g;

/* Length as Python counts it: a pair of surrogates is one character. */
const length = (string) => string.length - (string.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
const span = ([first, end]) => Array.from({ length: end - first }, (_, k) => first + k);

/* The bytes that Python's json has for them: what a version control system shows is what a person changed. */
function json(value) {
  if (Array.isArray(value)) return `[${value.map(json).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.entries(value).map(([key, member]) => `${json(key)}: ${json(member)}`).join(", ")}}`;
}

/* A score as Python writes it: 1.0, 1e-05. */
function float(score) {
  if (Number.isInteger(score)) return score.toFixed(1);
  if (score >= 1e-4) return String(score);
  return score.toExponential().replace(/-(\d)$/, "-0$1");
}

const lineList = (lines, indent) => (lines.length ? `[\n${lines.map((l) => `${indent}  ${l}`).join(",\n")}\n${indent}]` : "[]");

function asJson() {
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
  };
  return `{\n${Object.entries(members).map(([key, member]) => `  "${key}": ${member}`).join(",\n")}\n}\n`;
}

function beadLine({ source, target, score, flags, status }, k) {
  const sides = `"source": ${json(span(source))}, "target": ${json(span(target))}`;
  return `{"id": ${k + 1}, ${sides}, "score": ${float(score)}, "flags": ${json(flags)}, "status": ${json(status)}}`;
}

function documentOf({ name, language, blocks, sentences }) {
  const lines = lineList(blocks.map((block) => json(blockOf(block, sentences))), "    ");
  return `{\n    "name": ${json(name)},\n    "language": ${json(language)},\n    "blocks": ${lines}\n  }`;
}

function blockOf(block, sentences) {
  let whole = "";
  let size = 0;
  const add = (string) => {
    whole += string;
    size += length(string);
  };
  const found = sentences.slice(block.first, block.first + block.count).map((sentence, nth) => {
    add(gap(block, nth));
    const start = size;
    add(sentence.text);
    return { id: block.first + nth, start, end: size };
  });
  add(gap(block, block.count));
  return { kind: block.kind, place: block.place, level: block.level, text: whole, sentences: found };
}

const oneLine = (string) => string.replace(SEPARATORS, " ");

function asTsv() {
  const lines = alignment.beads.map((bead, k) => [
    k + 1,
    paragraphOf(bead),
    kindOf(bead),
    fourDecimals(bead.score),
    oneLine(textOf(bead, "source")),
    oneLine(textOf(bead, "target")),
    bead.flags.join(","),
  ]);
  return [["id", "paragraph", "kind", "score", "source", "target", "flags"], ...lines].map((l) => `${l.join("\t")}\n`).join("");
}

/* As XML has it: no character that XML forbids, half a surrogate pair as U+FFFD, marks of its own escaped. */
function xml(string) {
  return [...oneLine(string)]
    .map((letter) => (/[\ud800-\udfff]/.test(letter) && letter.length === 1 ? "\ufffd" : letter))
    .join("")
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "")
    .replace(/[&<>]/g, (mark) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[mark]);
}

/* TMX 1.4b as `aligner convert` writes it: a unit for each bead with text on both sides. */
function asTmx() {
  const languages = ["source", "target"].map((side) => {
    const { language } = alignment.sides[side];
    return /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(language) ? language : "und";
  });
  const prop = (type, value) => `<prop type="${type}">${xml(value)}</prop>`;
  const units = alignment.beads.map((bead, k) => {
    const sides = ["source", "target"].map((side) => xml(textOf(bead, side)));
    if (!sides.every((side) => /\S|\ufeff/.test(side))) return ""; // U+FEFF is a space here, and a letter to Python
    const block = kindOf(bead) === "1-1" ? "" : ' segtype="block"';
    const flags = bead.flags.length ? prop("x-flags", bead.flags.join(",")) : "";
    const status = bead.status === "auto" ? "" : prop("x-status", bead.status);
    const props = `${prop("x-score", fourDecimals(bead.score))}${prop("x-kind", kindOf(bead))}${flags}${status}`;
    const variants = sides.map((side, n) => `<tuv xml:lang="${languages[n]}"><seg>${side}</seg></tuv>`);
    return `<tu tuid="${k + 1}"${block}>${props}${variants.join("")}</tu>\n`;
  });
  const { name, version } = record.program;
  const documents = ["source", "target"].map((side) => prop(`x-${side}-document`, alignment.sides[side].name));
  const header = `<header creationtool="${name}" creationtoolversion="${version}" segtype="sentence" o-tmf="${name}" `
    + `adminlang="en" srclang="${languages[0]}" datatype="plaintext">${documents.join("")}</header>`;
  return '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
    + `${header}\n<body>\n${units.join("")}</body>\n</tmx>\n`;
}

/* The file name that the page has, with another suffix. */
function fileName(suffix) {
  const page = decodeURIComponent(location.pathname.split("/").at(-1)).replace(/\.x?html?$/i, "");
  return `${page || "alignment"}.${suffix}`;
}

function download(suffix, content) {
  const link = element("a", { download: fileName(suffix) });
  link.href = URL.createObjectURL(new Blob([content], { type: TYPES[suffix] }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  tell(say("saved", { name: link.download }));
}

function saveTools() {
  const menu = element("div", { id: "save", popover: "", role: "dialog", "data-label": "save" });
  for (const suffix of ["json", "tsv", "tmx"]) menu.append(actionButton(`save-${suffix}`, `save_${suffix}`));
  return [actionButton("save", "save", { popovertarget: "save" }), menu];
}

for (const [suffix, make] of Object.entries({ json: asJson, tsv: asTsv, tmx: asTmx })) {
  actions[`save-${suffix}`] = () => {
    download(suffix, make());
    document.getElementById("save").hidePopover();
  };
}
