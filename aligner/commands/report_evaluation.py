"""An evaluation as text for people, and as JSON for programs."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

from aligner.commands.evaluate_files import Comparison
from aligner.commands.report import table
from aligner.quality.evaluate import BINS, Evaluation, Rates

CONVENTION = "precision counts every found bead, nulls too; recall counts the gold beads with both sides"
_HEADER = ("document", "found", "gold", "precision", "recall", "F1", "lax precision", "lax recall", "lax F1")
_SCORE_HEADER = ("ECE", "Brier")


def as_text(comparison: Comparison) -> str:
    """One line for each document if there are several, one for all together, and how reliable the scores are."""
    total = comparison.total
    rows = [(name, evaluation) for name, evaluation in comparison.documents.items()]
    rows = [*rows, ("all", total)] if len(rows) > 1 else rows
    scored = bool(total.scored)
    lines = table([_HEADER + (_SCORE_HEADER if scored else ()), *(_cells(*row, scored) for row in rows)])
    if scored:
        lines += ["", *_reliability(total)]
    return "\n".join(lines) + "\n"


def _cells(name: str, evaluation: Evaluation, scored: bool) -> tuple[str, ...]:
    strict, lax = evaluation.strict, evaluation.lax
    rates = (strict.precision, strict.recall, strict.f1, lax.precision, lax.recall, lax.f1)
    honesty = (evaluation.calibration_error, evaluation.brier) if scored else ()
    shown = (f"{value:.4f}" if value is not None else "-" for value in (*rates, *honesty))
    return (name, f"{strict.found:,}", f"{strict.gold:,}", *shown)


def _reliability(evaluation: Evaluation) -> list[str]:
    """Ten bins side by side: how many beads, their mean score, and the share that is right."""
    bins = evaluation.reliability
    rows = [
        ["scores", *(f"{k / BINS:.1f}-{(k + 1) / BINS:.1f}" for k in range(BINS))],
        ["beads", *(f"{one.beads:,}" for one in bins)],
        ["mean score", *(f"{one.total_score / one.beads:.3f}" if one.beads else "-" for one in bins)],
        ["share right", *(f"{one.right / one.beads:.3f}" if one.beads else "-" for one in bins)],
    ]
    return table(rows)


def as_json(comparison: Comparison) -> str:
    """Everything, with figures unrounded."""
    content = {
        "convention": CONVENTION,
        "documents": [{"name": name, **_members(evaluation)} for name, evaluation in comparison.documents.items()],
        "all": _members(comparison.total),
        "not_evaluated": {"gold": list(comparison.gold_alone), "found": list(comparison.found_alone)},
        "notes": list(comparison.notes),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _members(evaluation: Evaluation) -> dict[str, object]:
    return {
        "strict": _rates(evaluation.strict),
        "lax": _rates(evaluation.lax),
        "calibration": _calibration(evaluation) if evaluation.scored else None,
    }


def _rates(rates: Rates) -> dict[str, float]:
    return {
        "precision": rates.precision,
        "recall": rates.recall,
        "f1": rates.f1,
        "found": rates.found,
        "found_right": rates.found_right,
        "gold": rates.gold,
        "gold_found": rates.gold_found,
    }


def _calibration(evaluation: Evaluation) -> dict[str, object]:
    bins = [
        {
            "from": k / BINS,
            "to": (k + 1) / BINS,
            "beads": one.beads,
            "mean_score": one.total_score / one.beads if one.beads else None,
            "share_right": one.right / one.beads if one.beads else None,
        }
        for k, one in enumerate(evaluation.reliability)
    ]
    return {"expected_calibration_error": evaluation.calibration_error, "brier": evaluation.brier, "bins": bins}


def gate(comparison: Comparison, least: float) -> Iterator[str]:
    """Why the ``--fail-under`` gate fails, one line for each reason; nothing if it passes."""
    f1 = comparison.total.strict.f1
    if f1 < least:
        # Rounded down, so that it never says that .9500 is under .95.
        yield f"strict F1 {math.floor(f1 * 10_000) / 10_000:.4f} is under {least:g}"
    if comparison.gold_alone:
        yield f"gold without a found partner: {', '.join(comparison.gold_alone)}"
