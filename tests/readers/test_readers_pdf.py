import pytest
from outline import only_table, outline
from tinypdf import Rule, Text, grid, pdf

from checker.readers import read_bytes

LINE = "全市上下坚持稳中求进工作总基调完整准确全面贯彻新发展理念加快构建"
BODY: list[Text] = [
    (90, 100, "一、综合"),
    (114, 130, LINE[:-2]),
    (90, 150, "新发展格局，全年增长6.1%。"),
    (114, 170, LINE[:-2]),
]


def test_lines_are_joined_into_paragraphs_across_pages() -> None:
    document = read_bytes(pdf((BODY, []), ([(90, 100, "格局，增长3.2%。"), (114, 120, "下一段。")], [])), "a.pdf")
    assert outline(document) == [
        "heading 1: 一、综合",
        f"paragraph: {LINE[:-2]}新发展格局，全年增长6.1%。",
        f"paragraph: {LINE[:-2]}格局，增长3.2%。",
        "paragraph: 下一段。",
    ]
    assert [document.text[start : start + 2] for start in document.pages] == ["一、", "格局"]
    last = document.blocks[-1]
    assert document.locate(last.span).page == 2


def test_a_short_line_ends_a_paragraph() -> None:
    lines: list[Text] = [(114, 100, LINE[:-2]), (90, 120, LINE), (90, 140, "结束"), (90, 160, "另一段。")]
    assert outline(read_bytes(pdf((lines, [])), "a.pdf")) == [
        f"paragraph: {LINE[:-2]}{LINE}结束",
        "paragraph: 另一段。",
    ]


def test_a_page_has_margins_of_its_own() -> None:
    wide: list[Text] = [(40, 100 + 20 * n, LINE + LINE[:27] + "。") for n in range(12)]
    lines: list[Text] = [(90, 100, LINE), (90, 120, "结束")]
    document = read_bytes(pdf((wide, []), (lines, []), widths=(842, 595)), "a.pdf")
    assert outline(document)[-1] == f"paragraph: {LINE}结束"


def test_headers_footers_and_page_numbers_go() -> None:
    pages = [
        ([(200, 30, "某市财政局文件"), (90, 200, f"第{n}页的正文{n}亿元。"), (280, 800, f"— {n} —")], [])
        for n in range(1, 6)
    ]
    document = read_bytes(pdf(*pages), "a.pdf")
    assert outline(document) == [f"paragraph: 第{n}页的正文{n}亿元。" for n in range(1, 6)]


def test_a_number_in_the_text_area_is_no_page_number() -> None:
    assert "2025" in read_bytes(pdf(([(90, 100, "甲"), (90, 400, "2025")], [])), "a.pdf").text


def test_a_page_without_text_is_said_an_empty_one_not() -> None:
    document = read_bytes(pdf((BODY, []), ([], [(0, 0, 10, 10)]), ([], [])), "a.pdf")
    assert document.unread == ("page 2 has no text layer",)
    assert len(document.pages) == 3


CELLS: list[Text] = [
    (100, 195, "指标"), (230, 195, "产量"), (210, 215, "数量"), (310, 215, "增长"),
    (100, 235, "粮食"), (210, 235, "1,234.5"), (310, 235, "6.1"),
]  # fmt: skip


def test_a_ruled_table_with_merged_heads() -> None:
    rules: list[Rule] = [(90, 180, 390, 180), (190, 200, 390, 200), (90, 220, 390, 220), (90, 240, 390, 240)]
    rules += [(90, 180, 90, 240), (190, 180, 190, 240), (290, 200, 290, 240), (390, 180, 390, 240)]
    caption: list[Text] = [(90, 150, "表1 主要产品产量"), (300, 170, "单位：万吨")]
    document = read_bytes(pdf(([*caption, *CELLS, (90, 300, "正文12亿元。")], rules)), "a.pdf")
    assert outline(document) == [
        "caption: 表1 主要产品产量",
        "caption: 单位：万吨",
        "| 指标 (2x1) | 产量 (1x2) |",
        "| 数量 | 增长 |",
        "=",
        "| 粮食 | 1,234.5 | 6.1 |",
        "paragraph: 正文12亿元。",
    ]
    table = only_table(document)
    assert table.caption and table.unit_line


def test_a_head_open_to_its_first_column_is_merged_over_its_columns_only() -> None:
    rules: list[Rule] = [(90, 180, 390, 180), (290, 200, 390, 200), (90, 220, 390, 220), (90, 240, 390, 240)]
    rules += [(90, 180, 90, 240), (190, 180, 190, 240), (290, 200, 290, 240), (390, 180, 390, 240)]
    texts = [text for text in CELLS if text[2] != "数量"]
    assert outline(read_bytes(pdf((texts, rules)), "a.pdf")) == [
        "| 指标 (2x1) | 产量 (1x2) |",
        "|  | 增长 |",
        "=",
        "| 粮食 | 1,234.5 | 6.1 |",
    ]


