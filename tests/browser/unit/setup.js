/* What the page puts before its scripts, asked of the program itself: npm run unit --prefix tests/browser. */

import { execFileSync } from "node:child_process";

const ask = "import json; from aligner.formats.html.scripts import shared; print(json.dumps(shared()))";
globalThis.SHARED = JSON.parse(execFileSync(process.env.PYTHON ?? "python3", ["-c", ask], { encoding: "utf8" }));
