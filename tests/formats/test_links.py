"""Formats that say which sentences belong together, by number or by id: hunalign, Sketch Engine, Moses, XCES, TEI."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import factories
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import InputError, OutputError
from aligner.formats import hunalign, load, render, write
from aligner.formats.files import RenderedFolder, write_folder_atomically
from aligner.formats.scores import UNSCORED
from aligner.formats.table import WRITTEN
from aligner.formats.tei import load as from_tei
from aligner.formats.xces import load as from_xces
from aligner.model import Alignment, Bead

quick = settings(max_examples=40)
FOLDERS = {suffix: format.render_folder for suffix, format in WRITTEN.items() if format.render_folder}
LOADERS = {".xces": from_xces, ".tei": from_tei}
TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@st.composite
def crossed(draw: st.DrawFn) -> Alignment:
    """Any alignment, with target sides in any order."""
    alignment = draw(factories.alignments())
    order = draw(st.permutations(range(len(alignment.beads))))
    targets: dict[int, range] = {}
    taken = 0
    for k in order:
        targets[k] = range(taken, taken + len(alignment.beads[k].target))
        taken += len(alignment.beads[k].target)
    beads = tuple(replace(bead, target=targets[k]) for k, bead in enumerate(alignment.beads))
    return replace(alignment, beads=beads, paragraph_beads=())


def table(suffix: str, alignment: Alignment) -> list[list[str]]:
    text = render(alignment, suffix).data.decode("ascii")
    assert text == "" or text.endswith("\n")
    return [line.split("\t") for line in text.splitlines()]


@pytest.mark.parametrize("suffix", [".hunalign", ".map"])
def test_the_small_alignment_is_written_as_it_always_was(suffix, golden):
    golden(f"small{suffix}", render(factories.small(), suffix).data)


@pytest.mark.parametrize("suffix", FOLDERS)
def test_each_file_of_a_folder_is_written_as_it_always_was(suffix, golden):
    for name, data in FOLDERS[suffix](factories.small(), "small").files.items():
        golden(f"small{suffix}/{name.replace('/', '-')}", data)


@quick
@given(factories.alignments())
def test_the_same_alignment_gives_the_same_files(alignment):
    for render_folder in FOLDERS.values():
        assert render_folder(alignment, "a") == render_folder(alignment, "a")


# hunalign and Sketch Engine


@quick
@given(crossed())
def test_a_hunalign_ladder_rises_from_nothing_to_the_ends_of_both_texts(alignment):
    rungs = [(int(i), int(j)) for i, j, _ in table(".hunalign", alignment)]
    assert rungs[0] == (0, 0)
    assert rungs[-1] == (len(alignment.source.sentences), len(alignment.target.sentences))
    assert all(a[0] <= b[0] and a[1] <= b[1] and a != b for a, b in pairwise(rungs))


@quick
@given(factories.alignments())
def test_a_confidence_is_the_score_of_the_bead_that_starts_there(alignment):
    *rungs, end = table(".hunalign", alignment)
    assert [float(score) for _, _, score in rungs] == [round(bead.score, 4) for bead in alignment.beads]
    assert end[2] == "0"


@quick
@given(crossed())
def test_a_mapping_names_every_sentence_once(alignment):
    for column, document in enumerate((alignment.source, alignment.target)):
        cells = [row[column] for row in table(".map", alignment) if row[column] != "-1"]
        named = [
            k
            for cell in cells
            for first, _, last in [cell.partition(",")]
            for k in range(int(first), int(last or first) + 1)
        ]
        assert named == list(range(len(document.sentences)))


@quick
@given(factories.alignments())
def test_beads_and_scores_come_back_from_a_hunalign_ladder_and_its_texts(alignment):
    alignment = replace(alignment, min_score=0.0, left_out={})
    if not alignment.beads:
        return
    with tempfile.TemporaryDirectory() as folder:
        write(alignment, f"{folder}/a.hunalign")
        again = hunalign.load(f"{folder}/a.hunalign", alignment.source, alignment.target)
    assert [(bead.kind, bead.score) for bead in again.beads] == [
        (bead.kind, round(bead.score, 4)) for bead in alignment.beads
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0\t0\t1\n1\t1\t0\n", "goes from 0, 0 to 1, 1, and the texts have 12 and 11 sentences"),
        ("1\t0\t1\n12\t11\t0\n", "goes from 1, 0 to 12, 11"),
        ("0\t0\t1\n3\t3\t1\n2\t4\t1\n12\t11\t0\n", "line 3: goes back"),
        ("0\t0\t1\n[1]:[1]:0.5\n", r"line 2: is not a rung: '\[1\]:\[1\]:0.5'"),
        ("0\t0\n12\t11\n", "line 1: is not a rung"),
    ],
)
def test_a_hunalign_ladder_that_does_not_fit_is_refused(text, message, tmp_path):
    (tmp_path / "a.hunalign").write_text(text)
    with pytest.raises(InputError, match=message):
        hunalign.load(tmp_path / "a.hunalign", factories.small().source, factories.small().target)


def test_hunaligns_own_measure_is_not_a_score(tmp_path):
    (tmp_path / "a.hunalign").write_text("0\t0\t1.75\n3\t3\t0.5\n12\t11\t0\n")
    found = hunalign.load(tmp_path / "a.hunalign", factories.small().source, factories.small().target)
    assert [(bead.kind, bead.score) for bead in found.beads] == [("3-3", UNSCORED), ("9-8", UNSCORED)]


@pytest.mark.parametrize("suffix", [".hunalign", ".map"])
def test_a_moved_bead_is_left_out_with_a_note_and_its_sides_stand_alone(suffix):
    rendered = render(factories.small(), suffix)
    assert rendered.notes == ("1 moved bead left out: this format goes forwards on both sides",)
    assert (b"-1\t5\n6\t6\n7\t-1\n" if suffix == ".map" else b"\n6\t5\t0.7\n6\t6\t0.7\n7\t7\t0.7\n") in rendered.data


@pytest.mark.parametrize("suffix", [".hunalign", ".map"])
def test_a_ladder_keeps_beads_below_the_least_score_and_says_so(suffix, tmp_path):
    notes = write(replace(factories.small(), min_score=0.9), tmp_path / f"a{suffix}")
    assert (tmp_path / f"a{suffix}").read_bytes() == render(factories.small(), suffix).data
    assert notes[1:] == ["6 beads below 0.9 kept: this format cannot leave sentences out"]


# Moses


@quick
@given(factories.alignments())
def test_moses_files_have_a_line_for_each_pair_with_text_on_both_sides(alignment):
    english, spanish = (data.decode().splitlines() for data in FOLDERS[".moses"](alignment, "a").files.values())
    assert len(english) == len(spanish) <= sum(not bead.is_null for bead in alignment.beads)
    assert all(line.strip() for line in english + spanish)


def test_moses_leaves_nulls_out_and_counts_them():
    rendered = FOLDERS[".moses"](factories.small(), "book")
    assert list(rendered.files) == ["book.en", "book.es"]
    assert rendered.notes == ("2 nulls left out",)


@pytest.mark.parametrize(
    ("languages", "names"),
    [
        (("en", "es"), ["a.en", "a.es"]),
        (("es", "es-MX"), ["a.es", "a.es-MX"]),
        (("en", "en"), ["a.source", "a.target"]),
        (("und", "und"), ["a.source", "a.target"]),
        (("../../x", "es"), ["a.source", "a.target"]),
    ],
)
def test_files_are_called_by_language_or_by_side_where_languages_do_not_tell_them_apart(languages, names):
    assert list(FOLDERS[".moses"](factories.pair("One.", "Uno.", languages=languages), "a").files) == names


# XCES and TEI


def words(text: str) -> str:
    """What XML can hold of a text, with white space normalised, since links need not keep it."""
    return " ".join(re.sub("[\x00-\x08\x0e-\x1b\x1f\ufffe\uffff]", "", re.sub("[\x1c-\x1e\x85]", " ", text)).split())


def loaded_again(suffix: str, alignment: Alignment) -> Alignment:
    with tempfile.TemporaryDirectory() as folder:
        write(alignment, f"{folder}/a{suffix}/")
        return LOADERS[suffix](f"{folder}/a{suffix}")


@settings(max_examples=30, deadline=None)  # each writes and reads twelve files
@given(crossed())
def test_beads_scores_statuses_and_texts_come_back_from_links(alignment):
    alignment = replace(alignment, min_score=0.0, left_out={})
    if not alignment.source.sentences or not alignment.target.sentences:
        return
    for suffix in LOADERS:
        again = loaded_again(suffix, alignment)
        assert [(bead.source, bead.target, bead.status) for bead in again.beads] == [
            (bead.source or range(0), bead.target or range(0), bead.status) for bead in alignment.beads
        ]
        assert [bead.score for bead in again.beads] == [round(bead.score, 4) for bead in alignment.beads]
        for side, wanted in ((again.source, alignment.source), (again.target, alignment.target)):
            assert [words(each.text) for each in side.sentences] == [words(each.text) for each in wanted.sentences]
            assert side.language == wanted.language


@pytest.mark.parametrize("suffix", LOADERS)
def test_blocks_keep_their_kinds_levels_and_rows(suffix):
    small = factories.small()
    again = loaded_again(suffix, small)
    for side, wanted in ((again.source, small.source), (again.target, small.target)):
        assert [(b.kind, b.level, len(b.sentences)) for b in side.blocks] == [
            (b.kind, b.level, len(b.sentences)) for b in wanted.blocks
        ]
        assert len({block.place for block in side.blocks if block.kind == "cell"}) == 1
    assert again.paragraph_beads


@pytest.mark.parametrize("suffix", LOADERS)
def test_sentences_of_beads_below_the_least_score_come_back_as_nulls_without_a_known_score(suffix):
    again = loaded_again(suffix, replace(factories.small(), min_score=0.9))
    assert [bead.kind for bead in again.beads if bead.score] == ["1-1"] * 6
    assert all(bead.is_null for bead in again.beads if not bead.score)


@quick
@given(crossed())
def test_every_tei_pointer_points_to_a_sentence_and_only_nulls_are_not_links(alignment):
    files = FOLDERS[".tei"](alignment, "a").files
    trees = {name: ElementTree.fromstring(data) for name, data in files.items()}
    ids = {f"{name}#{each.get(XML_ID)}" for name, tree in trees.items() for each in tree.iter(f"{TEI}s")}
    links = trees["links.xml"]
    for element in [*links.iter(f"{TEI}link"), *links.iter(f"{TEI}ptr")]:
        targets = element.get("target").split()
        assert set(targets) <= ids
        assert (element.tag == f"{TEI}link") == (len({each.partition("#")[0] for each in targets}) == 2)


@pytest.fixture
def xces(tmp_path):
    write(factories.small(), tmp_path / "a.xces")
    return tmp_path / "a.xces"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_links_whose_first_list_belongs_to_the_second_document_are_recognised_by_their_ids(xces):
    wanted = from_xces(xces).beads
    text = (xces / "links.xml").read_text()
    (xces / "links.xml").write_text(re.sub(r'xtargets="(.*?);(.*?)"', r'xtargets="\2;\1"', text))
    assert from_xces(xces).beads == wanted


def test_links_without_certainty_or_with_another_measure_have_no_scores(xces):
    edit(xces / "links.xml", 'certainty="0.9731"', 'certainty="7.25"')
    assert {bead.score for bead in from_xces(xces).beads} == {UNSCORED}


def test_a_file_of_links_can_be_named_itself(xces, tmp_path):
    write(factories.small(), tmp_path / "a.tei")
    assert load(xces / "links.xml") == from_xces(xces) == load(xces)
    assert load(tmp_path / "a.tei" / "links.xml") == from_tei(tmp_path / "a.tei")
    with pytest.raises(InputError, match=r"its first element is <text>, not <cesAlign> or <TEI>"):
        load(xces / "en" / "a.xml")


def test_a_folder_of_links_is_converted_like_any_saved_alignment(xces):
    command = [sys.executable, "-m", "aligner", "convert", "a.xces/", "-o", "-"]
    found = subprocess.run(command, cwd=xces.parent, check=True, capture_output=True)
    assert found.stdout == render(load(xces), "tsv").data


def test_words_marked_one_by_one_are_read_as_a_sentence(xces):
    edit(xces / "en" / "a.xml", "It was cold.", "\n<w>It</w>\n<w>was</w>\n<w>cold</w><w>.</w>\n")
    assert from_xces(xces).source.sentences[2].text == "It was cold."


def test_documents_may_be_packed_or_not_whatever_the_links_call_them(xces):
    wanted = from_xces(xces)
    edit(xces / "links.xml", "en/a.xml", "en/a.xml.gz")
    assert from_xces(xces) == wanted
    (xces / "en" / "a.xml.gz").write_bytes(gzip.compress((xces / "en" / "a.xml").read_bytes()))
    (xces / "en" / "a.xml").unlink()
    assert from_xces(xces).beads == wanted.beads


def test_a_gzip_bomb_or_a_cut_file_is_refused(xces):
    bomb = gzip.compress(b"<text>" + b" " * 300_000_000, compresslevel=1, mtime=0)
    for data in (bomb, gzip.compress(b"<text/>", mtime=0)[:-9], b"\x1f\x8bno"):
        (xces / "en" / "a.xml").write_bytes(data)
        with pytest.raises(InputError, match=r"a\.xml: (unpacks to more|is a damaged .gz file)"):
            from_xces(xces)


def test_segments_are_taken_as_sentences_if_there_are_no_sentences(tmp_path):
    write(factories.small(), tmp_path / "a.tei")
    wanted = from_tei(tmp_path / "a.tei")
    for name in ("en.xml", "es.xml"):
        edit(tmp_path / "a.tei" / name, "<s ", "<seg ")
        edit(tmp_path / "a.tei" / name, "</s>", "</seg>")
    assert from_tei(tmp_path / "a.tei") == wanted


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"s2;s2"', '"s2;s99"', r"link 2: names sentence s99, which .*es.a\.xml does not hold"),
        ('"s2;s2"', '"s2 s2"', r"link 2: xtargets is 's2 s2', not two lists"),
        ('"s3 s4;s3"', '"s4 s3;s3"', r"link 3: links sentences that are not adjacent: s4 s3"),
        ('"s2;s2"', '"s1;s2"', r"sentence s1 of .* is in two links"),
        ("en/a.xml", "en/b.xml", r"links to en/b\.xml, which is not there"),
        ("en/a.xml", "../../a.xml", r"links to a document outside its folder"),
        ("en/a.xml", "x" * 300, r"links to x+, which is not there"),
        ("<cesAlign", "<cesDoc", r"links\.xml: is damaged|is no file of links"),
        ("</cesAlign>", "", r"links\.xml: .*damaged"),
        ("<cesAlign", '<!DOCTYPE a [<!ENTITY b "c">]><cesAlign', r"declares XML entities"),
    ],
)
def test_links_that_do_not_fit_are_refused_with_their_place(xces, old, new, message):
    edit(xces / "links.xml", old, new)
    with pytest.raises(InputError, match=message):
        from_xces(xces)


def test_an_id_that_occurs_twice_is_refused(xces):
    edit(xces / "es" / "a.xml", 'id="s2"', 'id="s1"')
    with pytest.raises(InputError, match=r"es.a\.xml: has two sentences with the id s1"):
        from_xces(xces)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"en.xml#s2 es.xml#s2"', '"en.xml#s99 es.xml#s2"', r"link 2: names sentence s99, which .*en\.xml does not"),
        ('"en.xml#s2 es.xml#s2"', '"#s2 es.xml#s2"', r"link 2: points to '#s2', not to a sentence of a document"),
        ('"en.xml#s2 es.xml#s2"', '"en.xml#s2 fr.xml#s2"', r"links 3 documents instead of 2"),
        ("linkGrp", "list", r"holds no links"),
    ],
)
def test_tei_links_that_do_not_fit_are_refused_with_their_place(tmp_path, old, new, message):
    write(factories.small(), tmp_path / "a.tei")
    edit(tmp_path / "a.tei" / "links.xml", old, new)
    with pytest.raises(InputError, match=message):
        from_tei(tmp_path / "a.tei")


def test_tei_links_without_domains_take_the_first_document_they_name_as_source(tmp_path):
    write(factories.small(), tmp_path / "a.tei")
    wanted = from_tei(tmp_path / "a.tei")
    edit(tmp_path / "a.tei" / "links.xml", ' domains="en.xml#body es.xml#body"', "")
    assert from_tei(tmp_path / "a.tei") == wanted


@pytest.mark.parametrize("suffix", LOADERS)
def test_a_folder_without_links_is_a_user_error(suffix, tmp_path):
    with pytest.raises(InputError, match=r"links\.xml: cannot be read: no such file"):
        LOADERS[suffix](tmp_path)


# Folders


def test_a_folder_is_written_with_a_slash_or_without(tmp_path):
    for name in ("a.moses", f"{tmp_path}/b.moses/"):
        assert write(factories.small(), tmp_path / name if name == "a.moses" else name) == ["2 nulls left out"]
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.e?")} == {
        *("a.moses/a.en", "a.moses/a.es", "b.moses/b.en", "b.moses/b.es")
    }


def test_files_of_the_users_own_in_the_folder_stay(tmp_path):
    (tmp_path / "a.moses").mkdir()
    (tmp_path / "a.moses" / "notes.txt").write_text("mine")
    (tmp_path / "a.moses" / "a.en").write_text("old")
    write(factories.small(), tmp_path / "a.moses")
    assert sorted(path.name for path in (tmp_path / "a.moses").iterdir()) == ["a.en", "a.es", "notes.txt"]
    assert (tmp_path / "a.moses" / "a.en").read_text().startswith("The Harbour\n")


def test_a_folder_that_cannot_be_written_whole_stays_as_it_was(tmp_path):
    (tmp_path / "a.moses" / "a.es").mkdir(parents=True)
    (tmp_path / "a.moses" / "a.en").write_text("old")
    with pytest.raises(OutputError, match=r"a\.es in it is a folder"):
        write(factories.small(), tmp_path / "a.moses")
    assert (tmp_path / "a.moses" / "a.en").read_text() == "old"
    assert sorted(path.name for path in (tmp_path / "a.moses").iterdir()) == ["a.en", "a.es"]


def test_a_failed_write_leaves_no_folder(tmp_path):
    with pytest.raises(TypeError):
        write_folder_atomically(tmp_path / "new", {"a": b"1", "b": "not bytes"})  # type: ignore[dict-item]
    assert not list(tmp_path.iterdir())


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "a.tei").write_text("mine")
    with pytest.raises(OutputError, match="it is a file, and this format is a folder of files; give another name"):
        write(factories.small(), tmp_path / "a.tei")
    assert (tmp_path / "a.tei").read_text() == "mine"


@pytest.mark.parametrize("suffix", FOLDERS)
def test_a_folder_does_not_fit_on_stdout(suffix):
    with pytest.raises(OutputError, match=rf"standard output: \{suffix} is a folder of files"):
        write(factories.small(), "-", format=suffix)


def test_beads_below_the_least_score_are_counted_for_folders_too(tmp_path):
    for suffix in FOLDERS:
        notes = write(replace(factories.small(), min_score=0.9), tmp_path / f"a{suffix}")
        assert notes == ["6 beads below 0.9 left out"]


def test_a_folder_format_is_written_by_the_command_line_beside_and_inside_folders(tmp_path):
    write(factories.small(), tmp_path / "book.json")
    for own in ("own.moses/", "own.moses"):  # the second time it is a folder that is there
        outputs = ["-o", own, "-o", "all/", "--to", "tei,tsv", "-q"]
        command = [sys.executable, "-m", "aligner", "convert", "book.json", *outputs]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    found = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    assert found == [
        *("all/book.tei/en.xml", "all/book.tei/es.xml", "all/book.tei/links.xml", "all/book.tsv", "book.json"),
        *("own.moses/own.en", "own.moses/own.es"),
    ]


def test_a_rendered_folder_names_files_that_stay_inside_it():
    hostile = Alignment(
        replace(factories.small().source, language="../en", name="../x"),
        replace(factories.small().target, language="/es", name="/y"),
        factories.small().beads,
    )
    for render_folder in FOLDERS.values():
        rendered: RenderedFolder = render_folder(hostile, "a")
        assert all(".." not in Path(name).parts and not Path(name).is_absolute() for name in rendered.files)


def test_a_five_to_four_bead_is_linked_as_a_whole(tmp_path):
    five, four = factories.block(*"abcde"), factories.block(*"wxyz")
    small = factories.small()
    alignment = Alignment(
        replace(small.source, blocks=(five,)),
        replace(small.target, blocks=(four,)),
        (Bead(range(5), range(4), 0.5),),
    )
    for suffix in LOADERS:
        assert loaded_again(suffix, alignment).beads == alignment.beads
