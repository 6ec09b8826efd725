"""Codes of languages: one form for each, the wider code that data go by, and a refusal that helps."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import aligner
from aligner.errors import AlignerError, CodeError
from aligner.languages import known, language, name_of
from aligner.languages.codes import canonical, matches, primary, read_code
from aligner.words.shipped import shipped

CASES = json.loads((Path(__file__).parents[1] / "cases" / "codes.json").read_text("utf-8"))
TABLE = json.loads((Path(aligner.__file__).parent / "languages/codes/subtags.json").read_text("utf-8"))

tags = st.builds(
    lambda *parts: "-".join(part for part in parts if part),
    st.sampled_from([*" ".join(TABLE["language"]).split(), *TABLE["two_letters"], *TABLE["preferred"]["language"]]),
    st.sampled_from(["", *" ".join(TABLE["script"]).split()]),
    st.sampled_from(["", *" ".join(TABLE["region"]).split(), *TABLE["preferred"]["region"]]),
    st.sampled_from(["", *" ".join(TABLE["variant"]).split()]),
    st.sampled_from(["", "u-ca-gregory", "t-de-a-bcd", "x-mine"]),
)


@pytest.mark.parametrize(("given", "form", "language"), CASES["canonical"])
def test_a_code_has_one_form_and_a_language(given, form, language):
    assert (canonical(given), primary(given)) == (form, language)


@pytest.mark.parametrize(("given", "says"), CASES["refused"])
def test_what_is_no_code_is_refused_with_advice(given, says):
    with pytest.raises(CodeError) as caught:
        canonical(given)
    for words in says:
        assert words in str(caught.value)
    assert caught.value.remedy
    assert isinstance(caught.value, (AlignerError, ValueError))


@pytest.mark.parametrize(("given", "kept"), CASES["read"])
def test_a_code_in_a_file_of_another_program_is_never_refused(given, kept):
    assert read_code(given) == kept


@pytest.mark.parametrize(("tag", "wanted", "answer"), CASES["matches"])
def test_a_variety_matches_its_language(tag, wanted, answer):
    assert matches(tag, wanted) is answer


@given(tags, st.sampled_from([str.lower, str.upper, str.title, lambda tag: tag.replace("-", "_")]))
def test_the_form_of_a_code_does_not_depend_on_how_it_is_written_and_stays(tag, written):
    form = canonical(written(tag))
    assert form == canonical(tag)
    assert canonical(form) == form == read_code(form)
    assert matches(form, primary(form))


@given(st.text(max_size=12))
def test_any_text_is_a_code_or_refused(text):
    try:
        assert canonical(canonical(text)) == canonical(text)
    except CodeError as error:
        assert error.exit_code == 2


@pytest.mark.parametrize("code", known())
def test_the_codes_of_our_own_data_are_canonical(code):
    assert canonical(code) == code
    assert primary(code) in known()


@pytest.mark.parametrize(
    "call",
    [
        lambda: aligner.Options(languages=("en", "spanish")),
        lambda: aligner.segment([aligner.Block("Uno.")], "spanish"),
        lambda: aligner.split([aligner.Block("One."), aligner.Block("Uno.")], ("en", "spanish")),
        lambda: aligner.load(Path(__file__).with_name("memory.tmx"), languages=("en", "spanish")),
    ],
    ids=["Options", "segment", "split", "load"],
)
def test_python_refuses_what_is_no_code(call):
    with pytest.raises(ValueError, match=r"'spanish' is not a language code; did you mean es \(Spanish\)\?"):
        call()


def test_a_name_tells_a_variety_and_a_language_without_a_file():
    assert [name_of(code) for code in ("es", "eng", "es-MX", "lb", "tlh", "und")] == [
        "Spanish",
        "English",
        "Spanish (es-MX)",
        "Luxembourgish",
        "tlh",
        "und",
    ]


@pytest.mark.parametrize("code", ["es-MX", "spa", "es-419"])
def test_what_is_known_of_a_language_serves_its_varieties(code):
    assert language(code) == language("es")
    straight, turned = shipped("en-US", code), shipped(code, "eng")
    assert straight is not None and straight.languages == ("en", "es")
    assert turned is not None and turned.languages == ("es", "en")


def test_options_hold_the_canonical_form():
    options = aligner.Options(languages=("EN_us", "spa"))
    assert options.languages == ("en-US", "es")
    assert options == aligner.Options(languages=("en-US", "es"))
