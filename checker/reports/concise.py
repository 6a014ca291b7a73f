"""One line a finding, `path:line:column: severity rule message`: for logs, grep and editors that parse compilers."""

from collections.abc import Sequence

from checker.finding import Finding, Report
from checker.reports import Failure, Style
from checker.reports.places import unlined
from checker.reports.summary import summary
from checker.reports.terminal import visible
from checker.source import Document


def render(reports: Sequence[Report], failures: Sequence[Failure], style: Style) -> str:
    """Return a line for each finding, then the summary lines; failures are told on stderr, not here."""
    lines = [_line(report.document, finding, style) for report in reports for finding in report.findings]
    return "".join(f"{line}\n" for line in [*lines, *summary(reports, failures, style)])


def _line(document: Document, finding: Finding, style: Style) -> str:
    """Return the line; where lines are not the file's own, the place that a person would look for comes after it."""
    location = document.locate(finding.at.span)
    place = unlined(document, finding.at.span, style.lang)
    text = f"{location}: {finding.severity} {finding.rule} {finding.message}"
    return visible(f"{text} ({place})" if place else text)
