/* The command that aligns the texts again around what a reviewer has settled. */

/** @import { Carried } from "./types.js" */

const UNQUOTED = /^[\w@%+=:,./-]+$/;

/** An argument as a POSIX shell takes it. @param {string} argument */
const forShell = (argument) => (UNQUOTED.test(argument) ? argument : `'${argument.replaceAll("'", "'\"'\"'")}'`);

/** The same for Windows, where no file name contains a quotation mark. @param {string} argument */
const forWindows = (argument) => (UNQUOTED.test(argument) ? argument : `"${argument}"`);

/** A file's name that is not taken for an option. @param {string} name */
const asFile = (name) => (name.startsWith("-") ? `./${name}` : name);

/**
 * `aligner align SOURCE TARGET --keep NAME.json -o NAME.html`, with the options of the run that made the page. A file
 * whose name the page does not know is called FILE.
 * @param {Carried} record
 * @param {string} name of the page, without its suffix
 * @param {boolean} windows whether it is for the shell of Windows
 */
export function commandOf(record, name, windows) {
  const files = [...new Set(record.documents.map((document) => document.name))].map(asFile);
  const saved = asFile(name);
  const words = ["align", ...files, ...optionsOf(record), "--keep", `${saved}.json`, "-o", `${saved}.html`];
  return ["aligner", ...words.map(windows ? forWindows : forShell)].join(" ");
}

/** @param {Carried} record */
function optionsOf({ documents, options, min_score: leastScore, signature, words }) {
  const { languages, abbreviations = [], pre_segmented: lines } = JSON.parse(options);
  const { lexicon = "none", encoder = "none" } = Object.fromEntries(
    signature.split("|").map((part) => part.split(/:(.*)/, 2)),
  );
  const isOneFile = documents[0].name === documents[1].name; // the languages say which of its two texts is the source
  const codes = languages ?? (isOneFile ? documents.map(({ language }) => language) : []);
  const isKnown = codes.length && !codes.includes(SHARED.unknown);
  return [
    ...(isKnown ? ["--lang", codes.join()] : []),
    ...(lines ? ["--pre-segmented"] : []),
    ...(words && lexicon !== "none" ? ["--lexicon", "FILE"] : []),
    ...(abbreviations.length ? ["--abbreviations", "FILE"] : []),
    ...(encoder !== "none" ? ["--encoder", encoder === "yes" ? "NAME" : encoder] : []),
    ...(Number(leastScore) ? ["--min-score", leastScore] : []),
  ];
}
