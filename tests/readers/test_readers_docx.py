import io
from collections.abc import Sequence

import docx
import pytest
from docx.enum.text import WD_BREAK
from outline import only_table, outline, rows
from tinyword import cell, paragraph, run, word

from checker.readers import read_bytes
from checker.readers.numbering import chinese_numeral

RAISED = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([run("增长"), run("6.1%。")], "增长6.1%。"),
        (
            [run("增长"), f"<w:ins>{run('6.1%')}</w:ins>", "<w:del><w:r><w:delText>9%</w:delText></w:r></w:del>"],
            "增长6.1%",
        ),
        ([run("增长"), f"<w:moveTo>{run('6%')}</w:moveTo>", f"<w:moveFrom>{run('9%')}</w:moveFrom>"], "增长6%"),
        ([run("增长"), run("9%", "<w:vanish/>"), run("6%", '<w:vanish w:val="0"/>')], "增长6%"),
        ([run("增长6%"), run("1", RAISED), run("，")], "增长6%¹，"),
        ([run("10"), run("-6", RAISED), run("米")], "10⁻⁶米"),
        ([run("增长6%"), run("[1]", RAISED)], "增长6%[1]"),
        ([run("CO"), run("2", '<w:vertAlign w:val="subscript"/>')], "CO2"),
        ([run("1"), "<w:r><w:noBreakHyphen/></w:r>", run("6月")], "1-6月"),
        ([run("甲"), "<w:r><w:tab/></w:r>", run("1")], "甲 1"),
        ([run("误差"), '<w:r><w:sym w:font="Symbol" w:char="F0B1"/></w:r>', run("2")], "误差±2"),
        ([run("标题上"), "<w:r><w:br/></w:r>", run("标题下")], "标题上标题下"),
        ([f"<w:hyperlink>{run('链接12')}</w:hyperlink>", f"<w:smartTag>{run('亿元')}</w:smartTag>"], "链接12亿元"),
        ([f"<w:sdt><w:sdtContent>{run('控件12')}</w:sdtContent></w:sdt>"], "控件12"),
        (['<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE 9</w:instrText></w:r>', run("3")], "3"),
        (
            [
                "<w:r><w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby></w:r>"
            ],
            "字",
        ),
    ],
)
def test_the_text_of_a_paragraph(runs: Sequence[str], text: str) -> None:
    document = read_bytes(word(paragraph(*runs)), "a.docx")
    assert [block.span.of(document.text) for block in document.blocks] == [text]


def test_a_break_after_a_sentence_divides() -> None:
    document = read_bytes(word(paragraph(run("增长6%。"), "<w:r><w:br/></w:r>", run("下降3%。"))), "a.docx")
    assert outline(document) == ["paragraph: 增长6%。", "paragraph: 下降3%。"]


def test_a_deleted_paragraph_end_joins() -> None:
    body = paragraph(run("增长"), properties="<w:rPr><w:del/></w:rPr>") + paragraph(run("6%。"))
    assert outline(read_bytes(word(body), "a.docx")) == ["paragraph: 增长6%。"]


NUMBERING = """<w:root><w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
</w:abstractNum><w:abstractNum w:abstractNumId="2">
<w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="l"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:root>"""


def numbered(text: str, list_id: int, depth: int = 0) -> str:
    return paragraph(run(text), properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_automatic_numbers_are_printed() -> None:
    body = "".join(
        [
            numbered("综合", 1),
            numbered("农业", 1, 1),
            numbered("粮食", 1, 2),
            numbered("工业", 1, 1),
            numbered("人民生活", 1),
            numbered("就业", 1, 1),
            numbered("2025年增长6%。", 2),
            numbered("下降3%。", 2),
            numbered("要点。", 2, 1),
            numbered("另起。", 3),
            numbered("再起。", 3),
            numbered("无号。", 0),
        ]
    )
    assert outline(read_bytes(word(body, numbering=NUMBERING), "a.docx")) == [
        "heading 1: 一、综合",
        "heading 2: （一）农业",
        "paragraph: 1.1.1 粮食",
        "heading 2: （二）工业",
        "heading 1: 二、人民生活",
        "heading 2: （一）就业",
        "paragraph: 5. 2025年增长6%。",
        "paragraph: 6. 下降3%。",
        "paragraph: 要点。",
        "paragraph: 1. 另起。",
        "paragraph: 2. 再起。",
        "paragraph: 无号。",
    ]


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (1001, "一千零一")],
)
def test_chinese_numerals(number: int, text: str) -> None:
    assert chinese_numeral(number) == text


