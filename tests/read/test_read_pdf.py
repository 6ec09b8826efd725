"""PDF to blocks: files of other programs, lines made by hand, and files that cannot be read."""

import json
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import InputError, LostTextWarning
from aligner.read import apart, read
from aligner.read.hyphens import Hyphens
from aligner.read.pdf.bullets import with_bullets
from aligner.read.pdf.document import blocks_of_pages, read_pdf
from aligner.read.pdf.glyphs import Glyph
from aligner.read.pdf.lines import Line, Page, regions, without_furniture
from aligner.read.pdf.pieces import line_of, pieces_of
from aligner.read.pdf.tex_symbols import STROKE

FILES = Path(__file__).parents[1] / "files" / "pdf"
HYPHENS = json.loads((Path(__file__).parents[1] / "cases" / "read_hyphens.json").read_text("utf-8"))
# Ruled by eye only: two rows whose cells fill their last lines to the edge have nothing between them.
HARD = {"table"}
EXACT = sorted(path for path in FILES.glob("*.expected.json") if path.name.split(".")[0] not in HARD)


def expected(path):
    return [[block["kind"], block.get("level"), block["text"]] for block in json.loads(path.read_text("utf-8"))]


@pytest.mark.parametrize("path", EXACT, ids=lambda path: path.name.removesuffix(".expected.json"))
def test_blocks_of_other_programs_files_are_exact(path):
    wanted = expected(path)
    blocks = read_pdf(path.with_name(path.name.replace(".expected.json", ".pdf")).read_bytes())
    found = [[block.kind, block.level if block.kind == "heading" else None, block.text] for block in blocks]
    assert found == wanted


def test_a_table_of_two_languages_gives_rows_of_cells_in_step():
    wanted = [text for _, _, text in expected(FILES / "table.expected.json")]
    blocks = read_pdf((FILES / "table.pdf").read_bytes())
    assert {block.kind for block in blocks} == {"cell"}
    assert len(blocks) % 2 == 0
    assert all(a.place == b.place for a, b in zip(blocks[::2], blocks[1::2], strict=True))
    assert len(set(wanted) - {block.text for block in blocks}) <= 4


def test_a_file_is_read_the_same_in_a_process_of_its_own():
    for path in sorted(FILES.glob("*.en.pdf")):
        assert read(path) == read_pdf(path.read_bytes())


def test_places_are_pages():
    blocks = read(FILES / "book.en.pdf")
    places = [int(block.place.removeprefix("page ")) for block in blocks]
    assert places[0] == 1
    assert places == sorted(places)
    assert places[-1] > 1


@pytest.mark.parametrize("case", HYPHENS, ids=lambda case: case["promise"])
def test_hyphens_at_line_ends(case):
    hyphens = Hyphens(case.get("document", []) + case["lines"])
    assert hyphens.joined(case["lines"]) == case["text"]


@given(st.lists(st.text("ab-—‐\xad é1/.", min_size=1, max_size=8).filter(str.strip), min_size=1, max_size=6))
def test_mending_loses_no_letter(lines):
    text = Hyphens(lines).joined(lines)
    assert "".join(filter(str.isalnum, text)) == "".join(c for line in lines for c in line if c.isalnum())


def column(texts, x=50.0, width=200.0, top=700.0, page=1, size=10.0):
    """Full lines of a column, 12 points apart."""
    return [Line(text, x, x + width, top - 12 * i, size, page=page) for i, text in enumerate(texts)]


numbers = st.lists(st.integers(4, 12), min_size=2, max_size=3)


@given(numbers, st.randoms(use_true_random=False))
def test_columns_are_read_one_after_the_other_in_whatever_order_they_are_drawn(sizes, random):
    columns = [column([f"{n}.{i} some words" for i in range(size)], 50 + 220 * n) for n, size in enumerate(sizes)]
    drawn = [line for lines in columns for line in lines]
    random.shuffle(drawn)
    assert [line.text for region in regions(drawn) for line in region] == [x.text for lines in columns for x in lines]


@given(st.lists(st.lists(st.integers(0, 999), min_size=1, max_size=30), min_size=1, max_size=4))
def test_no_line_of_a_body_without_furniture_is_lost(pages):
    made = [
        Page(n, 595, 842, tuple(column([f"Line {n} {i} {x} of words" for i, x in enumerate(page)], page=n)))
        for n, page in enumerate(pages, start=1)
    ]
    text = " ".join(block.text for block in blocks_of_pages(made))
    assert all(line.text in text for page in made for line in page.lines)


