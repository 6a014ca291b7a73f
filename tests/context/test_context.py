"""What each number is about once the surroundings have filled in what its clause leaves unsaid: tables of text.

`claims` lists every quantity of a text in order, with the fields that matter; `-` is what must stay unstated.
`not_yet` marks what the reading gets wrong today and says how; whoever mends it takes the mark away.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.claims import Claim
from checker.context import Reading, complete
from checker.readers import read_bytes

HERE = Path(__file__).parent
TABLES = sorted(HERE.glob("*.yaml"))
FIELDS = ("kind", "metric", "period", "scope", "role", "quantifier", "base", "basis", "direction")
UNSTATED = "-"


@dataclass(frozen=True)
class Case:
    """One text with what each of its numbers is about."""

    table: str
    text: str
    claims: list[dict[str, Any]]
    suffix: str
    not_yet: str

    def __str__(self) -> str:
        return f"{self.table}: {' / '.join(self.text.split())}"


def cases() -> Iterator[Case]:
    for path in TABLES:
        for case in yaml.load(path.read_text("utf-8"), yaml.BaseLoader):
            yield Case(path.stem, case["text"], case["claims"], case.get("format", ".txt"), case.get("not_yet", ""))


def marked(case: Case) -> Any:
    marks = [pytest.mark.xfail(reason=case.not_yet, strict=True)] if case.not_yet else []
    return pytest.param(case, id=str(case), marks=marks)


def read(text: str, suffix: str = ".txt") -> Reading:
    return complete(read_bytes(text.encode(), f"case{suffix}"))


def told(claim: Claim) -> dict[str, str]:
    """Return a claim in the words of the tables."""
    said = {name: getattr(claim, name) for name in FIELDS}
    return {name: str(value) if isinstance(value, str | int) else UNSTATED for name, value in said.items()}


@pytest.mark.parametrize("case", [marked(case) for case in cases()])
def test_each_number_is_about_this(case: Case) -> None:
    claims = read(case.text, case.suffix).claims
    assert [claim.measure.written for claim in claims] == [expected["text"] for expected in case.claims]
    for claim, expected in zip(claims, case.claims, strict=True):
        wanted = {name: value for name, value in expected.items() if name != "text"}
        assert set(wanted) <= set(FIELDS)
        assert {name: told(claim)[name] for name in wanted} == wanted, claim.measure.written


def test_the_tables_are_not_empty() -> None:
    assert len(list(cases())) > 40


def test_what_is_said_of_one_subject_is_one_fact() -> None:
    reading = read("税收收入102.56亿元，同比增长5.15%，占全部收入的69%。非税收入45.65亿元，下降1%。")
    facts = [(fact.subject, sorted(fact.fields)) for fact in reading.facts]
    assert facts == [("税收收入", ["growth", "level", "share"]), ("非税收入", ["growth", "level"])]


def test_a_second_number_of_a_kind_is_a_fact_of_its_own() -> None:
    reading = read("新开工118万平方米，竣工58万平方米。")
    assert [sorted(fact.fields) for fact in reading.facts] == [["level"], ["level"]]


def test_everything_written_is_told_once_in_order() -> None:
    reading = read("2025年收入70.46亿元（全市下降3%），其中税收52.96亿元；第3批27家，与上年持平。")
    written = [claim.measure.written for claim in reading.claims]
    assert written == ["70.46亿元", "3%", "52.96亿元", "27家"]
    starts = [claim.span.start for claim in reading.claims]
    assert starts == sorted(set(starts))
    assert {claim.measure.written for claim in reading.named} == {"2025年", "第3批"}
