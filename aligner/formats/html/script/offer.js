/* Changes of an earlier visit are offered, not forced; discarded, they can be had back until new ones are made. */

/** @import { KeptChange } from "./types.js" */
import { actionButton } from "./buttons.js";
import { actions, element, find } from "./page.js";
import { record } from "./record.js";
import { memory, root } from "./settings.js";
import { translate } from "./texts.js";

const changesKey = `changes:${root.dataset.document}`;
const offer = find("#offer");
/** The changes of the earlier visit. @type {KeptChange[]} */
const earlier = (record && memory.get(changesKey)) ?? [];

/** @param {HTMLElement} words @param {string[]} choices actions */
function offerChoice(words, ...choices) {
  offer.replaceChildren(words, " ", ...choices.map((name) => actionButton(name, name.replace("-", "_"))));
  translate(offer);
  offer.hidden = false;
}

const offerEarlier = () =>
  offerChoice(element("span", { "data-text": "found_changes", "data-count": earlier.length }), "restore", "discard");

/** Whether the reader still has to say what becomes of the changes found; new ones would overwrite them. */
export const isUndecided = () => !offer.hidden && Boolean(offer.querySelector("[data-action=restore]"));

/** Ask for that decision. */
export function decideFirst() {
  find("button", offer).focus();
  return false;
}

/** The changes that were offered, to be made again. */
export function takeKept() {
  offer.hidden = true;
  return earlier;
}

/** Keep the changes of this visit; those that were discarded are then gone. @param {KeptChange[]} made */
export function keepChanges(made) {
  offer.hidden = true;
  return memory.set(changesKey, made.length ? made : null);
}

actions.discard = () => {
  memory.set(changesKey, null);
  offerChoice(element("span", { "data-text": "discarded" }), "bring-back");
  find("button", offer).focus();
};
actions["bring-back"] = () => {
  memory.set(changesKey, earlier);
  offerEarlier();
  find("button", offer).focus();
};

if (earlier.length) offerEarlier();
