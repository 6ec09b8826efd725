"""What a person confirmed or changed stays as it is when the texts are aligned again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from commandline import run_text as run
from factories import bead, block
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import PLAIN_ENGLISH, PLAIN_SPANISH

import aligner
from aligner import Alignment, Bead, Document, Lexicon, Options, align
from aligner.errors import InputError
from aligner.formats import render
from aligner.search.keep import find_again
from aligner.text.order import moved

CASES = json.loads((Path(__file__).parents[1] / "cases/keep.json").read_text("utf-8"))

ENGLISH, SPANISH = PLAIN_ENGLISH[:6], PLAIN_SPANISH[:6]


def document(sentences: list[str], language: str = "en") -> Document:
    return Document(language, language, (block(*sentences),))


def sides(text: str) -> Bead:
    """``"0-1|0"`` as a bead that a person confirmed."""
    source, target = text.split("|")
    return bead(source, target, status="confirmed")


def work(source: Document, target: Document, *beads: Bead) -> Alignment:
    """These beads, and a null for each sentence that is in none of them."""
    left = {i for each in beads for i in each.source}
    right = {j for each in beads for j in each.target}
    alone = [bead(str(i), "", 0.5) for i in range(len(source.sentences)) if i not in left]
    both = sorted([*(each for each in beads if each.source), *alone], key=lambda each: each.source.start)
    added = [bead("", str(j), 0.5) for j in range(len(target.sentences)) if j not in right]
    return Alignment(source, target, (*both, *(each for each in beads if not each.source), *added))


def links(alignment: Alignment) -> set[tuple[range, range]]:
    return {(each.source, each.target) for each in alignment.beads}


def human(alignment: Alignment) -> set[Bead]:
    return {each for each in alignment.beads if each.status != "auto"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["promise"])
def test_beads_are_found_again_by_their_texts(case):
    old, new = ([document(side) for side in case[key]] for key in ("old", "new"))
    kept = work(*old, *map(sides, case["beads"]))
    kept = replace(kept, beads=tuple(sorted(kept.beads, key=lambda each: (each.status, not each.source))))
    found = find_again(kept, *new)
    assert {*found.beads, *found.moved} == set(map(sides, case["found"]))
    assert [lost.why for lost in found.lost] == case["lost"]


def test_a_lost_bead_is_known_by_its_index_and_a_long_text_is_shortened():
    old = document(["A.", "B.", "C." + "c" * 100])
    kept = work(old, old, *(sides(f"{k}|{k}") for k in range(3)))
    lost = find_again(kept, document(["A."]), document(["A.", "B."])).lost
    assert [each.bead for each in lost] == [1, 2]
    assert lost[1].why == f"its source (C.{'c' * 37}…) is not in en"


def test_without_any_bead_to_keep_or_any_that_is_found_there_is_an_error():
    here, other = document(["A."]), document(["B."])
    with pytest.raises(InputError, match="holds no bead that a person confirmed or changed"):
        find_again(work(here, here, bead("0", "0")), here, here)
    with pytest.raises(InputError, match="none of the 1 beads"):
        align(other, other, keep=work(here, here, sides("0|0")))


def test_a_merge_and_a_wrong_pair_are_kept_and_the_rest_is_aligned_around_them():
    source, target = document(ENGLISH), document(SPANISH, "es")
    made = (bead("1-2", "1-2", 0.25, "low", status="changed"), bead("4", "", 0.4, status="confirmed"))
    found = align(source, target, keep=work(source, target, *made))
    assert human(found) == set(made)
    assert links(found) >= {(range(k, k + 1), range(k, k + 1)) for k in (0, 3, 5)}
    assert found.signature.endswith("|kept:2")


def test_what_was_found_again_can_be_given_in_place_of_the_saved_alignment():
    source, target = document(ENGLISH), document(SPANISH, "es")
    saved = work(source, target, bead("1-2", "1", 0.5, status="changed"))
    found = align(source, target, keep=find_again(saved, source, target))
    assert found == align(source, target, keep=saved)


def test_more_or_fewer_sentences_than_before_are_a_change_only_where_files_have_no_status():
    source, target = document(ENGLISH), document(SPANISH, "es")
    joined = document([f"{ENGLISH[0]} {ENGLISH[1]}", *ENGLISH[2:]])
    saved = work(joined, target, bead("0", "0-1"), sides("1|2"))
    assert [each.status for each in find_again(saved, source, target).beads] == ["confirmed"]
    assert [each.status for each in find_again(saved, source, target, by_kind=True).beads] == ["changed", "confirmed"]


def test_of_pairs_in_no_order_only_texts_that_are_there_once_are_found():
    source, target = document(["Yes.", "A.", "Yes.", "B."]), document(["Sí.", "1.", "Sí.", "2."], "es")
    saved = work(document(["B.", "Yes.", "A."]), document(["2.", "Sí.", "1."]), *map(sides, ["0|0", "1|1", "2|2"]))
    found = find_again(saved, source, target, ordered=False)
    assert {(each.source, each.target) for each in (*found.beads, *found.moved)} == {
        (range(3, 4), range(3, 4)),
        (range(1, 2), range(1, 2)),
    }
    assert [each.bead for each in found.lost] == [1]


def test_what_a_person_moved_is_kept_and_its_neighbours_are_not_called_moved():
    source, target = document(ENGLISH), document([*SPANISH[:1], *SPANISH[2:], SPANISH[1]], "es")
    moved = bead("1", "5", 0.9, "moved", status="changed")
    others = [bead(str(k), str(j)) for k, j in enumerate([0, 5, 1, 2, 3, 4]) if k != 1]
    found = align(source, target, keep=work(source, target, moved, *others))
    assert links(found) == {(range(k, k + 1), range(j, j + 1)) for k, j in enumerate([0, 5, 1, 2, 3, 4])}
    assert [each for each in found.beads if "moved" in each.flags] == [moved]
    for suffix in (".tsv", ".html", ".json", ".ladder"):
        assert render(found, suffix).data


def test_beads_larger_than_the_search_knows_are_kept():
    source, target = document(ENGLISH * 2), document(SPANISH * 2, "es")
    large = bead("1-8", "2-7", 0.1, status="confirmed")
    found = align(source, target, keep=work(source, target, large, sides("9-11|")))
    assert human(found) == {large, sides("9-11|")}


def test_an_encoder_is_given_a_kept_bead_as_one_text():
    seen = []

    def encoder(texts: Sequence[str]) -> np.ndarray:
        seen.extend(texts)
        return np.random.default_rng(len(texts)).normal(size=(len(texts), 8))

    source, target = document(ENGLISH), document(SPANISH, "es")
    made = bead("1-2", "1", 0.5, status="changed")
    found = align(source, target, keep=work(source, target, made), encoder=encoder, lexicon=Lexicon.empty())
    assert made in found.beads
    assert f"{ENGLISH[1]} {ENGLISH[2]}" in seen
    assert ENGLISH[1] not in seen


def test_a_kept_bead_is_learnt_from_and_kept_in_both_rounds_where_there_is_no_lexicon():
    words = [f"{a}{b}" for a in "bdfgk" for b in ("an", "el", "ur", "ot", "im", "as", "ev", "ol")]
    source = document([f"{word}a {word}o." for word in words], "xa")
    target = document([f"{word}ix." for word in words], "xb")
    wrong = bead("3-4", "3", 0.01, status="changed")
    found = align(source, target, keep=work(source, target, wrong))
    assert wrong in found.beads


@st.composite
def kept_work(draw: st.DrawFn) -> Alignment:
    """Two small documents, some beads that a person made, of any size, some of them out of order on the target side."""
    texts = st.lists(st.sampled_from([*ENGLISH, *SPANISH, "Yes.", "1997"]), min_size=1, max_size=9)
    source, target = document(draw(texts)), document(draw(texts), "es")
    left, right = (_cut(draw, len(each.sentences)) for each in (source, target))
    if draw(st.booleans()):
        right = draw(st.permutations(right))
    made = []
    for k in range(max(len(left), len(right))):
        if draw(st.booleans()):
            pair = left[k] if k < len(left) else range(0), right[k] if k < len(right) else range(0)
            made.append(Bead(*pair, draw(st.floats(0, 1)), ("low",), draw(st.sampled_from(["confirmed", "changed"]))))
    return work(source, target, *made)


def _cut(draw: st.DrawFn, size: int) -> list[range]:
    ends = sorted(draw(st.sets(st.integers(1, size), max_size=size)) | {size})
    return [range(i, j) for i, j in zip([0, *ends], ends, strict=False)]


@settings(max_examples=60, deadline=None)
@given(kept_work(), st.booleans())
def test_whatever_was_kept_comes_out_untouched_and_everything_is_covered(kept, again):
    if not human(kept):
        return
    # `Alignment` itself checks that all is covered, in order.
    found = align(kept.source, kept.target, keep=kept, lexicon=Lexicon.empty())
    assert human(found) == human(kept)
    assert all(0 <= each.score <= 1 for each in found.beads)
    if again and not moved(found.beads):  # with moved pairs, which of two has moved depends on all others
        assert align(kept.source, kept.target, keep=found, lexicon=Lexicon.empty()) == found


@settings(max_examples=30, deadline=None)
@given(kept_work())
def test_confirming_what_was_found_changes_nothing(kept):
    found = align(kept.source, kept.target, lexicon=Lexicon.empty())
    confirmed = replace(found, beads=tuple(replace(each, status="confirmed") for each in found.beads))
    assert align(kept.source, kept.target, keep=confirmed, lexicon=Lexicon.empty()).beads == confirmed.beads


@pytest.fixture(scope="module")
def aligned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two texts and their saved alignment, in which a person has merged two beads and confirmed one."""
    folder = tmp_path_factory.mktemp("keep")
    (folder / "story.en.txt").write_text(" ".join(ENGLISH), encoding="utf-8")
    (folder / "story.es.txt").write_text(" ".join(SPANISH), encoding="utf-8")
    assert run("align", "story.en.txt", "story.es.txt", "-o", "auto.json", cwd=folder).returncode == 0
    saved = json.loads((folder / "auto.json").read_text("utf-8"))
    first, second, *rest = saved["beads"]
    merged = {**first, "source": [0, 1], "target": [0, 1], "score": 0.5, "status": "changed"}
    rest[1]["status"] = "confirmed"
    saved["beads"] = [{**each, "id": k} for k, each in enumerate([merged, *rest], start=1)]
    assert second["source"] == [1]
    (folder / "edited.json").write_text(json.dumps(saved), encoding="utf-8")
    return folder


