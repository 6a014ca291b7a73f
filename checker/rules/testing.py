"""Run the examples that rules carry: each is a proof of the rule, in the user's rules as in ours."""

from collections.abc import Callable, Sequence

from checker.finding import Report
from checker.rules.model import Example, Rule

SUFFIXES = {"text": ".txt", "markdown": ".md"}


def run_examples(rules: Sequence[Rule], check_text: Callable[..., Report]) -> list[tuple[Rule, Example, str | None]]:
    """Return each rule and example with what is wrong, None where it does what it says.

    `check_text` checks a text with a file suffix, together with the text beside it where there is one. A passing
    example must raise no finding of its rule; a failing one must raise one whose underlined text is the quoted text, or
    holds it, or is held by it.
    """
    return [(rule, example, _problem(rule, example, check_text)) for rule in rules for example in rule.examples]


def _problem(rule: Rule, example: Example, check_text: Callable[..., Report]) -> str | None:
    beside = (example.beside,) if example.beside else ()
    report = check_text(example.text, SUFFIXES[example.format], *beside)
    if report.failures:
        return "; ".join(report.failures)
    found = [finding.at.span.of(report.document.text) for finding in report.findings if finding.rule == rule.id]
    if example.passes:
        return f"raised at {found[0]!r}" if found else None
    if not found:
        return "raised nothing"
    fits = any(example.quote in text or text in example.quote for text in found)
    return None if fits else f"raised at {found[0]!r}, not at {example.quote!r}"