def test_a_table_with_open_sides_and_rows_left_to_the_eye() -> None:
    texts: list[Text] = [(100, 115, "指标"), (210, 115, "数量")]
    for row, (label, value) in enumerate([("粮食", "12"), ("油料", "3"), ("棉花", ""), ("合计", "15")]):
        texts += [(100, 135 + 20 * row, label), (210, 135 + 20 * row, value)]
    rules: list[Rule] = [(90, 100, 300, 100), (90, 120, 300, 120), (90, 200, 300, 200), (200, 100, 200, 200)]
    assert outline(read_bytes(pdf((texts, rules)), "a.pdf")) == [
        "| 指标 | 数量 |",
        "=",
        "| 粮食 | 12 |",
        "| 油料 | 3 |",
        "| 棉花 |  |",
        "| 合计 | 15 |",
    ]


def test_rows_left_to_the_eye_hold_values_that_look_like_years() -> None:
    texts: list[Text] = [(100, 115, "部门"), (210, 115, "数量")]
    for row, (label, value) in enumerate([("合计", "5934"), ("甲局", "1914"), ("乙局", "2019"), ("丙局", "2001")]):
        texts += [(100, 135 + 20 * row, label), (210, 135 + 20 * row, value)]
    rules: list[Rule] = [(90, 100, 300, 100), (90, 120, 300, 120), (90, 200, 300, 200), (200, 100, 200, 200)]
    assert outline(read_bytes(pdf((texts, rules)), "a.pdf"))[2:] == [
        "| 合计 | 5934 |",
        "| 甲局 | 1914 |",
        "| 乙局 | 2019 |",
        "| 丙局 | 2001 |",
    ]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        (("308,37", "64.7"), ("2", "2"), ["| 甲乙 | 308,372 | 64.72 |"]),
        (("1,375,471", "100."), (".55", "00"), ["| 甲乙 | 1,375,471.55 | 100.00 |"]),
        (("1,375", "64.7"), ("471", "12.3"), ["| 甲 | 1,375 | 64.7 |", "| 乙 | 471 | 12.3 |"]),
    ],
)
def test_numbers_broken_by_narrow_cells_are_no_rows(
    above: tuple[str, str], below: tuple[str, str], whole: list[str]
) -> None:
    texts: list[Text] = [(100, 115, "指标"), (210, 115, "数量"), (310, 115, "比例")]
    for row, line in enumerate([("甲", *above), ("乙", *below)]):
        texts += [(x, 135 + 14 * row, text) for x, text in zip((100, 210, 310), line, strict=True)]
    rules = [*grid(90, 100, [100, 100, 100], [20, 40])]
    assert outline(read_bytes(pdf((texts, rules)), "a.pdf"))[2:] == whole


def test_a_table_goes_on_over_the_page_without_its_repeated_head() -> None:
    def page(label: str, value: str) -> tuple[list[Text], list[Rule]]:
        texts: list[Text] = [(100, 115, "指标"), (210, 115, "数量"), (100, 135, label), (210, 135, value)]
        return texts, grid(90, 100, [100, 100], [20, 20])

    document = read_bytes(pdf(page("粮食", "12"), page("油料", "3")), "a.pdf")
    assert outline(document) == ["| 指标 | 数量 |", "=", "| 粮食 | 12 |", "| 油料 | 3 |"]
    table = only_table(document)
    assert [document.locate(cell.span).page for cell in table.cells] == [1, 1, 1, 1, 2, 2]


def _sheet(texts: list[Text]) -> list[Text]:
    """Return the cells of a row of a printed sheet in the order of the file: two lines in the middle cell, or one."""
    return [(100, 115, "项目"), *texts[:-1], (310, 115, "日期"), (100, 143, "渡口改建"), texts[-1], (310, 143, "五月")]


@pytest.mark.parametrize(
    ("texts", "whole"),
    [
        # the second line of the head is written over the number below
        ([(202, 115, "规模（本期"), (202, 133, "发行额）"), (215, 141, "64.00")], ["规模（本期发行额）", "64.00"]),
        # it stands clear of the number, so that it is a line of the same cell
        ([(202, 115, "规模"), (202, 129, "本期"), (215, 143, "64.00")], ["规模", "本期64.00"]),
        # it is written over it, but the file has another cell between: nothing says where it belongs
        ([(202, 133, "发行额"), (202, 115, "规模"), (215, 141, "64.00")], ["规模", "发行额64.00"]),
    ],
)
def test_what_is_written_over_the_cell_below_stays_in_its_own(texts: list[Text], whole: list[str]) -> None:
    rules = grid(90, 100, [100, 100, 100], [20, 30])
    document = read_bytes(pdf((_sheet(texts), rules)), "a.pdf")
    assert [cell.span.of(document.text) for cell in only_table(document).cells if cell.column == 1] == whole


