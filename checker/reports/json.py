"""The report as one JSON document, a contract with other programs: checker/schemas/report.schema.json.

Keys are never translated and only ever added to.
"""

import json
from collections.abc import Sequence
from typing import Any

from checker.finding import Evidence, Finding, Report
from checker.reports import Failure, Style, version
from checker.source import Document, Span


def render(reports: Sequence[Report], failures: Sequence[Failure], style: Style) -> str:
    """Return all reports and failures as one JSON object."""
    content = {
        "version": version(),
        "documents": [document_record(report) for report in reports],
        "failures": [failure._asdict() for failure in failures],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def document_record(report: Report) -> dict[str, Any]:
    """Return one document: how much of it was read and tied, and its findings."""
    return {
        "path": report.document.path,
        **coverage(report),
        "notes": list(report.document.unread),
        "findings": [finding_record(report.document, finding) for finding in report.findings],
    }


def coverage(report: Report) -> dict[str, int]:
    """Return how many numeric claims were read, how many are tied, and how many numbers nobody could read."""
    return {"claims": len(report.claims), "tied": len(report.tied), "unread": len(report.unread)}


def finding_record(document: Document, finding: Finding) -> dict[str, Any]:
    """Return one finding with its places."""
    return {
        "rule": finding.rule,
        "title": finding.title,
        "severity": finding.severity.value,
        "certainty": finding.certainty.value,
        "message": finding.message,
        "fingerprint": finding.fingerprint,
        "at": _evidence(document, finding.at),
        "because": [_evidence(document, evidence) for evidence in finding.because],
        "stated": finding.stated or None,
        "computed": finding.computed or None,
        "arithmetic": finding.arithmetic or None,
        "allowance": finding.allowance or None,
        "repair": finding.repair or None,
    }


def _evidence(document: Document, evidence: Evidence) -> dict[str, Any]:
    """Return a place with what it contributes, and the path of its document where that is another."""
    other = evidence.document.path if evidence.document else None
    return {**place(evidence.home(document), evidence.span), "says": evidence.says, "document": other}


def place(document: Document, span: Span) -> dict[str, Any]:
    """Return where `span` stands, for machines (offsets) and for people (line, page, headings above)."""
    location = document.locate(span)
    return {
        "start": span.start,
        "end": span.end,
        "line": location.line,
        "column": location.column,
        "text": span.of(document.text),
        "page": location.page,
        "trail": list(location.trail),
        "pointer": document.address(span) or None,
    }
