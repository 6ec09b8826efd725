/* The bar at the foot of the window for reading aloud: its buttons; and the choices of what, how fast, which voice. */

/** @import { Choice, Side } from "./types.js" */
import { SIDES } from "./beads.js";
import { actionButton, arrowButton } from "./buttons.js";
import { element, find } from "./page.js";
import { CHOICES, keep, settings } from "./settings.js";
import { chooseVoice, voiceOf, voicesOf } from "./speech.js";
import { say, translate } from "./texts.js";

const [PLAY, PAUSE] = ["▶\ufe0e", "❚❚"]; // with the sign that asks for a letter, not a picture

const playButton = element("button", { type: "button", "data-action": "aloud-play", "data-key": "a" });
const choices = element("div", { id: "voices", popover: "", role: "dialog", "data-label": "aloud_choices" });
export const player = element("aside", { id: "player", "data-label": "listen" },
  arrowButton("aloud-previous", "↑", "aloud_previous", ""),
  playButton,
  arrowButton("aloud-next", "↓", "aloud_next", ""),
  actionButton("voices", "aloud_choices", { popovertarget: choices.id }),
  choices,
  element("button", { type: "button", "data-action": "aloud-close", "data-label": "close" }, "×"),
);
player.hidden = true;
find("footer").before(player);

/** Show whether something is being read. @param {boolean} on */
export function showPlaying(on) {
  playButton.textContent = on ? PAUSE : PLAY;
  playButton.dataset.label = on ? "aloud_pause" : "aloud_play";
  translate(player);
}

/**
 * A choice in a list with its name.
 * @param {string} name the key of its name
 * @param {HTMLElement[]} options
 * @param {Choice} value
 * @param {(value: string) => void} job
 */
function choiceOf(name, options, value, job) {
  const list = /** @type {HTMLSelectElement} */ (element("select", {}, ...options));
  list.value = String(value);
  list.addEventListener("change", () => job(list.value));
  return element("label", {}, element("span", { "data-text": name }), " ", list);
}

/** The voices of a side to choose from; none is chosen for the reader that sends the text away. @param {Side} side */
function voiceChoice(side) {
  const voices = voicesOf(side);
  if (!voices.length) return [];
  const options = voices.map(({ voiceURI, name, localService }) => (
    element("option", { value: voiceURI }, localService ? name : say("aloud_online", { name }))
  ));
  const chosen = voiceOf(side)?.voiceURI ?? "";
  if (!chosen) options.unshift(element("option", { value: "", "data-text": "aloud_no_voice" }));
  return [choiceOf(`aloud_voice_${side}`, options, chosen, (uri) => chooseVoice(side, uri))];
}

/** Fill the list of choices, which depends on the system's voices. */
function offerChoices() {
  const whats = CHOICES.aloud.map((what) => element("option", { value: what, "data-text": `aloud_${what}` }));
  const paces = CHOICES.pace.map((pace) => element("option", { value: pace }, `${pace} ×`));
  choices.replaceChildren(
    choiceOf("aloud_what", whats, settings.aloud, (what) => keep("aloud", what)),
    choiceOf("aloud_pace", paces, settings.pace, (pace) => keep("pace", Number(pace))),
    ...SIDES.flatMap(voiceChoice),
  );
  translate(choices);
}

choices.addEventListener("beforetoggle", ({ newState }) => {
  if (newState === "open") offerChoices();
});