@pytest.fixture
def story(aligned: Path, tmp_path: Path) -> Path:
    for path in aligned.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def test_the_edited_file_itself_can_be_brought_up_to_date(story):
    before = aligner.load(story / "edited.json")
    result = run("align", "story.en.txt", "story.es.txt", "--keep", "edited.json", "-o", "edited.json", cwd=story)
    assert result.returncode == 0
    assert result.stderr.splitlines()[0] == "edited.json: 5 beads, 1 changed, 1 confirmed"
    after = aligner.load(story / "edited.json")
    assert human(after) == human(before)
    assert links(after) == links(before)
    assert after.options == before.options


def test_texts_that_were_edited_keep_what_is_found_and_say_what_is_not(story):
    text = (story / "story.en.txt").read_text("utf-8")
    (story / "story.en.txt").write_text("A title came first. " + text.replace("1997", "1998"), encoding="utf-8")
    result = run("align", "story.en.txt", "story.es.txt", "--keep", "edited.json", "-o", "new.json", cwd=story)
    assert result.returncode == 0
    lost = "1 not understood (bead 3: its source (In 1997 the war was over.) is not in story.en.txt)"
    assert result.stderr.splitlines()[0] == f"aligner: edited.json: 5 beads, 1 changed, 1 confirmed, {lost}"
    found = aligner.load(story / "new.json")
    assert human(found) == {bead("1-2", "0-1", 0.5, status="changed")}
    assert links(found) >= {(range(k + 1, k + 2), range(k, k + 1)) for k in range(2, 6)}


