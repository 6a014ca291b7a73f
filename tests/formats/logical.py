"""One report as headings, paragraphs, list items and tables, and how it is written down in each format.

Its text is ours. It holds two slips in the text and some in its tables, so that every format must raise the same
findings.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

import docx
import openpyxl


@dataclass(frozen=True)
class Grid:
    """A table: caption, unit line (empty if none), header and body; "<" goes on from the left, "^" from above."""

    caption: str
    unit: str
    head: tuple[tuple[str, ...], ...]
    body: tuple[tuple[str, ...], ...]

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """All rows with merged places as they are written."""
        return (*self.head, *self.body)

    def cells(self) -> Iterator[tuple[int, int, int, int, str]]:
        """Yield row, column, height, width and text of each cell."""
        for row, texts in enumerate(self.rows):
            for column, text in enumerate(texts):
                if text in "<^" and text:
                    continue
                width = 1
                while column + width < len(texts) and texts[column + width] == "<":
                    width += 1
                height = 1
                while row + height < len(self.rows) and self.rows[row + height][column] == "^":
                    height += 1
                yield row, column, height, width, text


Part = tuple[str, str] | Grid
"""A heading of a level (h1, h2), a paragraph (p), a list item (li), or a table."""

BUDGET = Grid(
    "表1 市本级收入执行情况",
    "单位：万元",
    (("项目", "2024年决算数", "2025年预算数", "2025年执行数", "为预算%", "比上年增长%"),),
    (
        ("一、税收收入", "52034", "54100", "54683", "101.1", "5.1"),
        ("增值税", "31026", "32000", "32480", "101.5", "4.7"),
        ("契税", "21008", "22100", "22203", "100.5", "5.7"),
        ("二、非税收入", "18112", "17900", "17506", "97.8", "-3.3"),
        ("合计", "70146", "72000", "72198", "100.3", "2.9"),
    ),
)
PEOPLE = Grid(
    "表2 年末人口构成",
    "",
    (("指标", "年末数（万人）", "比重（%）"),),
    (
        ("全市常住人口", "312.9", "100.0"),
        ("其中：城镇", "151.9", "48.5"),
        ("乡村", "161.0", "51.5"),
        ("其中：0-15岁", "60.1", "12.9"),
        ("16-59岁", "190.8", "61.0"),
        ("60岁及以上", "62.0", "19.8"),
    ),
)
DEBT = Grid(
    "表3 各县（区）政府债务",
    "单位：亿元",
    (
        ("地区", "债务限额", "<", "<", "债务余额", "<", "<"),
        ("^", "合计", "一般债务", "专项债务", "合计", "一般债务", "专项债务"),
    ),
    (
        ("东区", "152.7", "90.3", "62.4", "140.1", "81.6", "58.5"),
        ("西区", "118.9", "77.1", "41.8", "101.3", "64.2", "37.1"),
        ("南县", "95.4", "50.8", "44.6", "90.7", "48.9", "41.8"),
        ("北县", "66.3", "43.2", "23.1", "60.2", "40.0", "22.0"),
        ("合计", "433.3", "261.4", "171.9", "394.1", "234.7", "159.4"),
    ),
)
TABLES = (BUDGET, PEOPLE, DEBT)
REPORT: tuple[Part, ...] = (
    ("h1", "某市2025年收支与人口情况"),
    ("h2", "一、总体情况"),
    (
        "p",
        "2025年，全市地区生产总值1222.62亿元，其中第一产业增加值262.96亿元，第二产业增加值440.98亿元，"
        "第三产业增加值508.68亿元。",
    ),
    ("p", "全年完成固定资产投资318.50亿元，由上年的290.00亿元增至318.50亿元，增长9.8%。"),
    ("h2", "二、收入"),
    ("p", "全年抓了三件事："),
    ("li", "完善征管，入库税款5.47亿元；"),
    ("li", "清理欠款，收回0.36亿元；"),
    ("li", "压减支出，节约0.21亿元。"),
    BUDGET,
    ("h2", "三、人口与债务"),
    ("p", "全市出生人口2.31万人，出生率9.88‰；死亡人口1.48万人，死亡率6.33‰；人口自然增长率4.55‰。"),
    PEOPLE,
    ("p", "各县（区）债务均在限额以内。"),
    DEBT,
)


def text() -> bytes:
    """Return the report as plain text, its tables set apart by tabs."""
    lines: list[str] = []
    for part in REPORT:
        if isinstance(part, Grid):
            lines += [part.caption, *([part.unit] if part.unit else [])]
            lines += ["\t".join("" if text in ("<", "^") else text for text in row) for row in part.rows]
            lines.append("")
        else:
            lines += [part[1], ""]
    return "\n".join(lines).encode()


def markdown() -> bytes:
    """Return the report as Markdown with pipe tables; a header of two rows is HTML, which Markdown allows."""
    lines: list[str] = []
    marks = {"h1": "# ", "h2": "## ", "p": "", "li": "- "}
    for part in REPORT:
        if isinstance(part, Grid):
            lines += [part.caption, "", *([part.unit, ""] if part.unit else [])]
            if len(part.head) > 1:
                lines += [_html_table(part)]
            else:
                rows = [f"| {' | '.join(row)} |" for row in part.rows]
                lines += [rows[0], "|---" * len(part.head[0]) + "|", *rows[1:]]
            lines.append("")
        else:
            lines += [marks[part[0]] + part[1], *([] if part[0] == "li" else [""])]
    return "\n".join(lines).encode()


def html() -> bytes:
    """Return the report as a web page with spans over rows and columns."""
    body = "".join(
        f"<p>{part.caption}</p><p>{part.unit}</p>{_html_table(part)}" if isinstance(part, Grid)
        else f"<{part[0]}>{escape(part[1])}</{part[0]}>"
        for part in REPORT
    )  # fmt: skip
    return f'<!doctype html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()


def _html_table(grid: Grid) -> str:
    rows: dict[int, str] = {}
    for row, _, height, width, content in grid.cells():
        tag = "th" if row < len(grid.head) else "td"
        cell = f'<{tag} rowspan="{height}" colspan="{width}">{escape(content)}</{tag}>'
        rows[row] = rows.get(row, "") + cell
    return f"<table>{''.join(f'<tr>{cells}</tr>' for cells in rows.values())}</table>"


def word() -> bytes:
    """Return the report as a Word file, made by python-docx."""
    document = docx.Document()
    styles = {"h1": "Heading 1", "h2": "Heading 2", "p": "Normal", "li": "List Bullet"}
    for part in REPORT:
        if not isinstance(part, Grid):
            document.add_paragraph(part[1], styles[part[0]])
            continue
        document.add_paragraph(part.caption)
        if part.unit:
            document.add_paragraph(part.unit)
        table = document.add_table(len(part.rows), len(part.head[0]), style="Table Grid")
        for row, column, height, width, content in part.cells():
            corner = table.cell(row, column)
            if height > 1 or width > 1:
                corner = corner.merge(table.cell(row + height - 1, column + width - 1))
            corner.text = content
        document.add_paragraph("")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def workbook() -> bytes:
    """Return the tables as a workbook, a sheet each, made by openpyxl; numbers are numbers in the format they show."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for grid in TABLES:
        sheet = book.create_sheet(grid.caption.split()[0])
        sheet.append([grid.caption])
        if grid.unit:
            sheet.append([grid.unit])
        above = sheet.max_row + 1
        for row, column, height, width, content in grid.cells():
            cell = sheet.cell(above + row, column + 1)
            _set_number(cell, content)
            if height > 1 or width > 1:
                last = sheet.cell(cell.row + height - 1, cell.column + width - 1)
                sheet.merge_cells(f"{cell.coordinate}:{last.coordinate}")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _set_number(cell: openpyxl.cell.Cell, content: str) -> None:
    try:
        cell.value = float(content) if "." in content else int(content)
    except ValueError:
        cell.value = content
        return
    decimals = len(content.partition(".")[2])
    cell.number_format = f"0.{'0' * decimals}" if decimals else "0"


