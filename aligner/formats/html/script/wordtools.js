/* What can be done with the word of a card: keep it, with its partners and its pair; hear it, where there is a voice. */

/** @import { Kept, PlacedWord } from "./types.js" */
import { isKept, keepOne, wordToKeep } from "./keeping.js";
import { writtenWord } from "./kept.js";
import { actions, element } from "./page.js";
import { actionButton } from "./panel.js";
import { speak, voiceOf } from "./speech.js";

const keeper = actionButton("keep-word", "keep_word");
const speaker = actionButton("speak-word", "listen");
export const wordTools = element("div", { class: "word-tools" }, keeper, speaker);

/** The word of the card. @type {Kept | null} */
let atHand = null;

/** Put the tools to the use of a word. @param {PlacedWord} word @param {PlacedWord[]} partners */
export function useTools(word, partners) {
  atHand = wordToKeep(word, partners);
  speaker.hidden = !voiceOf(atHand.side);
  showKept();
}

const showKept = () => keeper.setAttribute("aria-pressed", String(atHand !== null && isKept(atHand)));

actions["keep-word"] = () => {
  if (atHand) keepOne(atHand);
};
actions["speak-word"] = () => {
  if (atHand) speak(writtenWord(atHand), atHand.side);
};
document.addEventListener("kept", showKept);
