"""Code that is the same on both sides is one bead."""

from __future__ import annotations

from factories import bead, block

from aligner import Options, align
from aligner.model import Document
from aligner.read.plain.markdown import blocks_of_markdown
from aligner.search.same_code import with_same_code

CODE = "def rain(hours):\n    total = 2 * hours\n    return total"
ENGLISH = f"# Rain\n\nThis function tells how much it rains.\n\n```\n{CODE}\n```\n\nCall it each morning.\n"
SPANISH = f"# Lluvia\n\nEsta función dice cuánto llueve.\n\n```\n{CODE}\n```\n\nLlámala cada mañana.\n"


def kinds(source: str, target: str) -> list[tuple[str, str]]:
    alignment = align(blocks_of_markdown(source), blocks_of_markdown(target), options=Options(languages=("en", "es")))
    return [(pair.kind, pair.source) for pair in alignment.pairs()]


def test_the_lines_of_the_same_code_are_one_bead():
    assert kinds(ENGLISH, SPANISH) == [
        ("1-1", "Rain"),
        ("1-1", "This function tells how much it rains."),
        ("3-3", "def rain(hours): total = 2 * hours return total"),
        ("1-1", "Call it each morning."),
    ]


def test_code_with_a_translated_line_stays_line_by_line():
    changed = SPANISH.replace("total = 2 * hours", "total = 2 * hours  # el doble")
    assert [kind for kind, _ in kinds(ENGLISH, changed)] == ["1-1"] * 6


def test_what_a_person_made_or_what_leaves_the_code_is_not_joined():
    document = Document(
        "a", "en", (block("x = 1", "y = 2", kind="code"), block("Then stop."), block("z = 3", kind="code"))
    )
    beads = [bead("0", "0", 0.9), bead("1", "1", 0.8), bead("2", "2", 0.7), bead("3", "3", 0.6)]
    assert with_same_code(document, document, beads) == [bead("0-1", "0-1", 0.8), *beads[2:]]
    settled = [bead("0", "0", 1.0, status="confirmed"), *beads[1:]]
    assert with_same_code(document, document, settled) == settled
    over_the_end = [bead("0", "0"), bead("1-2", "1-2"), bead("3", "3")]
    assert with_same_code(document, document, over_the_end) == over_the_end
    alone = [bead("0", "0"), bead("1", ""), bead("", "1"), *beads[2:]]
    assert with_same_code(document, document, alone) == alone
