"""Makes epub/lighthouse.*.epub with pandoc, and their expected blocks, from pdf/lighthouse.*.md.

    python tests/files/make_epub.py

Needs pandoc (Debian: pandoc). The English book is EPUB 3, the Spanish one EPUB 2. "{{…}}" in the text is a footnote,
which a reader leaves out.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
NOTE = re.compile(r"\{\{(.*?)\}\}")
FORMATS = {"en": "epub3", "es": "epub2"}


def expected(text: str) -> list[dict[str, object]]:
    """The blocks of the text, one a line."""
    blocks: list[dict[str, object]] = []
    for line in filter(None, NOTE.sub("", text).splitlines()):
        if match := re.match(r"(#+) (.*)", line):
            blocks.append({"kind": "heading", "level": len(match[1]), "text": match[2]})
        elif line.startswith("- "):
            blocks.append({"kind": "item", "level": 1, "text": line[2:]})
        else:
            blocks.append({"kind": "paragraph", "text": line.strip("*")})
    return blocks


def main() -> None:
    for language, format in FORMATS.items():
        text = (HERE / "pdf" / f"lighthouse.{language}.md").read_text("utf-8")
        blocks = expected(text)
        name = HERE / "epub" / f"lighthouse.{language}"
        options = [
            *("--from", "markdown-smart", "--to", format, "--toc", "--epub-chapter-level=2", "--wrap=preserve"),
            *("--metadata", f"lang={language}", "--metadata", f"title={blocks[0]['text']}"),
            *("--metadata", "identifier=lighthouse", "--output", f"{name}.epub"),
        ]
        environment = os.environ | {"SOURCE_DATE_EPOCH": "0"}
        subprocess.run(["pandoc", *options], input=NOTE.sub(r"^[\1]", text).encode(), env=environment, check=True)
        lines = ",\n".join(json.dumps(block, ensure_ascii=False) for block in blocks)
        Path(f"{name}.expected.json").write_text(f"[\n{lines}\n]\n", "utf-8")


if __name__ == "__main__":
    main()
