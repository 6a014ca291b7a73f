"""The pipeline and nothing else: read a document, parse and complete its claims, tie them, hold the rules against them.

Rules and engine are imported where they are used, so that reading claims does not pay for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from checker.context import complete
from checker.finding import Report
from checker.source import Span

if TYPE_CHECKING:
    from checker.claims import Claim, Phrase
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


def check(document: Document, rules: Sequence[Rule], lang: str = "zh", *, together: bool = False) -> Report:
    """Return what `rules` have to say of `document`, with messages in `lang`.

    With `together` the report holds as well what `compare` needs to know of the document.
    """
    from checker.engine import evaluate
    from checker.ties import tie
    from checker.ties.accounts import account

    reading = complete(document)
    findings, verdicts, failures = evaluate(tie(document, reading), rules, document.text, lang)
    told = account(document, reading) if together else None
    return Report(document, reading.claims, reading.named, findings, verdicts, failures=failures, account=told)


def compare(reports: Sequence[Report], rules: Callable[[Report], Sequence[Rule]], lang: str = "zh") -> list[Report]:
    """Return the reports of one publication, each with what it states otherwise than one before it; `rules` says which
    hold for each.
    """
    from checker.together import compare as held_together

    return held_together(reports, rules, lang)


def claims(document: Document) -> tuple[Claim, ...]:
    """Return everything that `document` says with numbers, in order: quantities and named non-quantities."""
    reading = complete(document)
    return tuple(sorted((*reading.claims, *reading.named), key=lambda claim: claim.span))


def phrases(document: Document, line: int) -> list[tuple[Phrase, ...]]:
    """Return how the grammar reads the clauses of running text that stand on `line`, each as its phrases in order."""
    from checker.parsing.taking_apart import clauses_of

    found: list[tuple[Phrase, ...]] = []
    for block in document.prose():
        if document.locate(block.span).line <= line <= document.locate(Span(block.span.end, block.span.end)).line:
            clauses = clauses_of(document.normal, block.span)
            found += [read for span, read in clauses if line in _lines(document, span)]
    return found


def _lines(document: Document, span: Span) -> range:
    return range(document.locate(span).line, document.locate(Span(span.end, span.end)).line + 1)


def test_rules(rules: Sequence[Rule], lang: str = "zh") -> list[tuple[Rule, Example, str | None]]:
    """Run the examples of `rules`; return each with what is wrong with it, None where it holds."""
    from checker.readers import read_bytes
    from checker.rules.testing import run_examples

    def check_text(text: str, suffix: str, beside: str = "") -> Report:
        document = read_bytes(text.encode(), f"example{suffix}")
        if not beside:
            return check(document, rules, lang)
        both = (read_bytes(beside.encode(), f"beside{suffix}"), document)
        return compare([check(one, rules, lang, together=True) for one in both], lambda _: rules, lang)[-1]

    return run_examples(rules, check_text)