def test_what_is_written_over_the_cell_above_or_below_the_table_stays_in_its_own() -> None:
    texts: list[Text] = [(100, 115, "项目"), (210, 115, "数量"), (100, 129, "旧桥加固")]
    texts += [(100, 127, "甲乙两地"), (100, 141, "道路整修"), (100, 155, "第二期"), (210, 141, "7")]
    rules = grid(90, 100, [100, 100], [20, 12, 18])
    last = ["| 旧桥加固 |  |", "| 甲乙两地道路整修第二期 | 7 |"]
    assert outline(read_bytes(pdf((texts, rules)), "a.pdf"))[-2:] == last
    below: list[Text] = [*texts, (100, 172, "注：无")]
    assert outline(read_bytes(pdf((below, rules)), "a.pdf"))[-1] == "paragraph: 注：无"


def test_a_long_table_keeps_the_title_and_unit_that_its_pages_repeat() -> None:
    def page(number: int, note: str = "") -> tuple[list[Text], list[Rule]]:
        texts: list[Text] = [(200, 40, "某市债券使用情况表"), (400, 60, "单位：亿元")]
        texts += [(100, 115, "项目"), (210, 115, "规模"), (100, 135, f"第{'一二三四'[number]}渠"), (210, 135, "12.00")]
        return texts + ([(90, 300, note)] if note else []), grid(90, 100, [100, 100], [20, 20])

    tables = list(read_bytes(pdf(*map(page, range(4))), "a.pdf").tables())
    assert [(len(table.cells), table.unit_line is not None) for table in tables] == [(10, True)]
    document = read_bytes(pdf(page(0), page(1, "说明一句话。"), page(2), page(3)), "a.pdf")
    assert [table.unit_line and table.unit_line.of(document.text) for table in document.tables()] == ["单位：亿元"] * 2


def test_rows_below_a_ruled_head_go_on_over_the_page() -> None:
    first: list[Text] = [(100, 115, "指标"), (210, 115, "数量"), (100, 135, "公式"), (210, 135, "A=B")]
    first += [(100, 155, "粮食"), (210, 155, "12"), (100, 175, "油料"), (210, 175, "3")]
    rules = grid(90, 100, [100, 100], [20, 20])
    again: list[Text] = [(100, 115, "指标"), (210, 115, "数量"), (100, 135, "公式"), (210, 135, "A=B")]
    third: list[Text] = [*again, (100, 155, "糖料"), (210, 155, "1")]
    repeated = read_bytes(pdf((first, rules), (third, rules)), "a.pdf")
    assert outline(repeated)[-2:] == ["| 油料 | 3 |", "| 糖料 | 1 |"]
    assert len(list(repeated.tables())) == 1
    second: list[Text] = [(100, 60, "棉花"), (210, 60, "7"), (100, 80, "合计"), (210, 80, "22"), (90, 110, "正文。")]
    document = read_bytes(pdf((first, rules), (second, [])), "a.pdf")
    assert outline(document)[-4:] == ["| 油料 | 3 |", "| 棉花 | 7 |", "| 合计 | 22 |", "paragraph: 正文。"]
    assert len(list(document.tables())) == 1


def test_columns_without_rules() -> None:
    texts: list[Text] = [(100, 100, "指标"), (230, 100, "数量"), (330, 100, "增长")]
    for row, line in enumerate([("粮食", "12", "3.1"), ("油料", "1,003", "-2"), ("棉花", "—", "5")]):
        texts += [(x, 120 + 20 * row, text) for x, text in zip((100, 230, 330), line, strict=True)]
    assert outline(read_bytes(pdf((texts, [])), "a.pdf")) == [
        "| 指标 | 数量 | 增长 |",
        "=",
        "| 粮食 | 12 | 3.1 |",
        "| 油料 | 1,003 | -2 |",
        "| 棉花 | — | 5 |",
    ]


@pytest.mark.parametrize(
    ("head", "outlined"),
    [("数量(吨)  比重(%)", "| 指标 | 数量(吨) | 比重(%) |"), ("粮棉油产  量", "| 指标 | 粮棉油产 量 (1x2) |")],
)
def test_heads_close_together_stand_over_columns_of_their_own(head: str, outlined: str) -> None:
    texts: list[Text] = [(100, 100, "指标"), (265, 100, head)]
    for row, line in enumerate([("粮食", "12", "60.0"), ("油料", "5", "25.0"), ("棉花", "3", "15.0")]):
        texts += [(x, 120 + 20 * row, text) for x, text in zip((100, 270, 330), line, strict=True)]
    assert outline(read_bytes(pdf((texts, [])), "a.pdf"))[0] == outlined


def test_two_lines_with_gaps_are_no_table() -> None:
    texts: list[Text] = [(100, 100, "局长"), (230, 100, "12"), (100, 120, "副局长"), (230, 120, "13")]
    assert not list(read_bytes(pdf((texts, [])), "a.pdf").tables())


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_is_read_whichever_way_it_is_turned(rotate: int) -> None:
    texts: list[Text] = [(90, 100, "甲1亿元。")]
    assert read_bytes(pdf((texts, []), rotate=rotate), "a.pdf").text.strip()
