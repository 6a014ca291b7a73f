"""Right sentences that look wrong, through every rule: a false alarm costs more than a miss."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker import api
from checker.finding import Severity
from checker.readers import read_bytes
from checker.rules.model import Rule

TRAPS: list[dict[str, Any]] = yaml.load((Path(__file__).parent / "traps.yaml").read_text("utf-8"), yaml.BaseLoader)


@cache
def rules() -> tuple[Rule, ...]:
    return api.load_rules()


def marked(trap: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason=trap["not_yet"], strict=True)] if "not_yet" in trap else []
    return pytest.param(trap["text"], id=trap["text"], marks=marks)


@pytest.mark.parametrize("text", [marked(trap) for trap in TRAPS])
def test_nothing_is_raised(text: str) -> None:
    report = api.check(read_bytes(text.encode(), "trap.txt"), rules())
    assert not report.failures
    raised = [finding for finding in report.findings if finding.severity is not Severity.INFO]
    assert not [f"{finding.rule}: {finding.message}" for finding in raised]


def test_each_trap_says_what_is_tempting_and_stands_once() -> None:
    assert len(TRAPS) > 40
    assert all(trap["why"] for trap in TRAPS)
    assert len({trap["text"] for trap in TRAPS}) == len(TRAPS)
