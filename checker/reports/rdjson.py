"""Reviewdog's diagnostic format: findings as review comments on any host. Its columns count bytes of UTF-8.

The repair is in the message and never a suggestion that could be applied with a click: a person decides on a number.
"""

import json
from collections.abc import Sequence
from typing import Any

from checker.finding import Finding, Report
from checker.reports import Failure, Style
from checker.reports.places import LINES, from_here, unlined
from checker.reports.sums import details
from checker.source import Document, Span

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(reports: Sequence[Report], failures: Sequence[Failure], style: Style) -> str:
    """Return one diagnostic a finding, and one for what was not checked."""
    diagnostics = [
        _diagnostic(report.document, finding, style.lang) for report in reports for finding in report.findings
    ]
    diagnostics += [
        {"message": failure.message, "location": {"path": from_here(failure.path)}, "severity": "ERROR"}
        for failure in failures
    ]
    content = {"source": {"name": "checker"}, "diagnostics": diagnostics}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _diagnostic(document: Document, finding: Finding, lang: str) -> dict[str, Any]:
    told = [unlined(document, finding.at.span, lang), *(f"{name}: {text}" for name, text in details(finding, lang))]
    diagnostic: dict[str, Any] = {
        "message": "\n".join(filter(None, [finding.message, *told])),
        "location": _location(document, finding.at.span),
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    related = [
        {"message": each.says or each.quoted(document), "location": _location(each.home(document), each.span)}
        for each in finding.because
    ]
    return diagnostic | ({"related_locations": related} if related else {})


def _location(document: Document, span: Span) -> dict[str, Any]:
    location: dict[str, Any] = {"path": from_here(document.path)}
    if document.format in LINES:
        location["range"] = {"start": _position(document, span.start), "end": _position(document, span.end)}
    return location


def _position(document: Document, offset: int) -> dict[str, int]:
    location = document.locate(Span(offset, offset))
    before = document.text[offset - location.column + 1 : offset]
    return {"line": location.line, "column": len(before.encode()) + 1}
