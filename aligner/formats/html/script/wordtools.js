/* What can be done with the word of a card: keep it with its partners and its pair; hear it, where there is a voice. */

/** @import { Kept, PlacedWord } from "./types.js" */
import { actionButton } from "./buttons.js";
import { isKept, keepOne, wordToKeep } from "./keeping.js";
import { writtenWord } from "./kept.js";
import { actions, element } from "./page.js";
import { speak, voiceOf } from "./speech.js";

const keeper = actionButton("keep-word", "keep_word");
const speaker = actionButton("speak-word", "listen");
export const wordTools = element("div", { class: "word-tools" }, keeper, speaker);

/** The word of the card. @type {Kept | null} */
let wordAtHand = null;

/** Put the tools to the use of a word. @param {PlacedWord} word @param {PlacedWord[]} partners */
export function useTools(word, partners) {
  wordAtHand = wordToKeep(word, partners);
  speaker.hidden = !voiceOf(wordAtHand.side);
  showKept();
}

const showKept = () => keeper.setAttribute("aria-pressed", String(wordAtHand !== null && isKept(wordAtHand)));

actions["keep-word"] = () => {
  if (wordAtHand) keepOne(wordAtHand);
};
actions["speak-word"] = () => {
  if (wordAtHand) speak(writtenWord(wordAtHand), wordAtHand.side);
};
document.addEventListener("kept", showKept);
