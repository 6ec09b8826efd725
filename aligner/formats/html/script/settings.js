/* How the reader likes the page: kept in the browser for all pages, and set before the text is painted. */

/** @import { Choice, Side } from "./types.js" */
import { SIDES } from "./beads.js";

export const root = document.documentElement;

const ZOOMS = [0.8, 0.9, 1, 1.1, 1.2, 1.35, 1.5, 1.75, 2];
/** What is read aloud, and how fast. */
const ALOUD = ["both", "source", "target"];
const SPEECH_PACES = [0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5];
/** The languages of the interface; readers of other languages get the first. */
const LANGUAGES = SHARED.interfaces;

/** What each setting may be. @type {Record<string, Choice[]>} */
export const CHOICES = {
  swap: ["", "on"], veil: ["", "on"], whole: ["", "on"], zoom: ZOOMS, interface: LANGUAGES, aloud: ALOUD,
  pace: SPEECH_PACES, order: ["worst", "text"],
};
/** @type {Record<string, Choice>} */
const DEFAULTS = {
  swap: "",
  veil: "",
  whole: "",
  zoom: 1,
  aloud: ALOUD[0],
  pace: 1,
  order: "worst",
  interface: LANGUAGES.find((code) => navigator.language.startsWith(code)) ?? LANGUAGES[0],
};
for (const [name, choice] of Object.entries(SHARED.choices)) {
  CHOICES[name] = choice.values;
  DEFAULTS[name] = choice.default;
}
if ("prose" in root.dataset) DEFAULTS.mode = "paragraphs";

/** The browser's storage. A page opened from a file may have no access to it; things then last as long as the page. */
export const memory = {
  /** @param {string} key */
  get(key) {
    try {
      return JSON.parse(localStorage.getItem(`aligner:${key}`) ?? "null");
    } catch {
      return null;
    }
  },
  /** @param {string} key @param {unknown} value @returns {boolean} whether it was stored */
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(`aligner:${key}`);
      else localStorage.setItem(`aligner:${key}`, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },
};

export const settings = { ...DEFAULTS };

/** The side that the view shows alone; null if it shows both. @returns {Side | null} */
export const sideAlone = () => SIDES.find((side) => settings.mode === side) ?? null;

/** What the reader has chosen; the rest is as each page would have it. @type {Record<string, Choice>} */
const chosen = {};

/**
 * Show a setting on the root. What is there already is left alone: a book would be styled again from end to end.
 * @param {string} name
 * @param {Choice} value
 */
function wear(name, value) {
  const usual = value === DEFAULTS[name];
  if (name === "interface") {
    if (root.lang !== value) root.lang = String(value);
  } else if (name === "zoom") {
    if (usual) root.style.removeProperty("--zoom");
    else root.style.setProperty("--zoom", String(value));
  } else if (usual) delete root.dataset[name];
  else root.dataset[name] = String(value);
}

/** Give a setting a value for as long as the page is open. @param {string} name @param {Choice} value */
export function choose(name, value) {
  if (!Object.hasOwn(CHOICES, name) || !CHOICES[name].includes(value)) return;
  settings[name] = value;
  wear(name, value);
  for (const button of document.querySelectorAll(`button[data-action="${name}"]`)) {
    const its = button.getAttribute("data-value") ?? "on";
    button.setAttribute("aria-pressed", String(its === value));
  }
  document.dispatchEvent(new CustomEvent("chosen", { detail: name }));
}

/** Give a setting a value from now on. @param {string} name @param {Choice} value */
export function keep(name, value) {
  choose(name, value);
  chosen[name] = value;
  memory.set("settings", chosen);
}

/**
 * Whether an event is a single key: a letter or sign without Ctrl or Alt, as dictation types by the dozen (WCAG 2.1.4).
 * @param {KeyboardEvent} event
 */
export const isSingleKey = ({ key, altKey, ctrlKey, metaKey }) => key.length === 1 && !(altKey || ctrlKey || metaKey);

/** Apply every setting again, for buttons that did not exist the first time. */
export function chooseAll() {
  for (const [name, value] of Object.entries(settings)) choose(name, value);
}

root.lang = String(settings.interface);
for (const [name, value] of Object.entries(memory.get("settings") ?? {})) {
  choose(name, value);
  if (settings[name] === value) chosen[name] = value;
}
