"""The real reports under seeds/: what must be found in them, what must be tied, and nothing else."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker import api
from checker.finding import Finding, Outcome, Report, Severity
from checker.readers import read

ROOT = Path(__file__).resolve().parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*/expected.yaml"))


@dataclass(frozen=True)
class Seed:
    """A report with what is expected of it."""

    path: Path
    expected: dict[str, Any]
    report: Report

    def text(self, finding: Finding) -> str:
        return finding.at.span.of(self.report.document.text)

    def line(self, finding: Finding) -> int:
        return self.report.document.locate(finding.at.span).line


@cache
def seed(path: Path) -> Seed:
    expected = yaml.safe_load(path.read_text("utf-8"))
    document = path.parent / expected["document"]
    return Seed(document, expected, api.check(read(document), api.load_rules()))


def entries(section: str) -> list[Any]:
    found = [
        pytest.param(path, entry, id=f"{path.parent.name}: {entry['rule']} {entry.get('text') or entry.get('members')}")
        for path in SEEDS
        for entry in yaml.safe_load(path.read_text("utf-8"))[section]
    ]
    assert found, section
    return found


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.parent.name)
def test_the_report_is_byte_for_byte_the_one_that_was_published(path: Path) -> None:
    one = seed(path)
    assert hashlib.sha256(one.path.read_bytes()).hexdigest() == one.expected["sha256"]
    assert one.report.failures == ()


@pytest.mark.parametrize(("path", "entry"), entries("findings"))
def test_what_is_wrong_is_found(path: Path, entry: dict[str, Any]) -> None:
    one = seed(path)
    found = [(finding.rule, one.line(finding), one.text(finding)) for finding in one.report.findings]
    assert (entry["rule"], entry["line"], entry["text"]) in found


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.parent.name)
def test_nothing_else_is_raised(path: Path) -> None:
    one = seed(path)
    right = {(entry["line"], entry["text"]) for entry in (*one.expected["findings"], *one.expected["also_right"])}
    raised = [finding for finding in one.report.findings if finding.severity is not Severity.INFO]
    alarms = [
        f"{one.line(finding)}: {finding.rule}: {finding.message}"
        for finding in raised
        if not any(line == one.line(finding) and text in one.text(finding) for line, text in right)
    ]
    assert not alarms
    places = [(one.line(finding), one.text(finding)) for finding in raised]
    assert len(set(places)) == len(places), "one place is raised twice"


@pytest.mark.parametrize(("path", "entry"), entries("tied"))
def test_what_belongs_together_is_tied(path: Path, entry: dict[str, Any]) -> None:
    one = seed(path)
    outcome = Outcome.HOLDS if entry["holds"] else Outcome.BROKEN
    held = [
        {span.of(one.report.document.text) for span in verdict.members}
        for verdict in one.report.verdicts
        if verdict.rule == entry["rule"] and verdict.outcome is outcome
    ]
    assert any(set(entry["members"]) <= members for members in held), held


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.parent.name)
def test_every_digit_is_accounted_for(path: Path) -> None:
    one = seed(path)
    report = one.report
    read_spans = [claim.span for claim in (*report.claims, *report.names)] + list(report.unread)
    covered = {offset for span in read_spans for offset in range(span.start, span.end)}
    text = report.document.text
    lost = [offset for offset, sign in enumerate(text) if sign.isdigit() and offset not in covered]
    assert not lost, [text[max(0, offset - 10) : offset + 10] for offset in lost]
    assert len(report.claims) >= one.expected["claims"]["at_least"]
