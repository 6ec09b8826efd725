"""Makes library.ar.pdf, station.he.pdf, qanat.fa.pdf and docx/library.en.docx from the expected blocks beside them.

    python tests/files/make_right_to_left.py

Each is by another program: LibreOffice (soffice), Chromium, and XeLaTeX with polyglossia and bidi, in DejaVu Sans.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from html import escape
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RIGHT = "p, li, h1, h2 { text-align: right }"
# TeX draws Latin words and numbers from left to right only where it is told to.
LATIN = re.compile(r"[A-Za-z0-9](?:[ -~–]*[A-Za-z0-9])?|[۰-۹]+(?:[٬/][۰-۹]+)*")
TEX = r"""\documentclass[11pt,twocolumn]{article}
\usepackage{fontspec,polyglossia}
\usepackage[paperwidth=15cm,paperheight=10cm,margin=1cm,columnsep=.6cm]{geometry}
\pagestyle{empty}
\setmainlanguage{persian}
\setmainfont{DejaVu Sans}
\newfontfamily\persianfont[Script=Arabic]{DejaVu Sans}
\begin{document}
%s
\end{document}
"""


def blocks(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text("utf-8"))


def html(path: Path, style: str = "") -> str:
    language = path.name.split(".")[1]
    direction = "ltr" if language == "en" else "rtl"
    body = "".join(_element(block) for block in blocks(path)).replace("</ul><ul>", "")
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><meta charset="utf-8"><title></title>'
        f"<style>body {{ font: 11pt DejaVu Sans }} {style}</style>{body}</html>"
    )


def _element(block: dict[str, Any]) -> str:
    text = escape(block["text"])
    if block["kind"] == "item":
        return f"<ul><li>{text}</li></ul>"
    name = f"h{block['level']}" if block["kind"] == "heading" else "p"
    return f"<{name}>{text}</{name}>"


def tex(path: Path) -> str:
    marked = {1: r"\section*{%s}", 2: r"\subsection*{%s}", None: "%s\n"}
    return TEX % "\n".join(marked[b.get("level")] % LATIN.sub(r"\\LR{\g<0>}", b["text"]) for b in blocks(path))


def run(source: Path, text: str, *command: str) -> None:
    source.write_text(text, "utf-8")
    subprocess.run([*command, str(source)], check=True, stdout=subprocess.DEVNULL, cwd=source.parent)


def main() -> None:
    office = ("soffice", "--headless", "--infilter=HTML (StarWriter)", "--convert-to")
    browser = ("chromium", "--headless", "--no-sandbox", "--no-pdf-header-footer")
    pdf, docx = HERE / "pdf", HERE / "docx"
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        arabic = html(pdf / "library.ar.expected.json", RIGHT)
        run(here / "library.ar.html", arabic, *office, "pdf:writer_pdf_Export", "--outdir", str(pdf))
        english = html(docx / "library.en.expected.json")
        run(here / "library.en.html", english, *office, "docx:MS Word 2007 XML", "--outdir", str(docx))
        hebrew = html(pdf / "station.he.expected.json")
        run(here / "station.he.html", hebrew, *browser, f"--print-to-pdf={pdf / 'station.he.pdf'}")
        persian = tex(pdf / "qanat.fa.expected.json")
        run(here / "qanat.fa.tex", persian, "xelatex", "-interaction=batchmode", f"-output-directory={pdf}")
        for suffix in (".aux", ".log"):
            (pdf / f"qanat.fa{suffix}").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
