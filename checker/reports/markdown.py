"""Markdown for a pull-request comment or a job summary: a table of the findings with their sums."""

import re
from collections.abc import Sequence

from checker.finding import Finding, Report
from checker.reports import OWN, Failure, Style
from checker.reports.places import where
from checker.reports.summary import counts, coverage, notes
from checker.reports.sums import details
from checker.reports.terminal import visible
from checker.reports.wording import say
from checker.source import Document

_SIGNS = {"error": "🔴", "warning": "🟡", "info": "🔵"}
_ACTIVE = re.compile(r"([\\`*_{}\[\]<>()#+!|~@&])")


def render(reports: Sequence[Report], failures: Sequence[Failure], style: Style) -> str:
    """Return a heading, a table of findings and one of failures where there are any, and the coverage."""
    lang = style.lang
    totals = (counts(reports, failures, lang), coverage(reports, lang))
    lines = [f"<!-- {OWN} -->", "## checker", "", *(f"{escaped(line)}  " for line in totals)]
    findings = [(report.document, finding) for report in reports for finding in report.findings]
    if findings:
        head = [say(style.lang, key) for key in ("place", "rule", "finding")]
        lines += ["", f"| | {' | '.join(head)} |", "|---|---|---|---|"]
        lines += [_row(document, finding, style) for document, finding in findings]
    left_out = [f"{failure.path}: {failure.message}" for failure in failures]
    left_out += [note for report in reports for note in notes(report, lang)]
    if left_out:
        lines += ["", f"**{say(lang, 'not_checked')}**", "", *(f"- {escaped(each)}" for each in left_out)]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Return `text` so that Markdown and HTML show it as it is."""
    return _ACTIVE.sub(r"\\\1", visible(text)).replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\\@", "&#64;")


def _row(document: Document, finding: Finding, style: Style) -> str:
    sums = [f"{name}: {escaped(text)}" for name, text in details(finding, style.lang)]
    place = escaped(where(document, finding.at.span, style.lang))
    quoted = f"“{escaped(finding.at.span.of(document.text))}”"
    said = "<br>".join([f"{quoted} {escaped(finding.message)}", *sums])
    return f"| {_SIGNS[finding.severity]} | {place} | {escaped(finding.rule)} | {said} |"
