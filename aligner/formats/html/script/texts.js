/* The interface in the reader's language. */

/** @import { Side } from "./types.js" */
import { carried, findAll, languageOf } from "./page.js";
import { root, settings } from "./settings.js";

/** @type {Record<string, Record<string, string>>} */
const texts = carried("texts");

/**
 * A language's name in the language of the interface, or in its own language if the browser does not know it.
 * @param {Side} side
 */
function languageName(side) {
  const own = languageOf(side);
  try {
    const names = new Intl.DisplayNames([String(settings.interface)], { type: "language", fallback: "none" });
    const name = own.lang === "und" ? "" : names.of(own.lang) ?? "";
    return (settings.interface === "es" ? uncapitalised(name) : name) || own.textContent;
  } catch {
    return own.textContent;
  }
}

/** Spanish writes "español"; WebKit, "Español". @param {string} name */
const uncapitalised = (name) => name.slice(0, 1).toLocaleLowerCase("es") + name.slice(1);

/** Whether the interface has a text with this key. @param {string} key */
export const isText = (key) => key in texts.en;

/**
 * A text of the interface, with its {placeholders} filled.
 * @param {string} key
 * @param {Record<string, string | number | undefined>} values
 */
export function say(key, values = {}) {
  return texts[settings.interface][key].replace(/{(\w+)}/g, (whole, name) => String(values[name] ?? whole));
}

/** Put the page, or a part of it, into the language of the interface. @param {ParentNode} within */
export function translate(within = document) {
  const languages = { source: languageName("source"), target: languageName("target") };
  for (const e of findAll("[data-text]", within)) {
    e.textContent = say(e.dataset.text ?? "", { ...languages, ...e.dataset });
  }
  for (const e of findAll(".none", within)) e.lang = root.lang;
  for (const e of findAll("[data-label]", within)) {
    const label = say(e.dataset.label ?? "");
    e.setAttribute("aria-label", label);
    if (e.dataset.action) e.title = [label, e.dataset.key].filter(Boolean).join(" · ");
  }
  for (const e of findAll("[data-hint]", within)) e.setAttribute("placeholder", say(e.dataset.hint ?? ""));
  if (within === document) document.dispatchEvent(new Event("translated"));
}
