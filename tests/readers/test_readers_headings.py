import pytest

from checker.readers.headings import LADDER, Outline, heading_level


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("一、综合", 1),
        ("　　一、综合", 1),
        ("第一部分 2025年预算执行情况", 1),
        ("第三章 主要目标", 1),
        ("第二节 总体要求", 2),
        ("（一）农业", 2),
        ("(一)打赢保卫战,复工复产全面推进", 2),
        ("1．粮食生产", 3),
        ("2.5亿元以上企业", 0),
        ("1.一般公共预算", 3),
        ("（1）夏粮", 4),
        ("一、综合。", 0),
        ("一、全年生产总值1092亿元，增长6.1%。其中工业增长7%", 0),
        ("一是稳增长", 0),
        ("一、年末债务余额          5,219.55", 0),
        ("2025年", 0),
        ("十、" + "长" * 60, 0),
    ],
)
def test_heading_level(line: str, level: int) -> None:
    assert heading_level(line) == level


@pytest.mark.parametrize(("level", "pattern", "example"), LADDER)
def test_every_rung_of_the_ladder_holds_its_example(level: int, pattern: str, example: str) -> None:
    assert heading_level(example) == level


def test_headings_by_shape_go_below_headings_by_markup() -> None:
    outline = Outline()
    assert outline.shaped("一、综合") == 1
    assert outline.marked("某市统计公报", 1) == 1
    assert outline.shaped("一、综合") == 2
    assert outline.marked("二、农业", 2) == 2
    assert outline.shaped("（一）粮食") == 3
    assert outline.shaped("粮食产量12万吨。") == 0