def test_styles_give_headings_numbers_and_contents() -> None:
    styles = """<w:root>
    <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>
    <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="2"><w:name w:val="own"/>
    <w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="3"><w:name w:val="toc 1"/></w:style>
    <w:style w:type="paragraph" w:styleId="4"><w:name w:val="loop"/><w:basedOn w:val="4"/></w:style>
    <w:style w:type="character" w:styleId="5"><w:name w:val="secret"/><w:rPr><w:vanish/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="6"><w:name w:val="mark"/>
    <w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="7"><w:name w:val="marks"/><w:basedOn w:val="6"/></w:style></w:root>"""
    body = "".join(
        paragraph(*runs, properties=f'<w:pStyle w:val="{style}"/>')
        for style, runs in [
            ("3", [run("综合 1")]),
            ("1", [run("综合")]),
            ("2", [run("其中")]),
            ("4", [run("正文"), run("密", '<w:rStyle w:val="5"/>'), run("1", '<w:rStyle w:val="7"/>')]),
        ]
    )
    assert outline(read_bytes(word(body, numbering=NUMBERING, styles=styles), "a.docx")) == [
        "heading 1: 一、综合",
        "heading 2: 二、其中",
        "paragraph: 正文¹",
    ]


def test_footnotes_come_last_and_leave_no_number_behind() -> None:
    notes = """<w:root><w:footnote w:id="0" w:type="separator"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>
    <w:footnote w:id="2"><w:p><w:r><w:t>初步核算数。</w:t></w:r></w:p></w:footnote></w:root>"""
    body = paragraph(run("增加值"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("12亿元。")) + paragraph(
        run("末段。")
    )
    assert outline(read_bytes(word(body, footnotes=notes), "a.docx")) == [
        "paragraph: 增加值12亿元。",
        "paragraph: 末段。",
        "note: 初步核算数。",
    ]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph(run('框内12亿元。'))}</w:txbxContent>"
    drawing = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
        f"<w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert outline(read_bytes(word(paragraph(run("前。"), drawing, run("后。"))), "a.docx")) == [
        "paragraph: 前。后。",
        "paragraph: 框内12亿元。",
    ]


DOWN, UP, WIDE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'


def test_merged_cells_and_deleted_rows() -> None:
    body = (
        paragraph(run("表1 收支"))
        + "<w:tbl>"
        + f"<w:tr>{cell('项目', DOWN)}{cell('金额（万元）', WIDE)}</w:tr>"
        + f"<w:tr>{cell('', UP)}{cell('预算')}{cell('决算')}</w:tr>"
        + f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删')}{cell('1')}{cell('2')}</w:tr>"
        + f"<w:tr>{cell('收入')}{cell('10')}{cell('20')}</w:tr></w:tbl>"
    )
    document = read_bytes(word(body), "a.docx")
    assert outline(document) == [
        "caption: 表1 收支",
        "| 项目 (2x1) | 金额（万元） (1x2) |",
        "| 预算 | 决算 |",
        "=",
        "| 收入 | 10 | 20 |",
    ]
    assert only_table(document).caption is not None


def test_a_nested_table_follows_and_a_frame_of_one_cell_is_no_table() -> None:
    inner = f"<w:tbl><w:tr>{cell('小麦')}{cell('5')}</w:tr><w:tr>{cell('玉米')}{cell('7')}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr>{cell('指标')}{cell('值')}</w:tr><w:tr>{cell('粮食')}"
    outer += f"<w:tc>{inner}{paragraph(run('12'))}</w:tc></w:tr></w:tbl>"
    document = read_bytes(word(outer), "a.docx")
    assert [len(table.cells) for table in document.tables()] == [4, 4]
    framed = read_bytes(word(f"<w:tbl><w:tr><w:tc>{paragraph(run('文字12。'))}{inner}</w:tc></w:tr></w:tbl>"), "a.docx")
    assert outline(framed)[0] == "paragraph: 文字12。"
    assert len(only_table(framed).cells) == 4


def test_a_file_made_by_python_docx() -> None:
    made = docx.Document()
    made.add_heading("统计公报", 0)
    made.add_heading("一、综合", 1)
    written = made.add_paragraph("全年增长")
    written.add_run("6.1%。").bold = True
    written.add_run().add_break(WD_BREAK.PAGE)
    made.sections[0].header.paragraphs[0].text = "页眉 2025"
    table = made.add_table(3, 3)
    for place, text in {
        (0, 0): "指标",
        (0, 1): "产量",
        (1, 1): "数量",
        (1, 2): "增长",
        (2, 0): "粮食",
        (2, 1): "12",
        (2, 2): "3",
    }.items():
        table.cell(*place).text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    buffer = io.BytesIO()
    made.save(buffer)
    document = read_bytes(buffer.getvalue(), "报告.doc")
    assert document.format == "docx"
    assert outline(document) == [
        "heading 1: 统计公报",
        "heading 1: 一、综合",
        "paragraph: 全年增长6.1%。",
        "| 指标 (2x1) | 产量 (1x2) |",
        "| 数量 | 增长 |",
        "=",
        "| 粮食 | 12 | 3 |",
    ]
    assert rows(document, only_table(document))
