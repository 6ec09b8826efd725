/* The buttons that change how the page looks and which language it speaks. */

import { actions } from "./page.js";
import { keepingPlace } from "./place.js";
import { CHOICES, keep, settings } from "./settings.js";
import { translate } from "./texts.js";

for (const name of Object.keys(SHARED.choices)) {
  actions[name] = (button) => {
    const value = button?.dataset.value ?? "";
    if (name === "theme") keep(name, value); // colours do not move anything
    else keepingPlace(() => keep(name, value));
  };
}
actions.swap = () => keepingPlace(() => keep("swap", settings.swap ? "" : "on"));
actions.veil = () => keepingPlace(() => keep("veil", settings.veil ? "" : "on"));
actions.interface = (button) => {
  keep("interface", button?.dataset.value ?? "");
  translate();
};

/** The value next to the chosen one; undefined beyond either end. @param {string} name @param {number} step */
const nextChoice = (name, step) => CHOICES[name][CHOICES[name].indexOf(settings[name]) + step];

/** @param {number} step */
function zoom(step) {
  const size = nextChoice("zoom", step);
  if (size !== undefined) keepingPlace(() => keep("zoom", size));
}
actions.larger = () => zoom(1);
actions.smaller = () => zoom(-1);
actions.view = () => keepingPlace(() => keep("mode", nextChoice("mode", 1) ?? CHOICES.mode[0]));