def test_running_heads_and_page_numbers_go_but_repeated_lines_of_the_body_stay():
    pages = [
        Page(
            n,
            595,
            842,
            (
                Line("The Harbour", 250, 300, 800, 8, page=n),
                *column([f"Body {n} {i}" for i in range(20)] + ["Said the sea."], page=n),
                Line(str(n), 290, 300, 40, 8, page=n),
            ),
        )
        for n in range(1, 5)
    ]
    left = [[line.text for line in page.lines] for page in without_furniture(pages, 10)]
    assert all(texts == [f"Body {n} {i}" for i in range(20)] + ["Said the sea."] for n, texts in enumerate(left, 1))


def cleared(tops: list[str]) -> list[str]:
    """Which of these lines stay, each being the top line of a page with a body."""
    pages = [
        Page(n, 595, 842, (Line(top, 50, 250, 800, 10, page=n), *column([f"Body {n} {i}" for i in range(20)], page=n)))
        for n, top in enumerate(tops, start=1)
    ]
    left = without_furniture(pages, 10)
    assert all(len(page.lines) >= 20 for page in left)
    return [line.text for page in left for line in page.lines if not line.text.startswith("Body")]


def test_a_line_where_other_pages_have_a_running_head_is_one_even_if_it_occurs_only_once():
    heads = ["The Lighthouse", "Mary Holm"] * 4
    assert cleared([*heads, "Keepers of the Rock", *heads]) == []


def test_a_line_that_recurs_on_few_of_many_pages_is_not_a_running_head():
    """A refrain is the top line of two pages; every other page begins with a line of its own."""
    names = ("Anna", "Bruno", "Clara", "David", "Emma", "Felix", "Greta", "Hugo", "Irma", "Jakob")
    lines = [f"{name} went down to the sea." for name in names]
    tops = [*lines, "And the sea sang on.", *(line.replace("down", "back") for line in lines), "And the sea sang on."]
    assert cleared(tops) == tops


def test_paragraphs_of_facing_pages_go_on_in_their_own_language():
    texts = [
        [
            "The keeper climbed the stairs at dusk and at midnight and",
            "looked at the sea, which was the whole day long and",
        ],
        [
            "La farera subía las escaleras al anochecer y a medianoche",
            "y miraba la mar, que había estado todo el santo día y",
        ],
        [
            "very calm in that cold winter of the year, and nobody ever",
            "came to the rock before the spring had come at last.",
        ],
        [
            "muy tranquila en aquel invierno frío, y nadie vino nunca",
            "a la roca antes de que llegara por fin la primavera.",
        ],
    ]
    pages = [Page(n, 595, 842, tuple(column(lines, page=n))) for n, lines in enumerate(texts, start=1)]
    blocks = blocks_of_pages(pages)
    assert [block.text for block in blocks] == [" ".join(texts[0] + texts[2]), " ".join(texts[1] + texts[3])]


def test_two_languages_in_columns_that_are_not_in_step_are_paragraphs():
    english = ["The keeper climbed the stairs", "at dusk and at midnight and", "looked at the sea, which was", "calm."]
    spanish = ["La farera subía las escaleras", "al anochecer y a medianoche,", "y miraba la mar, que estaba", "muy"]
    english += ["Nobody came to the rock", "before the spring of the", "year had come, and nobody", "wrote."]
    spanish += ["tranquila.", "Nadie vino nunca a la roca", "antes de que llegara la", "primavera, ni nadie escribió."]
    lines = [*column(english), *column(spanish, x=300)]
    short = {"calm.", "wrote.", "muy", "tranquila."}
    lines = [replace(line, x1=line.x0 + 30) if line.text in short - {"muy"} else line for line in lines]
    blocks = blocks_of_pages([Page(1, 595, 842, tuple(lines))])
    wanted = [english[:4], english[4:], spanish[:5], spanish[5:]]
    assert [(block.kind, block.text) for block in blocks] == [("paragraph", " ".join(text)) for text in wanted]


def pdf_of(objects, trailer=b""):
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def stream(content, entries=b""):
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content)


