/* Files that the page hands to the reader. */

import { element } from "./page.js";

/** The page's file name without its suffix. */
export function pageName() {
  return decodeURIComponent(location.pathname.split("/").at(-1) ?? "").replace(/\.x?html?$/i, "") || "alignment";
}

/** The page's file name with another suffix. @param {string} suffix */
export const fileName = (suffix) => `${pageName()}.${suffix}`;

/** @param {string} name @param {Blob} content */
export function download(name, content) {
  const link = /** @type {HTMLAnchorElement} */ (element("a", { download: name }));
  link.href = URL.createObjectURL(content);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
