"""The file of judged alarms is sound: it speaks of rules that there are, and judges each alarm once."""

import csv
from pathlib import Path

from checker.api import load_rules

FILE = Path(__file__).parent / "alarms.csv"


def test_each_judgement_is_of_a_rule_that_there_is() -> None:
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    severities = {rule.id: str(rule.severity) for rule in load_rules()}
    assert len(rows) > 10
    assert all(severities.get(row["rule"]) == row["severity"] for row in rows)
    assert {row["verdict"] for row in rows} <= {"true", "false", "unclear"}
    assert all(row["reason"] and row["offset"].isdigit() for row in rows)
    keys = [(row["document"], row["rule"], row["text"]) for row in rows]
    assert len(set(keys)) == len(keys)