def page_of(content, resources=b"", *more, entries=b""):
    return pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % resources,
            stream(content, entries),
            *more,
        ]
    )


HELVETICA = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>"


def test_text_that_is_turned_is_left_out_and_exponents_stay():
    content = b"BT /F 10 Tf 1 0 0 1 50 700 Tm (An area of 30 m) Tj /F 6 Tf 4 Ts (2) Tj /F 10 Tf 0 Ts (, no more.) Tj "
    content += b"/F 6 Tf 4 Ts (7) Tj ET BT /F 10 Tf 0 1 -1 0 20 300 Tm (arXiv 1234) Tj ET"
    assert [block.text for block in read_pdf(page_of(content, HELVETICA))] == ["An area of 30 m², no more."]


def test_words_without_spaces_in_the_file_are_separated_by_their_gaps():
    content = b"BT /F 10 Tf 50 700 Td [(The)-300(sea)-300(w)20(as)-300(calm.)] TJ ET"
    assert [block.text for block in read_pdf(page_of(content, HELVETICA))] == ["The sea was calm."]


def font(name: bytes) -> bytes:
    return b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>>>" % name


def text_of(content, resources=HELVETICA, *more):
    return [block.text for block in read_pdf(page_of(content, resources, *more))]


# The matrix that draws text turned by quarters to the left, from the lower left corner of the page turned upright.
TURNED = (b"1 0 0 1 0 0", b"0 1 -1 0 595 0", b"-1 0 0 -1 595 842", b"0 -1 1 0 0 842")


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("rotated", [True, False], ids=["by the viewer", "as it is"])
def test_a_page_whose_text_is_turned_is_read_as_if_upright(turn, rotated):
    content = b"q %s cm BT /F 10 Tf 50 400 Td (The sea was calm.) Tj /F 16 Tf 0 100 Td (The Sea) Tj " % TURNED[turn]
    content += b"ET BT /F 6 Tf 0 1 -1 0 20 300 Tm (A stamp) Tj ET BT 1 1 -1 1 300 300 Tm (DRAFT) Tj ET Q"
    data = page_of(content, HELVETICA)
    if rotated:
        data = data.replace(b"/Type/Page/", b"/Type/Page/Rotate %d/" % (90 * turn))
    assert [(block.kind, block.text) for block in read_pdf(data)] == [
        ("heading", "The Sea"),
        ("paragraph", "The sea was calm."),
    ]


def test_italics_that_hang_over_leave_the_spaces_between_words():
    content = b"BT /F 10 Tf 50 700 Td [(half)-200(jumps)-200(of)-200(joy)] TJ ET"
    assert text_of(content, font(b"Times-Italic")) == ["half jumps of joy"]


def test_exponents_stay_and_marks_of_footnotes_go():
    small, large = b"/F 6 Tf 4 Ts", b"/F 10 Tf 0 Ts"
    raised = [
        (b"The plane R", b"2"),
        (b" and f", b"-1"),
        (b" were known to the Greeks", b"7"),
        (b", ", b"1"),
        (b"/2 as well.", b""),
    ]
    content = b"BT 50 700 Td " + b"".join(b"%s (%s) Tj %s (%s) Tj " % (large, a, small, b) for a, b in raised) + b"ET"
    assert text_of(content) == ["The plane R² and f-1 were known to the Greeks, 1/2 as well."]


def test_text_that_is_struck_twice_is_read_once():
    content = b"".join(b"BT /F 10 Tf %s 700 Td (Bold by hand.) Tj ET " % x for x in (b"50", b"50.3"))
    assert text_of(content) == ["Bold by hand."]


def test_artifacts_are_left_out_on_the_page_and_in_forms():
    line = b"BT /F 10 Tf 50 %d Td (%s) Tj ET "
    content = line % (700, b"The sea was calm.") + b"/Artifact BMC " + line % (600, b"A running head") + b"EMC "
    content += b"/Artifact <</Type/Pagination>> BDC /X Do EMC"
    form = stream(
        line % (500, b"A running foot"), b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<%s>>" % HELVETICA
    )
    assert text_of(content, HELVETICA + b"/XObject<</X 5 0 R>>", form) == ["The sea was calm."]


