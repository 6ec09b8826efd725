/* Buttons that scripts make; what one does is the action of its name. */

import { element } from "./page.js";

/** A button that shows a text. @param {string} action @param {string} key @param {Record<string, string>} more */
export function actionButton(action, key = action, more = {}) {
  return element("button", { type: "button", "data-action": action, "data-text": key, ...more });
}

/** A button with an arrow. @param {string} action @param {string} arrow @param {string} label @param {string} key */
export function arrowButton(action, arrow, label, key) {
  return element("button", { type: "button", "data-action": action, "data-label": label, "data-key": key }, arrow);
}
