"""SARIF 2.1.0, for GitHub code scanning and editors.

Evidence goes to `relatedLocations`, which GitHub shows only where the message links to them by number. Places in
documents without lines of their own are `logicalLocations`, on line 1 since GitHub wants a line. Fingerprints are
always given: a consumer's own would rest on line numbers. Columns count code points and say so.
"""

import json
from collections.abc import Sequence
from typing import Any

from checker.finding import Evidence, Finding, Report
from checker.reports import Failure, Style, version
from checker.reports.places import LINES, inside, uri
from checker.reports.wording import say
from checker.source import Document, Span

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_PRECISIONS = {"certain": "very-high", "likely": "high", "possible": "medium"}
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(reports: Sequence[Report], failures: Sequence[Failure], style: Style) -> str:
    """Return one SARIF run."""
    findings = [(report.document, finding) for report in reports for finding in report.findings]
    rules = {finding.rule: finding for _, finding in findings}
    run = {
        "tool": {
            "driver": {
                "name": "checker",
                "version": version(),
                "rules": [_rule(each, style.lang) for each in rules.values()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not failures, "toolExecutionNotifications": [*map(_notice, failures)]}],
        "results": [_result(document, finding, list(rules), style) for document, finding in findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(finding: Finding, lang: str) -> dict[str, Any]:
    """Return what GitHub asks for of a rule; its page is at the command line, where its examples are."""
    title, page = finding.title or finding.rule, f"checker rule {finding.rule}"
    return {
        "id": finding.rule,
        "shortDescription": {"text": title},
        "fullDescription": {"text": title},
        "help": {"text": f"{say(lang, 'more')}: {page}", "markdown": f"{say(lang, 'more')}: `{page}`"},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {"precision": _PRECISIONS[finding.certainty]},
    }


def _result(document: Document, finding: Finding, rules: list[str], style: Style) -> dict[str, Any]:
    mark = finding.fingerprint
    numbered = enumerate(finding.because, 1)
    related = [{**_location(each.home(document), each, style), "id": number} for number, each in numbered]
    return {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(document, finding)},
        "locations": [_location(document, finding.at, style)],
        "relatedLocations": related,
        "partialFingerprints": {"checker/v1": mark, "primaryLocationLineHash": f"{mark}:1"},
    }


def _message(document: Document, finding: Finding) -> str:
    """Return the message, its sum, and a link to each piece of evidence."""
    links = [
        f"[{_escaped(' '.join(filter(None, (each.says, each.quoted(document)))))}]({number})"
        for number, each in enumerate(finding.because, 1)
    ]
    return "\n".join(filter(None, [_escaped(finding.message), _escaped(finding.arithmetic), " ".join(links)]))


def _escaped(text: str) -> str:
    """Keep brackets of the report from being read as links."""
    return " ".join(text.split()).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _location(document: Document, evidence: Evidence, style: Style) -> dict[str, Any]:
    region = _region(document, evidence) if document.format in LINES else {"startLine": 1}
    place = {"artifactLocation": {"uri": uri(document.path)}, "region": region}
    location: dict[str, Any] = {"physicalLocation": place}
    parts = inside(document, evidence.span, style.lang)
    if parts:
        location["logicalLocations"] = [{"fullyQualifiedName": " · ".join(parts)}]
    if evidence.says:
        location["message"] = {"text": evidence.says}
    return location


def _region(document: Document, evidence: Evidence) -> dict[str, Any]:
    start, end = document.locate(evidence.span), document.locate(Span(evidence.span.end, evidence.span.end))
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "snippet": {"text": evidence.span.of(document.text)},
    }


def _notice(failure: Failure) -> dict[str, Any]:
    location = {"physicalLocation": {"artifactLocation": {"uri": uri(failure.path)}}}
    return {"level": "error", "message": {"text": failure.message}, "locations": [location]}
