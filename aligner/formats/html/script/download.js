/* Files that the page hands to the reader. */

import { element } from "./page.js";

/** The page's file name with another suffix. @param {string} suffix */
export function fileName(suffix) {
  const page = decodeURIComponent(location.pathname.split("/").at(-1) ?? "").replace(/\.x?html?$/i, "");
  return `${page || "alignment"}.${suffix}`;
}

/** @param {string} name @param {Blob} content */
export function download(name, content) {
  const link = /** @type {HTMLAnchorElement} */ (element("a", { download: name }));
  link.href = URL.createObjectURL(content);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
