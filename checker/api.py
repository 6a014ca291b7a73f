"""The pipeline and nothing else: read a document, parse and complete its claims, tie them, hold the rules against them.

Rules and engine are imported where they are used, so that reading claims does not pay for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from checker.context import complete
from checker.finding import Report

if TYPE_CHECKING:
    from checker.claims import Claim
    from checker.rules.model import Example, Rule
    from checker.source import Document


def load_rules(extra: Sequence[Path] = ()) -> tuple[Rule, ...]:
    """Return the packaged rules and those in the files or folders `extra`.

    Raises:
        RuleError: a rule file is wrong.
    """
    from checker.resources import rules_home
    from checker.rules.loading import load

    return load([rules_home(), *extra])


def check(document: Document, rules: Sequence[Rule], lang: str = "zh") -> Report:
    """Return what `rules` have to say of `document`, with messages in `lang`."""
    from checker.engine import evaluate
    from checker.ties import tie

    reading = complete(document)
    findings, verdicts, failures = evaluate(tie(document, reading), rules, document.text, lang)
    return Report(document, reading.claims, reading.named, findings, verdicts, failures=failures)


def claims(document: Document) -> tuple[Claim, ...]:
    """Return everything that `document` says with numbers, in order: quantities and named non-quantities."""
    reading = complete(document)
    return tuple(sorted((*reading.claims, *reading.named), key=lambda claim: claim.span))


def test_rules(rules: Sequence[Rule], lang: str = "zh") -> list[tuple[Rule, Example, str | None]]:
    """Run the examples of `rules`; return each with what is wrong with it, None where it holds."""
    from checker.readers import read_bytes
    from checker.rules.testing import run_examples

    def check_text(text: str, suffix: str) -> Report:
        return check(read_bytes(text.encode(), f"example{suffix}"), rules, lang)

    return run_examples(rules, check_text)
