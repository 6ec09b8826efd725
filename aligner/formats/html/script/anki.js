/* Kept words and sentences as a text file that Anki imports: https://docs.ankiweb.net/importing/text-files.html */

/** @import { Kept } from "./types.js" */
import { writtenWord } from "./kept.js";
import { plainWord, wordsIn } from "./links.js";

const GAP_SIGN = "[…]";

/** The fields of a note, in the order of the columns; after them come its tags and its identifier. */
export const ANKI_FIELDS = ["front", "gap", "back", "translation", "link"];

/**
 * The file: Anki's headers, then a note for each word and sentence. Bookmarks are no notes. Each note has an identifier
 * of its own, so that a longer list imported later adds what is new and leaves what Anki has.
 * @param {readonly Kept[]} list
 * @param {{columns: string[], page: string, title: string, document: string, tagOf: (kind: string) => string}} given
 *   the names of the columns; the page's address, its title, its identifier, and a tag for each kind
 */
export function asAnki(list, { columns, page, title, document, tagOf }) {
  const head = [
    "#separator:tab",
    "#html:true",
    `#columns:${columns.map(quoted).join("\t")}`,
    `#tags column:${ANKI_FIELDS.length + 1}`,
    `#guid column:${ANKI_FIELDS.length + 2}`,
  ];
  const rows = list.filter(({ kind }) => kind !== "bookmark").map((one) => [
    ...fieldsOf(one),
    `<a href="${html(`${page}#b${one.bead}`)}">${html(title)} · ${one.bead}</a>`,
    `${tagFrom(title)} ${tagFrom(tagOf(one.kind))}`,
    [document, one.kind, one.bead, one.side, one.at].join("-"),
  ].map(quoted).join("\t"));
  return [...head, ...rows].map((line) => `${line}\n`).join("");
}

/** Front, gap, back and translation. @param {Kept} one */
function fieldsOf(one) {
  if (one.kind === "sentence") return [html(one.text), "", html(one.other), ""];
  return [html(writtenWord(one)), html(withGap(one)), html(one.partner), html(one.other)];
}

/** The text with a gap wherever the word stands in it, which would give it away. @param {Kept} one */
export function withGap(one) {
  const wanted = plainWord(writtenWord(one));
  let shown = "";
  let from = 0;
  for (const { word, at } of wordsIn(one.text)) {
    if (plainWord(word) !== wanted) continue;
    shown += one.text.slice(from, at) + GAP_SIGN;
    from = at + word.length;
  }
  return shown + one.text.slice(from);
}

/** A field in quotation marks may hold anything, and does not begin a comment. @param {string} field */
const quoted = (field) => `"${field.replaceAll('"', '""')}"`;

/** @type {Record<string, string>} */
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text in one line of HTML. @param {string} string */
const html = (string) => string.replace(/\s+/g, " ").replace(/[&<>"]/g, (sign) => ENTITIES[sign]);

/** Tags are separated by spaces. @param {string} string */
const tagFrom = (string) => string.trim().replace(/\s+/g, "_");