def test_work_that_would_be_lost_is_not_overwritten_without_force(story):
    text = (story / "story.en.txt").read_text("utf-8")
    (story / "story.en.txt").write_text(text.replace("1997", "1998"), encoding="utf-8")
    before = (story / "edited.json").read_bytes()
    command = ("align", "story.en.txt", "story.es.txt", "--keep", "edited.json", "-o", "edited.json")
    result = run(*command, cwd=story)
    assert result.returncode == 3
    assert "edited.json: 1 of its beads would be lost (bead 3: its source (In 1997" in result.stderr
    assert "--force" in result.stderr
    assert (story / "edited.json").read_bytes() == before
    assert run(*command, "--force", cwd=story).returncode == 0
    assert len(human(aligner.load(story / "edited.json"))) == 1


def test_work_in_another_file_is_not_overwritten(story):
    (story / "other.json").write_bytes((story / "edited.json").read_bytes())
    result = run("align", "story.en.txt", "story.es.txt", "--keep", "edited.json", "-o", "other.json", cwd=story)
    assert result.returncode == 3
    assert "other.json: holds beads that a person confirmed or changed" in result.stderr


def test_sides_may_be_swapped(story):
    before = aligner.load(story / "edited.json")
    result = run("align", "story.es.txt", "story.en.txt", "--keep", "edited.json", "-o", "new.json", cwd=story)
    assert result.returncode == 0
    assert links(aligner.load(story / "new.json")) == {(target, source) for source, target in links(before)}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["story.en.txt", "story.es.txt", "--keep", "auto.json"], 3, "auto.json: holds no bead that a person"),
        (["other.en.txt", "other.es.txt", "--keep", "edited.json"], 3, "edited.json: none of the 2 beads"),
        (["story.en.txt", "story.es.txt", "--keep", "no.json"], 3, "no.json"),
        ([".", "--keep", "edited.json"], 2, "--keep is for one document, or one pair of files"),
    ],
)
def test_what_cannot_be_kept_is_an_error_of_one_line(story, arguments, code, message):
    (story / "other.en.txt").write_text("The sea was calm. The dog slept.", encoding="utf-8")
    (story / "other.es.txt").write_text("La mar estaba en calma. El perro dormía.", encoding="utf-8")
    result = run("align", *arguments, "-o", "new.tsv", cwd=story)
    assert result.returncode == code
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert not (story / "new.tsv").exists()


def test_lines_that_are_sentences_are_kept_too():
    options = Options(languages=("en", "es"), pre_segmented=True)
    texts = "\n".join(ENGLISH), "\n".join(SPANISH)
    found = align(*texts, options=options)
    kept = replace(found, beads=(replace(found.beads[0], status="confirmed", score=0.5), *found.beads[1:]))
    assert align(*texts, options=options, keep=kept).beads[0] == kept.beads[0]
