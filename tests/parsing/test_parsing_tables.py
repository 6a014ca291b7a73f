"""From table cells to the claims that sentences make: units, roles of columns, cells that are no number."""

import pytest

from checker.claims import Claim, Kind
from checker.context import complete
from checker.parsing.labels import column_name
from checker.readers import read_bytes


def claims(table: str) -> dict[str, Claim]:
    """Return the claims of a Markdown table by their ink."""
    reading = complete(read_bytes(table.encode(), "table.md"))
    return {claim.measure.written: claim for claim in reading.claims}


def table(*rows: str, before: str = "") -> str:
    head, *body = rows
    return "\n".join([before, head, "|" + "---|" * (head.count("|") - 1), *body, ""])


@pytest.mark.parametrize(
    "written",
    [
        table("|指标|产量（万吨）|", "|粮食|640.1|", "|油料|20.3|"),
        table("|指标|产量|", "|粮食|640.1|", "|油料|20.3|", before="单位：万吨\n"),
        table("|指标|单位|产量|", "|粮食|万吨|640.1|", "|油料|万吨|20.3|"),
    ],
    ids=["in the header", "in the line above", "in a column of its own"],
)
def test_the_unit_of_a_cell_is_found_where_it_is_written_once(written: str) -> None:
    found = claims(written)["640.1"]
    assert found.kind is Kind.LEVEL
    assert found.measure.unit.name == claims("粮食640.1万吨")["640.1万吨"].measure.unit.name
    assert found.interval == claims("粮食640.1万吨")["640.1万吨"].interval


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("（金额单位均为人民币元）", "元"),
        ("（除特别说明外，金额单位为人民币元）", "元"),
        ("（除另有说明外，以人民币千元列示）", "千元"),
        ("（人民币百万元，百分比除外）", "百万元"),
        ("以下单位：万元", "万元"),
        ("单 位：万 元", "万元"),
        ("单位：人民币/万元", "万元"),
        ("（单位：亿元人民币）", "亿元"),
        ("（人民币存款）", ""),
        ("单位名称：甲", ""),
    ],
)
def test_a_line_above_declares_the_unit(line: str, unit: str) -> None:
    found = claims(table("|项目|期初|期末|", "|甲|120.50|131.2|", "|乙|20.3|11.0|", before=f"{line}\n"))
    assert [claim.interval for ink, claim in found.items() if ink == "120.50" and claim.measure.unit_text] == [
        claim.interval for claim in claims(f"余额120.50{unit}").values() if unit
    ]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("本附注金额单位除特别注明外均为人民币元。", "元"),
        ("除另有说明外，本报告金额单位为人民币万元。", "元"),
        ("本报告由各单位提供。", ""),
        ("单位负责人除特别注明外均为人民警察。", ""),
    ],
)
def test_a_unit_for_all_tables_is_that_of_what_has_two_decimals(text: str, unit: str) -> None:
    found = claims(f"{text}\n\n其他说明。\n\n" + table("|项目|期初|期末|", "|甲|12|131.25|", "|乙|20|11.00|"))
    assert {ink: claim.measure.unit_text for ink, claim in found.items() if claim.measure.unit_text} == (
        {"131.25": unit, "11.00": unit} if unit else {}
    )


def test_row_and_column_name_the_metric() -> None:
    found = claims(table("|指标|产量（万吨）|", "|粮食|640.1|", "|油料|20.3|"))
    assert [claim.metric for claim in found.values()] == ["粮食·产量", "油料·产量"]
    assert all("产量" in str(claim.quantifier) for claim in found.values())


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("决算数占比", ""),
        ("决算占比", ""),
        ("决算数占全省比重", "占全省比重"),
        ("决算数量", "决算数量"),
        ("金额", ""),
        ("总额占比", "总额占比"),
    ],
)
def test_a_plain_head_before_a_share_is_no_part_of_its_name(header: str, name: str) -> None:
    assert column_name((header,)) == name


def test_columns_of_rates_are_rates() -> None:
    found = claims(
        table("|指标|产量（万吨）|增长（%）|占比（%）|", "|粮食|640.1|3.1|57.0|", "|油料|20.3|-2.5|43.0|"),
    )
    assert found["3.1"].kind is Kind.GROWTH
    assert found["57.0"].kind is Kind.SHARE
    fall = found["-2.5"].interval
    assert fall.low is not None and fall.high is not None and fall.low < fall.high < 0


def test_what_stood_before_and_after_a_change_is_no_change() -> None:
    found = claims(
        table("|股份|本次变动前（股）|本次变动前比例（%）|本次变动增减（股）|", "|甲|633|63.3|5|", "|乙|367|36.7|-5|"),
    )
    assert found["63.3"].kind is Kind.SHARE
    assert found["633"].kind is Kind.COUNT
    assert found["5"].kind is Kind.DIFFERENCE


@pytest.mark.parametrize("blank", ["", "—", "-", "/", "…", "--"])
def test_a_cell_that_says_nothing_is_no_claim(blank: str) -> None:
    found = claims(table("|指标|产量（万吨）|", "|粮食|640.1|", f"|油料|{blank}|"))
    assert list(found) == ["640.1"]


def test_accountants_brackets_are_a_minus_sign() -> None:
    found = claims(table("|指标|利润（万元）|", "|甲厂|(150.0)|", "|乙厂|20.3|"))
    assert next(iter(found.values())).interval.high == -1_499_500


def test_thousands_are_grouped() -> None:
    found = claims(table("|指标|金额（万元）|", "|甲厂|1,150.0|", "|乙厂|20.3|"))
    assert found["1,150.0"].interval == claims("1150.0万元")["1150.0万元"].interval


def test_two_numbers_in_one_cell_are_no_claim() -> None:
    found = claims(table("|指标|金额（万元）|", "|甲厂|12 34|", "|乙厂|20.3|"))
    assert list(found) == ["20.3"]


def test_a_row_of_one_subject_is_one_fact() -> None:
    document = read_bytes(table("|指标|产量（万吨）|增长（%）|", "|粮食|640.1|3.1|", "|油料|20.3|2|").encode(), "t.md")
    facts = [(fact.subject, sorted(fact.fields)) for fact in complete(document).facts]
    assert facts == [("粮食", ["growth", "level"]), ("油料", ["growth", "level"])]
