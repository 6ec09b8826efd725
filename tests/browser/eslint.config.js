/* The page's scripts and their tests, read for mistakes; TypeScript looks for those of types. */

import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    files: ["aligner/formats/html/script/*.js"],
    languageOptions: { globals: { ...globals.browser, SHARED: "readonly" } },
  },
  {
    files: ["tests/browser/**/*.js"],
    languageOptions: { globals: globals.node },
  },
];