def of_pictures(text: bytes) -> bytes:
    """A page with a text in Helvetica, and one in a font that is made of pictures and names no letters."""
    glyphs = b"".join(b"/g%d 5 0 R" % code for code in range(32, 127))
    names = b" ".join(b"/g%d" % code for code in range(32, 127))
    pictures = b"/F3<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/CharProcs<<%s>>" % glyphs
    pictures += b"/Encoding<</Type/Encoding/Differences[32 %s]>>/FirstChar 32/LastChar 126/Widths[%s]>>" % (
        names,
        b"6 " * 95,
    )
    content = b"BT /F 10 Tf 50 700 Td (The sea was calm in that cold winter of the year.) Tj "
    content += b"/F3 10 Tf 0 -12 Td (%s) Tj ET" % text
    return page_of(
        content, HELVETICA.replace(b">>>>", b">>" + pictures + b">>"), stream(b"6 0 0 0 6 6 d1 0 0 5 7 re f")
    )


def test_a_font_of_pictures_is_read_if_its_codes_read_like_a_text():
    assert read_pdf(of_pictures(b"Nobody ever came to the rock."))[-1].text.endswith("Nobody ever came to the rock.")


def test_signs_of_formulas_that_only_tex_names_are_read():
    """ "0", "k" and "6" are where TeX has a prime, a norm and the stroke of an unequal sign."""
    symbols = b"/S<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+CMSY10/FirstChar 48/LastChar 107/Widths[%s]" % (
        b"500 " * 60
    )
    symbols += b"/Encoding<</Type/Encoding/Differences[48/prime 54/negationslash 107/bardbl]>>>>"
    content = b"BT /F 10 Tf 50 700 Td (The norm ) Tj /S 10 Tf (k 0k 6) Tj /F 10 Tf (= 1.) Tj ET"
    assert text_of(content, HELVETICA.replace(b">>>>", b">>" + symbols + b">>")) == ["The norm ‖ ′‖ ≠ 1."]


def test_a_stroke_that_is_drawn_over_the_next_sign_is_joined_to_it():
    """It is as wide as the sign, but takes no room in the line."""
    drawn = [Glyph("x", 0, 5, 0, 10, False), Glyph(STROKE, 8, 16, 0, 10, False), Glyph("=", 8, 16, 0, 10, False)]
    (piece,) = pieces_of(drawn)
    assert line_of(piece, 1).text == "x ≠"


def test_characters_beyond_the_first_plane_are_whole():
    """pdfium gives them in halves, which no file can hold."""
    codes = (
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <7E> <D83CDF0A> endbfchar endcmap"
    )
    font = HELVETICA.replace(b"/Encoding", b"/ToUnicode 5 0 R/Encoding")
    content = b"BT /F 10 Tf 50 700 Td (~) Tj ET"
    (block,) = read_pdf(page_of(content, font, stream(codes)))
    assert block.text.encode("utf-8") == "🌊".encode()


def test_a_sign_without_text_after_it_is_no_bullet():
    """A proof ends with a black square at the edge; a drawing has discs."""
    text, square, disc = Line("was shown.", 50, 100, 700, 10), Line("■", 300, 308, 700, 10), Line("•", 60, 64, 500, 8)
    assert [line.text for line in with_bullets([text, square], [disc])] == ["was shown.", "■"]
    before = replace(square, x0=35, x1=43), replace(disc, x0=35, x1=39, y=702)
    assert [line.text for line in with_bullets([text, before[0]], [before[1]])] == ["was shown.", "•", "•"]


def test_dots_that_are_a_little_apart_are_one_sign():
    """TeX sets "..." with gaps that are almost spaces; dots with spaces between them stay as they are."""
    apart = b"BT /F 10 Tf 50 700 Td [(He waited .) -170 (.) -170 (.) -400 (and went . . . home.)] TJ ET"
    assert text_of(apart, HELVETICA) == ["He waited ... and went . . . home."]


