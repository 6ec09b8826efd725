"""The page's scripts, ES modules that tools can check one by one, joined into the one script that a page carries.

::

    script/settings.js ─▶ runs before the text has loaded, so that it appears in the reader's own size and colours
    script/main.js     ─▶ runs once the text has loaded; imports the rest

Each module comes after those that it imports. The joined modules share one scope, so only the plainest forms of
``import`` and ``export`` are allowed, names must be unique across modules, and imports must not form a circle:
`ScriptError` names any violation. ``SHARED`` holds what the scripts and the program must agree on. To add a script: a
module, and its import in ``main.js``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from aligner.formats.html.page import CHOICES

EARLY, MAIN = "settings", "main"

_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/[ \t]*|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
_BLANK = re.compile(r"\n\s+")  # empty lines, and indentation: no string or template goes over several lines
_IMPORT = re.compile(r'^import (?:\{([\w$,\s]*)\} from )?"\./([\w-]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|let|class|function|async function) )", re.MULTILINE)
_NAME = re.compile(r"^(export )?(?:const|let|class|function|async function) ([\w$]+)", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*|\bimport\s*[(.].*", re.MULTILINE)


class ScriptError(Exception):
    """A script that cannot be joined with the others; only a change to the scripts can cause this."""


@dataclass(frozen=True)
class Module:
    """One script.

    Attributes:
        name: name of its file, without suffix.
        imports: the modules it needs, each with the names imported from it.
        names: all names in its outermost scope.
        exports: those of them that others may import.
        code: the code without imports, exports, comments that fill whole lines, and indentation.
    """

    name: str
    imports: tuple[tuple[str, tuple[str, ...]], ...]
    names: tuple[str, ...]
    exports: frozenset[str]
    code: str

    @classmethod
    def of(cls, name: str, text: str) -> Module:
        r"""The module with this source text.

        >>> Module.of("a", 'import { b } from "./b.js";\n/* Twice b. */\nexport const c = b + b;\n').code
        'const c = b + b;\n'
        """
        text = _COMMENT.sub("", text)
        imports = tuple((match[2], tuple(re.findall(r"[\w$]+", match[1] or ""))) for match in _IMPORT.finditer(text))
        text = _IMPORT.sub("", text)
        declared = _NAME.findall(text)
        code = _BLANK.sub("\n", _EXPORT.sub("", text)).lstrip()
        if left := _LEFT.search(code):
            raise ScriptError(f"{name}.js: cannot be joined: {left[0]}")
        if open_line := next((line for line in code.split("\n") if line.count("`") % 2), None):
            raise ScriptError(f"{name}.js: a template must end on its line: {open_line.strip()}")
        exports = frozenset(found for exported, found in declared if exported)
        return cls(name, imports, tuple(found for _, found in declared), exports, code)


def in_order(entry: str, read: Callable[[str], str]) -> list[Module]:
    """A module and everything it imports, each after the modules it needs; raises `ScriptError`.

    Args:
        entry: the module's name.
        read: gives a module's source text by its name.
    """
    modules: dict[str, Module] = {}
    order = list(_visited(entry, read, modules, ()))
    for module in order:
        for origin, names in module.imports:
            if missing := set(names) - modules[origin].exports:
                raise ScriptError(f"{module.name}.js: {origin}.js exports no {', '.join(sorted(missing))}")
    counts = Counter(name for module in order for name in module.names)
    if twice := sorted(name for name, count in counts.items() if count > 1):
        raise ScriptError(f"names defined in two scripts: {', '.join(twice)}")
    return order


def _visited(
    name: str, read: Callable[[str], str], modules: dict[str, Module], path: tuple[str, ...]
) -> Iterator[Module]:
    if name in path:
        raise ScriptError(f"circular imports: {' > '.join((*path, name))}")
    if name in modules:
        return
    module = Module.of(name, read(name))
    for origin, _ in module.imports:
        yield from _visited(origin, read, modules, (*path, name))
    modules[name] = module
    yield module


@cache
def script() -> str:
    """The whole script, wrapped in a function so that its names stay private."""
    order = in_order(MAIN, _read)
    early = {module.name for module in in_order(EARLY, _read)}
    before = "".join(module.code for module in order if module.name in early)
    rest = "".join(module.code for module in order if module.name not in early)
    ready = f'document.addEventListener("DOMContentLoaded", () => {{\n{rest}}});'
    return f'"use strict";\n(() => {{\nconst SHARED = {json.dumps(shared())};\n{before}{ready}\n}})();\n'


def shared() -> dict[str, object]:
    """What the scripts and the program must agree on; the members are described in ``script/types.d.ts``."""
    from aligner.characters import FORBIDDEN_IN_XML
    from aligner.formats.tsv import HEADER, SEPARATORS
    from aligner.formats.xml import LANGUAGE
    from aligner.languages.identify import UNKNOWN
    from aligner.model import GRADES, KINDS, STATUSES
    from aligner.quality.finding import FLAGS
    from aligner.words.tokens import WORD

    return {
        "kinds": KINDS,
        "statuses": STATUSES,
        "flags": FLAGS,
        "columns": HEADER,
        "separators": SEPARATORS.pattern,
        "illegal": FORBIDDEN_IN_XML.pattern,
        "language": LANGUAGE.pattern,
        "unknown": UNKNOWN,
        "word": WORD,
        "grades": GRADES,
        "interfaces": list(texts()),
        "choices": {name: {"values": values, "default": default} for name, (values, default) in CHOICES.items()},
    }


@cache
def texts() -> dict[str, dict[str, str]]:
    """The interface texts, by language."""
    found: dict[str, dict[str, str]] = json.loads(_part("texts.json"))
    return found


def _read(name: str) -> str:
    return _part("script", f"{name}.js")


def _part(*path: str) -> str:
    return files(__package__).joinpath(*path).read_text(encoding="utf-8")
