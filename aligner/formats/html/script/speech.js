/* Speech by the system's own voices, one text at a time. Where it has none for a language, nothing is offered. */

/** @import { Side } from "./types.js" */
import { languageOf } from "./page.js";
import { memory, settings } from "./settings.js";
import { spokenPieces, voicesFor } from "./voices.js";

const synthesis = window.speechSynthesis; // undefined where there is none
/** The voices that the reader has chosen: language -> address of the voice. @type {Record<string, unknown>} */
const chosenVoices = { ...memory.get("voices") };
/** What is being spoken. Browsers forget an utterance that nobody holds, and never say that it has ended. */
let speaking = {};

/** The voices for the language of a side, the best first. @param {Side} side */
export const voicesOf = (side) => voicesFor(synthesis?.getVoices() ?? [], languageOf(side).lang);

/**
 * The voice that reads a side: the reader's choice, or else the best that works without the network.
 * @param {Side} side
 */
export function voiceOf(side) {
  const voices = voicesOf(side);
  const chosen = chosenVoices[languageOf(side).lang];
  return voices.find(({ voiceURI }) => voiceURI === chosen) ?? voices.find(({ localService }) => localService);
}

/** @param {Side} side @param {string} voiceURI */
export function chooseVoice(side, voiceURI) {
  chosenVoices[languageOf(side).lang] = voiceURI;
  memory.set("voices", chosenVoices);
  document.dispatchEvent(new Event("voices"));
}

/** Stop what is being spoken; its `then` is not called. */
export function hush() {
  speaking = {};
  if (synthesis?.speaking || synthesis?.pending) synthesis.cancel(); // some engines also cancel what comes next
}

/**
 * Speak a text instead of what is being spoken; returns whether there is a voice for it.
 * @param {string} text
 * @param {Side} side whose language it is in
 * @param {(error: string) => void} then called once it has been spoken, or could not be: then with the error's name
 */
export function speak(text, side, then = () => {}) {
  const voice = voiceOf(side);
  if (!voice) return false;
  hush();
  const pieces = spokenPieces(text);
  /** @param {number} k */
  const speakPiece = (k) => {
    if (k === pieces.length) return then("");
    const utterance = new SpeechSynthesisUtterance(pieces[k]);
    Object.assign(utterance, { voice, lang: voice.lang, rate: settings.pace });
    utterance.onend = () => speaking === utterance && speakPiece(k + 1);
    utterance.onerror = ({ error }) => speaking === utterance && then(error);
    speaking = utterance;
    synthesis.speak(utterance);
  };
  speakPiece(0);
  return true;
}

/* Some browsers know their voices only after a while, and a system may receive more. */
synthesis?.addEventListener?.("voiceschanged", () => document.dispatchEvent(new Event("voices")));
addEventListener("pagehide", hush);
