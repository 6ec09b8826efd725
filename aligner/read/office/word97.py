"""Old Word documents (.doc) -> blocks: LibreOffice, where it is installed, saves a copy as .docx, and that is read.

LibreOffice works in a folder that is removed afterwards, with a profile of its own, in which macros, links to other
files and the network are off. It is ended, with all the processes that it started, when its time is over, and when this
process ends.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from aligner.errors import InputError, MissingExtraError
from aligner.model import Block
from aligner.read.office.docx import read_docx
from aligner.read.office.keeper import run_kept
from aligner.read.refusals import refuse_empty
from aligner.read.signature import recognise_text, refuse_other

SUFFIX = ".doc"

# Seconds by the clock for one document. A book of 500 pages takes ten, a first start on a busy machine thirty.
SECONDS = 120

# Bytes of memory for each of its processes. It takes 300 million for a short document.
MEMORY = 3_000_000_000

# LibreOffice's filters, and how the text of a document of Word 6 or 95 begins: a mark and a version, at a place that is
# a multiple of the smallest sector. Without a filter named, a damaged document would be opened as plain text.
_FILTER, _OLDER_FILTER = "MS Word 97", "MS WinWord 6"
_OLDER, _SECTOR = re.compile(rb"\xdc\xa5[\x60-\x70]\x00"), 64

_PROGRAMS = ("soffice", "libreoffice")
# Where LibreOffice is if it is not on the PATH: on macOS, and on Windows.
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)

# Macros off; and whatever would be fetched, such as a picture that the file only names, is asked of a proxy at a port
# where nothing answers.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetNoProxy", ""),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "1"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "1"),
)

_REMEDY = "open it in a word processor and save it as .docx"


def read_doc(data: bytes, encoding: str | None = None) -> tuple[Block, ...]:
    """The blocks of an old Word document.

    Raises `InputError` if it is not one, or if LibreOffice cannot open it in time, and `MissingExtraError` without
    LibreOffice.
    """
    refuse_empty(data)
    refuse_other(data, SUFFIX)
    text = recognise_text(data)
    if text is not None:
        raise text.refusal(SUFFIX)
    office = _office()
    # On Windows, the last of its processes may still hold a file for a moment.
    with tempfile.TemporaryDirectory(prefix="aligner-", ignore_cleanup_errors=True) as folder:
        return read_docx(_converted(office, data, Path(folder)))


def _office() -> str:
    """The path of LibreOffice. Raises `MissingExtraError` if it is not installed."""
    found = next(filter(None, map(shutil.which, (*_PROGRAMS, *_PLACES))), None)
    if found is None:
        remedy = "install it (https://www.libreoffice.org), or save the file as .docx"
        raise MissingExtraError("reading .doc needs LibreOffice, which is not on this machine", remedy=remedy)
    return found


def _converted(office: str, data: bytes, folder: Path) -> bytes:
    """The document as .docx, made in an empty folder."""
    source, result, profile = folder / "text.doc", folder / "out" / "text.docx", folder / "profile"
    source.write_bytes(data)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry(), "utf-8")
    options = ["--headless", "--norestore", "--nolockcheck", "--convert-to", "docx", "--outdir", str(result.parent)]
    command = [office, f"-env:UserInstallation={profile.as_uri()}", *options]
    try:
        run_kept([*command, f"--infilter={_filter(data)}", str(source)], folder, SECONDS, MEMORY)
    except TimeoutError:
        what = f"cannot be read: LibreOffice takes more than {SECONDS} seconds for it"
        raise InputError(what, remedy=_REMEDY) from None
    except OSError as error:
        raise InputError(f"cannot be read: LibreOffice does not start ({error})", remedy=_REMEDY) from None
    if not result.is_file():
        raise InputError("is damaged or has a password: LibreOffice cannot open it", remedy=_REMEDY)
    return result.read_bytes()


def _filter(data: bytes) -> str:
    """The name of the filter for a document."""
    is_older = any(found.start() % _SECTOR == 0 for found in _OLDER.finditer(data))
    return _OLDER_FILTER if is_older else _FILTER


def _registry() -> str:
    """The settings of the profile, as LibreOffice stores them."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
