import io
import zipfile
from datetime import date

import openpyxl
import pytest
import xlwt
from openpyxl.worksheet.worksheet import Worksheet
from outline import only_table, outline, rows

from checker.errors import DocumentError
from checker.readers import read_bytes
from checker.readers.numberformat import shown


def workbook(*sheets: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    sheets[0].save(buffer)
    return buffer.getvalue()


def filled(*lines: list[object]) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for line in lines:
        sheet.append(line)
    return book, sheet


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (12.3, "0.00", "12.30"),
        (62.50999999999999, "General", "62.51"),
        (0.1 + 0.2, "General", "0.3"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234567, "#,##0", "1,234,567"),
        (2025.0, "General", "2025"),
        (0.061, "0.0%", "6.1%"),
        (0.125, "0.00%;[Red]-0.00%", "12.50%"),
        (-0.125, "0.00%;[Red]-0.00%", "-12.50%"),
        (-1234.5, "#,##0.0_);(#,##0.0)", "(1,234.5)"),
        (0, '#,##0.00;-#,##0.00;"—"', "—"),
        (12.345, '0.00"亿元"', "12.35亿元"),
        (12.3, "[$¥-804]#,##0.00", "¥12.30"),
        (1234567, "#,##0,", "1,235"),
        (1.5, "0.0##", "1.5"),
        (2.5, "0", "3"),
        (-0.4, "0", "0"),
        (45747, "yyyy年m月d日", "2025年3月31日"),
        (45747, 'yyyy"年"m"月"', "2025年3月"),
        (45747.5, "yyyy-mm-dd hh:mm", "2025-03-31 12:00"),
        (1e20, "General", "100000000000000000000"),
        (1.5, "# ?/?", "1.5"),
        (150.0, "0.00E+00", "150"),
        (12.0, "", "12"),
    ],
)
def test_a_number_is_read_as_shown(number: float, code: str, text: str) -> None:
    assert shown(number, code or "General") == text


def test_a_sheet_with_titles_merged_heads_and_formats() -> None:
    book, sheet = filled(
        ["收支情况表"],
        [None, None, "单位：万元"],
        ["项目", "金额", None],
        [None, "预算", "决算"],
        ["收入", 12.3, 62.50999999999999],
    )
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("B3:C3")
    sheet["B5"].number_format = sheet["C5"].number_format = "0.00"
    document = read_bytes(workbook(book), "数据.xlsx")
    assert outline(document) == [
        "caption: 收支情况表",
        "caption: 单位：万元",
        "| 项目 (2x1) | 金额 (1x2) |",
        "| 预算 | 决算 |",
        "=",
        "| 收入 | 12.30 | 62.51 |",
    ]
    table = only_table(document)
    assert table.name == "Sheet"
    assert table.cells[-1].pointer == "Sheet!C5"
    assert document.locate(table.cells[-1].span).pointer == "Sheet!C5"


def test_hidden_sheets_are_read_and_said_hidden_keys_left_out() -> None:
    book, sheet = filled(["KEY#1", "X"], ["指标", "值"], ["粮食", 12], ["油料", 3])
    sheet.row_dimensions[1].hidden = True
    sheet.row_dimensions[3].hidden = True
    secret = book.create_sheet("底稿")
    secret.append(["指标", "值"])
    secret.append(["棉花", 7])
    secret.sheet_state = "hidden"
    document = read_bytes(workbook(book), "a.xlsx")
    first, second = document.tables()
    assert rows(document, first) == ["| 指标 | 值 |", "=", "| 粮食 | 12 |", "| 油料 | 3 |"]
    assert second.name == "底稿"
    assert document.unread == ("sheet Sheet: hidden rows 1 left out", "sheet 底稿 is hidden")


def test_two_tables_on_one_sheet() -> None:
    book, _ = filled(
        ["表1 收入"],
        ["项目", "金额"],
        ["税收", 10],
        [None],
        ["二、小计", None],
        ["非税", 5],
        [None],
        ["表2 支出"],
        ["项目", "金额"],
        ["教育", 7],
    )
    document = read_bytes(workbook(book), "a.xlsx")
    first, second = document.tables()
    assert first.caption and first.caption.of(document.text) == "表1 收入"
    assert second.caption and second.caption.of(document.text) == "表2 支出"
    assert len(first.cells) == 8


def test_formulas_dates_booleans_and_errors() -> None:
    book, sheet = filled(["项", "值"], ["日期", date(2025, 3, 31)], ["真", True], ["公式", "=1+1"], ["错", "#DIV/0!"])
    sheet["B2"].number_format = "yyyy-mm-dd"
    document = read_bytes(workbook(book), "a.xlsx")
    assert rows(document, only_table(document)) == [
        "| 项 | 值 |",
        "=",
        "| 日期 | 2025-03-31 |",
        "| 真 | TRUE |",
        "| 公式 |  |",
        "| 错 | #DIV/0! |",
    ]
    assert document.unread == ("sheet Sheet: 1 formulas without a value; save it in a spreadsheet program",)