def comma_separated(grid: Grid) -> bytes:
    """Return one table as comma-separated values under its title and unit line."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([grid.caption])
    if grid.unit:
        writer.writerow([grid.unit])
    writer.writerows([["" if content in ("<", "^") else content for content in row] for row in grid.rows])
    return out.getvalue().encode()


# ---------------------------------------------------------------- PDF
Page = tuple[list[tuple[float, float, str]], list[tuple[float, float, float, float]]]
_LEFT, _TOP, _BOTTOM, _LINE, _PER_LINE = 60, 70, 780, 20, 38


def pdf_pages() -> list[Page]:
    """Return the report as texts and rules on pages, lines broken at the right edge, tables in a full grid."""
    pages: list[Page] = [([], [])]
    y = float(_TOP)
    for part in REPORT:
        lines = [part.caption, part.unit] if isinstance(part, Grid) else _broken(part)
        need = _LINE * len(lines) + (_LINE * (len(part.rows) + 1) if isinstance(part, Grid) else 0)
        if y + need > _BOTTOM:
            pages.append(([], []))
            y = _TOP
        for number, line in enumerate(lines):
            if line:
                indent = 24 if number == 0 and not isinstance(part, Grid) and part[0] == "p" else 0
                pages[-1][0].append((_LEFT + indent, y, line))
                y += _LINE
        if isinstance(part, Grid):
            y = _draw(part, pages[-1], y)
    return pages


def _broken(part: Sequence[str]) -> list[str]:
    room = _PER_LINE - 2.0 if part[0] == "p" else float(_PER_LINE)
    lines = [""]
    for sign in part[1]:
        width = 0.5 if sign.isascii() else 1.0
        if width > room and not sign.isascii():
            lines.append("")
            room = float(_PER_LINE)
        lines[-1] += sign
        room -= width
    return lines


def _draw(grid: Grid, page: Page, top: float) -> float:
    count = len(grid.head[0])
    first = 85.0 if count > 4 else 110.0
    widths = [first, *[(475.0 - first) / (count - 1)] * (count - 1)]
    edges = [_LEFT + sum(widths[:number]) for number in range(count + 1)]
    for row, column, height, width, content in grid.cells():
        x0, x1 = edges[column], edges[column + width]
        y0, y1 = top + row * _LINE, top + (row + height) * _LINE
        page[0].append((x0 + 3, y0 + 14, content))
        page[1].extend([(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)])
    return top + len(grid.rows) * _LINE + 2 * _LINE
