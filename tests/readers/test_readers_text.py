import pytest
from outline import only_table, outline, rows

from checker.errors import DocumentError
from checker.readers import read_bytes

REPORT = "全年全市粮食产量1092万吨，比上年增长6.1%，增加值为3.2亿元。\r\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-32"])
def test_text_is_decoded_with_its_offsets(codec: str) -> None:
    document = read_bytes(REPORT.encode(codec), "报告.txt")
    assert document.text == REPORT
    assert document.format == "text"


def test_big5_is_told_from_gb18030() -> None:
    text = "全年地區生產總值為1092億元，比上年增長6.1%，其中第一產業下降。"
    assert read_bytes(text.encode("big5"), "a.txt").text == text
    simple = "全年地区生产总值为1092亿元，比上年增长6.1%，其中第一产业下降。"
    assert read_bytes(simple.encode("gb18030"), "a.txt").text == simple


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n", "no text"),
        (b"\x00\x01\x02\x03\xff", "binary"),
        ("全年".encode() + b"\xff\xfe\xfd", "cannot be decoded"),
        (b"\xff\xfe\x00", "not valid utf-16"),
        ("增长6.1%".encode()[:-3] + b"\x80", "cannot be decoded"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as refusal:
        read_bytes(data, "报告.txt")
    assert refusal.value.place == "报告.txt"


def test_every_line_is_a_block_at_its_own_offsets() -> None:
    text = "公报\r\n\r\n　　一、综合\r\n全年增长6.1%。\u2028粮食12万吨。"
    document = read_bytes(text.encode(), "a.txt")
    assert outline(document) == [
        "paragraph: 公报",
        "heading 1: 一、综合",
        "paragraph: 全年增长6.1%。",
        "paragraph: 粮食12万吨。",
    ]
    assert document.locate(document.blocks[1].span).line == 3


WIDE = "全市上下坚持稳中求进工作总基调完整准确全面贯彻新发展理念加快构建"


def test_a_hard_wrapped_file_is_joined() -> None:
    paragraph = "\n".join([WIDE, WIDE[::-1], "新发展格局，全年增长6.1%。"])
    document = read_bytes("\n".join([paragraph] * 5).encode(), "a.txt")
    assert [block.span.of(document.text) for block in document.prose()] == [paragraph] * 5


def test_short_lines_of_their_own_are_not_joined() -> None:
    lines = ["全市粮食产量12万吨", "工业增加值3亿元", "服务业增加值4亿元", "财政收入5亿元"] * 4
    document = read_bytes("\n".join(lines).encode(), "a.txt")
    assert len(document.blocks) == len(lines)


def test_a_line_that_ends_in_a_comma_runs_on() -> None:
    document = read_bytes("面对严峻形势，\n我国经济增长8.7%。\n财政收入6.85万亿元；\n增长11.7%。".encode(), "a.txt")
    assert outline(document) == [
        "paragraph: 面对严峻形势，\n我国经济增长8.7%。",
        "paragraph: 财政收入6.85万亿元；",
        "paragraph: 增长11.7%。",
    ]


def test_columns_set_apart_by_tabs_or_spaces_are_a_table() -> None:
    text = "表1 债务余额情况表\n单位：亿元\n项   目\t预算数\t执行数\n"
    text += "一、余额\t1,234.5\t1,200.0\n二、限额\t—\t2,000.0\n余额为负。"
    document = read_bytes(text.encode(), "a.txt")
    table = only_table(document)
    assert rows(document, table) == [
        "| 项   目 | 预算数 | 执行数 |",
        "=",
        "| 一、余额 | 1,234.5 | 1,200.0 |",
        "| 二、限额 | — | 2,000.0 |",
    ]
    assert table.caption and table.caption.of(document.text) == "表1 债务余额情况表"
    assert table.unit_line and table.unit_line.of(document.text) == "单位：亿元"
    assert outline(document)[-1] == "paragraph: 余额为负。"
    spaced = read_bytes(text.replace("\t", "     ").encode(), "a.txt")
    assert len(only_table(spaced).cells) == 9


@pytest.mark.parametrize(
    "text",
    [
        "主任  张某\n副主任  李某\n委员  王某",
        "余额  12\n限额  13",
        "余额  12\n限额  13  14\n合计  15",
    ],
)
def test_what_merely_has_gaps_is_no_table(text: str) -> None:
    assert not list(read_bytes(text.encode(), "a.txt").tables())


RAGGED = """
        项   目          预算数       执行数
一、上年末余额实际数      1,234.50     1,200.00

二、本年限额              2,000.00

三、本年发行额                          99.25
    其中：再融资                         0.00
四、下年限额              2,100.00
"""


SPREAD = """
    项   目        预算数          执行数
一、上年余额                     1, 2 3 4 . 5 0
二、本年限额      2, 0 0 0 . 0 0
三、本年发行                         99.25
四、下年限额       2,100.00
"""


def test_values_with_spread_digits_line_up_where_columns_are_far_apart() -> None:
    table = only_table(document := read_bytes(SPREAD.encode(), "a.txt"))
    cells = [(cell.row, cell.column, cell.span.of(document.text)) for cell in table.cells if cell.column and cell.row]
    assert cells == [(1, 2, "1, 2 3 4 . 5 0"), (2, 1, "2, 0 0 0 . 0 0"), (3, 2, "99.25"), (4, 1, "2,100.00")]
    near = SPREAD.replace("    2,100.00", " " * 14 + "2,100.00")  # it ends between the two columns
    assert not list(read_bytes(near.encode(), "a.txt").tables())


def test_values_that_line_up_leave_blank_cells_out() -> None:
    document = read_bytes(RAGGED.encode(), "a.txt")
    table = only_table(document)
    assert [(cell.row, cell.column, cell.span.of(document.text)) for cell in table.cells if cell.row > 1] == [
        (2, 0, "二、本年限额"),
        (2, 1, "2,000.00"),
        (3, 0, "三、本年发行额"),
        (3, 2, "99.25"),
        (4, 0, "其中：再融资"),
        (4, 2, "0.00"),
        (5, 0, "四、下年限额"),
        (5, 1, "2,100.00"),
    ]


def test_two_columns_read_as_one_are_no_table() -> None:
    lines = [
        "上年末余额                    1,200.00",
        "本年限额        2,000.00",
        "本年发行额                       99.25",
    ]
    assert not list(read_bytes("\n".join(lines).encode(), "a.txt").tables())


def test_prose_with_gaps_takes_time_in_proportion_only() -> None:
    assert len(read_bytes(b"a  b\n" * 50_000, "a.txt").blocks) == 50_000
