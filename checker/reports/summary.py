"""The last lines of a report for people: what was found, and what was not checked."""

from collections import Counter
from collections.abc import Sequence

from checker.finding import Report, Severity
from checker.reports import Failure, Style
from checker.reports.refusals import said_by_reader
from checker.reports.terminal import cells, paint, visible
from checker.reports.wording import say


def summary(reports: Sequence[Report], failures: Sequence[Failure], style: Style) -> list[str]:
    """Return the coverage, the counts of findings and, where the style asks, statistics and the untied claims."""
    lines = []
    if style.show_untied:
        lines += [line for report in reports for line in _untied(report, style)]
    if style.statistics:
        lines += _statistics(reports)
    lines += [visible(note) for report in reports for note in notes(report, style.lang)]
    if reports:
        hint = "" if style.show_untied else say(style.lang, "show_untied")
        outcome = paint(counts(reports, failures, style.lang), _tint(reports, failures), style.color)
        lines += [outcome, coverage(reports, style.lang, hint)]
    return lines


def _tint(reports: Sequence[Report], failures: Sequence[Failure]) -> str:
    """Return the colour of the worst that happened."""
    found = {finding.severity for report in reports for finding in report.findings}
    worst = next((severity.value for severity in Severity if severity in found), "good")
    return "error" if failures else worst


def notes(report: Report, lang: str) -> list[str]:
    """Return a line for each part of a document that was not checked."""
    return [f"{report.document.path}: {said_by_reader(note, lang)}" for note in report.document.unread]


def counts(reports: Sequence[Report], failures: Sequence[Failure], lang: str) -> str:
    """Return how many documents were checked, what was found, and how much could not be checked."""
    count = Counter(finding.severity for report in reports for finding in report.findings)
    numbers = {severity.value: count[severity] for severity in Severity}
    text = say(lang, "counts" if count or failures else "clean", documents=len(reports), **numbers)
    return text + (say(lang, "failed", count=len(failures)) if failures else "")


def coverage(reports: Sequence[Report], lang: str, hint: str = "") -> str:
    """Return how many numeric claims were read and tied; `hint` tells how to list those that are not."""
    claims = sum(len(report.claims) for report in reports)
    tied = sum(len(report.tied) for report in reports)
    unread = sum(len(report.unread) for report in reports)
    share = f"{tied / claims:.0%}" if claims else "–"
    untied = f"{claims - tied}{hint if claims > tied else ''}"
    text = say(lang, "coverage", claims=claims, tied=tied, share=share, untied=untied)
    return text + (say(lang, "and_unread", count=unread) if unread else "")


def _untied(report: Report, style: Style) -> list[str]:
    document, word = report.document, say(style.lang, "untied")
    return [
        visible(f"{document.locate(claim.span)}: {word} {claim.kind} {claim.span.of(document.text)}")
        for claim in report.untied
    ]


def _statistics(reports: Sequence[Report]) -> list[str]:
    counted = Counter((finding.severity, finding.rule) for report in reports for finding in report.findings)
    width = max((cells(rule) for _, rule in counted), default=0)
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return [f"{count:6d}  {rule.ljust(width)}  {severity}" for (severity, rule), count in ordered]
