"""Annotations for GitHub Actions, the worst first, and the whole report in the job summary.

GitHub shows ten errors and ten warnings of a step and fifty annotations of a job; what is over goes unseen, so the rest
is written to the job summary, and a notice says so.
"""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from checker.finding import Finding, Report, Severity
from checker.reports import Failure, Style, markdown
from checker.reports.places import LINES, from_here, unlined
from checker.reports.sums import arithmetic
from checker.reports.terminal import visible
from checker.reports.wording import say
from checker.source import Document, Span

SHOWN = 10
"""Annotations of one severity that GitHub shows of a step."""
_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_ORDER = list(Severity)


def render(reports: Sequence[Report], failures: Sequence[Failure], style: Style) -> str:
    """Return the workflow commands; where GITHUB_STEP_SUMMARY is set, add the whole report to that file."""
    findings = [(report.document, finding) for report in reports for finding in report.findings]
    findings.sort(key=lambda pair: _ORDER.index(pair[1].severity))
    lines = [f"::error file={_property(from_here(failure.path))}::{_data(failure.message)}" for failure in failures]
    written: Counter[str] = Counter(error=len(failures))
    hidden = 0
    for document, finding in findings:
        written[finding.severity] += 1
        if written[finding.severity] <= SHOWN - (finding.severity is Severity.INFO):
            lines.append(_annotation(document, finding, style.lang))
        else:
            hidden += 1
    if hidden:
        lines.append(f"::notice::{say(style.lang, 'in_summary', count=hidden)}")
    _write_summary(markdown.render(reports, failures, style))
    return "".join(f"{line}\n" for line in lines)


def _annotation(document: Document, finding: Finding, lang: str) -> str:
    properties = {"file": from_here(document.path), "title": finding.rule}
    if document.format in LINES:
        start, end = document.locate(finding.at.span), document.locate(Span(finding.at.span.end, finding.at.span.end))
        properties |= {"line": str(start.line), "endLine": str(end.line)}
        if start.line == end.line:
            properties |= {"col": str(start.column), "endColumn": str(end.column)}
    where = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    told = (finding.message, arithmetic(finding, lang), unlined(document, finding.at.span, lang))
    text = "\n".join(visible(said) for said in told if said)
    return f"::{_COMMANDS[finding.severity]} {where}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _write_summary(text: str) -> None:
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(text)
