/* The pair at hand on the clipboard: its two texts, or a link to it. */

import { SIDES } from "./beads.js";
import { current } from "./light.js";
import { element, languageOf, rowAround, sentenceOf, textIn } from "./page.js";
import { saySoftly } from "./notice.js";
import { offerForPair } from "./pair.js";
import { say } from "./texts.js";

/**
 * The texts of a pair, one line each; where the other program takes a table, one cell each.
 * @param {HTMLElement} row
 * @returns {Record<string, string>}
 */
function contentOf(row) {
  const sides = SIDES.map((side) => {
    const { lang, dir } = languageOf(side);
    return { lang, dir, words: textIn(row, side) };
  });
  const cells = sides.map(({ lang, dir, words }) => element("td", { lang, dir }, words));
  return {
    "text/plain": sides.map(({ words }) => words).filter(Boolean).join("\n"),
    "text/html": element("table", {}, element("tr", {}, ...cells)).outerHTML,
  };
}

/** @param {Record<string, string>} content by type @param {string} done the key of what to say then */
async function toClipboard(content, done) {
  try {
    const kinds = Object.entries(content).map(([type, words]) => [type, new Blob([words], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(kinds))]);
    saySoftly(say(done));
  } catch {
    saySoftly(say("pair_failed"));
  }
}

/** On a phone a page from the web is shared as the phone does it; else the link is copied. @param {HTMLElement} row */
async function share(row) {
  const url = `${location.href.split("#")[0]}#${row.id}`;
  if (!canShare(url)) return toClipboard({ "text/plain": url }, "pair_linked");
  try {
    await navigator.share({ title: document.title, url });
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError")) saySoftly(say("pair_failed"));
  }
}

/** @param {string} url */
const canShare = (url) => matchMedia("(pointer: coarse)").matches && Boolean(navigator.canShare?.({ url }));

offerForPair("copy-pair", () => "pair_copy", (row) => toClipboard(contentOf(row), "pair_copied"));
offerForPair("link-pair", () => "pair_link", share);

/* The keys that copy, where nothing is selected. */
document.addEventListener("copy", (event) => {
  if (!current || sentenceOf(document.activeElement) !== current || !getSelection()?.isCollapsed) return;
  for (const [type, words] of Object.entries(contentOf(rowAround(current)))) event.clipboardData?.setData(type, words);
  event.preventDefault();
  saySoftly(say("pair_copied"));
});
