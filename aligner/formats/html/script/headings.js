/* The table of contents, kept right while beads and headings change. */

/** @import { Rewording, Wording } from "./types.js" */
import { find, findAll, firstSentence, rowAround } from "./page.js";

/** Links of the contents, each with the sentence that it leads to. @type {[HTMLElement, HTMLElement][]} */
let headings = [];

/** Remember where the contents lead before anything is mended. */
export function noteHeadings() {
  if (headings.length) return;
  headings = findAll("#contents a").map((link) => [link, firstSentence(find(link.getAttribute("href") ?? ""))]);
}

/** After a mend: each link leads to the row in which its heading now is. */
export function followHeadings() {
  for (const [link, heading] of headings) link.setAttribute("href", `#${rowAround(heading).id}`);
}

/** @param {Wording[]} wordings */
const headingOf = (wordings) => wordings.map(({ text }) => text).join(" ").split(/\s+/).join(" ");

/** A heading that reads differently does so in the contents, too. @param {Rewording} rewording */
export function retitle({ was, is }) {
  const { block, span } = was[0].sentence;
  if (block.kind !== "heading" || !span) return;
  const row = rowAround(span);
  const link = headings.findLast(([, heading]) => (
    rowAround(heading) === row || heading.compareDocumentPosition(span) & Node.DOCUMENT_POSITION_FOLLOWING
  ))?.[0];
  const [old, made] = [headingOf(was), headingOf(is)];
  const entry = link && findAll("span", link).find((each) => each.textContent.includes(old));
  if (entry) entry.textContent = entry.textContent.replace(old, () => made);
}
