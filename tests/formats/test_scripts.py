"""The page's scripts joined into one: what can be joined, and that ours can be."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping

import pytest

from aligner.formats.html.scripts import ScriptError, in_order, script


def order(**texts: str) -> list[str]:
    """The names of the modules of these texts, from `a` on, in their order."""
    return [module.name for module in in_order("a", texts.__getitem__)]


def test_a_module_comes_after_those_that_it_imports_and_only_once():
    texts = {
        "a": 'import { b } from "./b.js";\nimport { c } from "./c.js";\nconst a = b + c;\n',
        "b": 'import "./d.js";\nexport const b = 1;\n',
        "c": 'import {\n  d, e,\n} from "./d.js";\nexport const c = d + e;\n',
        "d": "export const d = 1;\nexport function e() {}\n",
    }
    assert order(**texts) == ["d", "b", "c", "a"]


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ({"a": 'import "./b.js";\n', "b": 'import "./a.js";\n'}, "circular imports: a > b > a"),
        ({"a": 'import { b } from "./b.js";\n', "b": "const b = 1;\n"}, "a.js: b.js exports no b"),
        ({"a": 'import "./b.js";\nlet n;\n', "b": "class n {}\n"}, "in two scripts: n"),
        ({"a": "export default 1;\n"}, "export default 1"),
        ({"a": "const a = 1;\nexport { a };\n"}, "export { a }"),
        ({"a": 'import { b as c } from "./b.js";\n', "b": "export const b = 1;\n"}, "exports no as"),
        ({"a": 'import * as b from "./b.js";\n'}, "import * as b"),
        ({"a": 'import b from "./b.js";\n'}, "import b"),
        ({"a": 'const b = await import("./b.js");\n'}, 'import("./b.js")'),
        ({"a": "const a = `\n/* no comment */\n`;\n"}, "must end on its line: const a = `"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_joined_is_refused(texts: Mapping[str, str], says: str):
    with pytest.raises(ScriptError) as caught:
        order(**texts)
    assert says in str(caught.value)


def test_the_joined_script_is_one_function_without_comments_of_whole_lines():
    lines = script().splitlines()
    assert lines[:2] == ['"use strict";', "(() => {"] and lines[-1] == "})();"
    assert not [line for line in lines if line.strip().startswith(("/*", "//", "import ", "export "))]


@pytest.mark.skipif(shutil.which("node") is None, reason="no node here")
def test_the_joined_script_is_javascript():
    done = subprocess.run(["node", "--check", "-"], input=script(), text=True, capture_output=True)
    assert done.returncode == 0, done.stderr
