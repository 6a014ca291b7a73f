"""Examples as tests: what counts as coming out as the rule says."""

import re
from pathlib import Path

import pytest
from groups import rule

from checker.finding import Certainty, Evidence, Finding, Report, Severity
from checker.rules.model import Example
from checker.rules.testing import run_examples
from checker.source import Document, Span


def checked(text: str, suffix: str) -> Report:
    """Flag every ✗…✗ of the text; a file that is no text fails."""
    findings = tuple(
        Finding(
            "test-rule", "", "", Severity.ERROR, Certainty.CERTAIN, Evidence(Span(match.start() + 1, match.end() - 1))
        )
        for match in re.finditer("✗.*?✗", text)
    )
    return Report(Document(f"a{suffix}", text, ()), (), (), findings, (), failures=("boom",) if suffix == ".md" else ())


@pytest.mark.parametrize(
    ("example", "problem"),
    [
        (Example("一切正常", True), None),
        (Example("✗120亿元✗", True), "raised at '120亿元'"),
        (Example("✗120亿元✗", False, "120亿元"), None),
        (Example("✗120亿元✗", False, "120"), None),
        (Example("✗120✗亿元", False, "120亿元"), None),
        (Example("✗30✗ ✗120亿元✗", False, "120亿元"), None),
        (Example("✗30✗", False, "120亿元"), "raised at '30', not at '120亿元'"),
        (Example("一切正常", False, "120亿元"), "raised nothing"),
        (Example("一切正常", True, format="markdown"), "boom"),
    ],
)
def test_examples(example: Example, problem: str | None) -> None:
    ((_, tried, said),) = run_examples([rule("a = b", examples=(example,), path=Path("x.yaml"))], checked)
    assert (tried, said) == (example, problem)


def test_findings_of_other_rules_do_not_count() -> None:
    others = rule("a = b", id="other", examples=(Example("✗1✗", True), Example("✗1✗", False, "1")))
    assert [said for _, _, said in run_examples([others], checked)] == [None, "raised nothing"]
