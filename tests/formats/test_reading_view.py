"""The reading view as a file: what its markup says. What a browser makes of it is tested in ``browser/``."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import factories
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.formats import load, render
from aligner.formats.html.page import CHOICES, page_of
from aligner.formats.html.scripts import texts
from aligner.formats.html.sections import ROWS_A_SECTION
from aligner.formats.html.words import words_of
from aligner.model import STATUSES, Alignment, Document
from aligner.quality.finding import FLAGS
from aligner.quality.worth import worth

VOID = {"meta", "br", "link", "img", "input"}
HOSTILE = [
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</span></p></div></main></body>",
    "<!-- not a comment -->",
    "]]> {{ 7 * 7 }} {% raw %}",
    "&lt;b&gt; &amp; &#39;",
    "\u202egnirts sdrawkcab\u202c \u2066isolated",
    "a" * 100_000,
    "👩‍👩‍👧‍👦 🇪🇸 Z̶͉̿ä̸́l̴͎͗g̷̙̀o̵",
]


class Outline(HTMLParser):
    """Beads, sides and sentences of a page, as its markup nests them.

    Attributes:
        beads: for each bead its attributes and its sides, each side with its attributes and sentences.
        tags: every start tag with its attributes.
    """

    def __init__(self) -> None:
        super().__init__()
        self.beads: list[dict] = []
        self.tags: list[tuple[str, dict]] = []
        self.content: dict[str, str] = {}
        self._open: list[str] = []
        self._sentence = False

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if tag not in VOID:
            self._open.append(tag)
        if "data-bead" in attributes:
            self.beads.append({**attributes, "sides": []})
        if "data-side" in attributes:
            self.beads[-1]["sides"].append({**attributes, "tag": tag, "sentences": []})
        self._sentence = tag == "span" and bool(self.beads) and "main" in self._open
        self._carried = tag == "script" and attributes.get("type") == "application/json"
        if self._sentence:
            self.beads[-1]["sides"][-1]["sentences"].append("")

    def handle_endtag(self, tag):
        assert self._open.pop() == tag, f"</{tag}> closes nothing"
        self._sentence = False

    def handle_data(self, data):
        if self._sentence:
            self.beads[-1]["sides"][-1]["sentences"][-1] += data
        elif self._open and not self._carried:
            self.content[self._open[-1]] = self.content.get(self._open[-1], "") + data


def html(alignment: Alignment) -> str:
    return render(alignment, "html").data.decode()


def outline(alignment: Alignment) -> Outline:
    parser = Outline()
    parser.feed(html(alignment))
    parser.close()
    assert not parser._open
    return parser


def test_a_saved_alignment_gives_the_same_page():
    small = factories.small()
    places = (
        replace(bead, source=bead.source or range(5, 5), target=bead.target or range(3, 3)) for bead in small.beads
    )
    alignment = replace(small, beads=tuple(places))
    again = load(io.BytesIO(render(alignment, "json").data), format="json")
    assert render(again, "html") == render(alignment, "html")


def test_the_small_page_is_written_as_it_always_was(golden):
    page = html(factories.small())
    for tag in ("style", "script"):
        page = re.sub(rf"(?s)(<{tag}>).*?(</{tag}>)", r"\1\2", page)
    page = re.sub(r"sha256-[^']*", "sha256-", re.sub(r"aligner \d[\w.]*", "aligner 0", page))
    page = re.sub(
        r'("version":|data-version=)"[\d.]+"', r'\1"0"', re.sub(r'data-document="\w+"', "data-document", page)
    )
    page = re.sub(r'(?s)(id="texts">).*?(</script>)', r"\1\2", page)
    golden("small.html", page.encode())


@settings(max_examples=50)
@given(factories.alignments())
def test_every_sentence_is_once_and_whole_in_its_bead_and_on_its_side(alignment):
    beads = outline(alignment).beads
    numbers = [pair.id for pair in alignment.pairs()]
    worths = worth(alignment)
    for number, found in zip(numbers, beads, strict=True):
        bead = alignment.beads[number - 1]
        assert (found["id"], found["data-bead"], found["data-kind"]) == (f"b{number}", str(number), bead.kind)
        assert found["data-score"] == f"{bead.score:.4f}"
        assert found.get("data-flags", "").split() == list(bead.flags)
        assert found.get("data-worth") == (f"{worths[number - 1]:.2f}" if number - 1 in worths else None)
        assert [side["data-side"] for side in found["sides"]] == ["source", "target"]
        for side, document, ids in zip(
            found["sides"], (alignment.source, alignment.target), (bead.source, bead.target), strict=True
        ):
            assert [shown(text) for text in side["sentences"]] == [shown(document.sentences[i].text) for i in ids]


def shown(text: str) -> str:
    return text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:20])
def test_hostile_text_is_text(text):
    alignment = factories.pair(text, text)
    found = outline(alignment)
    assert [side["sentences"] for side in found.beads[0]["sides"]] == [[text], [text]]
    assert [tag for tag, _ in found.tags] == [tag for tag, _ in outline(factories.pair("a", "b")).tags]


@pytest.mark.parametrize("text", HOSTILE[:6])
def test_hostile_names_languages_signatures_and_flags_are_text(text):
    def tags(word: str) -> list[str]:
        documents = [Document(word, word, (factories.block(word, kind="heading", level=1),)) for _ in range(2)]
        return [
            tag
            for tag, _ in outline(Alignment(*documents, (factories.bead("0", "0", 0.5, word),), signature=word)).tags
        ]

    assert tags(text) == tags("a")


@given(st.text(max_size=30))
@settings(max_examples=30)
def test_any_name_leaves_the_markup_whole(name):
    document = Document(name, "en", (factories.block("a"),))
    outline(Alignment(document, document, (factories.bead("0", "0"),)))


def test_the_page_may_ask_nothing_of_the_network():
    page = html(factories.small())
    found = outline(factories.small())
    assert not [
        tag for tag, attributes in found.tags if {"src", "srcset", "action"} & attributes.keys() or tag == "link"
    ]
    assert all(a["href"].startswith("#") for _, a in found.tags if "href" in a)
    assert not re.search(r"url\(|@import|https?:", page)
    policy = next(a["content"] for _, a in found.tags if a.get("http-equiv") == "Content-Security-Policy")
    digest = base64.b64encode(hashlib.sha256(found.content["script"].encode()).digest()).decode()
    assert policy.startswith("default-src 'none';")
    assert f"script-src 'sha256-{digest}'" in policy


def test_style_and_script_end_where_they_should():
    page = html(factories.pair("a", "b"))
    assert page.count("</style>") == 1
    assert page.count("</script>") == page.count("<script") == 4


def test_page_and_cells_name_their_language_and_direction():
    found = outline(factories.pair("one", "אחת", languages=("en", "he")))
    assert {"lang": "en", "dir": "ltr"}.items() <= next(a for tag, a in found.tags if tag == "html").items()
    assert [(s["lang"], s.get("dir")) for s in found.beads[0]["sides"]] == [("en", None), ("he", "rtl")]
    unknown = outline(factories.pair("one", "two", languages=("und", "es-MX")))
    assert [(s["lang"], s.get("dir")) for s in unknown.beads[0]["sides"]] == [("und", "auto"), ("es-MX", None)]


def test_the_head_says_names_languages_and_number_of_pairs():
    page = page_of(factories.small())
    assert page.titles.line == "The Harbour · El puerto"
    assert page.name == "harbour.en.md · puerto.es.md"
    assert (page.source.name, page.target.name) == ("English", "Español")
    assert page.tally == "10 pairs, 2 without counterpart"
    sure = replace(factories.small(), min_score=0.9)
    assert page_of(sure).tally == "6 pairs, 6 below 0.9 left out"
    assert page_of(factories.pair("a", "b")).tally == "1 pair"
    assert page_of(factories.pair("a", "b")).titles.line == "text"


def test_headings_items_code_and_cells_look_like_what_they_are():
    sides = [bead["sides"][0] for bead in outline(factories.small()).beads]
    assert [side["tag"] for side in sides] == ["h2", "p", "p", "p", "p", "h3", "p", "p", "pre", "pre", "p", "p"]
    assert [sides[k].get("class") for k in (3, 4, 6, 7, 8, 10)] == [None, "none", "item", "item more", "code", "cell"]


def test_code_keeps_its_indentation():
    assert re.search(r'<pre class="code"[^>]*>    <span>stay\(\)</span></pre>', html(factories.small()))


def test_a_bead_over_two_blocks_keeps_them_apart():
    source = Document("a", "en", (factories.block("Title", kind="heading", level=1), factories.block("Text.", "More.")))
    target = Document("b", "es", (factories.block("Todo."),))
    alignment = Alignment(source, target, (factories.bead("0-2", "0"),))
    assert re.search(
        r'<div data-side="source"[^>]*><h2><span>Title</span></h2><p><span>Text\.</span> <span>More\.</span></p></div>',
        html(alignment),
    )


def test_a_paragraph_bead_or_a_source_block_opens_a_section():
    sections = page_of(factories.small()).sections
    assert [[row.id for row in section.rows] for section in sections] == [
        [1],
        [2, 3],
        [4],
        [5],
        [6],
        [7, 8],
        [9, 10],
        [11],
        [12],
    ]
    assert [section.style for section in sections][:2] == ["heading", "paragraph"]


def test_a_text_without_paragraphs_is_cut_so_that_a_browser_need_not_lay_it_out_whole():
    n = 2 * ROWS_A_SECTION + 1
    document = Document("a", "en", (factories.block(*["Word."] * n),))
    alignment = Alignment(document, document, tuple(factories.bead(str(i), str(i)) for i in range(n)))
    sections = page_of(alignment).sections
    assert [len(section.rows) for section in sections] == [ROWS_A_SECTION, ROWS_A_SECTION, 1]
    assert [section.style for section in sections] == ["paragraph", "more", "more"]


def test_headings_make_a_table_of_contents_with_both_titles():
    assert [tuple(entry) for entry in page_of(factories.small()).contents] == [
        (1, 1, "The Harbour", "El puerto"),
        (2, 6, "What to take", "Lo que hay que llevar"),
    ]
    assert not page_of(factories.pair("a", "b")).contents


def test_the_interface_has_every_text_in_every_language():
    english, *others = texts().values()
    for other in others:
        assert list(other) == list(english)
        assert [re.findall(r"{\w+}", text) for text in other.values()] == [
            re.findall(r"{\w+}", text) for text in english.values()
        ]


def test_the_interface_has_a_name_for_every_flag_status_and_choice():
    names = [("flag", FLAGS), ("status", STATUSES), *((name, values) for name, (values, _) in CHOICES.items())]
    assert {f"{name}_{value}" for name, values in names for value in values} <= texts()["en"].keys()


def test_words_that_translate_each_other_are_on_the_page_with_how_sure_they_are():
    words = words_of(factories.small())
    to = words["to"].split()
    found = {word: [(to[row[k]], row[k + 1]) for k in range(0, len(row), 2)] for word, row in words["from"].items()}
    assert found["sea"] == [("mar", 3)]
    assert found["cold"] == [("frío", 3)]
    assert words_of(factories.pair("one", "eins", languages=("en", "de"))) is None


def test_without_a_lexicon_words_of_like_looks_are_linked():
    words = words_of(factories.pair("The telephone rang.", "Das Telefon klingelte.", languages=("en", "de")))
    assert words == {"to": "telefon", "from": {"telephone": [0, 2]}}


def test_a_weak_link_of_a_word_that_is_everywhere_is_left_out():
    assert words_of(factories.pair("it", "que")) == {"to": "que", "from": {"it": [0, 1]}}
    assert words_of(factories.pair("it " * 8, "que " * 8)) is None


def test_words_that_are_only_spelt_the_same_are_distinguished_from_names():
    words = words_of(factories.pair("Malone is a superior man.", "Malone va a un hotel superior."))
    to = words["to"].split()
    found = {(word, to[row[k]]): row[k + 1] for word, row in words["from"].items() for k in range(0, len(row), 2)}
    assert found["a", "a"] == 0
    assert found["superior", "superior"] == 1
    assert ("malone", "malone") not in found


def test_a_word_that_is_on_both_sides_again_and_again_is_the_same_word():
    """The lexicon knows "don" from "don't"; here it is a title."""
    places = ("sea", "house", "road", "hill")
    source = Document("a", "en", tuple(factories.block(f"Don Pedro saw the {place}.", "The sea.") for place in places))
    target = Document("b", "es", tuple(factories.block(f"Don Pedro vio {place}.", "El mar.") for place in "abcd"))
    beads = tuple(factories.bead(str(k), str(k)) for k in range(8))
    words = words_of(Alignment(source, target, beads))
    to = words["to"].split()
    assert "don" not in [to[column] for column in words["from"].get("don", [])[::2]]
    once = Alignment(source, target, (factories.bead("0-7", "0-7"),))
    assert "don" in [words_of(once)["to"].split()[column] for column in words_of(once)["from"]["don"][::2]]


def test_a_book_is_at_most_two_and_a_half_times_its_text():
    """Sentences of 80 characters, shorter than in most prose."""
    sentence = "The sea was calm, and nobody on the harbour wall had seen a sail since morning.."
    document = Document("book", "en", tuple(factories.block(*[sentence] * 5) for _ in range(200)))
    alignment = Alignment(document, document, tuple(factories.bead(str(i), str(i)) for i in range(1000)))
    fixed = len(html(factories.pair("a", "b")))
    assert len(html(alignment)) - fixed <= 2.5 * 2 * 1000 * len(sentence)


@pytest.mark.parametrize(
    ("levels", "tags"),
    [
        ((1, 2, 3, 2), ["h2", "h3", "h4", "h3"]),
        ((2, 2), ["h2", "h2"]),
        ((2, 4, 2), ["h2", "h3", "h2"]),
        ((3, 1, 3, 6), ["h2", "h2", "h3", "h4"]),
        ((1, 2, 3, 4, 5, 6), ["h2", "h3", "h4", "h5", "h6", "h6"]),
        ((0, 1), ["h2", "h3"]),
    ],
)
def test_no_level_of_headings_is_skipped(levels, tags):
    blocks = tuple(factories.block(f"Heading {k}", kind="heading", level=level) for k, level in enumerate(levels))
    document = Document("a", "en", blocks)
    beads = tuple(factories.bead(str(k), str(k)) for k in range(len(levels)))
    page = html(Alignment(document, document, beads))
    assert (
        re.findall(r"<(h[2-6]) data-side=\"source\"", page)
        == re.findall(r"<(h[2-6]) data-side=\"target\"", page)
        == tags
    )
