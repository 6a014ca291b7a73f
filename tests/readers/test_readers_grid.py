from collections.abc import Sequence

import pytest
from outline import only_table

from checker.readers import read_bytes
from checker.readers.grid import is_value


@pytest.mark.parametrize("text", ["1,092.5", "-6.1%", "(12)", "３亿元", "12", "0.5‰", "△3.2", "5.6万人", "2,025"])
def test_values(text: str) -> None:
    assert is_value(text)


@pytest.mark.parametrize(
    "text", ["", "2025", "2025年", "1-6月", "3月", "第1季度", "—", "A=B+C", "指标1", "7天以上的项目数"]
)
def test_labels(text: str) -> None:
    assert not is_value(text)


@pytest.mark.parametrize(
    ("table", "header_rows", "stub_columns"),
    [
        ("指标,2024年,2025年\n粮食,1,2\n", 1, 1),
        ("指标,2024,2025\n粮食,1,2\n", 1, 1),
        (",香梨,,红枣,\n,面积,产量,面积,产量\n全州,1,2,3,4\n", 2, 1),
        ("指标,单位,产量\n粮食,万吨,1\n油料,万吨,2\n", 1, 2),
        ("序号,项目,金额\n1,甲,10\n2,乙,20\n", 1, 2),
        ("项目,附注,金额\n甲,5,10\n乙,6,20\n", 1, 2),
        ("科目编码,科目,金额\n101,甲,10\n10101,乙,20\n", 1, 2),
        ("项目,预算数,执行数\n栏次,1,2\n甲,10,20\n", 2, 1),
        ("项目,预算数,执行数\n一、收入,,\n甲,10,20\n", 1, 1),
        ("项目,预算数,执行数\n一、收入,—,—\n甲,10,20\n", 1, 1),
        ("年份,产量\n2023,10\n2024,20\n", 1, 1),
        ("产品,产量\n1,4丁二醇,3\n".replace("1,4", '"1,4').replace("醇,", '醇",'), 1, 1),
        ("项目,内容\n甲,是\n乙,否\n", 1, 1),
        ("粮食,10\n油料,20\n", 0, 1),
        ("粮食,10.5,3\n油料,20.5,—\n", 0, 1),
        ("年龄,10,20\n人数,205,310\n", 1, 1),
        ("粮食,10.5,甲\n油料,20.5,乙\n", 1, 1),
    ],
)
def test_header_and_stub(table: str, header_rows: int, stub_columns: int) -> None:
    read = only_table(read_bytes(table.encode(), "a.csv"))
    assert (read.header_rows, read.stub_columns) == (header_rows, stub_columns)


def test_title_and_note_rows_leave_the_grid() -> None:
    text = "附表1,,\n收支情况表,,\n,,单位：万元\n项目,预算,决算\n收入,10,20\n支出,11,21\n注：决算为快报数,,\n"
    document = read_bytes(text.encode(), "a.csv")
    table = only_table(document)
    assert table.caption and table.caption.of(text) == "收支情况表"
    assert table.unit_line and table.unit_line.of(text) == "单位：万元"
    assert table.cells[0].span.of(text) == "项目" and table.cells[0].row == 0
    assert [block.kind for block in document.prose()] == ["caption", "caption", "caption", "note"]


@pytest.mark.parametrize(
    ("below", "kinds", "last"),
    [
        ("注：1.决算为快报数,,\n2.不含债券,,\n", ["note", "note"], "支出"),
        ("注：1.决算为快报数,,\n,,\n2.不含债券,,\n", ["note", "note"], "支出"),
        ("待定,,\n注：1.决算为快报数,,\n2.不含债券,,\n,,\n", ["note", "note"], "待定"),
        ("注：1.决算为快报数,,\n结余,1,2\n", [], "结余"),
        ("2.不含债券,,\n", [], "2.不含债券"),
    ],
)
def test_the_points_of_a_note_leave_the_grid_with_it(below: str, kinds: Sequence[str], last: str) -> None:
    text = f"项目,预算,决算\n收入,10,20\n支出,11,21\n{below}"
    document = read_bytes(text.encode(), "a.csv")
    assert [block.kind for block in document.prose()] == kinds
    assert [cell.span.of(text) for cell in only_table(document).cells if cell.column == 0][-1] == last


def test_a_group_head_is_no_title() -> None:
    text = ",2025年,,\n指标,产量,面积,增长\n粮食,10,20,3\n"
    assert only_table(read_bytes(text.encode(), "a.csv")).header_rows == 2
