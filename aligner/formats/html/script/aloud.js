/* The text read aloud from the sentence at hand on; light and scrolling follow. Offered where the system has voices. */

import { SIDES } from "./beads.js";
import { current, currentInSight, makeCurrent, rest } from "./light.js";
import { saySoftly } from "./notice.js";
import {
  actions, bring, find, findAll, isSeen, rowAround, sentenceBeside, sentenceOf, sentencesOf, sideOf,
} from "./page.js";
import { isReviewing } from "./panel.js";
import { player, showPlaying } from "./player.js";
import { root, settings } from "./settings.js";
import { hush, speak, voiceOf, voicesOf } from "./speech.js";
import { say } from "./texts.js";
import { isUnderVeil } from "./veil.js";

const HAS_WORDS = /[\p{L}\p{N}]/u; // a row of asterisks cannot be spoken

/** The sentence read last. @type {HTMLElement | null} */
let spoken = null;
let playing = false;

/**
 * Whether a sentence is there to be read; what is under the veil is if its language alone is read.
 * @param {HTMLElement} sentence
 */
function isReadable(sentence) {
  if (!HAS_WORDS.test(sentence.textContent)) return false;
  return isUnderVeil(sentence) ? settings.aloud !== "both" && isSeen(rowAround(sentence)) : isSeen(sentence);
}

/** What gives the sentences of a row in the order of reading, in the languages that have a voice. */
function readable() {
  const sides = (settings.swap ? [...SIDES].reverse() : SIDES)
    .filter((side) => (settings.aloud === "both" || settings.aloud === side) && voiceOf(side));
  /** @param {HTMLElement} row */
  return (row) => sides.flatMap((side) => sentencesOf(row, side)).filter(isReadable);
}

/** @param {HTMLElement} sentence @param {number} step */
const readableBeside = (sentence, step) => sentenceBeside(sentence, step, readable());

/** Where reading begins: at a sentence, or at the next one that can be read. @param {HTMLElement | null} sentence */
function readableFrom(sentence) {
  if (!sentence || readable()(rowAround(sentence)).includes(sentence)) return sentence;
  return readableBeside(sentence, 1);
}

/**
 * Read a sentence, and then those that follow it; at the end of the text, stop.
 * @param {HTMLElement | null | undefined} sentence
 */
function readFrom(sentence) {
  if (!sentence) return pauseReading();
  playing = true;
  followReading(sentence);
  speak(sentence.textContent, sideOf(sentence), (error) => {
    if (!error) return readFrom(readableBeside(sentence, 1));
    pauseReading();
    saySoftly(say("aloud_failed"));
  });
}

/**
 * Light a sentence and bring it into the window; the focus comes along if it is in the text. The veil stays.
 * @param {HTMLElement} sentence
 */
function followReading(sentence) {
  const row = rowAround(sentence);
  spoken?.classList.remove("spoken");
  spoken = sentence;
  spoken.classList.add("spoken");
  makeCurrent(sentence);
  if (sentenceOf(document.activeElement)) sentence.focus({ preventScroll: true });
  rest(row);
  bring(row);
  sentence.scrollIntoView({ block: "nearest" }); // within a bead that is taller than the window
  showState();
}

function showState() {
  showPlaying(playing);
  if (navigator.mediaSession) navigator.mediaSession.playbackState = playing ? "playing" : "paused";
}

function pauseReading() {
  playing = false;
  hush();
  showState();
}

/** Read from the sentence at hand on. */
function startReading() {
  if (player.hidden) openPlayer();
  const sentence = readableFrom(currentInSight());
  if (sentence) readFrom(sentence);
  else saySoftly(say("aloud_nothing"));
}

/** Read the sentence before or after, or go there while nothing is being read. @param {number} step */
function skip(step) {
  const from = spoken ?? readableFrom(currentInSight());
  const sentence = from && readableBeside(from, step);
  if (!sentence) return;
  if (playing) readFrom(sentence);
  else followReading(sentence);
}

/** The keys and headphones that play music play this. @type {[MediaSessionAction, () => void][]} */
const MEDIA = [
  ["play", startReading],
  ["pause", pauseReading],
  ["previoustrack", () => skip(-1)],
  ["nexttrack", () => skip(1)],
];

/** @param {boolean} on */
function handleMedia(on) {
  for (const [name, job] of MEDIA) navigator.mediaSession?.setActionHandler(name, on ? job : null);
  if (on && navigator.mediaSession) navigator.mediaSession.metadata = new MediaMetadata({ title: document.title });
}

function openPlayer() {
  player.hidden = false;
  root.classList.add("with-player"); // not :has(#player …): that would be looked for at every light
  handleMedia(true);
}

function closePlayer() {
  pauseReading();
  spoken?.classList.remove("spoken");
  spoken = null;
  player.hidden = true;
  root.classList.remove("with-player");
  handleMedia(false);
  rest(null);
}

const canBeRead = () => SIDES.some((side) => voicesOf(side).length > 0);

function offerReading() {
  for (const offer of findAll(".needs-voices")) offer.hidden = !canBeRead();
}

actions["aloud-play"] = () => (playing ? pauseReading() : startReading());
actions["aloud-previous"] = () => skip(-1);
actions["aloud-next"] = () => skip(1);
actions["aloud-close"] = closePlayer;
actions.listen = () => {
  if (!canBeRead() || isReviewing()) return;
  if (playing) pauseReading();
  else startReading();
};

/* Going elsewhere takes the reading along; a word's card interrupts it. */
document.addEventListener("current", () => {
  if (playing && current !== spoken) readFrom(readableFrom(current));
});
find("#card").addEventListener("beforetoggle", ({ newState }) => {
  if (newState === "open" && playing) pauseReading();
});
/* What is read, how fast, and by which voice, changes at once. */
const readAgain = () => readFrom(readableFrom(spoken));
document.addEventListener("chosen", ({ detail }) => {
  if (isReviewing() && !player.hidden) closePlayer();
  else if (playing && (detail === "aloud" || detail === "pace")) readAgain();
});
document.addEventListener("voices", () => {
  offerReading();
  if (playing) readAgain();
});
setTimeout(offerReading); // asking for voices takes a while
