/* The text of a sentence, changed where it stands: Enter saves, Escape leaves it as it was. */

import { takeCut } from "./cut.js";
import { current, go } from "./light.js";
import { atHand, changeSentence, forMends } from "./mend.js";
import { actions, sentenceUnder, text } from "./page.js";
import { isReviewing, tell } from "./panel.js";
import { offsetUnder } from "./placed.js";
import { record } from "./record.js";
import { say } from "./texts.js";
import { edited } from "./wording.js";

/** The sentence that is being edited, and its text before. @type {{sentence: HTMLElement, before: string} | null} */
let editing = null;

/** Edit the current sentence, with the caret after so many of its characters. @param {number} at */
function startEditing(at) {
  const sentence = editing ? null : atHand();
  if (!sentence) return;
  document.dispatchEvent(new Event("relight")); // no marks within the text
  sentence.normalize();
  editing = { sentence, before: sentence.textContent };
  makeEditable(sentence);
  sentence.setAttribute("role", "textbox");
  sentence.setAttribute("aria-label", say("edit_sentence"));
  sentence.focus({ preventScroll: true });
  putCaret(sentence, at);
  const [{ sides }, , side, n] = forMends(sentence);
  const { original } = sides[side].sentences[n];
  tell(original ? say("editing_again", { original }) : say("editing"));
}

/** A word of the sentence that is selected stays so. @param {HTMLElement} sentence @param {number} at */
function putCaret(sentence, at) {
  const selection = getSelection();
  if (!selection || (!selection.isCollapsed && sentence.contains(selection.anchorNode))) return;
  if (sentence.firstChild) selection.collapse(sentence.firstChild, at);
}

/** @param {HTMLElement} sentence */
function makeEditable(sentence) {
  try {
    sentence.contentEditable = "plaintext-only";
  } catch {
    sentence.contentEditable = "true"; // browsers that do not know the former; see "paste" below
  }
}

/** End editing, and save what was typed if asked to. @param {boolean} save */
function stopEditing(save) {
  if (!editing) return;
  const { sentence, before } = editing;
  editing = null;
  const typed = before.includes("\u00a0") ? sentence.textContent : sentence.textContent.replaceAll("\u00a0", " ");
  for (const name of ["contenteditable", "role", "aria-label"]) sentence.removeAttribute(name);
  sentence.textContent = before;
  tell("");
  if (!save || typed.trim() === before.trim()) return go(sentence);
  changeSentence(sentence, "edit", (...where) => edited(...where, typed));
}

actions.edit = () => startEditing(takeCut() || (current?.textContent.length ?? 0));

/* A double click; there is no such event where the first of its clicks has changed the mark around the word. */
text.addEventListener("click", (event) => {
  const sentence = event.detail === 2 && record && isReviewing() ? sentenceUnder(event) : null;
  if (sentence && sentence === current) startEditing(offsetUnder(sentence, event.clientX, event.clientY));
});
text.addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey, isComposing } = event;
  if (!editing || isComposing) return;
  if (key === "Enter" || key === "Escape") {
    event.preventDefault();
    stopEditing(key === "Enter");
  } else if (key === "s" && (ctrlKey || metaKey)) {
    stopEditing(true); // and then the key saves the alignment
  }
});
text.addEventListener("focusout", ({ relatedTarget }) => {
  if (!editing || !document.hasFocus()) return;
  stopEditing(true);
  if (relatedTarget instanceof HTMLElement) relatedTarget.focus({ preventScroll: true });
});
/* Plain text only, even where the browser would take more. */
text.addEventListener("paste", (event) => {
  if (!editing) return;
  event.preventDefault();
  document.execCommand("insertText", false, event.clipboardData?.getData("text/plain") ?? "");
});
text.addEventListener("drop", (event) => editing && event.preventDefault());
