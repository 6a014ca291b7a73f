import pytest
from world import span

from checker.readers import read_bytes
from checker.reports.places import where
from checker.reports.terminal import cells
from checker.source import Block, Cell, Document, Span, Table

PAGE = """<h1>二、主要指标</h1><p>先说一段。</p><p>共10人。</p>
<table><caption>表2 人员</caption><tr><th>指标</th><th>2023年</th></tr><tr><td>男</td><td>120</td></tr>
<tr><td>合计</td><td>230</td></tr></table>"""


@pytest.mark.parametrize(
    ("quoted", "lang", "place"),
    [
        ("10", "zh", "r.html · 二、主要指标 第2段"),
        ("10", "en", "r.html · 二、主要指标 paragraph 2"),
        ("230", "zh", "r.html · 二、主要指标 › 表2 人员 第3行“合计”，“2023年”列"),
        ("230", "en", "r.html · 二、主要指标 › 表2 人员 row 3 “合计”, column “2023年”"),
        ("合计", "zh", "r.html · 二、主要指标 › 表2 人员 第3行“指标”"),
    ],
)
def test_a_place_is_named_as_a_person_would(quoted: str, lang: str, place: str) -> None:
    document = read_bytes(PAGE.encode(), "r.html")
    assert where(document, span(document.text, quoted), lang) == place


def test_a_table_without_a_caption_goes_by_its_number_and_a_sheet_by_its_address() -> None:
    cells_of = (Cell(Span(0, 2), 0, 0), Cell(Span(3, 6), 0, 1))
    bare = Document("r.docx", "合计\t230\n", (Table(Span(0, 6), cells_of, header_rows=0),), format="docx")
    assert where(bare, Span(3, 6), "zh") == "r.docx · 第1个表 第1行“合计”"
    addressed = tuple(Cell(cell.span, cell.row, cell.column, pointer=f"总表!{'AB'[cell.column]}7") for cell in cells_of)
    sheet = Document("r.xlsx", "合计\t230\n", (Table(Span(0, 6), addressed, header_rows=0),), format="xlsx")
    assert where(sheet, Span(3, 6), "zh") == "r.xlsx · 总表!B7“合计”"


@pytest.mark.parametrize("width", [40, 60, 80])
def test_headings_are_cut_before_a_place_runs_over_its_line(width: int) -> None:
    first, second = "一、国民经济和社会发展计划执行情况和下一步工作的安排", "（一）全面推进经济重振，经济逐步企稳向好"
    text = f"{first}\n{second}\n共10人\n"
    blocks = (Block("heading", span(text, first), 1), Block("heading", span(text, second), 2))
    document = Document("r.txt", text, (*blocks, Block("paragraph", span(text, "共10人"))))
    place = where(document, span(text, "10"), "zh", width)
    assert place.startswith("r.txt:3:2 · ")
    assert cells(place) <= width
