"""One line a finding, `path:line:column: severity rule message`: for logs, grep and editors that parse compilers."""

from collections.abc import Sequence

from checker.finding import Report
from checker.reports import Failure, Style
from checker.reports.summary import summary
from checker.reports.terminal import visible


def render(reports: Sequence[Report], failures: Sequence[Failure], style: Style) -> str:
    """Return a line for each finding, then the summary lines; failures are told on stderr, not here."""
    lines = [
        visible(f"{report.document.locate(finding.at.span)}: {finding.severity} {finding.rule} {finding.message}")
        for report in reports
        for finding in report.findings
    ]
    return "".join(f"{line}\n" for line in [*lines, *summary(reports, failures, style)])
