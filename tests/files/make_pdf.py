"""Makes pdf/*.pdf and their pdf/*.expected.json from pdf/lighthouse.*.md, with LibreOffice and Chromium.

    python tests/files/make_pdf.py [NAME]...

Needs soffice (Debian: libreoffice-writer, hyphen-en-gb, hyphen-es), chromium, pdflatex and jinja2. The expected blocks
are the text itself without its footnotes: a reader of the PDF must undo everything that layout does to it. Those of
pdf/accents.tex are written by hand.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import jinja2

HERE = Path(__file__).parent / "pdf"

# Width, height and margin of the page, columns, type size, alignment, indent of first lines, space between paragraphs,
# whether words are broken, whether the page number is followed by the number of pages.
_KEYS = ("width", "height", "margin", "columns", "size", "align", "indent", "gap", "hyphens", "total")
PAGES: dict[str, dict[str, Any]] = {
    name: dict(zip(_KEYS, values, strict=True))
    for name, values in {
        "book": ("14.8cm", "21cm", "1.8cm", 1, "10.5pt", "justify", "0.5cm", "0cm", True, False),
        "columns": ("21cm", "29.7cm", "2cm", 2, "9.5pt", "justify", "0.4cm", "0cm", True, False),
        "report": ("21cm", "29.7cm", "2.5cm", 1, "11pt", "start", "0cm", "0.3cm", False, True),
    }.items()
}

WEB = jinja2.Template(
    """<html lang="{{ language }}"><meta charset="utf-8">
<style>body { font: 15px serif; hyphens: auto; text-align: justify }</style>
{% for block in blocks %}
{%- if block.kind == "heading" %}<h{{ block.level }}>{{ block.text }}</h{{ block.level }}>
{%- elif block.kind == "item" %}<ul style="margin: 0"><li>{{ block.text }}</ul>
{%- else %}<p>{{ block.text }}</p>{% endif %}
{% endfor %}</html>""",
    autoescape=True,
)


def blocks_of(language: str) -> list[dict[str, Any]]:
    """The blocks of a text; "{{…}}" in it is a footnote, kept apart in `parts`."""
    found: list[dict[str, Any]] = []
    for line in (HERE / f"lighthouse.{language}.md").read_text("utf-8").splitlines():
        pieces = [*re.split(r"\{\{(.*?)\}\}", line), ""]
        block = {"kind": "paragraph", "text": "".join(pieces[::2])}
        if match := re.match(r"#+ ", line):
            block = {"kind": "heading", "level": len(match[0]) - 1, "text": line[match.end() :]}
        elif line.startswith("- "):
            block = {"kind": "item", "text": line[2:]}
        elif line.startswith("*"):
            block = {"kind": "paragraph", "italic": True, "text": line.strip("*")}
        has_notes = len(pieces) > 2
        block["parts"] = list(zip(pieces[::2], pieces[1::2], strict=True)) if has_notes else [(block["text"], "")]
        if line:
            found.append(block)
    return found


def write_odt(name: str, layout: str, language: str, options: dict[str, Any] | None = None, **content: Any) -> None:
    """A PDF by LibreOffice, without tags, so that nothing says what is a running head, as in most PDFs."""
    environment = jinja2.Environment(autoescape=True)
    template = environment.from_string((HERE / "layout.fodt").read_text("utf-8"))
    values = {"UseTaggedPDF": layout == "report", **(options or {})}
    typed = {
        key: {"type": "boolean" if isinstance(v, bool) else "string", "value": str(v)} for key, v in values.items()
    }
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{name}.fodt"
        source.write_text(template.render(page=PAGES[layout], language=language, **content), "utf-8")
        profile = f"-env:UserInstallation=file://{tempfile.gettempdir()}/soffice-make-pdf"
        kind = f"pdf:writer_pdf_Export:{json.dumps(typed).replace('True', 'true').replace('False', 'false')}"
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(HERE), str(source)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def write_web(name: str, language: str) -> None:
    """A PDF by Chromium, with the date and the address that it prints on each page."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{name}.html"
        source.write_text(WEB.render(language=language, blocks=blocks_of(language)), "utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={HERE / name}.pdf"]
        subprocess.run([*command, str(source)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def write_tex(name: str) -> None:
    """A PDF by TeX."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdflatex", "-interaction=batchmode", f"-output-directory={folder}", str(HERE / f"{name}.tex")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)
        shutil.copy(Path(folder) / f"{name}.pdf", HERE)


def expect(name: str, blocks: list[dict[str, Any]]) -> None:
    """Write the blocks that a reader should find."""
    wanted = ({key: block[key] for key in ("kind", "level", "text") if key in block} for block in blocks)
    lines = ",\n".join(json.dumps(block, ensure_ascii=False) for block in wanted)
    (HERE / f"{name}.expected.json").write_text(f"[\n{lines}\n]\n", "utf-8")


def main(asked: list[str]) -> None:
    english, spanish = blocks_of("en"), blocks_of("es")
    for language, blocks in (("en", english), ("es", spanish)):
        for layout in PAGES:
            name = f"{layout}.{language}"
            if not asked or name in asked:
                write_odt(name, layout, language, parts=[("Body", blocks)])
                expect(name, blocks)
        name = f"web.{language}"
        if not asked or name in asked:
            write_web(name, language)
            expect(name, blocks)
    if not asked or "sections" in asked:
        write_odt("sections", "book", "en", parts=[("Cell", english), ("Spanish", spanish)])
        expect("sections", english + spanish)
    if not asked or "table" in asked:
        rows = list(zip(english, spanish, strict=True))
        write_odt("table", "report", "en", {"UseTaggedPDF": False}, rows=rows)
        expect("table", [{"kind": "cell", "text": block["text"]} for row in rows for block in row])
    if not asked or "locked" in asked:
        password = {"EncryptFile": True, "DocumentOpenPassword": "secret"}
        write_odt("locked", "book", "en", password, parts=[("Body", english[:3])])
    if not asked or "no_printing" in asked:
        password = {"RestrictPermissions": True, "PermissionPassword": "secret", "Printing": "0"}
        write_odt("no_printing", "book", "en", password, parts=[("Body", english[:3])])
        expect("no_printing", english[:3])
    if not asked or "accents" in asked:
        write_tex("accents")


if __name__ == "__main__":
    main(sys.argv[1:])
