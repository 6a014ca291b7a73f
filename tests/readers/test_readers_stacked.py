"""Tables that came out one cell or one row a line; every text that is a table stands beside one that is none."""

import pytest
from outline import only_table, rows

from checker.api import claims
from checker.claims import Kind
from checker.readers import read_bytes
from checker.source import Document

CELLS = "生产平稳。\n表2 水果产量\n名称\n产量（万吨）\n比上年±%\n梨\n3.25\n-1.4\n桃\n0.82\n5.0\n杏\n0.31\n—\n"
WITH_UNITS = "表3 产品产量\n名称\n单位\n产量\n比上年±%\n醋\n万吨\n36.1\n9.3\n钟\n万台\n2.4\n-8.1\n船\n艘\n31\n0.6\n"
ONE_COLUMN = "项目\n比上年增长（%）\n食品\n0.8\n衣着\n-0.3\n居住\n1.2\n"
ROWS = "指 标 总额（亿元） 比上年增长\n（%）\n各项存款 3031.9 9.0\n# 住户 存款 1879.2 11.4\n各项贷款 2798.6 -14.7\n"
ROWS_WITH_UNITS = "表1 产量\n名称 单位 产量 增长\n原 煤 万吨 8.7 -0.2\n发电 亿度 55.6 0.7\n其中：火电 亿度 30.9 -1.4\n"
BROKEN_HEAD = "项目 面积\n（万亩）\n比上年增长\n（%）\n粮食 314.2 -3.6\n小麦 85.3 2.2\n棉花 16.4 0.7\n"


def text_of(text: str) -> Document:
    return read_bytes(text.encode(), "a.txt")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (CELLS, "| 名称 | 产量（万吨） | 比上年±% |", "| 杏 | 0.31 | — |"),
        (WITH_UNITS, "| 名称 | 单位 | 产量 | 比上年±% |", "| 船 | 艘 | 31 | 0.6 |"),
        (ONE_COLUMN, "| 项目 | 比上年增长（%） |", "| 居住 | 1.2 |"),
        (ROWS, "| 指 标 | 总额（亿元） | 比上年增长\n（%） |", "| 各项贷款 | 2798.6 | -14.7 |"),
        (ROWS_WITH_UNITS, "| 名称 | 单位 | 产量 | 增长 |", "| 其中：火电 | 亿度 | 30.9 | -1.4 |"),
        (BROKEN_HEAD, "| 项目 | 面积\n（万亩） | 比上年增长\n（%） |", "| 棉花 | 16.4 | 0.7 |"),
    ],
)
def test_lines_are_put_together(text: str, first: str, last: str) -> None:
    document = text_of(text)
    shown = rows(document, only_table(document))
    assert [shown[0], shown[1], shown[-1]] == [first, "=", last]


def test_a_web_page_of_paragraphs_is_put_together() -> None:
    page = "".join(f"<p>{line}</p>" for line in CELLS.splitlines())
    document = read_bytes(f'<meta charset="utf-8">{page}'.encode(), "a.html")
    table = only_table(document)
    assert rows(document, table)[-1] == "| 杏 | 0.31 | — |"
    assert table.caption and table.caption.of(document.text) == "表2 水果产量"


def test_the_cells_have_the_units_of_their_heads() -> None:
    units = {claim.measure.written: claim.measure.unit_text for claim in claims(text_of(CELLS))}
    assert units["3.25"] == "吨"
    assert units["-1.4"] == "%"


@pytest.mark.parametrize(
    "text",
    [
        CELLS.replace("0.82\n", ""),
        CELLS.replace("杏\n0.31\n—\n", ""),
        CELLS.replace("±%", "").replace("（万吨）", "").replace("表2 水果产量\n", ""),
        CELLS.replace("名称\n", "名称\n（学名）\n"),
        ONE_COLUMN.replace("（%）", ""),
        ROWS.replace("（亿元）", "").replace("\n（%）", ""),
        ROWS.replace(" 9.0", ""),
        ROWS.replace("各项存款", "存款 1 贷款"),
        "目 录\n第一章 总则 1\n第二章 机构 4\n第三章 附则 9\n",
        "项目 增长（%） 项目 增长（%）\n农业 1.2 工业 3.4\n商业 5.6 建筑 7.8\n交通 9.1 其他 2.3\n",
    ],
)
def test_what_may_be_something_else_stays_prose(text: str) -> None:
    document = text_of(text)
    assert not list(document.tables())
    assert not [claim for claim in claims(document) if claim.kind is Kind.GROWTH]


RECORDS = (
    "单位：亿元\n项目\n编号\n领域\n单位\n规模\n时间\n（年/月）\n"
    "北渠\nA10-2\n水利\n甲局\n1.20\n2021-03\n"
    "南渠改建\n二期\nA11-40\n水利\n乙局\n3.00\n2021-05\n"
    "西桥\nA12-7\n道路\n丙县交通\n运输局\n0.45\n2021-05\n"
    "项目\n编号\n领域\n单位\n规模\n时间\n（年/月）\n"
    "东桥\nA13-7\n道路\n丁局\n0.60\n2021-06\n"
    "站前路\nB90\n12345\n678\n道路\n丁局\n7.10\n2021-06\n"
    "新校\nA15-1\n教育\n戊局\n2.00\n2021-07\n"
)


def test_records_with_cells_of_several_lines_are_put_together() -> None:
    document = text_of(RECORDS)
    table = only_table(document)
    assert [row.replace("\n", "/") for row in rows(document, table)] == [
        "| 项目 | 编号 | 领域 | 单位 | 规模 | 时间/（年/月） |",
        "=",
        "| 北渠 | A10-2 | 水利 | 甲局 | 1.20 | 2021-03 |",
        "| 南渠改建/二期 | A11-40 | 水利 | 乙局 | 3.00 | 2021-05 |",
        "| 西桥 | A12-7 | 道路/丙县交通/运输局 | 0.45 | 2021-05 |",
        "| 东桥 | A13-7 | 道路 | 丁局 | 0.60 | 2021-06 |",
        "| 站前路 | B90/12345/678/道路/丁局 | 7.10 | 2021-06 |",
        "| 新校 | A15-1 | 教育 | 戊局 | 2.00 | 2021-07 |",
    ]
    assert table.unit_line and table.unit_line.of(document.text) == "单位：亿元"


@pytest.mark.parametrize(
    "text",
    [
        RECORDS.replace("单位：亿元\n", "下面是各项目。\n"),  # no title
        RECORDS.replace("领域\n", ""),  # a head of fewer cells than the records
        RECORDS[: RECORDS.index("西桥")],  # too few of them
    ],
)
def test_records_that_are_not_sure_stay_prose(text: str) -> None:
    assert not list(text_of(text).tables())
