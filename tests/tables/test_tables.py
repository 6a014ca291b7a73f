"""Tables: what is found in them, what is not, and that every number is claimed or named."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.api import check, load_rules
from checker.claims import Kind
from checker.context import complete
from checker.finding import Outcome, Report
from checker.parsing.tables import TableReading
from checker.readers import read_bytes

CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def rules() -> list[Any]:
    return [rule for rule in load_rules() if rule.family == "tables"]


def report(table: str, rules: list[Any]) -> Report:
    return check(read_bytes(table.encode(), "table.md"), rules)


def readings(table: str) -> tuple[TableReading, ...]:
    return complete(read_bytes(table.encode(), "table.md")).tables


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_found(case: dict[str, Any], rules: list[Any]) -> None:
    found = report(case["table"], rules)
    said = [[finding.rule, finding.at.span.of(found.document.text).strip()] for finding in found.findings]
    assert said == ([case["finds"]] if "finds" in case else [])


@pytest.mark.parametrize("case", [case for case in CASES if "silent" in case], ids=lambda case: case["name"])
def test_silent_neighbours(case: dict[str, Any], rules: list[Any]) -> None:
    ((wrong, right),) = case["silent"].items()
    assert wrong in case["table"]
    neighbour = report(case["table"].replace(wrong, right), rules)
    assert not neighbour.findings
    assert any(verdict.outcome is Outcome.HOLDS for verdict in neighbour.verdicts), "silent because it was held"


@pytest.mark.parametrize(
    ("header", "cell", "written", "unit"),
    [
        ("产量（万吨）", "50.49", "50.49", "万吨"),
        ("收入", "97,795,35 0", "97,795,350", ""),
        ("收入", "79,802,362.5 3", "79,802,362.53", ""),
        ("收入", "(1,234)", "(1,234)", ""),
        ("比上年增长%", "▲3.5", "▲3.5", "%"),
        ("增长", "-3.87%", "-3.87%", "%"),
    ],
)
def test_cells_as_written(header: str, cell: str, written: str, unit: str) -> None:
    (reading,) = readings(f"| 项目 | {header} |\n|---|---|\n| 甲 | {cell} |\n| 乙 | 1 |\n")
    claim = reading.cells[1, 1]
    assert claim.measure.written == written
    assert claim.measure.unit_text.endswith(unit[-1:] or "")
    assert (claim.measure.number.low < 0) is cell.startswith(("(", "▲", "-"))


@pytest.mark.parametrize(
    ("labels", "roles"),
    [
        ("2024年决算数 | 2025年执行数 | 比上年增长%", ["previous", "level", "growth"]),
        ("上年结余 | 变动预算数 | 占变动预算%", ["level", "budget", "progress"]),
        ("期末余额 | 期初余额 | 增减额", ["level", "previous", "difference"]),
        ("数量（人） | 占比（%） | 位次", ["level", "share", "rank"]),
        ("为上年决算数的% | 毛利率比上年增减（%） | 指数", ["progress", "shift", "index"]),
    ],
)
def test_roles(labels: str, roles: list[str]) -> None:
    (reading,) = readings(f"| 项目 | {labels} |\n|---|---|---|---|\n| 甲 | 11 | 12 | 13 |\n| 乙 | 14 | 15 | 16 |\n")
    assert [column.role for column in reading.columns] == roles


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("2025年3月1日", Kind.DATE),
        ("12 34", Kind.NUMBER),
        ("1,234 567", Kind.NUMBER),
        ("2022-07", Kind.DATE),
        ("3—5", Kind.NUMBER),
        ("31¹", Kind.NUMBER),
    ],
)
def test_numbers_that_are_no_claims_are_named(cell: str, kind: Kind) -> None:
    table = f"| 项目 | 数量 |\n|---|---|\n| 甲 | 8 |\n| 乙 | {cell} |\n| 丙 | 9 |\n| 丁 | 7 |\n"
    (reading,) = readings(table)
    assert (2, 1) in reading.unclear
    assert kind in {claim.kind for claim in reading.named}


def test_numbers_in_labels_are_named() -> None:
    (reading,) = readings(
        "| 序号 | 年龄组 | 人数 |\n|---|---|---|\n| 1 | 少年(0-14岁) | 50 |\n| 2 | 老年(65岁以上) | 60 |\n"
    )
    assert {claim.measure.written for claim in reading.named} >= {"1", "2", "0-14岁"}
    assert {claim.kind for claim in reading.named} <= {Kind.NAME, Kind.ORDINAL, Kind.IDENTIFIER}


def test_a_misread_structure_is_said_to_be_not_checked(rules: list[Any]) -> None:
    (case,) = (case for case in CASES if "misread" in case["name"])
    assert {verdict.outcome for verdict in report(case["table"], rules).verdicts} == {Outcome.NOT_CHECKED}


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        (("销售总额", "206,860.40"), 3),
        (("项目", "2025年"), 2),
        (("项目", "金额"), 2),
    ],
)
def test_a_table_of_names_and_values_has_no_head(rows: tuple[str, str], count: int) -> None:
    body = "".join(f"<tr><td>{one}</td><td>{other}</td></tr>" for one, other in (rows, ("甲", "65.05"), ("乙", "7")))
    page = f"<table>{body}</table>"
    (reading,) = complete(read_bytes(page.encode(), "page.html")).tables
    assert len(reading.cells) == count


@pytest.mark.parametrize(
    ("between", "header", "unit", "caption"),
    [
        ("", "| 项目 | 预算数 | 决算数 |", "元", "表2收入"),
        ("", "| 项目 | 2024年预算数 | 2024年决算数 |", "元", ""),
        ("续表2\n\n", "| 项目 | 预算数 | 决算数 |", "元", "续表2"),
        ("另见下表。\n\n", "| 项目 | 预算数 | 决算数 |", "", ""),
        ("", "| 项目 | 预算数 | 户数 |", "", ""),
        ("表3 支出\n\n", "| 项目 | 预算数 | 决算数 |", "", "表3支出"),
    ],
)
def test_the_next_page_has_unit_and_title_of_the_first(between: str, header: str, unit: str, caption: str) -> None:
    first = "表2 收入\n\n单位：万元\n\n| 项目 | 预算数 | 决算数 |\n|---|---|---|\n| 契税 | 31 | 32 |\n"
    *_, page = readings(f"{first}\n{between}{header}\n|---|---|---|\n| 车船税 | 21 | 22 |\n")
    assert page.cells[1, 1].unit_text == unit
    assert page.caption == caption


@pytest.mark.parametrize(
    ("line", "label", "unit"),
    [("股", "年龄", "岁"), ("万人", "人数", "万人"), ("股", "持股数", "股"), ("元", "人数增长（%）", "%")],
)
def test_heads_that_say_what_is_counted(line: str, label: str, unit: str) -> None:
    (reading,) = readings(f"单位：{line}\n\n| 项目 | {label} |\n|---|---|\n| 甲 | 31 |\n| 乙 | 42 |\n")
    assert reading.columns[0].unit == unit
