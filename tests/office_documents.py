"""The smallest office documents that hold a given body, with some styles that it may name."""

from __future__ import annotations

from collections.abc import Mapping

from archives import zipped

OOXML = "http://schemas.openxmlformats.org"
WORD = f"{OOXML}/wordprocessingml/2006/main"
MATH = f"{OOXML}/officeDocument/2006/math"
COMPATIBILITY = f"{OOXML}/markup-compatibility/2006"
STYLES = """
<w:style w:styleId="Puesto"><w:name w:val="Title"/></w:style>
<w:style w:styleId="Ttulo2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="Ttulo2"/></w:style>
<w:style w:styleId="Lista"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:styleId="Marcador"><w:name w:val="Placeholder Text"/></w:style>
<w:style w:styleId="TDC1"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
"""
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "text", "table", "style"))
NAMES += f' xmlns:draw="{OASIS}:drawing:1.0" xmlns:svg="{OASIS}:svg-compatible:1.0"'
ODT_STYLES = """
<style:style style:name="P1" style:parent-style-name="Title"/>
<style:style style:name="Hidden"><style:text-properties text:display="none"/></style:style>
"""


def docx(body: str, word: str = WORD) -> bytes:
    """A Word document of these elements, in the namespace of usual documents or another one."""
    names = f'xmlns:w="{word}" xmlns:m="{MATH}" xmlns:mc="{COMPATIBILITY}"'
    members = {
        "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {names}>{STYLES}</w:styles>",
    }
    return archive(members)


def archive(members: Mapping[str, str | bytes]) -> bytes:
    """An archive of these members."""
    return zipped({name: part.encode() if isinstance(part, str) else part for name, part in members.items()})


def fodt(body: str) -> bytes:
    """A flat OpenDocument text of these elements."""
    styles = f"<office:automatic-styles>{ODT_STYLES}</office:automatic-styles>"
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    return f"<office:document {NAMES}>{styles}{text}</office:document>".encode()


def rtf(lines: list[str]) -> bytes:
    """An RTF file of these lines, in Windows-1252."""
    return ("{\\rtf1\\ansi\\ansicpg1252 " + "\r\n".join(lines) + "}").encode("cp1252")


def xlsx(rows: str, strings: str = "", styles: str = "") -> bytes:
    """A workbook of one sheet with these rows, shared strings and styles, each as elements."""
    main, kinds = f"{OOXML}/spreadsheetml/2006/main", f"{OOXML}/officeDocument/2006/relationships"
    package = f'xmlns="{OOXML}/package/2006/relationships"'
    parts = (("r1", "worksheet", "sheet"), ("r2", "sharedStrings", "strings"), ("r3", "styles", "styles"))
    related = "".join(f'<Relationship Id="{id}" Type="{kinds}/{of}" Target="{part}.xml"/>' for id, of, part in parts)
    members = {
        "_rels/.rels": f"<Relationships {package}>"
        f'<Relationship Id="r1" Type="{kinds}/officeDocument" Target="workbook.xml"/></Relationships>',
        "_rels/workbook.xml.rels": f"<Relationships {package}>{related}</Relationships>",
        "workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{kinds}">'
        '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "sheet.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
        "strings.xml": f'<sst xmlns="{main}">{strings}</sst>',
        "styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
    }
    return archive(members)
