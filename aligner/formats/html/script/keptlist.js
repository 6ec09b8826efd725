/* The list of what the reader has kept: each entry leads to its place or is removed; words and sentences go to Anki. */

/** @import { Kept } from "./types.js" */
import { ANKI_FIELDS, asAnki } from "./anki.js";
import { otherSide } from "./beads.js";
import { actionButton } from "./buttons.js";
import { excerpt } from "./concordance.js";
import { download, fileName } from "./download.js";
import { allKept, keepOne } from "./keeping.js";
import { writtenWord } from "./kept.js";
import { saySoftly } from "./notice.js";
import { actions, around, element, find, inLanguage } from "./page.js";
import { root } from "./settings.js";
import { say, translate } from "./texts.js";

const AROUND_KEPT = 30; // characters of a text on each side of its word; about a line of the list

const title = element("h2", { id: "kept-title", tabindex: "-1", "data-text": "kept" });
const hint = element("p", { "data-text": "kept_none" });
const list = element("ul");
const saver = /** @type {HTMLButtonElement} */ (actionButton("save-anki", "kept_save"));
const keptPanel = element("div", { id: "kept", popover: "", role: "dialog", "aria-labelledby": title.id },
  title, hint, list, saver);
document.body.append(keptPanel);

/** The bead of an entry, or the one above that it was merged into. @param {Kept} one */
function linkTo({ bead }) {
  let id = bead;
  while (id > 1 && !document.getElementById(`b${id}`)) id--;
  return `#b${id}`;
}

/** A word and its partners in a line of its text; a pair; or the text at a bookmark. @param {Kept} one */
function linesOf(one) {
  const { kind, side, text, other, partner } = one;
  if (kind === "bookmark") return [inLanguage(side, text)];
  if (kind === "sentence") return [inLanguage(side, text), inLanguage(otherSide(side), other)];
  const [before, word, after] = excerpt(text, one.at, one.length, AROUND_KEPT);
  return [
    element("strong", {}, inLanguage(side, writtenWord(one)), " ", inLanguage(otherSide(side), partner)),
    inLanguage(side, before, element("mark", {}, word), after),
  ];
}

/** @param {Kept} one */
function itemOf(one) {
  const { kind } = one;
  const link = element("a", { href: linkTo(one) }, ...linesOf(one).flatMap((line) => [line, " "]));
  const remove = element("button", { type: "button", "data-label": `kept_remove_${kind}` }, "×");
  const item = element("li", { "data-kind": kind },
    element("span", { class: "kind", "data-text": `kept_${kind}` }), link, remove);
  remove.addEventListener("click", () => {
    keepOne(one, false);
    item.replaceWith(removedItem(one));
    find("[data-text=undo]", list).focus();
  });
  return item;
}

/** What stands in the place of an entry that was removed, until the list closes. @param {Kept} one */
function removedItem(one) {
  const undo = element("button", { type: "button", "data-text": "undo" });
  const told = element("span", { "data-text": `kept_removed_${one.kind}` });
  const item = element("li", { class: "removed" }, told, " ", undo);
  undo.addEventListener("click", () => {
    keepOne(one, true);
    const restored = itemOf(one);
    item.replaceWith(restored);
    translate(restored);
    find("a", restored).focus();
  });
  for (const other of list.querySelectorAll(".removed")) other.remove();
  translate(item);
  return item;
}

function fillList() {
  list.replaceChildren(...allKept.map(itemOf));
  showWhatFits();
  translate(keptPanel);
}

/** An empty list says how it is filled. */
function showWhatFits() {
  hint.hidden = allKept.length > 0;
  saver.hidden = !allKept.some(({ kind }) => kind !== "bookmark");
}

actions.kept = (button) => {
  if (!button) keptPanel.togglePopover();
};
actions["save-anki"] = () => {
  const name = fileName("anki.txt");
  const columns = [...ANKI_FIELDS.map((field) => say(`anki_${field}`)), say("anki_tags"), "GUID"];
  const page = location.href.split("#")[0];
  const given = { page, title: document.title, document: root.dataset.document ?? "", columns };
  const notes = asAnki(allKept, { ...given, tagOf: (kind) => say(`kept_${kind}`) });
  download(name, new Blob([notes], { type: "text/plain" }));
  saySoftly(say("saved", { name }));
};

keptPanel.addEventListener("beforetoggle", ({ newState }) => {
  if (newState === "open") fillList();
});
keptPanel.addEventListener("toggle", ({ newState }) => {
  if (newState === "open") find("h2", keptPanel).focus();
});
/* From the list to a place: the reader is then there, and not where the list was opened. */
keptPanel.addEventListener("click", ({ target }) => {
  if (!around(target, "a")) return;
  keptPanel.hidePopover();
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
});
document.addEventListener("kept", showWhatFits);
