"""JUnit XML: one suite a document, one failing case a finding, with file and line beyond what JUnit asks for."""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from checker.finding import Finding, Report, Severity
from checker.reports import Failure, Style
from checker.reports.console import render_finding
from checker.source import Document

# What XML 1.0 cannot hold at all, not even as a reference.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(reports: Sequence[Report], failures: Sequence[Failure], style: Style) -> str:
    """Return the suites; a document without errors and warnings has one case that passes."""
    root = Element("testsuites", name="checker")
    for report in reports:
        _suite(root, report, style)
    for failure in failures:
        suite = SubElement(root, "testsuite", name=_clean(failure.path), tests="1", failures="0", errors="1")
        case = SubElement(suite, "testcase", classname=_clean(failure.path), name="read", file=_clean(failure.path))
        SubElement(case, "error", message=_clean(failure.message)).text = _clean(failure.message)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, report: Report, style: Style) -> None:
    path = _clean(report.document.path)
    failing = [finding for finding in report.findings if finding.severity is not Severity.INFO]
    count = str(len(failing))
    suite = SubElement(root, "testsuite", name=path, tests=str(len(failing) or 1), failures=count, errors="0")
    for finding in failing:
        _case(suite, report.document, finding, style)
    if not failing:
        SubElement(suite, "testcase", classname=path, name="numbers", file=path)


def _case(suite: Element, document: Document, finding: Finding, style: Style) -> None:
    location = document.locate(finding.at.span)
    path = _clean(document.path)
    name = f"{finding.rule}: {finding.at.span.of(document.text)}"
    case = SubElement(suite, "testcase", classname=path, name=_clean(name), file=path, line=str(location.line))
    failure = SubElement(case, "failure", type=finding.severity.value, message=_clean(finding.message))
    failure.text = _clean(render_finding(document, finding, style._replace(color=False)))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
