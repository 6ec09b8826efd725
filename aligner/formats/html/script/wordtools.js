/* What can be done with the word of a card: keep it, with its partners and its pair. */

/** @import { Kept, PlacedWord } from "./types.js" */
import { isKept, keepOne, wordToKeep } from "./keeping.js";
import { actions, element } from "./page.js";
import { actionButton } from "./panel.js";

const keeper = actionButton("keep-word", "keep_word");
export const wordTools = element("div", { class: "word-tools" }, keeper);

/** The word of the card. @type {Kept | null} */
let atHand = null;

/** Put the tools to the use of a word. @param {PlacedWord} word @param {PlacedWord[]} partners */
export function useTools(word, partners) {
  atHand = wordToKeep(word, partners);
  showKept();
}

const showKept = () => keeper.setAttribute("aria-pressed", String(atHand !== null && isKept(atHand)));

actions["keep-word"] = () => {
  if (atHand) keepOne(atHand);
};
document.addEventListener("kept", showKept);