def test_letters_that_nobody_knows_are_counted_and_said(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(of_pictures(b"Qrergb hyhu fdph"))
    with pytest.warns(LostTextWarning) as warned:
        blocks = read(path)
    assert [block.text for block in blocks] == ["The sea was calm in that cold winter of the year."]
    assert [str(warning.message) for warning in warned] == [
        f"{path}: page 1: 16 of 65 characters have no Unicode; run OCR (text recognition) on it"
    ]


def test_a_file_of_which_much_is_unknown_is_refused():
    with pytest.raises(InputError, match="do not tell which letters they show; run OCR"):
        read_pdf(of_pictures(b"Qrergb hyhu fdph wr wkh urfn ehiruh wkh vsulqj"))


PICTURE = stream(b"\0" * 12, b"/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceRGB/BitsPerComponent 8")
CALLS = [
    stream(b"/X Do " * 50, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % n)
    for n in range(6, 16)
]
ZEROS = zlib.compress(bytes(400_000_000), 1)
TWICE = zlib.compress(ZEROS)
TWO, THREE = (b"/Filter[%s]" % (b"/FlateDecode" * n) for n in (2, 3))
WHOLE = (FILES / "book.en.pdf").read_bytes()

BROKEN = {
    "empty": (b"", "the file is empty"),
    "text": (b"Good morning.\n", "not a PDF"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "a PNG picture"),
    "garbage": (b"%PDF-1.7\n" + bytes(range(256)) * 50 + b"\n%%EOF\n", "is damaged"),
    "half": (WHOLE[: len(WHOLE) // 2], "its end is missing"),
    "locked": ((FILES / "locked.pdf").read_bytes(), "is encrypted"),
    "scanned": (page_of(b"q 500 0 0 700 0 0 cm /I Do Q", b"/XObject<</I 5 0 R>>", PICTURE), "only pictures"),
    "blank": (page_of(b"q Q"), "holds no text"),
    "calls itself": (page_of(b"/X Do", b"/XObject<</X 4 0 R>>"), "holds no text"),
    "no pages": (pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]), "is damaged"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_used_is_refused_with_a_remedy(tmp_path, name):
    data, message = BROKEN[name]
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message) as caught:
        read(path)
    assert caught.value.where == str(path)
    assert caught.value.remedy


BOMBS = {
    "deflated": page_of(ZEROS, entries=b"/Filter/FlateDecode"),
    "deflated twice": page_of(TWICE, entries=TWO),
    "deflated three times": page_of(zlib.compress(TWICE), entries=THREE),
    "in hexadecimal": page_of(TWICE.hex().encode() + b">", entries=b"/Filter[/ASCIIHexDecode/FlateDecode/FlateDecode]"),
    "called a picture": page_of(ZEROS, b"/X /Image", entries=b"/X /Image/Filter/FlateDecode"),
    "brackets": page_of(b"[" * 5_000_000),
    "deflated brackets": page_of(zlib.compress(b"[" * 5_000_000), entries=b"/Filter/FlateDecode"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_before_it_fills_memory(tmp_path, monkeypatch, name):
    """Whatever its size and its filters; the smallest has 700 bytes. On a slow machine, time is over sooner."""
    monkeypatch.setattr(apart, "MEMORY", 150_000_000)
    path = tmp_path / "a.pdf"
    path.write_bytes(BOMBS[name])
    with pytest.raises(InputError, match=r"MB of memory to read|too long to read|holds no text") as caught:
        read(path)
    assert caught.value.where == str(path)
    assert caught.value.remedy


def test_a_zlib_header_with_a_wrong_byte_opens_nothing(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(page_of(b"\x79" + ZEROS[1:], entries=b"/Filter/FlateDecode"))
    with pytest.raises(InputError):
        read(path)


def test_forms_that_draw_each_other_without_end_are_refused_when_they_take_too_long(tmp_path, monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 1)
    path = tmp_path / "a.pdf"
    path.write_bytes(page_of(b"/X Do", b"/XObject<</X 5 0 R>>", *CALLS))
    with pytest.raises(InputError, match="takes too long to read"):
        read(path)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=40))
def test_damage_anywhere_is_an_input_error_or_no_matter(at, noise):
    try:
        read_pdf(WHOLE[:at] + noise + WHOLE[at + len(noise) :])
    except InputError as error:
        assert error.remedy


def test_without_pypdfium2_the_message_says_what_to_install():
    code = (
        "import sys; sys.modules['pypdfium2'] = None\n"
        "from aligner.errors import MissingExtraError\nfrom aligner.read import read\n"
        f"try: read({str(FILES / 'book.en.pdf')!r})\nexcept MissingExtraError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install 'aligner[pdf]'" in done.stdout