def test_an_old_workbook() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表一")
    for row, line in enumerate([["指标", "值"], ["粮食", 12.5], ["油料", 3]]):
        for column, value in enumerate(line):
            sheet.write(row, column, value)
    buffer = io.BytesIO()
    book.save(buffer)
    document = read_bytes(buffer.getvalue(), "a.xls")
    assert document.format == "xls"
    assert rows(document, only_table(document)) == ["| 指标 | 值 |", "=", "| 粮食 | 12.5 |", "| 油料 | 3 |"]
    assert only_table(document).cells[-1].pointer == "表一!B3"


def test_an_old_workbook_shows_its_numbers_too() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("空表")
    sheet = book.add_sheet("表一")
    lines = [["KEY", "", "", ""], ["指标", "值", "增长", "序"], ["粮食", 12.5, 0.0387, 1], ["油料", 1234567, -0.1, 2]]
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            codes = {1: "#,##0.00", 2: "0.0%"} if row > 1 else {}
            sheet.write(row, column, value, xlwt.easyxf(num_format_str=codes.get(column, "General")))
    sheet.row(0).hidden = True
    for row in range(4, 400):  # enough that the workbook stands among the large streams
        sheet.write(row, 0, f"第{row}项")
    buffer = io.BytesIO()
    book.save(buffer)
    document = read_bytes(buffer.getvalue(), "a.xls")
    assert rows(document, only_table(document))[:4] == [
        "| 指标 | 值 | 增长 | 序 |",
        "=",
        "| 粮食 | 12.50 | 3.9% | 1 |",
        "| 油料 | 1,234,567.00 | -10.0% | 2 |",
    ]
    assert document.unread == ("sheet 表一: hidden rows 1 left out",)


TABLE_CELL = "<table:table-cell><text:p>{}</text:p></table:table-cell>"


def opendocument(*rows: str) -> bytes:
    names = ("office", "table", "text", "style")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    body = f'<table:table table:name="表一">{"".join(rows)}</table:table>'
    content = f"<office:document-content {spaces}><office:body><office:spreadsheet>{body}</office:spreadsheet>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", content + "</office:body></office:document-content>")
    return buffer.getvalue()


def row(*texts: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{''.join(map(TABLE_CELL.format, texts))}</table:table-row>"


def test_an_opendocument_sheet_is_read_as_it_shows() -> None:
    head = '<table:table-cell table:number-columns-spanned="2"><text:p>产量</text:p></table:table-cell>'
    twice = '<table:table-cell table:number-columns-repeated="2"><text:p>3.9%</text:p></table:table-cell>'
    document = read_bytes(
        opendocument(
            f"<table:table-row>{TABLE_CELL.format('指标')}{head}<table:covered-table-cell/></table:table-row>",
            f"<table:table-row>{TABLE_CELL.format('粮<text:s/>食')}{twice}</table:table-row>",
            f"<table:table-header-rows>{row('油料', '1,003.0')}</table:table-header-rows>",
            row("", attributes=' table:number-rows-repeated="1048570"'),
        ),
        "a.ods",
    )
    assert rows(document, only_table(document)) == [
        "| 指标 | 产量 (1x2) |",
        "=",
        "| 粮 食 | 3.9% | 3.9% |",
        "| 油料 | 1,003.0 |  |",
    ]
    assert only_table(document).cells[-2].pointer == "表一!B3"


@pytest.mark.parametrize("repeated", ["rows", "columns"])
def test_what_an_opendocument_sheet_repeats_is_bounded(repeated: str) -> None:
    often = f' table:number-{repeated}-repeated="1000000"'
    cell = f"<table:table-cell{often if repeated == 'columns' else ''}><text:p>1</text:p></table:table-cell>"
    line = f"<table:table-row{often if repeated == 'rows' else ''}>{cell * 60}</table:table-row>"
    with pytest.raises(DocumentError, match="more than 500,000 table cells"):
        read_bytes(opendocument(line), "a.ods")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('指标,"产量（万吨）"\r\n"粮食","1,092.5"\r\n', "a.csv"),
        ('指标;"产量（万吨）"\n粮食;1,092.5\n', "a.csv"),
        ("指标\t产量（万吨）\n粮食\t1,092.5\n", "a.tsv"),
        ("指标\t产量（万吨）\n粮食\t1,092.5", "a.csv"),
    ],
)
def test_delimited_text_keeps_its_offsets(text: str, name: str) -> None:
    document = read_bytes(text.encode(), name)
    assert document.text == text
    assert rows(document, only_table(document)) == ["| 指标 | 产量（万吨） |", "=", "| 粮食 | 1,092.5 |"]


def test_a_quoted_cell_may_hold_line_breaks_and_quotes() -> None:
    text = '指标,说明\n粮食,"初步""数""\n快报"\n油料,3\n'
    table = only_table(read_bytes(text.encode("gb18030"), "a.csv"))
    assert table.cells[3].span.of(text) == '初步""数""\n快报'
    assert table.cells[-1].row == 2
