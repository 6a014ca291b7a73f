"""The Code Quality report of GitLab (a subset of Code Climate's): issues, each with a fingerprint of its own."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from checker.finding import Finding, Report
from checker.reports import Failure, Style
from checker.reports.places import from_here, unlined
from checker.source import Document

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(reports: Sequence[Report], failures: Sequence[Failure], style: Style) -> str:
    """Return the issues as a JSON list; what was not checked is an issue of severity blocker."""
    used: Counter[str] = Counter()
    issues = [_failure(failure, used) for failure in failures]
    issues += [_issue(report.document, finding, used, style.lang) for report in reports for finding in report.findings]
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"


def _issue(document: Document, finding: Finding, used: Counter[str], lang: str) -> dict[str, Any]:
    place = unlined(document, finding.at.span, lang)
    line = 1 if place else document.locate(finding.at.span).line
    return {
        "description": f"{finding.message} ({place})" if place else finding.message,
        "check_name": finding.rule,
        "fingerprint": _unique(f"{document.path}\0{finding.fingerprint}", used),
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": from_here(document.path), "lines": {"begin": line}},
    }


def _failure(failure: Failure, used: Counter[str]) -> dict[str, Any]:
    return {
        "description": failure.message,
        "check_name": "not-checked",
        "fingerprint": _unique(f"{failure.path}\0{failure.message}", used),
        "severity": "blocker",
        "location": {"path": from_here(failure.path), "lines": {"begin": 1}},
    }


def _unique(key: str, used: Counter[str]) -> str:
    """Return a fingerprint that no other issue of this report has: GitLab drops those that it has seen."""
    used[key] += 1
    return hashlib.sha256(f"{key}\0{used[key]}".encode(errors="replace")).hexdigest()
